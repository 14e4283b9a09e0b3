import Geometry

/// A ring brought to the pixels of a display grid: no repeated and no collinear points.
struct DisplayRing {
    /// x of the points.
    var x: [Int32] = []
    /// y of the points, downward.
    var y: [Int32] = []

    /// Twice the signed area in square pixels.
    var doubleArea: Int {
        guard var previous = x.indices.last else { return 0 }
        var sum = 0
        for next in x.indices {
            sum += Int(x[previous]) * Int(y[next]) - Int(x[next]) * Int(y[previous])
            previous = next
        }
        return sum
    }

    /// A ring without points.
    init() {}

    /// Snaps a ring of a layer.
    init(_ run: Range<Int>, of layer: PolygonLayer, on grid: DisplayGrid) {
        x.reserveCapacity(run.count)
        y.reserveCapacity(run.count)
        for vertex in run {
            let point = grid.pixel(x: layer.x[vertex], y: layer.y[vertex])
            append(point.x, point.y)
        }
        while x.count > 2, dropsLast() {}
        while x.count > 2, dropsFirst() {}
    }

    /// Adds a point, taking back those that it makes superfluous.
    private mutating func append(_ newX: Int32, _ newY: Int32) {
        if let lastX = x.last, let lastY = y.last, lastX == newX, lastY == newY { return }
        while x.count >= 2, isCollinear(x.count - 2, x.count - 1, newX, newY) {
            x.removeLast()
            y.removeLast()
            if let lastX = x.last, let lastY = y.last, lastX == newX, lastY == newY { return }
        }
        x.append(newX)
        y.append(newY)
    }

    /// Whether the last point repeats the first or lies on the closing edge; then it is dropped.
    private mutating func dropsLast() -> Bool {
        let last = x.count - 1
        guard x[last] == x[0] && y[last] == y[0] || isCollinear(last - 1, last, x[0], y[0]) else {
            return false
        }
        x.removeLast()
        y.removeLast()
        return true
    }

    /// Whether the first point lies on the edge from the last to the second; then it is dropped.
    private mutating func dropsFirst() -> Bool {
        guard isCollinear(x.count - 1, 0, x[1], y[1]) else { return false }
        x.removeFirst()
        y.removeFirst()
        return true
    }

    private func isCollinear(_ first: Int, _ second: Int, _ endX: Int32, _ endY: Int32) -> Bool {
        let across = Int(x[second] - x[first]) * Int(endY - y[first])
        return across == Int(y[second] - y[first]) * Int(endX - x[first])
    }
}
