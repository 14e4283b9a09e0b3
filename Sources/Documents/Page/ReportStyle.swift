/// The style of the report page on screen and in the browser's print.
///
/// Tokens and typography follow the project's visual design (ui.md, section 3): official-document
/// faces for the document, the interface face for the report card.
enum ReportStyle {
    static let text = tokens + document + tables + card + evidence + maps + frame + narrow + print

    private static let tokens = """

        :root{--ui:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",system-ui,sans-serif;
        --mono:"DejaVu Sans Mono","Noto Sans Mono CJK SC",Consolas,monospace;
        --title:"方正小标宋简体","FZXiaoBiaoSong-B05S","FandolSong","Source Han Serif SC","Noto Serif CJK SC",SimSun,serif;
        --fang:"仿宋_GB2312","FangSong","FandolFang R","FandolFang","STFangsong","Noto Serif CJK SC",serif;
        --hei:"黑体","SimHei","FandolHei","Noto Sans CJK SC",sans-serif;
        --ink:#1b2733;--ink2:#46535f;--ink3:#5d6974;--line:#d9dfe4;--line2:#eaeef1;--bg:#f3f5f6;--brand:#1d6360;--bar:#14403f;--link:#17589b}
        @font-face{font-family:"TC Latin";src:local("Times New Roman"),local("Liberation Serif"),local("Tinos");unicode-range:U+0020-007E,U+00B0,U+00B2,U+2212,U+2264-2265}
        *{box-sizing:border-box}
        html{scroll-padding-top:56px}
        body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.6 var(--ui);font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
        .en{display:none}[data-lang=en] .en{display:inline}[data-lang=en] .zh{display:none}
        a{color:var(--link)}:focus-visible{outline:2px solid #1f7ae0;outline-offset:1px}
        .skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:#fff;padding:6px 10px;z-index:9}

        """

    private static let document = """
        .paper{background:#fff;max-width:940px;margin:0 auto;padding:56px 76px 40px;border:1px solid var(--line);font-family:"TC Latin",var(--fang);font-size:16px;line-height:1.65;color:#111}
        .paper h1{font:400 29px/1.38 "TC Latin",var(--title);text-align:center;margin:0}
        .paper .version,.paper .draftmark,.paper .subtitle{text-align:center;margin:8px 0 14px}
        .draftmark{font-family:var(--hei);color:#b42318;letter-spacing:.3em}
        .paper h2{font:400 19px/1.35 "TC Latin",var(--hei);margin:28px 0 8px;color:#111}
        .paper p{margin:0 0 4px;text-indent:2em}.paper p.note,.paper .concl p,.paper p.cmd,.paper p.version,.paper p.draftmark,.paper p.seal{text-indent:0}
        .note{font-size:13px;color:#333;margin:5px 0 0!important;line-height:1.55}
        .follow{margin-top:10px!important}.follow strong,.ng{font-family:"TC Latin",var(--hei);font-weight:400}
        .concl{border:1.5px solid #111;padding:10px 16px 12px;margin:8px 0 12px}
        .concl strong{font-size:18px}.concl.clear{border-color:#1c6b3c}
        .draftnote{color:#b42318}
        .bar{display:flex;height:12px;margin:10px 0 2px;gap:2px}.bar i{min-width:5px}
        .b-bad{background:#b42318}.b-late{background:repeating-linear-gradient(45deg,#b42318 0 3px,#7f1a12 3px 6px)}.b-wait{background:#c98a12}.b-waived{background:#5f3dab}.b-future{background:#8fa0b5}.b-ok{background:#3b8f5d}.b-na{background:repeating-linear-gradient(90deg,#c3ccd4 0 3px,#fff 3px 5px)}
        .seal{border-left:4px solid #1c6b3c;background:#e9f5ee;color:#14512d;padding:7px 12px;font-family:"TC Latin",var(--hei)}.seal.bad{border-color:#b42318;background:#fdeeec;color:#b42318}
        .cmd{background:#f6f6f6;padding:7px 10px;margin:6px 0!important;word-break:break-all;line-height:1.5}.cmd code{font:13px/1.5 var(--mono)}
        .readings{margin:0;padding-left:2em}.readings li{margin:0 0 2px}.readings li:target{background:#fdf5e2}
        .hash{font:11.5px/1.45 var(--mono);word-break:break-all}
        .pn{display:flex;justify-content:space-between;gap:0 16px;flex-wrap:wrap;font-size:12px;color:#333;margin-top:22px;border-top:1px solid #999;padding-top:5px}

        """

