import Geometry

/// One ring of points that has not found its polygon yet.
struct LooseRing {
    var x: [Double] = []
    var y: [Double] = []
    private(set) var box = Box.empty

    mutating func append(_ newX: Double, _ newY: Double) {
        x.append(newX)
        y.append(newY)
        box.extend(x: newX, y: newY)
    }

    /// Twice the signed area, positive counter-clockwise, from the first point.
    var doubledArea: Double {
        guard x.count > 2 else { return 0 }
        var sum = 0.0
        var previous = x.count - 1
        for at in x.indices {
            sum += (x[previous] - x[0]) * (y[at] - y[0]) - (x[at] - x[0]) * (y[previous] - y[0])
            previous = at
        }
        return sum
    }

    /// Whether a point lies inside; nil when it lies on the border.
    func contains(_ px: Double, _ py: Double) -> Bool? {
        guard box.contains(x: px, y: py) else { return false }
        var inside = false
        var previous = x.count - 1
        for at in x.indices {
            let (ax, ay, bx, by) = (x[previous], y[previous], x[at], y[at])
            previous = at
            if (px == bx && py == by) || (ay == by && py == ay && (px - ax) * (px - bx) <= 0) {
                return nil
            }
            guard (ay > py) != (by > py) else { continue }
            let side = (bx - ax) * (py - ay) - (px - ax) * (by - ay)
            if side == 0 { return nil }
            if (side > 0) == (by > ay) { inside.toggle() }
        }
        return inside
    }

    /// Whether the other ring lies inside, by its first point that is not on the border.
    ///
    /// Two rings on the same points do not contain each other.
    func contains(_ other: LooseRing) -> Bool {
        guard box.intersects(other.box) else { return false }
        for at in other.x.indices {
            if let inside = contains(other.x[at], other.y[at]) { return inside }
        }
        for at in other.x.indices {
            let next = at + 1 == other.x.count ? 0 : at + 1
            let (mx, my) = ((other.x[at] + other.x[next]) / 2, (other.y[at] + other.y[next]) / 2)
            if let inside = contains(mx, my) {
                return inside && abs(doubledArea) > abs(other.doubledArea)
            }
        }
        return false
    }
}

/// Sorts rings into polygons: an outer ring with its holes each.
enum RingNesting {
    /// Sorts by containment alone: rings inside an odd number of others are holes of the smallest around them.
    ///
    /// Ring numbers and orientations of boundary files cannot be relied on (handbook §5).
    static func byContainment(_ rings: [LooseRing]) -> [[LooseRing]] {
        guard rings.count > 1 else { return rings.map { [$0] } }
        var around: [[Int]] = []
        for inner in rings.indices {
            around.append(
                rings.indices.filter { $0 != inner && rings[$0].contains(rings[inner]) })
        }
        var polygonOfRing: [Int: Int] = [:]
        var polygons: [[LooseRing]] = []
        for ring in rings.indices where around[ring].count.isMultiple(of: 2) {
            polygonOfRing[ring] = polygons.count
            polygons.append([rings[ring]])
        }
        for ring in rings.indices where !around[ring].count.isMultiple(of: 2) {
            let outer = around[ring].filter { around[$0].count == around[ring].count - 1 }
                .min { abs(rings[$0].doubledArea) < abs(rings[$1].doubledArea) }
            if let outer, let polygon = polygonOfRing[outer] {
                polygons[polygon].append(rings[ring])
            } else {
                polygons.append([rings[ring]])
            }
        }
        return polygons
    }

    /// Sorts by orientation: clockwise rings are outer ones, the others holes of the smallest outer ring around them.
    ///
    /// Falls back to containment when no ring is clockwise or a hole lies in none (ESRI Shapefile
    /// Technical Description, 1998, p. 8; many programs do not keep to it).
    static func byOrientation(_ rings: [LooseRing]) -> [[LooseRing]] {
        guard rings.count > 1 else { return rings.map { [$0] } }
        let outers = rings.indices.filter { rings[$0].doubledArea <= 0 }
        guard let first = outers.first else { return byContainment(rings) }
        if outers.count == rings.count { return rings.map { [$0] } }
        var polygonOfRing: [Int: Int] = [:]
        var polygons: [[LooseRing]] = []
        for ring in outers {
            polygonOfRing[ring] = polygons.count
            polygons.append([rings[ring]])
        }
        for ring in rings.indices where rings[ring].doubledArea > 0 {
            let near = outers.filter { rings[$0].box.contains(rings[ring].box) }
            let owner =
                near.count > 1
                ? near.filter { rings[$0].contains(rings[ring]) }
                    .min { abs(rings[$0].doubledArea) < abs(rings[$1].doubledArea) }
                : near.first
            guard let owner = outers.count == 1 && near.count == 1 ? first : owner,
                let polygon = polygonOfRing[owner]
            else { return byContainment(rings) }
            polygons[polygon].append(rings[ring])
        }
        return polygons
    }
}

extension Box {
    func contains(_ other: Box) -> Bool {
        minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY
    }
}

extension PolygonLayer {
    /// Twice the signed area of a ring, positive counter-clockwise, from its first point; and its box.
    func doubledArea(ofRing ring: Int) -> (Double, Box) {
        let run = vertices(ofRing: ring)
        var box = Box.empty
        let sum = x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                var sum = 0.0
                let (originX, originY) = (x[run.lowerBound], y[run.lowerBound])
                var previous = run.upperBound - 1
                for at in run {
                    sum +=
                        (x[previous] - originX) * (y[at] - originY)
                        - (x[at] - originX) * (y[previous] - originY)
                    box.extend(x: x[at], y: y[at])
                    previous = at
                }
                return sum
            }
        }
        return (sum, box)
    }

    /// Adds one feature of the given polygons.
    mutating func appendFeature(of polygons: [[LooseRing]]) {
        for polygon in polygons {
            for ring in polygon {
                for at in ring.x.indices { append(x: ring.x[at], y: ring.y[at]) }
                endRing()
            }
            endPolygon()
        }
        endFeature()
    }
}
