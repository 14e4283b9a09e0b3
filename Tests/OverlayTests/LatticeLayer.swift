import Geometry
import TestSupport

/// A layer whose features are sets of lattice cells, so that every area is a count of cells.
///
/// The outlines are traced with holes and touching vertices; an affine map of determinant `scale²`
/// then gives the edges any slope without changing the counts.
struct LatticeLayer {
    /// An integer map of the lattice: x' = a x + b y + e, y' = c x + d y + f.
    struct Map {
        var (a, b, c, d, e, f) = (1, 0, 0, 1, 0, 0)

        func apply(_ x: Int, _ y: Int) -> (x: Double, y: Double) {
            (Double(a * x + b * y + e), Double(c * x + d * y + f))
        }

        var determinant: Int { a * d - b * c }
    }

    /// The feature of each cell, −1 for none; row by row.
    var owners: [Int]
    let width: Int
    let height: Int
    /// Lattice units per cell side.
    let step: Int
    /// Lattice position of the lower left corner.
    let origin: (x: Int, y: Int)
    let featureCount: Int

    /// Random cells: `kinds` features spread over the cells, a share of them empty.
    static func random(
        width: Int, height: Int, step: Int, origin: (x: Int, y: Int), features: Int,
        emptyShare: Double, using random: inout SeededGenerator
    ) -> LatticeLayer {
        let patchy = Int.random(in: 1...4, using: &random)
        var owners = [Int](repeating: -1, count: width * height)
        for y in 0..<height {
            for x in 0..<width {
                // Some cells copy a neighbour, so that features get larger bodies and holes.
                if Int.random(in: 0..<patchy, using: &random) > 0, x > 0 || y > 0 {
                    let fromLeft = y == 0 || (x > 0 && Bool.random(using: &random))
                    owners[y * width + x] =
                        fromLeft ? owners[y * width + x - 1] : owners[(y - 1) * width + x]
                } else if Double.random(in: 0..<1, using: &random) >= emptyShare {
                    owners[y * width + x] = Int.random(in: 0..<features, using: &random)
                }
            }
        }
        return LatticeLayer(
            owners: owners, width: width, height: height, step: step, origin: origin,
            featureCount: features)
    }

    /// The feature that covers the unit square at a lattice position; −1 for none.
    func owner(x: Int, y: Int) -> Int {
        let (cellX, cellY) = (x - origin.x, y - origin.y)
        guard cellX >= 0, cellY >= 0, cellX < width * step, cellY < height * step else { return -1 }
        return owners[(cellY / step) * width + cellX / step]
    }

    /// The layer as polygons.
    func layer(_ map: Map) -> PolygonLayer {
        var layer = PolygonLayer()
        for feature in 0..<featureCount {
            var exteriors: [[[(x: Double, y: Double)]]] = []
            var holes: [[(x: Double, y: Double)]] = []
            for ring in outline(of: feature) {
                let points = ring.map {
                    map.apply($0.x * step + origin.x, $0.y * step + origin.y)
                }
                if Self.twiceArea(ring) > 0 {
                    exteriors.append([points])
                } else {
                    holes.append(points)
                }
            }
            if !exteriors.isEmpty { exteriors[0] += holes }
            layer.appendFeature(exteriors)
        }
        return layer
    }

    private struct Corner: Hashable {
        var x: Int
        var y: Int
    }

    private static func twiceArea(_ ring: [Corner]) -> Int {
        var sum = 0
        for (n, p) in ring.enumerated() {
            let q = ring[(n + 1) % ring.count]
            sum += p.x * q.y - p.y * q.x
        }
        return sum
    }

    /// The boundary of a feature's cells, counter-clockwise about them, chained into rings.
    private func outline(of feature: Int) -> [[Corner]] {
        var leaving: [Corner: [Corner]] = [:]
        var order: [Corner] = []
        func has(_ x: Int, _ y: Int) -> Bool {
            x >= 0 && y >= 0 && x < width && y < height && owners[y * width + x] == feature
        }
        func side(_ ax: Int, _ ay: Int, _ bx: Int, _ by: Int) {
            leaving[Corner(x: ax, y: ay), default: []].append(Corner(x: bx, y: by))
            order.append(Corner(x: ax, y: ay))
        }
        for y in 0..<height {
            for x in 0..<width where has(x, y) {
                if !has(x, y - 1) { side(x, y, x + 1, y) }
                if !has(x + 1, y) { side(x + 1, y, x + 1, y + 1) }
                if !has(x, y + 1) { side(x + 1, y + 1, x, y + 1) }
                if !has(x - 1, y) { side(x, y + 1, x, y) }
            }
        }
        var rings: [[Corner]] = []
        for start in order where leaving[start]?.isEmpty == false {
            var ring: [Corner] = []
            var at = start
            while let next = leaving[at]?.popLast() {
                ring.append(at)
                at = next
            }
            rings.append(ring)
        }
        return rings
    }
}
