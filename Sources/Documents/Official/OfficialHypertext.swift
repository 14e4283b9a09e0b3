/// An official document as the hypertext that the typesetter makes a PDF of: the same measures as the file of word
/// programs, from the same value.
struct OfficialHypertext {
    let document: OfficialDocument
    let moment: ReportMoment

    /// The file's text.
    var text: String {
        var page = Markup(.chinese)
        page.raw("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n")
        page.element("title", [:], text: document.title)
        page.open("meta", ["name": "author", "content": document.issuer])
        page.open("meta", ["name": "description", "content": document.source])
        for name in ["dcterms.created", "dcterms.modified"] {
            page.open("meta", ["name": name, "content": moment.isoText])
        }
        page.raw("<style>\(Self.style)</style>\n</head>\n")
        let form =
            switch document.form {
            case .general: "general"
            case .letter: "letter"
            case .minutes: "minutes"
            }
        page.element("body", ["class": form]) { body in
            head(into: &body)
            main(into: &body)
            foot(into: &body)
        }
        page.raw("\n</html>\n")
        return page.source
    }

    private func head(into page: inout Markup) {
        page.element(
            "p",
            [
                "class": "masthead", "style": "font-size:\(document.mastheadPoints)pt",
            ], text: document.masthead)
        if document.form == .letter { page.element("div", ["class": "footrule"]) }
        page.element("p", ["class": "number"], text: document.shownNumber)
        page.element("h1") { title in
            for (index, line) in document.titleLines.enumerated() {
                if index > 0 { title.raw("<br>") }
                title.text(line)
            }
        }
        if let addressee = document.addressee {
            page.element("p", ["class": "addressee"], text: addressee + "：")
        } else {
            page.element("p", ["class": "space"], text: "")
        }
    }

    private func main(into page: inout Markup) {
        var numbering = OfficialNumbering()
        for block in document.body {
            switch block {
            case .heading(let level, let text):
                let name = level < 3 ? "h\(level + 1)" : "h4"
                page.element(name, [:], text: numbering.text(level, text))
            case .paragraph(let text): page.element("p", [:], text: text)
            case .labelled(let label, let text):
                page.element("p") { paragraph in
                    paragraph.element("b", [:], text: label)
                    paragraph.text(text)
                }
            case .table(let table): write(table, into: &page)
            }
            page.raw("\n")
        }
    }

    private func write(_ table: OfficialTable, into page: inout Markup) {
        if let title = table.title { page.element("p", ["class": "caption"], text: title) }
        let shares = table.columns.reduce(0) { $0 + $1.share }
        page.element("table") { markup in
            markup.element("colgroup") { group in
                for column in table.columns {
                    group.open("col", ["style": "width:\(column.share * 1000 / shares / 10)%"])
                }
            }
            markup.element("thead") {
                $0.element("tr") { row in
                    for column in table.columns { row.element("th", [:], text: column.head) }
                }
            }
            markup.element("tbody") { body in
                for texts in table.rows {
                    body.element("tr") { row in
                        for (column, text) in zip(table.columns, texts) {
                            row.element("td", ["class": column.isNumber ? "num" : nil], text: text)
                        }
                    }
                }
            }
        }
    }

    private func foot(into page: inout Markup) {
        for (index, line) in document.shownAttachments.enumerated() {
            page.element(
                "p", ["class": index == 0 ? "attachment first" : "attachment"], text: line)
        }
        if document.form != .minutes {
            let indents = document.signatureIndents
            page.element("div", ["class": "signature"]) { signature in
                signature.element(
                    "p", ["style": "padding-right:\(indents.issuer)pt"], text: document.issuer)
                signature.element(
                    "p", ["style": "padding-right:\(indents.date)pt"], text: document.shownDate)
            }
        }
        guard let printer = document.printer else { return }
        page.element("div", ["class": "imprint"]) { imprint in
            if !document.copies.isEmpty {
                imprint.element(
                    "div", ["class": "copies"],
                    text: "抄送：" + document.copies.joined(separator: "，") + "。")
            }
            imprint.element("div", ["class": "printer"]) { line in
                line.element("span", [:], text: printer)
                line.element("span", ["class": "day"], text: document.shownPrintDate)
            }
        }
    }

