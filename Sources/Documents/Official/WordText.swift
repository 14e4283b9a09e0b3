/// The text of an official document in the language of word programs: body, headers, footers.
struct WordText {
    let document: OfficialDocument

    private typealias Style = WordStyles.Style
    private static let relations =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    /// The width of the type area, in twentieths of a point.
    private static let width = OfficialLayout.twips(156)

    /// The part `word/document.xml`.
    var main: String {
        var page = Markup(.chinese)
        page.raw(WordPackage.opening)
        page.element(
            "w:document", ["xmlns:w": WordPackage.main, "xmlns:r": Self.relations]
        ) { root in
            root.element("w:body") { body in
                head(into: &body)
                text(into: &body)
                foot(into: &body)
                section(into: &body)
            }
        }
        return page.source
    }

    // MARK: Parts

    private func head(into page: inout Markup) {
        switch document.form {
        case .general, .minutes:
            // 35 mm below the upper edge of the type area (7.2.4), and the rule 4 mm below the number (7.2.7).
            paragraph(
                .masthead, document.masthead, into: &page,
                look: Look(
                    before: OfficialLayout.twips(35), line: document.mastheadPoints * 26,
                    points: document.mastheadPoints))
            paragraph(.number, document.shownNumber, into: &page, look: Look(rule: "single"))
        case .letter:
            paragraph(
                .number, document.shownNumber, into: &page,
                look: Look(before: 0, alignment: "right"))
        }
        paragraph(.title, document.titleLines.joined(separator: "\n"), into: &page)
        if let addressee = document.addressee {
            paragraph(.addressee, addressee + "：", into: &page)
        } else {
            paragraph(.body, "", into: &page)
        }
    }

    private func text(into page: inout Markup) {
        var numbering = OfficialNumbering()
        // A signature never stands on a page without text (7.3.5.5).
        let last = document.body.count - 1
        for (index, block) in document.body.enumerated() {
            switch block {
            case .heading(let level, let text):
                let style: Style =
                    switch level {
                    case 1: .heading1
                    case 2: .heading2
                    default: .heading3
                    }
                paragraph(style, numbering.text(level, text), into: &page)
            case .paragraph(let text):
                paragraph(.body, text, into: &page, look: Look(keepsNext: index == last))
            case .labelled(let label, let text):
                page.element("w:p") { paragraph in
                    paragraph.element("w:pPr") {
                        $0.empty("w:pStyle", ["w:val": Style.body.rawValue])
                    }
                    run(label, font: "黑体", into: &paragraph)
                    run(text, into: &paragraph)
                }
            case .table(let table): write(table, into: &page)
            }
        }
    }

    private func foot(into page: inout Markup) {
        for (index, line) in document.shownAttachments.enumerated() {
            paragraph(
                .attachment, line, into: &page,
                look: Look(before: index == 0 ? nil : 0, leftCharacters: 2, keepsNext: true))
        }
        if document.form != .minutes {
            let indents = document.signatureIndents
            let line = OfficialLayout.lineTwips
            paragraph(
                .signature, document.issuer, into: &page,
                look: Look(before: 3 * line, right: indents.issuer * 20, keepsNext: true))
            paragraph(
                .signature, document.shownDate, into: &page,
                look: Look(right: indents.date * 20))
        }
        if let printer = document.printer {
            imprint(printer, into: &page)
            // What floats is held by the paragraph after it, which itself takes no room.
            paragraph(.tableText, "", into: &page, look: Look(before: 0, line: 20))
        }
    }

    /// Copies and printing at the foot of the last page, between rules (7.4).
    private func imprint(_ printer: String, into page: inout Markup) {
        page.element("w:tbl") { table in
            table.element("w:tblPr") { properties in
                properties.empty(
                    "w:tblpPr",
                    [
                        "w:vertAnchor": "margin", "w:horzAnchor": "margin", "w:tblpX": "0",
                        "w:tblpYSpec": "bottom",
                    ])
                properties.empty("w:tblW", ["w:w": "\(Self.width)", "w:type": "dxa"])
                properties.element("w:tblBorders") { borders in
                    for (side, size) in [("top", 8), ("bottom", 8), ("insideH", 6)] {
                        borders.empty(
                            "w:" + side,
                            ["w:val": "single", "w:sz": "\(size)", "w:color": "000000"])
                    }
                }
                properties.empty("w:tblLayout", ["w:type": "fixed"])
            }
            let halves = [Self.width * 13 / 25, Self.width - Self.width * 13 / 25]
            table.element("w:tblGrid") { grid in
                for width in halves { grid.empty("w:gridCol", ["w:w": "\(width)"]) }
            }
            if !document.copies.isEmpty {
                table.element("w:tr") { row in
                    cell(
                        .imprint, "抄送：" + document.copies.joined(separator: "，") + "。",
                        width: Self.width, span: 2, look: Look(leftCharacters: 1), into: &row)
                }
            }
            table.element("w:tr") { row in
                cell(
                    .imprint, printer, width: halves[0], look: Look(leftCharacters: 1),
                    into: &row)
                cell(
                    .imprint, document.shownPrintDate, width: halves[1],
                    look: Look(right: 280, alignment: "right"), into: &row)
            }
        }
    }

