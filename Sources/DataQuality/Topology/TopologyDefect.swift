import Geometry

/// One fault of shapes, before it is put into words.
struct TopologyDefect {
    /// What is wrong.
    enum Kind {
        case crossing
        case touchesItself
        case runsOverItself
        case repeatedVertex
        case spike(degrees: Double)
        case emptyShape
        case collapsedRing
        case holeOutside
        case partsOverlap
        case duplicate
        case overlap
        case gap
        case outside
        case uncovered
    }

    let kind: Kind
    /// The features concerned, by their rows.
    let rows: [Int]
    /// Where, in the layer's coordinates.
    let point: (x: Double, y: Double)?
    /// The size in m², of overlaps, gaps and the like.
    var area: Double?
    /// The faulty place as one polygon feature.
    var shape: PolygonLayer?

    /// Whether both enclose the same place, found on grids with different origins.
    func isSamePlace(as other: TopologyDefect) -> Bool {
        guard let box = shape?.box, let otherBox = other.shape?.box, let area,
            let otherArea = other.area
        else { return false }
        let slack = max(box.width, box.height) * 1e-3
        return abs(area - otherArea) <= area * 1e-3
            && abs(box.minX - otherBox.minX) <= slack && abs(box.maxX - otherBox.maxX) <= slack
            && abs(box.minY - otherBox.minY) <= slack && abs(box.maxY - otherBox.maxY) <= slack
    }
}

/// Strips too thin or too small to report one by one.
struct IgnoredStrips: Equatable {
    var count = 0
    var area = 0.0

    mutating func add(_ size: Double) {
        count += 1
        area += size
    }
}
