/// The styles of an official document, by name, so that a person who edits it keeps its form.
enum WordStyles {
    /// A style of paragraphs.
    enum Style: String, CaseIterable {
        case body = "Normal"
        case masthead, number, title, addressee
        case heading1 = "Heading1"
        case heading2 = "Heading2"
        case heading3 = "Heading3"
        case attachment, signature, tableTitle, tableHead, tableText, tableFigure, imprint
        case pageNumberOdd, pageNumberEven

        /// What a word program shows.
        var title: String {
            switch self {
            case .body: "Normal"
            case .masthead: "发文机关标志"
            case .number: "发文字号"
            case .title: "公文标题"
            case .addressee: "主送机关"
            case .heading1: "heading 1"
            case .heading2: "heading 2"
            case .heading3: "heading 3"
            case .attachment: "附件说明"
            case .signature: "署名和日期"
            case .tableTitle: "表题"
            case .tableHead: "表头"
            case .tableText: "表内文字"
            case .tableFigure: "表内数字"
            case .imprint: "版记"
            case .pageNumberOdd: "页码（单页）"
            case .pageNumberEven: "页码（双页）"
            }
        }

        fileprivate var font: String {
            switch self {
            case .masthead, .title: "方正小标宋简体"
            case .heading1, .tableHead, .tableTitle: "黑体"
            case .heading2: "楷体_GB2312"
            case .pageNumberOdd, .pageNumberEven: "宋体"
            default: "仿宋_GB2312"
            }
        }

        fileprivate var points: Int {
            switch self {
            case .title: OfficialLayout.titlePoints
            case .imprint, .tableTitle, .pageNumberOdd, .pageNumberEven:
                OfficialLayout.smallPoints
            case .tableHead, .tableText, .tableFigure: 12
            default: OfficialLayout.bodyPoints
            }
        }

        private static let line = OfficialLayout.lineTwips

        /// Spacing, in twentieths of a point.
        fileprivate var spacing: (before: Int, after: Int, line: Int) {
            switch self {
            case .title: (2 * Self.line, 0, 680)
            case .number: (2 * Self.line, 0, Self.line)
            case .addressee, .attachment: (Self.line, 0, Self.line)
            case .tableTitle: (160, 60, 440)
            case .tableHead, .tableText, .tableFigure: (30, 30, 340)
            case .imprint: (40, 40, 480)
            case .pageNumberOdd, .pageNumberEven: (0, 0, 400)
            default: (0, 0, Self.line)
            }
        }

        fileprivate var alignment: String {
            switch self {
            case .masthead, .number, .title, .tableTitle, .tableHead: "center"
            case .signature, .tableFigure, .pageNumberOdd: "right"
            case .addressee, .tableText, .imprint, .pageNumberEven: "left"
            default: "both"
            }
        }

        /// Whether its first line begins two characters to the right.
        fileprivate var isIndented: Bool {
            [.body, .heading1, .heading2, .heading3].contains(self)
        }

        fileprivate var outline: Int? {
            switch self {
            case .heading1: 0
            case .heading2: 1
            case .heading3: 2
            default: nil
            }
        }
    }

    /// The part `word/styles.xml`.
    static var part: String {
        var page = Markup(.chinese)
        page.raw(WordPackage.opening)
        page.element("w:styles", ["xmlns:w": WordPackage.main]) { styles in
            styles.element("w:docDefaults") { defaults in
                defaults.element("w:rPrDefault") {
                    $0.element("w:rPr") { run in
                        WordStyles.run(.body, into: &run)
                        run.open("w:lang", ["w:val": "en-US", "w:eastAsia": "zh-CN"])
                        run.close("w:lang")
                    }
                }
            }
            for style in Style.allCases { WordStyles.write(style, into: &styles) }
            styles.element(
                "w:style",
                ["w:type": "table", "w:default": "1", "w:styleId": "TableNormal"]
            ) { $0.empty("w:name", ["w:val": "Normal Table"]) }
        }
        return page.source
    }

    private static func write(_ style: Style, into page: inout Markup) {
        page.element(
            "w:style",
            [
                "w:type": "paragraph", "w:default": style == .body ? "1" : nil,
                "w:styleId": style.rawValue,
            ]
        ) { entry in
            entry.empty("w:name", ["w:val": style.title])
            if style != .body { entry.empty("w:basedOn", ["w:val": Style.body.rawValue]) }
            entry.empty("w:qFormat")
            entry.element("w:pPr") { paragraph(style, into: &$0) }
            entry.element("w:rPr") { run(style, into: &$0) }
        }
    }

    private static func paragraph(_ style: Style, into page: inout Markup) {
        if style.outline != nil || style == .tableTitle { page.empty("w:keepNext") }
        if style == .body { page.empty("w:widowControl", ["w:val": "0"]) }
        let spacing = style.spacing
        page.empty(
            "w:spacing",
            [
                "w:before": "\(spacing.before)", "w:after": "\(spacing.after)",
                "w:line": "\(spacing.line)", "w:lineRule": style == .masthead ? "auto" : "exact",
            ])
        let indent = style.isIndented ? "\(2 * OfficialLayout.bodyPoints * 20)" : "0"
        page.empty(
            "w:ind",
            [
                "w:firstLineChars": style.isIndented ? "200" : "0", "w:firstLine": indent,
            ])
        page.empty("w:jc", ["w:val": style.alignment])
        if let outline = style.outline { page.empty("w:outlineLvl", ["w:val": "\(outline)"]) }
    }

    private static func run(_ style: Style, into page: inout Markup) {
        page.empty(
            "w:rFonts",
            [
                "w:ascii": "Times New Roman", "w:hAnsi": "Times New Roman",
                "w:cs": "Times New Roman", "w:eastAsia": style.font,
            ])
        if style == .masthead { page.empty("w:color", ["w:val": OfficialLayout.red]) }
        let isSet = style.points == OfficialLayout.bodyPoints && style != .masthead
        page.empty("w:spacing", ["w:val": isSet ? "\(OfficialLayout.tracking)" : "0"])
        page.empty("w:sz", ["w:val": "\(2 * style.points)"])
        page.empty("w:szCs", ["w:val": "\(2 * style.points)"])
    }
}

extension Markup {
    /// Writes an element without content.
    mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        open(name, attributes)
        close(name)
    }
}
