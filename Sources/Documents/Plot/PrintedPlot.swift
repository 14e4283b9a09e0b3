import LandModel

/// Map sheets to scale as one document, a page each (按比例尺出图).
///
/// A millimetre on paper is as many millimetres on the ground as the scale says, within the
/// hundredth of a millimetre that coordinates are written in. Texts are set from hypertext; lines and
/// areas are written as the page's own drawing operators.
public struct PrintedPlot: Sendable {
    /// The sheets, a page each.
    public let sheets: [PlotSheet]

    /// Puts sheets together.
    public init(_ sheets: [PlotSheet]) {
        precondition(!sheets.isEmpty, "a document has a page")
        self.sheets = sheets
    }

    /// The document as it goes to the typesetter.
    ///
    /// - Parameters:
    ///   - path: where the PDF is to stand.
    ///   - identifier: what the document is identified by, such as a digest of what it shows.
    public func printed(at path: String, identifier: String) -> PrintedDocument {
        let first = sheets[0]
        var page = Markup(.chinese)
        let tongue = first.language == .zh ? "zh-CN" : "en"
        page.raw("<!doctype html>\n<html lang=\"\(tongue)\">\n<head>\n<meta charset=\"utf-8\">\n")
        page.element("title", text: first.title)
        page.raw("\n<meta name=\"generator\" content=\"Tianchou\">\n")
        // Keeps the document's dates those of the sheets, not those of the machine.
        for name in ["dcterms.created", "dcterms.modified"] {
            page.open("meta", ["name": name, "content": first.moment.isoText])
        }
        page.raw("<style>\(PlotStyle.text(Set(sheets.map(\.format))))</style>\n</head>\n<body>\n")
        var drawings: [[UInt8]] = []
        for sheet in sheets {
            let stream = PlotStream(sheet)
            drawings.append(stream.bytes)
            PlotPage(sheet: sheet, grid: stream.grid).write(into: &page)
        }
        page.raw("\n</body>\n</html>\n")
        return PrintedDocument(
            hypertext: page.source, path: path, moment: first.moment, identifier: identifier,
            drawings: drawings)
    }
}
