import Geometry
import LandModel

/// Paints the parts of a map sheet as SVG.
struct MapPainter {
    /// The sheet.
    let sheet: MapSheet
    /// Pixels of the sheet per pixel of a map 800 pixels large, by which lines and letters grow.
    let unit: Double

    init(_ sheet: MapSheet) {
        self.sheet = sheet
        unit = Double(max(sheet.grid.width, sheet.grid.height)) / 800
    }

    /// The layers that lie over the land use of a map, with their style.
    func lines(on kind: MapSheet.Kind) -> [(style: LineStyle, layer: PolygonLayer)] {
        let drawing = sheet.drawing
        let all: [(LineStyle, PolygonLayer)] =
            switch kind {
            case .before, .offences:
                [
                    (.farmland, drawing.farmland), (.village, drawing.villages),
                    (.urbanBoundary, drawing.urbanBoundary), (.redLine, drawing.redLine),
                    (.project, drawing.project),
                ]
            case .after:
                [
                    (.changed, drawing.changed.shapes), (.village, drawing.villages),
                    (.project, drawing.project), (.putIn, drawing.putIn),
                    (.takenOut, drawing.takenOut), (.newlyBuilt, drawing.newlyBuilt),
                ]
            }
        return all.filter { $0.1.featureCount > 0 }.map { (style: $0.0, layer: $0.1) }
    }

    /// The lines of a map as hypertext.
    func lineWork(on kind: MapSheet.Kind) -> String {
        lines(on: kind).filter { sheet.rasters.isEmpty || !$0.style.isManifold }
            .map { paint($0.style, $0.layer) }.joined(separator: "\n")
    }

    private func paint(_ style: LineStyle, _ layer: PolygonLayer) -> String {
        var outline = PathText()
        outline.draw(layer, on: sheet.grid, tolerance: 1)
        var out = ""
        if style.hatch > 0 {
            var hatching = PathText()
            HatchLines(spacing: Int(Double(style.hatch) * unit), rising: style.hatch < 12)
                .draw(layer, on: sheet.grid, into: &hatching)
            out +=
                "<path fill=\"none\" stroke=\"\(style.colour)\" stroke-width=\"\(px(0.5))\""
                + " opacity=\".7\" d=\"\(hatching.text)\"/>"
        }
        let fill =
            style.fill > 0
            ? "fill=\"\(style.colour)\" fill-opacity=\"\(style.fill)\"" : "fill=\"none\""
        let dashes =
            style.dashes.isEmpty
            ? "" : " stroke-dasharray=\"\(style.dashes.map(px).joined(separator: " "))\""
        return out + "<path \(fill) stroke=\"\(style.colour)\" stroke-width=\"\(px(style.width))\""
            + "\(dashes) stroke-linejoin=\"round\" d=\"\(outline.text)\"/>"
    }

    /// Names of the villages at a place inside each.
    func villageNames() -> String {
        let drawing = sheet.drawing
        var out = ""
        for (village, name) in drawing.villageNames.enumerated()
        where village < drawing.villages.featureCount {
            guard let place = LabelPlace.inside(village, of: drawing.villages, on: sheet.grid)
            else {
                continue
            }
            out += label(
                name, x: place.x, y: place.y, size: 12, colour: "#111111", anchor: "middle")
        }
        return out
    }

    /// The offending pieces in solid red, small ones ringed, each named by its clause.
    func offences() -> String {
        var out = ""
        for offence in sheet.drawing.offences {
            var path = PathText()
            path.draw(offence.shapes, on: sheet.grid)
            out +=
                "<path fill=\"#b42318\" stroke=\"#b42318\" stroke-width=\"\(px(0.8))\""
                + " d=\"\(path.text)\"/>"
            out += mark(offence)
        }
        return out
    }

