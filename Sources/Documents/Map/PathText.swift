import Geometry

/// The text of an SVG path (`d`), written compactly: whole pixels, relative moves.
struct PathText {
    /// The path's bytes, ASCII.
    private(set) var bytes: [UInt8] = []

    /// The path as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// Whether nothing was drawn.
    var isEmpty: Bool { bytes.isEmpty }

    /// Draws every polygon of a feature that is at least a pixel large.
    ///
    /// - Parameter tolerance: how many pixels a line may leave its place to have fewer points.
    mutating func draw(
        feature: Int, of layer: PolygonLayer, on grid: DisplayGrid, tolerance: Int = 0
    ) {
        for polygon in layer.polygons(ofFeature: feature) {
            for (place, ring) in layer.rings(ofPolygon: polygon).enumerated() {
                let display = DisplayRing(layer.vertices(ofRing: ring), of: layer, on: grid)
                let visible = display.x.count > 2 && abs(display.doubleArea) >= 2
                // Without its exterior the polygon is gone, and its holes with it.
                if place == 0 && !visible { break }
                if visible {
                    draw(tolerance > 0 ? display.simplified(within: tolerance) : display)
                }
            }
        }
    }

    /// Draws all features of a layer.
    mutating func draw(_ layer: PolygonLayer, on grid: DisplayGrid, tolerance: Int = 0) {
        for feature in 0..<layer.featureCount {
            draw(feature: feature, of: layer, on: grid, tolerance: tolerance)
        }
    }

    /// Draws a closed ring.
    mutating func draw(_ ring: DisplayRing) {
        guard ring.x.count > 2 else { return }
        move(to: ring.x[0], ring.y[0])
        var command: UInt8 = 0
        for point in 1..<ring.x.count {
            let across = Int(ring.x[point] - ring.x[point - 1])
            let down = Int(ring.y[point] - ring.y[point - 1])
            if down == 0 {
                step(UInt8(ascii: "h"), across, after: &command)
            } else if across == 0 {
                step(UInt8(ascii: "v"), down, after: &command)
            } else {
                step(UInt8(ascii: "l"), across, after: &command)
                number(down, separated: true)
            }
        }
        bytes.append(UInt8(ascii: "z"))
    }

    /// Draws a straight line.
    mutating func line(from start: (Int, Int), to end: (Int, Int)) {
        move(to: Int32(start.0), Int32(start.1))
        var command: UInt8 = 0
        step(UInt8(ascii: "l"), end.0 - start.0, after: &command)
        number(end.1 - start.1, separated: true)
    }

    private mutating func move(to x: Int32, _ y: Int32) {
        bytes.append(UInt8(ascii: "M"))
        number(Int(x), separated: false)
        number(Int(y), separated: true)
    }

    private mutating func step(_ letter: UInt8, _ value: Int, after command: inout UInt8) {
        if command == letter {
            number(value, separated: true)
        } else {
            bytes.append(letter)
            number(value, separated: false)
            command = letter
        }
    }

    private mutating func number(_ value: Int, separated: Bool) {
        if separated && value >= 0 { bytes.append(UInt8(ascii: " ")) }
        bytes.append(contentsOf: String(value).utf8)
    }
}
