import LandModel
import Policy

/// North arrow, legend, tables and origin of a map sheet, beside or below the map.
struct PlotSide {
    let sheet: PlotSheet

    private var format: PlotFormat { sheet.format }
    private var rowHeight: Double { format.isSmall ? 3.3 : 4.2 }
    /// Height of what stands around the rows of a table: its title, its head, its total.
    private var tableFrame: Double { 2 * rowHeight + (format.isSmall ? 5.5 : 7) }
    private var originHeight: Double { format.isSmall ? 11 : 14 }
    private var arrowHeight: Double { 19 }
    private var legendColumns: Int {
        // Below the map a third of the width holds two columns of names.
        format.isLandscape && (format.isSmall || symbols.count > 36) ? 3 : 2
    }
    private var legendHeight: Double {
        Double((symbols.count + legendColumns - 1) / legendColumns) * rowHeight + 7
    }

    /// Height for what is set here, before it is magnified.
    private var height: Double { format.side.height / format.enlargement }

    private var symbols: [PlotSymbol] { sheet.layers.flatMap(\.usedSymbols) }

    private func text(_ words: BilingualText) -> String { words[sheet.language] }

    func write(into page: inout Markup) {
        arrow(into: &page)
        page.element("div", ["class": "side", "style": format.style(format.side)]) { side in
            if format.isLandscape { column(into: &side) } else { band(into: &side) }
        }
    }

    private func column(into side: inout Markup) {
        let arrowRoom = format.isSmall ? 0 : arrowHeight
        if arrowRoom > 0 { side.raw("<div style=\"height:\(arrowRoom)mm\"></div>") }
        legend(into: &side)
        let room = height - arrowRoom - legendHeight - originHeight
        let fitted = Self.fit(
            sheet.tables, rows: Int((room - Double(sheet.tables.count) * tableFrame) / rowHeight))
        for table in fitted { write(table, into: &side) }
        origin(into: &side)
    }

    /// Three columns: legend, classes, villages and origin.
    private func band(into side: inout Markup) {
        let rows = Int((height - tableFrame - 1) / rowHeight)
        let last = rows - Int((originHeight / rowHeight).rounded(.up))
        side.element("table", ["class": "band"]) { band in
            band.element("tr") { row in
                row.element("td") { legend(into: &$0) }
                for (place, table) in sheet.tables.prefix(2).enumerated() {
                    row.element("td") { cell in
                        write(table.fitting(place == 0 ? rows : last), into: &cell)
                        if place == sheet.tables.prefix(2).count - 1 { origin(into: &cell) }
                    }
                }
                if sheet.tables.isEmpty { row.element("td") { origin(into: &$0) } }
            }
        }
    }

    /// Divides rows among tables: a table that needs less than its part leaves the rest to others.
    static func fit(_ tables: [PlotTable], rows: Int) -> [PlotTable] {
        var fitted: [PlotTable] = []
        var room = max(rows, 2 * tables.count)
        let order = tables.indices.sorted { tables[$0].rows.count < tables[$1].rows.count }
        var parts = [Int](repeating: 0, count: tables.count)
        for (done, place) in order.enumerated() {
            parts[place] = min(tables[place].rows.count, room / (tables.count - done))
            room -= parts[place]
        }
        for (place, table) in tables.enumerated() { fitted.append(table.fitting(parts[place])) }
        return fitted
    }

    /// Grid north; small lying sheets have it in the head, where the column has no room.
    private func arrow(into page: inout Markup) {
        let place = format.side
        let isInHead = format.isSmall || !format.isLandscape
        let size = format.enlargement
        let (left, top, height) =
            isInHead
            ? (format.frame.right - 14 * size, format.frame.top + 0.6 * size, 10.4 * size)
            : (place.left + place.width / 2 - 6 * size, place.top - 2 * size, arrowHeight * size)
        page.raw(
            "<svg class=\"north\" style=\"left:\(left)mm;top:\(top)mm;height:\(height)mm;width:\(12 * size)mm\" "
                + "viewBox=\"-6 0 12 19\"><text y=\"4\" text-anchor=\"middle\" font-size=\"4.2\">"
                + text(PlotWords.north)
                + "</text><path d=\"M0 5.2L-3.4 18L0 15.2Z\" fill=\"#000\"/>"
                + "<path d=\"M0 5.2L3.4 18L0 15.2Z\" fill=\"#fff\" stroke=\"#000\" stroke-width=\".25\"/>"
                + "</svg>")
    }

