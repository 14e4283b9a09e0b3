import Geometry

/// The aggregation index (聚合度指数, FRAG8) of polygons on a raster of square cells.
///
/// AI = g / max g × 100, where g counts neighbouring pairs of cells of the kind, each pair once
/// (H. S. He, B. E. DeZonia and D. J. Mladenoff, doi 10.1023/A:1008102521322). A cell is of the
/// kind when its centre lies in a polygon. The raster is laid out from multiples of the cell size,
/// so that before and after are counted on the same cells.
struct AggregationRaster {
    private let firstColumn: Int
    private let firstRow: Int
    private let columns: Int
    private let rows: Int
    private let cell: Double
    private var cells: [Bool]

    init(box: Box, cell: Double) {
        self.cell = cell
        firstColumn = box.isEmpty ? 0 : Int((box.minX / cell).rounded(.down))
        firstRow = box.isEmpty ? 0 : Int((box.minY / cell).rounded(.down))
        columns = box.isEmpty ? 0 : Int((box.maxX / cell).rounded(.up)) - firstColumn
        rows = box.isEmpty ? 0 : Int((box.maxY / cell).rounded(.up)) - firstRow
        cells = [Bool](repeating: false, count: columns * rows)
    }

    /// Marks the cells whose centres lie in a feature, by the even-odd rule.
    mutating func mark(_ feature: Int, of shapes: PolygonLayer) {
        let box = shapes.box(ofFeature: feature)
        guard !box.isEmpty else { return }
        let low = max(0, Int((box.minY / cell - 0.5).rounded(.down)) - firstRow)
        let high = min(rows - 1, Int((box.maxY / cell - 0.5).rounded(.up)) - firstRow)
        guard low <= high else { return }
        var crossings = [[Double]](repeating: [], count: high - low + 1)
        for ring in shapes.rings(ofFeature: feature) {
            let run = shapes.vertices(ofRing: ring)
            var last = run.upperBound - 1
            for vertex in run {
                cross(shapes, last, vertex, low, high, &crossings)
                last = vertex
            }
        }
        for row in low...high {
            let sorted = crossings[row - low].sorted()
            var pair = 0
            while pair + 1 < sorted.count {
                let from = max(0, Int((sorted[pair] / cell - 0.5).rounded(.up)) - firstColumn)
                var column = from
                while column < columns,
                    (Double(column + firstColumn) + 0.5) * cell < sorted[pair + 1]
                {
                    cells[row * columns + column] = true
                    column += 1
                }
                pair += 2
            }
        }
    }

    private func cross(
        _ shapes: PolygonLayer, _ from: Int, _ to: Int, _ low: Int, _ high: Int,
        _ crossings: inout [[Double]]
    ) {
        let (y0, y1) = (shapes.y[from], shapes.y[to])
        guard y0 != y1 else { return }
        let first = max(low, Int((min(y0, y1) / cell - 0.5).rounded(.down)) - firstRow)
        let last = min(high, Int((max(y0, y1) / cell - 0.5).rounded(.up)) - firstRow)
        guard first <= last else { return }
        for row in first...last {
            let height = (Double(row + firstRow) + 0.5) * cell
            guard min(y0, y1) <= height, height < max(y0, y1) else { continue }
            let share = (height - y0) / (y1 - y0)
            crossings[row - low].append(
                shapes.x[from] + share * (shapes.x[to] - shapes.x[from]))
        }
    }

    /// The index in percent; nil when at most one cell is marked.
    var aggregationIndex: Double? {
        var count = 0
        var pairs = 0
        for row in 0..<rows {
            for column in 0..<columns where cells[row * columns + column] {
                count += 1
                if column + 1 < columns, cells[row * columns + column + 1] { pairs += 1 }
                if row + 1 < rows, cells[(row + 1) * columns + column] { pairs += 1 }
            }
        }
        let most = Self.mostPairs(count)
        return most > 0 ? Double(pairs) / Double(most) * 100 : nil
    }

    /// The most neighbouring pairs that a number of cells can have.
    static func mostPairs(_ count: Int) -> Int {
        var side = Int(Double(count).squareRoot())
        while side * side > count { side -= 1 }
        while (side + 1) * (side + 1) <= count { side += 1 }
        let rest = count - side * side
        if rest == 0 { return 2 * side * (side - 1) }
        return 2 * side * (side - 1) + 2 * rest - (rest <= side ? 1 : 2)
    }
}