    private func section(into page: inout Markup) {
        page.element("w:sectPr") { section in
            for (kind, part, name) in [
                ("default", "footer1", "w:footerReference"),
                ("even", "footer2", "w:footerReference"),
                ("first", "footer3", "w:footerReference"),
                ("first", "header1", "w:headerReference"),
            ] where kind != "first" || document.form == .letter {
                section.empty(
                    name, ["w:type": kind, "r:id": WordPackage.relationship(part)])
            }
            section.empty("w:pgSz", ["w:w": "11906", "w:h": "16838"])
            let margins = OfficialLayout.margins
            section.empty(
                "w:pgMar",
                [
                    "w:top": "\(OfficialLayout.twips(margins.top))",
                    "w:right": "\(OfficialLayout.twips(margins.right))",
                    "w:bottom": "\(OfficialLayout.twips(margins.bottom))",
                    "w:left": "\(OfficialLayout.twips(margins.left))",
                    // A letter's head is 30 mm below the edge; page numbers are 7 mm below the type area.
                    "w:header": "\(OfficialLayout.twips(30))",
                    "w:footer": "\(OfficialLayout.twips(document.form == .letter ? 20 : 21))",
                    "w:gutter": "0",
                ])
            if document.form == .letter { section.empty("w:titlePg") }
            // Lines have their own exact height: nothing snaps to the grid, least of all tables.
            section.empty("w:docGrid", ["w:linePitch": "\(OfficialLayout.lineTwips)"])
        }
    }

    // MARK: Headers and footers

    /// The foot of a page: its number between dashes, odd pages at the right, even ones at the left.
    func footer(_ style: WordStyles.Style) -> String {
        running("w:ftr") { page in
            page.element("w:p") { paragraph in
                paragraph.element("w:pPr") { properties in
                    properties.empty("w:pStyle", ["w:val": style.rawValue])
                    let side = style == .pageNumberOdd ? "w:right" : "w:left"
                    properties.empty("w:ind", [side: "280"])
                }
                run("— ", into: &paragraph)
                paragraph.element("w:fldSimple", ["w:instr": "PAGE"]) { run("1", into: &$0) }
                run(" —", into: &paragraph)
            }
        }
    }

    /// The head of a letter's first page: who writes, in red, over a double rule.
    var firstHeader: String {
        running("w:hdr") { page in
            paragraph(
                .masthead, document.masthead, into: &page,
                look: Look(
                    line: document.mastheadPoints * 26, points: document.mastheadPoints,
                    rule: "thickThinSmallGap"))
        }
    }

    /// The foot of a letter's first page: a double rule, and no number.
    var firstFooter: String {
        running("w:ftr") { page in
            paragraph(.imprint, "", into: &page, look: Look(rule: "thinThickSmallGap"))
        }
    }

    private func running(_ name: String, _ content: (inout Markup) -> Void) -> String {
        var page = Markup(.chinese)
        page.raw(WordPackage.opening)
        page.element(name, ["xmlns:w": WordPackage.main], content)
        return page.source
    }

    // MARK: Tables