    private static let tables = """
        .paper table{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.45}
        .paper th,.paper td{border:1px solid #555;padding:4px 7px;text-align:left}
        .paper th{font-family:"TC Latin",var(--hei);font-weight:400;text-align:center}
        .paper td.num{text-align:right;white-space:nowrap}.paper td.c{text-align:center}.paper td.nowrap,.paper th.nowrap{white-space:nowrap}
        .paper .head th{white-space:nowrap;width:7em}.paper .short td{vertical-align:top}
        .cap{display:flex;justify-content:space-between;align-items:baseline;gap:10px;font-size:13.5px;margin:16px 0 3px}.cap .t{font-family:"TC Latin",var(--hei);font-size:15px;text-align:center}
        .makers{margin-top:12px}.wide{overflow-x:auto}
        .acts{margin-top:10px}.acts .stop{color:#b42318}.acts .free{color:#1c6b3c}.acts .ids a,.id{font-family:var(--mono);font-size:12px;white-space:nowrap}
        .acts .asked td{background:#f7f3e6}
        .matrix td,.matrix th{font-size:12px;padding:3px 5px!important}.matrix .diag{background:#f3f3f0}.matrix thead th{white-space:nowrap}.matrix tbody th{white-space:nowrap;background:#fff}
        .st{font:600 12px/1.5 var(--ui)}.st.s-bad{color:#b42318}.st.s-late{color:#fff;background:#b42318;padding:0 5px}
        .sign{margin-top:16px}.sign th{width:7em}.sign td{height:96px;vertical-align:bottom!important;white-space:nowrap}.sign .seal-place{display:block;color:#767676;text-align:center;margin-bottom:22px;font-size:12.5px}.sign .who{display:block;text-align:right}

        """

    private static let card = """
        .chips{display:flex;flex-wrap:wrap;gap:6px;margin:8px 0 10px;font-family:var(--ui)}
        .chip{display:inline-flex;align-items:center;gap:5px;border:1px solid #7e8a95;border-radius:3px;padding:2px 9px;font-size:13px;line-height:24px;min-height:28px;color:var(--ink);text-decoration:none;background:#fff}
        .chip .i{flex:none}.chip[aria-current=true]{background:var(--brand);border-color:var(--brand);color:#fff}
        .grp{border:1px solid var(--line);border-radius:3px;margin:0 0 8px;font-family:var(--ui);background:#fff}
        .grp>summary{display:flex;gap:10px;align-items:center;padding:5px 12px;background:#f7f9fa;font-size:13px}.grp .n{color:var(--ink2)}
        summary{cursor:pointer;list-style:none}summary::-webkit-details-marker{display:none}
        .grp>summary::after,.rc>summary::after,.sub>summary::after{content:"";width:7px;height:7px;border:solid #5d6974;border-width:0 1.6px 1.6px 0;transform:rotate(45deg);flex:none;margin-left:auto}
        .rc>summary::after{margin:0 4px 3px 0;justify-self:end}details[open]>summary::after{transform:rotate(-135deg)}
        .fd{display:inline-flex;align-items:center;gap:4px;border:1px solid;border-radius:2px;padding:0 7px;font-size:12px;line-height:20px;font-weight:600;white-space:nowrap}
        .fd.s-ok{color:#1c6b3c;background:#e9f5ee;border-color:#a9d3b8}.fd.s-bad{color:#b42318;background:#fdeeec;border-color:#efb4ae}.fd.s-waived{color:#5f3dab;background:#f2eefb;border:3px double #8a6fce;line-height:16px}
        .fd.s-wait{color:#855600;background:#fdf5e2;border-color:#e8cf94}.fd.s-late{color:#fff;background:#b42318;border-color:#8f1a12}.fd.s-future{color:#3f5068;background:#eef2f6;border-color:#c6d0db}.fd.s-na{color:#5d6974;background:#fff;border:1px dashed #8d98a2}
        .rc{border-top:1px solid var(--line2);font-size:13px;line-height:1.5}
        .rc>summary{display:grid;grid-template-columns:58px 50px minmax(0,1fr) minmax(90px,140px) 88px 12px;gap:0 10px;align-items:center;padding:6px 12px;min-height:34px}
        .rc>summary:hover{background:#f0f5f5}.rc[open]>summary{background:#e3f0ef}.rc .fd{justify-self:start}
        .tag{font-size:12px;line-height:18px;border:1px solid var(--ink2);border-radius:2px;text-align:center;color:var(--ink);white-space:nowrap;padding:0 3px}.t-in-principle{border-style:dashed}.t-should,.t-may{border-color:var(--line);color:var(--ink3)}
        .rc .sub{display:block;color:var(--ink2);font-size:12px}[data-lang=en] .rc>summary{grid-template-columns:58px 76px minmax(0,1fr) minmax(90px,140px) 142px 12px}
        .rc .v{text-align:right}.rc .v b{display:block;font-weight:600}.rc .v small{color:var(--ink2);font-size:12px}

        """

