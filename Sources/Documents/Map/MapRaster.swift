import Geometry

/// A map's land use painted pixel by pixel, for print where paths would be too many.
///
/// A pixel has the class of the patch its centre lies in, so neighbours leave no gap.
struct MapRaster {
    /// Width in pixels.
    let width: Int
    /// Height in pixels.
    let height: Int
    /// The number of each pixel's colour in ``palette``, row by row from the top.
    private(set) var pixels: [UInt8]
    /// The colours, as `#rrggbb`; the first is the ground.
    private(set) var palette: [String] = ["#ffffff"]
    private let grid: DisplayGrid

    /// Makes an empty picture on a grid.
    init(_ grid: DisplayGrid) {
        self.grid = grid
        width = grid.width
        height = grid.height
        pixels = [UInt8](repeating: 0, count: width * height)
    }

    /// The picture as a PNG file.
    var png: [UInt8] { PortablePicture.encode(self) }

    /// Fills polygons by class.
    mutating func fill(_ layer: ClassedPolygons) {
        for feature in 0..<layer.shapes.featureCount {
            let colour = number(of: ClassColour.of(layer.codes[feature]))
            scan(feature, of: layer.shapes) { picture, run in
                for pixel in run { picture.pixels[pixel] = colour }
            }
        }
    }

    /// Hatches polygons at 45° and draws the border of their union.
    mutating func hatch(_ layer: PolygonLayer, colour: String, spacing: Int) {
        guard layer.featureCount > 0 else { return }
        let ink = number(of: colour)
        var covered = [Bool](repeating: false, count: pixels.count)
        for feature in 0..<layer.featureCount {
            scan(feature, of: layer) { _, run in
                for pixel in run { covered[pixel] = true }
            }
        }
        for y in 0..<height {
            for x in 0..<width where covered[y * width + x] {
                let place = y * width + x
                let inside =
                    x > 0 && y > 0 && x + 1 < width && y + 1 < height && covered[place - 1]
                    && covered[place + 1] && covered[place - width] && covered[place + width]
                if !inside || (spacing > 0 && (x + y) % spacing == 0) { pixels[place] = ink }
            }
        }
    }

    /// Lightens all colours toward white, keeping a share of each.
    mutating func fade(keeping share: Double) {
        palette = palette.map { colour in
            let value = Int(colour.dropFirst(), radix: 16) ?? 0xffffff
            let mixed = [16, 8, 0].map { shift -> String in
                let part = 255 - Int((Double(255 - (value >> shift & 255)) * share).rounded())
                return (part < 16 ? "0" : "") + String(part, radix: 16)
            }
            return "#" + mixed.joined()
        }
    }

    private mutating func number(of colour: String) -> UInt8 {
        if let known = palette.firstIndex(of: colour) { return UInt8(known) }
        // The table of class colours is far below the limit of one byte.
        guard palette.count < 256 else { return 0 }
        palette.append(colour)
        return UInt8(palette.count - 1)
    }

    /// Hands over the runs of pixels whose centres lie inside a feature, by the even-odd rule.
    private mutating func scan(
        _ feature: Int, of layer: PolygonLayer, _ paint: (inout MapRaster, Range<Int>) -> Void
    ) {
        for polygon in layer.polygons(ofFeature: feature) {
            var crossings: [Int: [Double]] = [:]
            for ring in layer.rings(ofPolygon: polygon) {
                cross(layer.vertices(ofRing: ring), of: layer, into: &crossings)
            }
            for (row, places) in crossings {
                let sorted = places.sorted()
                for pair in stride(from: 0, to: sorted.count - 1, by: 2) {
                    let first = max(0, Int((sorted[pair] - 0.5).rounded(.up)))
                    let end = min(width, Int((sorted[pair + 1] - 0.5).rounded(.up)))
                    if first < end { paint(&self, row * width + first..<row * width + end) }
                }
            }
        }
    }

    /// Notes where a ring crosses the middle of each row of pixels.
    private func cross(
        _ run: Range<Int>, of layer: PolygonLayer, into crossings: inout [Int: [Double]]
    ) {
        guard var previous = run.last.map({ grid.place(x: layer.x[$0], y: layer.y[$0]) }) else {
            return
        }
        for vertex in run {
            let next = grid.place(x: layer.x[vertex], y: layer.y[vertex])
            let (low, high) = (min(previous.y, next.y), max(previous.y, next.y))
            var row = max(0, Int((low - 0.5).rounded(.up)))
            while row < height, Double(row) + 0.5 < high {
                let share = (Double(row) + 0.5 - previous.y) / (next.y - previous.y)
                crossings[row, default: []].append(previous.x + share * (next.x - previous.x))
                row += 1
            }
            previous = next
        }
    }
}
