/// The style of the printed report: A4 portrait, official-document typography (ui.md, section 4).
enum PrintStyle {
    static let text = page + body + tables + maps

    private static let page = """

        @page{size:A4 portrait;margin:19mm 22mm 20mm 24mm;
        @bottom-left{content:element(left);width:42%;vertical-align:top;padding-top:3mm}
        @bottom-center{width:16%;text-align:center;content:"— " counter(page) " —";font:8.5pt "Liberation Serif","Times New Roman","Noto Serif CJK SC",serif;color:#333;vertical-align:top;padding-top:3mm;white-space:nowrap}
        @bottom-right{content:element(right);width:42%;vertical-align:top;padding-top:3mm}}
        .foot-left,.foot-right{font-size:8.5pt;color:#333;white-space:nowrap}.foot-left{position:running(left)}.foot-right{position:running(right);text-align:right}
        .watermark{position:fixed;top:105mm;left:5mm;width:150mm;text-align:center;font:44pt "黑体","FandolHei","Noto Sans CJK SC",sans-serif;color:#f6dedb;transform:rotate(-30deg);z-index:-1}
        \(latinFace)

        """

    static let fang =
        #""TC Latin","仿宋_GB2312","FangSong","FandolFang R","FandolFang","Noto Serif CJK SC",serif"#
    static let hei = #""TC Latin","黑体","SimHei","FandolHei","Noto Sans CJK SC",sans-serif"#
    static let song =
        #""方正小标宋简体","FandolSong","Noto Serif CJK SC",serif"#
    /// Kai, for headings of the second level.
    static let kai =
        #""TC Latin","楷体_GB2312","KaiTi","FandolKai","Noto Serif CJK SC",serif"#
    /// Latin letters and digits among Chinese.
    static let latinFace =
        #"@font-face{font-family:"TC Latin";src:local("Times New Roman"),local("Liberation Serif"),local("Tinos");unicode-range:U+0020-007E,U+00B0,U+00B2,U+2212,U+2264-2265}"#
    private static let mono = #""DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace"#

    private static let body = """
        body{margin:0;font:12pt/1.6 \(fang);color:#111}
        h1{font:400 22pt/1.35 \(song);text-align:center;margin:4mm 0 0}
        h2{font:400 14pt/1.35 \(hei);margin:12pt 0 4pt;break-after:avoid}
        p{margin:0 0 2pt;text-indent:2em}.version,.subtitle,.draftmark,.note,.concl p,.cmd,.seal{text-indent:0}
        .version,.subtitle{text-align:center;margin:4pt 0 8pt}.subtitle{font-size:10pt;color:#444;margin-bottom:2pt}
        .draftmark{text-align:center;font-family:\(hei);color:#b42318}
        .note{font-size:9pt;line-height:1.45;margin-top:3pt}.follow{margin-top:5pt}
        strong,.ng{font-family:\(hei);font-weight:400}
        .concl{border:1pt solid #111;padding:6pt 10pt;margin:6pt 0;break-inside:avoid}.draftnote{color:#b42318}
        .seal{border-left:3pt solid #1c6b3c;padding:2pt 8pt;font-family:\(hei)}.seal.bad{border-color:#b42318}
        .cmd{background:#f4f4f4;padding:4pt 6pt;margin:3pt 0;overflow-wrap:anywhere;line-height:1.45}code{font:9pt \(mono)}
        .hash{font:7.4pt/1.4 \(mono);overflow-wrap:anywhere}.id{font:8pt \(mono)}
        .readings{margin:0;padding-left:2em}.cite{color:#555;font-size:8pt}

        """

    private static let tables = """
        table{border-collapse:collapse;table-layout:fixed;width:100%;font-size:9.5pt;line-height:1.38}
        th,td{border:.5pt solid #222;padding:2.4pt 4pt;vertical-align:middle;text-align:left}
        th{font-family:\(hei);font-weight:400;text-align:center}td.num{text-align:right;white-space:nowrap}td.c{text-align:center}.nowrap{white-space:nowrap}
        thead th{box-sizing:border-box}tr{break-inside:avoid}thead{display:table-header-group}.head th{width:22mm;white-space:nowrap}
        .cap{display:table;table-layout:fixed;width:100%;font-size:9.5pt;line-height:15pt;margin:9pt 0 2pt;break-after:avoid}
        .cap>span{display:table-cell;width:21%}.cap>span:nth-child(2){width:58%;text-align:center}.cap>span:last-child{text-align:right}.cap .t{font-family:\(hei);font-size:11pt}
        .makers>span:nth-child(n){width:33%}.makers{margin-top:7pt;break-before:avoid;break-after:auto}.acts{margin-top:5pt}
        .s-bad,.s-late{color:#b42318}.st{font-family:\(hei);font-size:8.5pt}.stop{color:#b42318}
        .head,.matrix,.villages,.sign{table-layout:auto}.matrix{font-size:7.6pt}.matrix th,.matrix td{padding:2pt 2.5pt}.diag{background:#f1f1ee}
        .villages{font-size:7.8pt}.villages th,.villages td{padding:2pt 2.2pt}
        .sign{margin-top:10pt;break-inside:avoid}.sign th{width:22mm}.sign td{height:24mm;vertical-align:bottom;white-space:nowrap}.seal-place{display:block;text-align:center;color:#777;font-size:8.5pt;margin-bottom:7mm}.who{display:block;text-align:right}

        """

    private static let maps = """
        figure{margin:0;break-inside:avoid}.frame{border:1pt solid #111;padding:4mm 2mm 3mm}
        .frame>svg{display:block;margin:0 auto;font-family:"FandolHei","黑体","Noto Sans CJK SC",sans-serif}
        .legend{list-style:none;margin:3mm 2mm 0;padding:2mm 0 0;border-top:.5pt solid #999;font-size:7.5pt;line-height:1.5}
        .legend li{display:inline-block;width:19.5%;white-space:nowrap}.sw{display:inline-block;width:5mm;height:2.6mm;border:.4pt solid #777;margin-right:1.5mm;vertical-align:-0.2mm}.sw2{width:5.2mm;height:3.4mm;margin-right:1.4mm;vertical-align:-0.6mm}

        """
}