    // MARK: Legend

    private func legend(into side: inout Markup) {
        side.element("h2", text: text(PlotWords.legend))
        let columns = legendColumns
        side.open("div", ["class": "legend", "style": "column-count:\(columns)"])
        for symbol in symbols {
            side.open("div", ["class": "entry", "style": "height:\(rowHeight)mm"])
            side.raw(swatch(symbol))
            let code = symbol.code.isEmpty ? "" : symbol.code + " "
            side.element("span", text: code + text(symbol.name))
            side.close("div")
        }
        side.close("div")
    }

    /// A box or line as features are drawn.
    private func swatch(_ symbol: PlotSymbol) -> String {
        var svg = "<svg width=\"6mm\" height=\"3mm\" viewBox=\"0 0 6 3\">"
        if let fill = symbol.fill {
            svg +=
                "<rect x=\".1\" y=\".1\" width=\"5.8\" height=\"2.8\" fill=\"\(symbol.paint(fill))\" "
            svg += "stroke=\"#555\" stroke-width=\".12\"/>"
        } else {
            if let hatch = symbol.hatch {
                for start in stride(from: 0.4, to: 6, by: 1.1) {
                    svg += "<path d=\"M\(start) 2.8L\(min(start + 2.6, 5.9)) .2\" "
                    svg += "stroke=\"\(symbol.paint(hatch))\" stroke-width=\".14\"/>"
                }
            }
            if let line = symbol.line {
                let dashes = symbol.dashes.map { String($0) }.joined(separator: " ")
                svg += "<rect x=\".3\" y=\".3\" width=\"5.4\" height=\"2.4\" fill=\"none\" "
                svg +=
                    "stroke=\"\(symbol.paint(line))\" stroke-width=\"\(min(symbol.lineWidth, 0.6))\""
                svg += dashes.isEmpty ? "/>" : " stroke-dasharray=\"\(dashes)\"/>"
            }
        }
        return svg + "</svg>"
    }

    // MARK: Tables and origin

    private func write(_ table: PlotTable, into side: inout Markup) {
        let total = table.total
        side.element("h2", text: text(table.title))
        side.open("table", ["class": "areas"])
        side.element("tr") { row in
            for head in [table.head, PlotWords.area, PlotWords.share] {
                row.element("th", text: text(head))
            }
        }
        for entry in table.rows {
            let code = entry.code.isEmpty ? "" : entry.code + " "
            line(code + text(entry.name), entry.area, of: total, into: &side)
        }
        line(text(PlotWords.total), total, of: total, into: &side)
        side.close("table")
    }

    private func line(
        _ name: String, _ area: Area, of total: Area, into side: inout Markup
    ) {
        side.element("tr", ["style": "height:\(rowHeight)mm"]) { row in
            row.element("td", text: name)
            row.element("td", ["class": "number"], text: FigureFormat.squareMetres(area))
            row.element("td", ["class": "number"], text: share(of: area, in: total))
        }
    }

    private func share(of area: Area, in total: Area) -> String {
        guard total.hundredths != 0 else { return "—" }
        return FigureFormat.percent(
            Rational(Int128(area.hundredths), over: Int128(total.hundredths)))
    }

    private func origin(into side: inout Markup) {
        side.open("div", ["class": "origin"])
        for note in sheet.notes { side.element("div", text: text(note)) }
        if !sheet.source.isEmpty {
            side.element("div", text: "\(text(PlotWords.source))：\(sheet.source)")
        }
        side.close("div")
    }
}
