import Geometry
import LandModel

/// The texts of a map sheet as hypertext; its lines and areas are a ``PlotStream`` below them.
struct PlotPage {
    let sheet: PlotSheet
    let grid: DisplayGrid

    private var format: PlotFormat { sheet.format }

    /// The name of the page's style.
    static func pageName(_ format: PlotFormat) -> String {
        format.size.rawValue + (format.isLandscape ? "l" : "p")
    }

    func write(into page: inout Markup) {
        page.open(
            "section",
            ["class": format.isSmall ? "small" : nil, "style": "page:\(Self.pageName(format))"])
        page.element("h1", ["style": style(format.title)], text: sheet.title)
        coordinates(into: &page)
        labels(into: &page)
        PlotSide(sheet: sheet).write(into: &page)
        base(into: &page)
        page.close("section")
    }

    private func text(_ words: BilingualText) -> String { words[sheet.language] }

    private func style(_ place: PlotFormat.Place) -> String { format.style(place) }

    private func millimetres(_ value: Double) -> String { PlotFormat.millimetres(value) }

    private var enlargement: Double { format.enlargement }

    /// A text whose middle stands at a place on paper.
    private func mark(
        _ text: String, _ x: Double, _ y: Double, _ kind: String, into page: inout Markup
    ) {
        // Codes must fit into patches, which larger paper does not make larger.
        var turn = kind == "code" ? "" : format.magnified
        if kind == "grid up" { turn = "rotate(-90deg) " + turn }
        page.element(
            "div",
            [
                "class": kind,
                "style": "left:\(millimetres(x - 20));top:\(millimetres(y - 2.5))"
                    + (turn.isEmpty ? "" : ";transform:\(turn)"),
            ]
        ) { $0.element("span", text: text) }
    }

    // MARK: Coordinates

    private func coordinates(into page: inout Markup) {
        let (lines, window) = (PlotGrid(sheet), format.window)
        let beside = 2.6 * enlargement
        for easting in lines.eastings {
            let x = window.left + Double(grid.pixel(x: easting, y: 0).x) / 100
            // The corners are taken by degrees.
            guard x > window.left + 34 * enlargement, x < window.right - 34 * enlargement
            else { continue }
            mark(lines.label(easting), x, window.top - beside, "grid", into: &page)
            mark(lines.label(easting), x, window.bottom + beside, "grid", into: &page)
        }
        for northing in lines.northings {
            let y = window.top + Double(grid.pixel(x: 0, y: northing).y) / 100
            guard y > window.top + 10 * enlargement, y < window.bottom - 10 * enlargement else {
                continue
            }
            mark(lines.label(northing), window.left - beside, y, "grid up", into: &page)
            mark(lines.label(northing), window.right + beside, y, "grid up", into: &page)
        }
        guard sheet.corners.count == 4 else { return }
        for (place, corner) in sheet.corners.enumerated() {
            let (isWest, isNorth) = (place == 0 || place == 3, place < 2)
            page.element(
                "div",
                [
                    "class": isWest ? "corner" : "corner east",
                    "style": "left:\(millimetres(isWest ? window.left : window.right - 40));"
                        + "top:\(millimetres(isNorth ? window.top - 4.6 * enlargement : window.bottom + 0.6 * enlargement))"
                        + format.magnification(from: isWest ? "0 0" : "100% 0"),
                ], text: "\(Self.angle(corner.longitude)) E　\(Self.angle(corner.latitude)) N")
        }
    }

    /// Degrees, minutes and seconds.
    private static func angle(_ degrees: Double) -> String {
        let seconds = Int((degrees * 3600).rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(seconds / 3600)°\(two(seconds / 60 % 60))′\(two(seconds % 60))″"
    }

    // MARK: Names

    private func labels(into page: inout Markup) {
        let window = format.window
        for layer in sheet.layers {
            guard let labels = layer.labels else { continue }
            for feature in labels.indices where !labels[feature].isEmpty {
                guard let at = LabelPlace.inside(feature, of: layer.shapes, on: grid) else {
                    continue
                }
                let (x, y) = (Double(at.x) / 100, Double(at.y) / 100)
                guard x > 4, y > 2, x < window.width - 4, y < window.height - 2 else { continue }
                // Codes of areas are many and small; names of places stand out of what lies below.
                let kind = layer.symbols.count > 1 ? "code" : "name"
                mark(labels[feature], window.left + x, window.top + y, kind, into: &page)
            }
        }
    }

    // MARK: Below the map

    private func base(into page: inout Markup) {
        page.open("table", ["class": "base", "style": style(format.base)])
        page.element("tr") { row in
            row.element("td", ["class": "makers"]) { cell in
                if !sheet.maker.isEmpty {
                    cell.element("div", text: "\(text(PlotWords.maker))：\(sheet.maker)")
                }
                let day = sheet.moment.text[sheet.language]
                let when = day.prefix { $0 != " " }
                // Two lines have room below the map, so the sheet's number stands behind the day.
                cell.element("div") { line in
                    line.element("span", text: "\(text(PlotWords.date))：\(when)")
                    if let number = sheet.number {
                        line.element(
                            "span", ["class": "number"], text: text(PlotWords.number(number)))
                    }
                }
            }
            row.element("td", ["class": "scale"]) { cell in
                cell.element("div", ["class": "ratio"], text: sheet.scale.text)
                cell.raw(PlotScaleBar(sheet).drawing)
            }
            row.element("td", ["class": "datum"]) { cell in
                cell.element("div", text: text(PlotWords.datum))
                cell.element("div", text: text(PlotWords.projection(sheet.zone)))
            }
        }
        page.close("table")
    }
}
