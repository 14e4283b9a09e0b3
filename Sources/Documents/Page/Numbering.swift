import LandModel

/// Runs the numbers of sections, tables and maps through a report.
struct Numbering {
    private var section = 0
    private var table = 0
    private var figure = 0
    /// The headings written so far, for the list of contents.
    private(set) var contents: [(anchor: String, title: BilingualText)] = []

    /// Writes the heading of the next section.
    mutating func heading(_ title: BilingualText, anchor: String, into page: inout Markup) {
        section += 1
        contents.append((anchor, title))
        page.element(
            "h2", ["id": anchor],
            BilingualText(
                zh: "\(ChineseNumeral.text(section))、\(title.zh)", en: "\(section). \(title.en)"))
    }

    /// The number of the next table: 表 1.
    mutating func nextTable() -> BilingualText {
        table += 1
        return BilingualText(
            zh: "\(LabelCatalogue.table.zh) \(table)", en: "\(LabelCatalogue.table.en) \(table)")
    }

    /// The number of the next map: 附图 1.
    mutating func nextFigure() -> BilingualText {
        figure += 1
        return BilingualText(
            zh: "\(LabelCatalogue.figure.zh) \(figure)", en: "\(LabelCatalogue.figure.en) \(figure)"
        )
    }
}