    /// 37, 26, 35 and 28 mm; 22 lines of 29 points; 28 characters a line.
    private static let style = """

        @page{size:A4;margin:37mm 26mm 35mm 28mm;@footnote{margin:0;border:0;padding:0}}
        @page:right{@bottom-right{content:"— " counter(page) " —";font:14pt "宋体","SimSun","FandolSong","Noto Serif CJK SC",serif;vertical-align:top;padding:7mm 14pt 0 0}}
        @page:left{@bottom-left{content:"— " counter(page) " —";font:14pt "宋体","SimSun","FandolSong","Noto Serif CJK SC",serif;vertical-align:top;padding:7mm 0 0 14pt}}
        @page letter:first{@bottom-right{content:none}@bottom-left{content:none}}
        \(PrintStyle.latinFace)
        html{counter-reset:page 1}body{margin:0;font:16pt/29pt \(PrintStyle.fang);letter-spacing:-.21pt;text-align:justify;color:#000}
        body.letter{page:letter}
        p{margin:0;text-indent:2em;overflow-wrap:anywhere}b{font-family:\(PrintStyle.hei);font-weight:400}
        .masthead{color:#f00;font-family:\(PrintStyle.song);line-height:1.2;text-align:center;text-indent:0;white-space:nowrap;padding-top:35mm;letter-spacing:0}
        .number{text-align:center;text-indent:0;margin-top:58pt;padding-bottom:4mm;border-bottom:2.25pt solid #f00}
        .letter .masthead{padding-top:0;margin:-7mm -7mm 0;padding-bottom:2mm;border-bottom:4.5pt double #f00}
        .letter .number{text-align:right;margin-top:4pt;padding:0;border:0}
        .footrule{position:absolute;left:-7mm;right:-7mm;top:237mm;border-top:4.5pt double #f00}
        h1{font:400 22pt/34pt \(PrintStyle.song);text-align:center;margin:58pt 0 0;letter-spacing:0}
        .addressee{text-indent:0;margin-top:29pt}.space{height:29pt}
        h2,h3,h4{font-size:16pt;font-weight:400;margin:0;text-indent:2em;break-after:avoid}
        h2{font-family:\(PrintStyle.hei)}h3{font-family:\(PrintStyle.kai)}h4{font-family:\(PrintStyle.fang)}
        .caption{font:14pt/22pt \(PrintStyle.hei);text-align:center;text-indent:0;margin:8pt 0 3pt;break-after:avoid}
        table{border-collapse:collapse;table-layout:fixed;width:100%;font-size:12pt;line-height:17pt;letter-spacing:0;text-align:left}
        th,td{border:.5pt solid #000;padding:1.5pt 3.5pt;vertical-align:middle;overflow-wrap:anywhere}
        th{font-family:\(PrintStyle.hei);font-weight:400;text-align:center}td.num{text-align:right}
        tr{break-inside:avoid}thead{display:table-header-group}
        .attachment{break-after:avoid;text-indent:0;padding-left:2em}.attachment.first{margin-top:29pt;break-before:avoid}
        .signature{margin-top:87pt;break-inside:avoid;break-before:avoid}.signature p{text-align:right;text-indent:0}
        .imprint{float:footnote;font-size:14pt;line-height:24pt;letter-spacing:0;text-align:left;border-top:1pt solid #000;border-bottom:1pt solid #000}
        .imprint::footnote-call{content:""}.imprint::footnote-marker{content:""}
        .copies{border-bottom:.75pt solid #000}.copies,.printer{padding:2pt 14pt}
        .printer{display:flex;justify-content:space-between}

        """
}

extension OfficialDocument {
    /// The document as it goes to the typesetter, which makes a PDF at a path.
    public func printed(at path: String, _ moment: ReportMoment) -> PrintedDocument {
        var printed = PrintedDocument(
            hypertext: OfficialHypertext(document: self, moment: moment).text, path: path,
            moment: moment, identifier: "tianchou-official-" + (number ?? title))
        printed.limitSeconds = 60
        return printed
    }
}
