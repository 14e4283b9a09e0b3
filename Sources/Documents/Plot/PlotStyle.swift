/// The style of map sheets: official typography on paper of any size (ui.md, section 4).
enum PlotStyle {
    /// The style of sheets of some formats.
    static func text(_ formats: Set<PlotFormat>) -> String {
        let pages = formats.map { format in
            "@page \(PlotPage.pageName(format)){size:\(format.width)mm \(format.height)mm;margin:0}"
        }
        return pages.sorted().joined(separator: "\n") + rules
    }

    private static let song = #""方正小标宋简体","FandolSong","Noto Serif CJK SC",serif"#
    private static let hei = #""黑体","SimHei","FandolHei","Noto Sans CJK SC",sans-serif"#
    private static let latin = #""Liberation Sans","Arial","Noto Sans CJK SC",sans-serif"#

    private static let rules = """

        @page{margin:0}
        body{margin:0;font:7.5pt/1.25 "Noto Sans CJK SC",\(hei);color:#000}
        section{position:relative;width:100%;height:100%;break-after:page}section:last-child{break-after:auto}
        section>*{position:absolute;margin:0;box-sizing:border-box}
        h1{font:700 26pt/12.4mm \(song);text-align:center;white-space:nowrap;overflow:hidden}
        .small h1{font-size:16pt}
        .grid,.corner{font:6pt/5mm \(latin);height:5mm;width:40mm;text-align:center;white-space:nowrap}
        .corner{line-height:4mm;text-align:left}.corner.east{text-align:right}
        .up{transform:rotate(-90deg)}
        .name{font:600 9pt/5mm \(hei);height:5mm;width:40mm;text-align:center;white-space:nowrap;color:#000}.small .name{font-size:7pt}
        .name span{background:rgba(255,255,255,.72);padding:.2mm .8mm;border-radius:.6mm}
        .code{font:5pt/5mm \(latin);height:5mm;width:40mm;text-align:center;white-space:nowrap;color:#3a3a3a}
        .side{overflow:hidden}.small .side{font-size:6pt}
        h2{font:400 9pt/5mm \(hei);text-align:center;margin:1mm 0 .6mm}.small h2{font-size:7.5pt;line-height:3.8mm;margin:.8mm 0 .4mm}
        .legend{column-gap:1mm}.entry{white-space:nowrap;overflow:hidden;break-inside:avoid}
        .entry svg{vertical-align:-.5mm;margin-right:1mm}
        .areas{border-collapse:collapse;width:100%;table-layout:fixed}
        .areas th,.areas td{border:.25pt solid #222;padding:0 .8mm;font-weight:400;white-space:nowrap;overflow:hidden;line-height:1.15}
        .areas th{font-family:\(hei)}.areas th:nth-child(2){width:27mm}.areas th:nth-child(3){width:12mm}
        .small .areas th:nth-child(2){width:22mm}.small .areas th:nth-child(3){width:10mm}
        .areas .number{text-align:right;font-variant-numeric:tabular-nums}
        .areas tr:last-child{font-weight:600}
        .origin{margin-top:1.4mm;font-size:6pt;line-height:1.3;color:#222;overflow-wrap:anywhere}.small .origin{font-size:5pt}
        .base{border-collapse:collapse;table-layout:fixed;line-height:1.35}.base td{padding:0;vertical-align:middle}
        .base .scale{text-align:center;width:34%}.base .datum{text-align:right}
        .ratio{font:700 11pt/1.1 \(latin)}.small .base{font-size:6pt}.small .ratio{font-size:8.5pt}
        .number{white-space:nowrap}.base .number{font-family:\(hei);margin-left:2em}
        svg text{font-family:\(latin)}
        .band{width:100%;height:100%;border-collapse:separate;border-spacing:2mm 0;table-layout:fixed}.band>tbody>tr>td,.band>tr>td{vertical-align:top;padding:0}

        """
}