    private func write(_ table: OfficialTable, into page: inout Markup) {
        if let title = table.title { paragraph(.tableTitle, title, into: &page) }
        let shares = table.columns.reduce(0) { $0 + $1.share }
        let widths = table.columns.map { $0.share * Self.width / shares }
        page.element("w:tbl") { markup in
            markup.element("w:tblPr") { properties in
                properties.empty("w:tblW", ["w:w": "\(Self.width)", "w:type": "dxa"])
                properties.element("w:tblBorders") { borders in
                    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                        borders.empty(
                            "w:" + side, ["w:val": "single", "w:sz": "4", "w:color": "000000"])
                    }
                }
                properties.empty("w:tblLayout", ["w:type": "fixed"])
                properties.element("w:tblCellMar") { margins in
                    for side in ["left", "right"] {
                        margins.empty("w:" + side, ["w:w": "70", "w:type": "dxa"])
                    }
                }
            }
            markup.element("w:tblGrid") { grid in
                for width in widths { grid.empty("w:gridCol", ["w:w": "\(width)"]) }
            }
            markup.element("w:tr") { row in
                row.element("w:trPr") {
                    $0.empty("w:cantSplit")
                    $0.empty("w:tblHeader")
                }
                for (column, width) in zip(table.columns, widths) {
                    cell(.tableHead, column.head, width: width, into: &row)
                }
            }
            for texts in table.rows {
                markup.element("w:tr") { row in
                    row.element("w:trPr") { $0.empty("w:cantSplit") }
                    for (index, text) in texts.enumerated() {
                        cell(
                            table.columns[index].isNumber ? .tableFigure : .tableText, text,
                            width: widths[index], into: &row)
                    }
                }
            }
        }
    }

    private func cell(
        _ style: Style, _ text: String, width: Int, span: Int = 1, look: Look = Look(),
        into row: inout Markup
    ) {
        row.element("w:tc") { cell in
            cell.element("w:tcPr") { properties in
                properties.empty("w:tcW", ["w:w": "\(width)", "w:type": "dxa"])
                if span > 1 { properties.empty("w:gridSpan", ["w:val": "\(span)"]) }
                properties.empty("w:vAlign", ["w:val": "center"])
            }
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                paragraph(style, String(line), into: &cell, look: look)
            }
        }
    }

    // MARK: Paragraphs

    /// What a paragraph has besides its style; nil is as the style says.
    private struct Look {
        var before: Int?
        var line: Int?
        var points: Int?
        var right: Int?
        var leftCharacters: Int?
        var alignment: String?
        /// A red rule below, of a kind that word programs know.
        var rule: String?
        var keepsNext = false
    }

    private func paragraph(
        _ style: Style, _ text: String, into page: inout Markup, look: Look = Look()
    ) {
        page.element("w:p") { paragraph in
            paragraph.element("w:pPr") { properties in
                properties.empty("w:pStyle", ["w:val": style.rawValue])
                if look.keepsNext { properties.empty("w:keepNext") }
                if let rule = look.rule {
                    properties.element("w:pBdr") { border in
                        border.empty(
                            "w:bottom",
                            [
                                "w:val": rule, "w:sz": rule == "single" ? "18" : "24",
                                "w:space": rule == "single" ? "11" : "4",
                                "w:color": OfficialLayout.red,
                            ])
                    }
                }
                if look.before != nil || look.line != nil {
                    properties.empty(
                        "w:spacing",
                        [
                            "w:before": look.before.map { "\($0)" },
                            "w:after": look.line.map { _ in "0" },
                            "w:line": look.line.map { "\($0)" },
                            "w:lineRule": look.line.map { _ in "exact" },
                        ])
                }
                if look.right != nil || look.leftCharacters != nil {
                    let left = look.leftCharacters ?? 0
                    properties.empty(
                        "w:ind",
                        [
                            "w:leftChars": left > 0 ? "\(left * 100)" : nil,
                            "w:left": left > 0
                                ? "\(left * OfficialLayout.bodyPoints * 20)" : nil,
                            "w:right": look.right.map { "\($0)" },
                        ])
                }
                if let alignment = look.alignment {
                    properties.empty("w:jc", ["w:val": alignment])
                }
            }
            if !text.isEmpty { run(text, points: look.points, into: &paragraph) }
        }
    }

    private func run(
        _ text: String, font: String? = nil, points: Int? = nil, into paragraph: inout Markup
    ) {
        paragraph.element("w:r") { run in
            if font != nil || points != nil {
                run.element("w:rPr") { properties in
                    if let font { properties.empty("w:rFonts", ["w:eastAsia": font]) }
                    if let points {
                        properties.empty("w:sz", ["w:val": "\(2 * points)"])
                        properties.empty("w:szCs", ["w:val": "\(2 * points)"])
                    }
                }
            }
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                if index > 0 { run.empty("w:br") }
                run.element("w:t", ["xml:space": "preserve"], text: String(line))
            }
        }
    }
}