    private static let evidence = """
        .ev{border-top:1px solid var(--line);background:#fbfcfc;padding:4px 12px 10px}
        .ev dl{display:grid;grid-template-columns:84px minmax(0,1fr);gap:0 14px;margin:0}
        .ev dt{color:var(--ink2);padding:5px 0;border-top:1px solid var(--line2);font-size:12px;line-height:1.65}.ev dd{margin:0;padding:5px 0;border-top:1px solid var(--line2)}
        .ev dl>:nth-child(-n+2){border-top:0}
        .law{font-family:"TC Latin",var(--fang);font-size:15px;quotes:"“" "”"}.src{color:var(--ink2);font-size:12px;margin:0 8px 0 4px}
        .mr{display:flex;flex-wrap:wrap;gap:4px 28px}.mr small{display:block;color:var(--ink2);font-size:12px}.mr b{font-size:16px;font-weight:600}
        .gauge{position:relative;height:10px;background:#e6ebee;margin:8px 0 6px;max-width:420px}.gauge i{position:absolute;inset:0 auto 0 0;background:#3b8f5d}.gauge.s-bad i{background:#b42318}.gauge.s-waived i{background:#5f3dab}.gauge b{position:absolute;top:-4px;bottom:-4px;width:2px;background:#1b2733}
        .plain{list-style:none;margin:0;padding:0}.kind{display:inline-block;border:1px solid var(--line);border-radius:2px;font-size:12px;line-height:17px;padding:0 5px;margin-right:6px;color:var(--ink2);background:#fff}
        .tree,.tree ul{list-style:none;margin:0;padding:0}.tree ul{margin-left:7px;padding-left:11px;border-left:1px solid #c6d0d6}
        .nd{display:flex;gap:4px 10px;align-items:baseline;flex-wrap:wrap;padding:1px 0}.nd code{font:12px/1.6 var(--mono);overflow-wrap:anywhere;min-width:0}.nd b{margin-left:auto;font-weight:600;text-align:right}.gl{color:var(--ink2);font-size:12px}.lf{font-size:12px;color:var(--ink2);overflow-wrap:anywhere}
        .rd{display:block}.sub>summary{display:flex;gap:10px;align-items:center;padding:4px 0;border-top:1px solid var(--line2)}.sub .who{font-weight:600}.sub .v{color:var(--ink2)}

        """

    private static let maps = """
        figure{margin:0 0 18px}.frame{border:1.5px solid #111;padding:14px 10px 10px;background:#fff}
        .frame>svg{display:block;width:100%;height:auto;max-height:780px;font-family:var(--hei)}
        .legend{list-style:none;margin:12px 4px 0;padding:8px 0 0;border-top:1px solid #bbb;display:grid;grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:2px 14px;font-size:13px;line-height:1.5}
        .legend li{display:flex;align-items:center;gap:7px;min-width:0}.sw{width:19px;height:12px;border:1px solid #777;flex:none}.sw2{flex:none}

        """