    /// A ring around the largest piece and the clause beside it.
    private func mark(_ offence: MapDrawing.Offence) -> String {
        let boxes = (0..<offence.shapes.featureCount).map { offence.shapes.box(ofFeature: $0) }
        guard
            let box = boxes.filter({ !$0.isEmpty }).max(by: {
                $0.width * $0.height < $1.width * $1.height
            })
        else { return "" }
        let low = sheet.grid.pixel(x: box.minX, y: box.maxY)
        let high = sheet.grid.pixel(x: box.maxX, y: box.minY)
        let centre = (x: Int(low.x + high.x) / 2, y: Int(low.y + high.y) / 2)
        let radius = max(9 * unit, Double(max(high.x - low.x, high.y - low.y)) * 0.72)
        let leftward = Double(centre.x) + radius + 110 * unit > Double(sheet.grid.width)
        let side = leftward ? -1.0 : 1.0
        let end = Double(centre.x) + side * (radius + 14 * unit)
        let edge = Double(centre.x) + side * radius
        return "<circle cx=\"\(centre.x)\" cy=\"\(centre.y)\" r=\"\(number(radius))\" fill=\"none\""
            + " stroke=\"#b42318\" stroke-width=\"\(px(1.6))\"/>"
            + "<path stroke=\"#b42318\" stroke-width=\"\(px(1.2))\" d=\"M\(number(edge)) "
            + "\(centre.y)H\(number(end))\"/>"
            + label(
                offence.clause, x: Int(end + side * 3 * unit), y: centre.y, size: 13,
                colour: "#b42318", anchor: leftward ? "end" : "start", bold: true)
    }

    /// A text with a white border, so that it reads on any ground.
    private func label(
        _ text: String, x: Int, y: Int, size: Double, colour: String, anchor: String,
        bold: Bool = false
    ) -> String {
        var words = Markup(.chinese)
        words.text(text)
        let place =
            "x=\"\(x)\" y=\"\(y + Int(size * unit * 0.36))\" font-size=\"\(px(size))\""
            + " text-anchor=\"\(anchor)\"" + (bold ? " font-weight=\"700\"" : "")
        return "<text \(place) fill=\"#fff\" stroke=\"#fff\" stroke-width=\"\(px(3))\""
            + " stroke-linejoin=\"round\" aria-hidden=\"true\">\(words.source)</text>"
            + "<text \(place) fill=\"\(colour)\">\(words.source)</text>"
    }

    /// The arrow to the north, at the upper right corner.
    func northArrow() -> String {
        let x = Double(sheet.grid.width) - 26 * unit
        let y = 18 * unit
        func at(_ across: Double, _ down: Double) -> String {
            "\(number(x + across * unit)) \(number(y + down * unit))"
        }
        return "<path fill=\"#111\" d=\"M\(at(0, 8))L\(at(8, 34))L\(at(0, 28))L\(at(-8, 34))Z\"/>"
            + label("北", x: Int(x), y: Int(y), size: 12, colour: "#111", anchor: "middle")
    }

    /// A bar of a round length with its ground length, at the lower right corner.
    func scaleBar() -> String {
        let widest = Double(sheet.grid.width) * sheet.grid.metresPerPixel / 4
        var length = 1.0
        while length * 10 <= widest { length *= 10 }
        if length * 5 <= widest { length *= 5 } else if length * 2 <= widest { length *= 2 }
        let right = Double(sheet.grid.width) - 14 * unit
        let left = right - length / sheet.grid.metresPerPixel
        let y = Double(sheet.grid.height) - 14 * unit
        let words = length >= 1000 ? "\(Int(length / 1000)) km" : "\(Int(length)) m"
        let tick = 5 * unit
        return
            "<path fill=\"none\" stroke=\"#111\" stroke-width=\"\(px(1.5))\" d=\"M\(number(left)) "
            + "\(number(y - tick))V\(number(y))H\(number(right))V\(number(y - tick))\"/>"
            + label(
                "0", x: Int(left), y: Int(y - 11 * unit), size: 11, colour: "#111", anchor: "middle"
            )
            + label(
                words, x: Int(right), y: Int(y - 11 * unit), size: 11, colour: "#111", anchor: "end"
            )
    }

    private func px(_ length: Double) -> String { number(length * unit) }

    /// A length with at most two decimals.
    private func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let digits = hundredths.magnitude
        var text = String(digits / 100)
        let rest = digits % 100
        if rest > 0 {
            text += rest < 10 ? ".0\(rest)" : rest % 10 == 0 ? ".\(rest / 10)" : ".\(rest)"
        }
        return (hundredths < 0 ? "-" : "") + text
    }
}
