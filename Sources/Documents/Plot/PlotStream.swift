import Geometry

/// The lines and areas of a map sheet as a content stream of PDF (ISO 32000-1, 7.8.2).
///
/// The typesetter lays it below the texts of its page. Drawn as paths of hypertext, tens of
/// thousands of patches would take it minutes.
struct PlotStream {
    let sheet: PlotSheet
    let grid: DisplayGrid
    private let window: PlotFormat.Place
    private var path = PlotPath()

    /// Hundredths of a millimetre of a pixel of the grid; coarser where patches are generalised.
    private static let unitsPerMillimetre = 100.0

    /// Draws a sheet.
    init(_ sheet: PlotSheet) {
        self.sheet = sheet
        window = sheet.format.window
        let ground = sheet.ground
        grid = DisplayGrid(
            west: ground.minX, north: ground.maxY,
            metresPerPixel: sheet.metresPerMillimetre / Self.unitsPerMillimetre,
            width: Int((window.width * Self.unitsPerMillimetre).rounded()),
            height: Int((window.height * Self.unitsPerMillimetre).rounded()))
        drawMap()
        drawFrames()
    }

    /// The stream.
    var bytes: [UInt8] { path.bytes }

    private static let pointsPerMillimetre = 72 / 25.4

    /// Sets the plane: hundredths of a millimetre to the right and down from a place on paper.
    private mutating func enter(left: Double, top: Double) {
        let scale = Self.pointsPerMillimetre / Self.unitsPerMillimetre
        let (x, y) = (
            left * Self.pointsPerMillimetre, (sheet.format.height - top) * Self.pointsPerMillimetre
        )
        path.say("q")
        path.say("\(scale) 0 0 \(-scale) \(x) \(y) cm")
    }

    private mutating func drawMap() {
        enter(left: window.left, top: window.top)
        path.say("0 0 \(grid.width) \(grid.height) re W n 1 j")
        for layer in sheet.layers {
            for (place, symbol) in layer.symbols.enumerated() {
                let features = layer.symbolOfFeature.indices.filter {
                    layer.symbolOfFeature[$0] == place
                }
                if !features.isEmpty { draw(features, of: layer, as: symbol) }
            }
        }
        crosses()
        path.say("Q")
    }

    private mutating func draw(_ features: [Int], of layer: PlotLayer, as symbol: PlotSymbol) {
        if let fill = symbol.fill {
            path.fill(symbol.ink(fill))
            // Where patches are dissolved the outline has the colour of the area and hides the hair
            // that viewers leave between neighbours.
            let line = sheet.isDissolved ? fill : symbol.line ?? fill
            path.stroke(symbol.ink(line))
            path.pen(sheet.isDissolved || symbol.line == nil ? 0.03 : symbol.lineWidth)
            for feature in features {
                path.draw(feature: feature, of: layer.shapes, on: grid)
                path.say("B*")
            }
            return
        }
        if let hatch = symbol.hatch {
            path.stroke(symbol.ink(hatch))
            path.pen(0.12)
            HatchLines(
                spacing: Int(symbol.hatchStep * Self.unitsPerMillimetre), rising: true
            ).draw(layer.shapes.selecting(features), on: grid, into: &path)
            path.say("S")
        }
        guard let line = symbol.line else { return }
        path.stroke(symbol.ink(line))
        path.pen(symbol.lineWidth, dashes: symbol.dashes)
        for feature in features {
            path.draw(feature: feature, of: layer.shapes, on: grid)
            path.say("S")
        }
    }

    /// Crosses of 10 mm where the lines of the coordinate grid meet.
    private mutating func crosses() {
        path.stroke([0.15, 0.2, 0.25])
        path.pen(0.1)
        let lines = PlotGrid(sheet)
        for x in lines.eastings {
            for y in lines.northings {
                let at = grid.pixel(x: x, y: y)
                let (right, down) = (Int(at.x), Int(at.y))
                path.line(from: (right - 500, down), to: (right + 500, down))
                path.line(from: (right, down - 500), to: (right, down + 500))
            }
        }
        path.say("S")
    }

    /// The frame, the neat line, and ticks of the grid between neat line and labels.
    private mutating func drawFrames() {
        enter(left: 0, top: 0)
        path.stroke([0, 0, 0])
        path.pen(0.25)
        outline(sheet.format.frame, by: 0)
        path.pen(0.15)
        outline(window, by: 0)
        path.pen(0.6)
        outline(window, by: sheet.format.neatLine)
        path.pen(0.15)
        let lines = PlotGrid(sheet)
        for x in lines.eastings {
            let across = hundredths(window.left) + Int(grid.pixel(x: x, y: 0).x)
            tick((across, hundredths(window.top)), (0, -1))
            tick((across, hundredths(window.bottom)), (0, 1))
        }
        for y in lines.northings {
            let down = hundredths(window.top) + Int(grid.pixel(x: 0, y: y).y)
            tick((hundredths(window.left), down), (-1, 0))
            tick((hundredths(window.right), down), (1, 0))
        }
        path.say("S")
        path.say("Q")
    }

    private mutating func tick(_ start: (Int, Int), _ way: (Int, Int)) {
        path.line(from: start, to: (start.0 + 120 * way.0, start.1 + 120 * way.1))
    }

    private mutating func outline(_ place: PlotFormat.Place, by more: Double) {
        let (left, top) = (hundredths(place.left - more), hundredths(place.top - more))
        path.say(
            "\(left) \(top) \(hundredths(place.right + more) - left) "
                + "\(hundredths(place.bottom + more) - top) re S")
    }

    private func hundredths(_ millimetres: Double) -> Int {
        Int((millimetres * Self.unitsPerMillimetre).rounded())
    }
}