    private static let frame = """
        .top{position:sticky;top:0;z-index:5;height:44px;background:var(--bar);color:#fff;display:flex;align-items:center;gap:14px;padding:0 16px;font-size:13px}
        .mark{display:inline-flex;gap:8px;align-items:center;font-weight:600;font-size:15px}.top .name{padding-left:14px;border-left:1px solid #4a6f6d;white-space:nowrap}.top em{font-style:normal;border:1px solid #fff;border-radius:2px;padding:0 6px;margin-left:8px;font-size:12px}
        .top .no{margin-left:auto;color:#cfe0dd;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;min-width:0}
        .top button{height:30px;min-width:44px;padding:0 12px;border:1px solid #7fa3a0;border-radius:3px;background:none;color:#fff;font:13px var(--ui);cursor:pointer;white-space:nowrap}.top button:hover{background:#1d5553}.top [hidden]{display:none}
        .shell{display:grid;grid-template-columns:190px minmax(0,1fr);gap:16px;max-width:1240px;margin:0 auto;padding:16px}
        .toc ol{position:sticky;top:60px;list-style:cjk-ideographic;margin:0;padding:0 0 0 3em;font-size:13px}[data-lang=en] .toc ol{list-style:decimal;padding-left:2em}
        .toc a{display:block;padding:4px 0;color:var(--ink2);text-decoration:none}.toc a:hover{color:var(--brand);text-decoration:underline}
        .grp[hidden]{display:none}
        @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}

        """

    private static let narrow = """
        @media (max-width:1100px){.shell{grid-template-columns:minmax(0,1fr)}.toc{display:none}}
        @media screen and (max-width:800px){
        .shell{padding:10px}.paper{padding:20px 14px 16px;font-size:15px}.paper h1{font-size:22px}.paper h2{font-size:17px}
        .top{gap:10px;padding:0 12px}.top .no,#print{display:none}.top .name{flex:1;overflow:hidden;text-overflow:ellipsis}.top button{height:44px;border-width:0;padding:0 6px}
        .paper .wide table{min-width:590px}.paper .wide .head,.paper .wide .sign,.paper .wide .acts{min-width:0}.acts .ids a{display:inline-block;line-height:30px}
        .head,.head tbody,.head tr{display:block}.head tr{display:grid;grid-template-columns:6em minmax(0,1fr)}.paper .head th,.paper .head td{width:auto;border-width:0 0 1px;border-color:#bbb;text-align:left;padding:5px 4px}.paper .head{border-top:1px solid #bbb}.head td{overflow-wrap:anywhere}
        .sign tr{display:grid;grid-template-columns:6em minmax(0,1fr)}.sign td{display:block;height:auto!important;white-space:normal!important;padding-top:14px!important}
        .chip{min-height:44px;padding:2px 12px}.cap{flex-wrap:wrap;gap:0 10px}.cap .t{order:-1;flex:1 0 100%;text-align:left}
        .rc>summary{grid-template-columns:auto auto minmax(0,1fr) 14px;grid-template-areas:"s i v x" "t t t t";gap:4px 8px;padding:9px 10px}
        .rc>summary>:nth-child(1){grid-area:i}.rc>summary>:nth-child(2){display:none}.rc>summary>:nth-child(3){grid-area:t}.rc>summary>:nth-child(4){grid-area:v}.rc>summary>:nth-child(5){grid-area:s}.rc>summary::after{grid-area:x}
        .rc .v small{display:none}.grp>summary{min-height:44px}.ev dl{grid-template-columns:minmax(0,1fr)}.ev dt{padding-bottom:0}.ev dd{border-top:0;padding-top:0}.ev dl>:nth-child(2){padding-top:0}
        .frame{padding:6px}.legend{grid-template-columns:repeat(2,minmax(0,1fr))}
        }

        """

    private static let print = """
        @media print{@page{size:A4;margin:17mm 18mm 16mm 20mm}body{background:#fff}.noprint{display:none!important}.shell{display:block;padding:0;max-width:none}.paper{border:0;padding:0;max-width:none;font-size:12pt}
        .paper table{font-size:9.5pt}.wide{overflow:visible}thead{display:table-header-group}tr,.rc,.concl,figure{break-inside:avoid}h2{break-after:avoid}.frame>svg{max-height:165mm}
        .rc>summary::after,.grp>summary::after{display:none}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        body.draft .paper{background-image:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='420' height='320'%3E%3Ctext x='40' y='240' font-size='52' fill='%23b42318' fill-opacity='.07' transform='rotate(-28 210 160)' font-family='sans-serif'%3E征求意见稿%3C/text%3E%3C/svg%3E")}

        """
}
