import LandModel

/// Writes tables with caption line, heads that repeat in print, and cells by kind.
extension Markup {
    /// Writes a table under its caption line `表 n — title — unit`.
    mutating func table(
        _ number: BilingualText, _ title: BilingualText, unit: BilingualText, style: String = "",
        _ content: (inout Markup) -> Void
    ) {
        element("div", ["class": "tb"]) { box in
            box.element("div", ["class": "cap"]) { cap in
                cap.element("span", [:], number)
                cap.element("span", ["class": "t"], title)
                cap.element("span", [:], unit)
            }
            // Reached by keyboard, so that a wide table can be scrolled without a pointer.
            box.open("div", class: "wide", role: "region", tabIndex: "0", label: title)
            box.element("table", ["class": style]) { content(&$0) }
            box.close("div")
        }
    }

    /// Writes a head row.
    mutating func head(_ words: [BilingualText], widths: [String] = []) {
        element("thead") { head in
            head.element("tr") { row in
                for (column, word) in words.enumerated() {
                    let width = column < widths.count ? widths[column] : ""
                    row.element(
                        "th", ["scope": "col", "style": width.isEmpty ? nil : "width:\(width)"],
                        word)
                }
            }
        }
    }

    /// Writes a cell with a figure, right-aligned.
    mutating func figure(_ text: String, bold: Bool = false) {
        element("td", ["class": bold ? "num ng" : "num"], text: text)
    }

    /// Writes a cell with a text, centred or not.
    mutating func cell(_ words: BilingualText, style: String = "") {
        element("td", ["class": style], words)
    }

    /// Writes a cell with data, centred or not.
    mutating func cell(_ text: String, style: String = "") {
        element("td", ["class": style], text: text.isEmpty ? "—" : text)
    }

    /// Writes a paragraph of notes under a table.
    mutating func note(_ words: BilingualText) { element("p", ["class": "note"], words) }
}
