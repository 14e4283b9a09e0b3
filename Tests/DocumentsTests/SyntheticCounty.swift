import Documents
import Geometry
import LandModel

/// A synthetic county for the tests: a warped lattice of patches whose edges wind, in plane metres.
///
/// Neighbouring patches share every vertex of their common edge. Nothing in it is a real place.
struct SyntheticCounty {
    let columns: Int
    let rows: Int
    /// Metres of one cell.
    let cell: Double
    let villageColumns = 3
    let villageRows = 2

    /// Pseudo-random number in 0..<1 of a place, the same on every run (SplitMix64).
    static func noise(_ a: Int, _ b: Int, _ salt: UInt64) -> Double {
        var z = UInt64(bitPattern: Int64(a)) &* 0x9E37_79B9_7F4A_7C15
        z ^= UInt64(bitPattern: Int64(b)) &* 0xC2B2_AE3D_27D4_EB4F
        z = (z ^ salt) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992
    }

    /// The ground place of a lattice node: jittered, sheared and bulged.
    func node(_ i: Int, _ j: Int) -> (x: Double, y: Double) {
        let u = (Double(i) + (Self.noise(i, j, 1) - 0.5) * 0.5) / Double(columns)
        let v = (Double(j) + (Self.noise(i, j, 2) - 0.5) * 0.5) / Double(rows)
        let bulge = 1 + 0.22 * (1 - (2 * v - 1) * (2 * v - 1))
        let x = (u - 0.5) * bulge + 0.12 * v + 0.05 * (v - 0.5) * (u - 0.3)
        let y = v + 0.16 * (u - 0.5) * (u - 0.5) - 0.06 * u
        return (500_000 + x * cell * Double(columns), 3_520_000 + y * cell * Double(rows))
    }

    /// The points from one node to a neighbour, without the last; the same points either way.
    func edge(_ from: (Int, Int), _ to: (Int, Int)) -> [(x: Double, y: Double)] {
        let forward = (from.1, from.0) < (to.1, to.0)
        let (low, high) = forward ? (from, to) : (to, from)
        let (a, b) = (node(low.0, low.1), node(high.0, high.1))
        let parts = 5
        var points: [(x: Double, y: Double)] = []
        for step in 0...parts {
            let share = Double(step) / Double(parts)
            let key = low.0 * 7919 + low.1
            let bend =
                step == 0 || step == parts
                ? 0 : (Self.noise(key, high.0 - low.0 + 2 * step, 3) - 0.5) * 0.28
            points.append(
                (
                    a.x + (b.x - a.x) * share - (b.y - a.y) * bend,
                    a.y + (b.y - a.y) * share + (b.x - a.x) * bend
                ))
        }
        if !forward { points.reverse() }
        return Array(points.dropLast())
    }

    /// The ring around a block of cells.
    func ring(_ i: Range<Int>, _ j: Range<Int>) -> [(x: Double, y: Double)] {
        var out: [(x: Double, y: Double)] = []
        for k in i { out += edge((k, j.lowerBound), (k + 1, j.lowerBound)) }
        for k in j { out += edge((i.upperBound, k), (i.upperBound, k + 1)) }
        for k in i.reversed() { out += edge((k + 1, j.upperBound), (k, j.upperBound)) }
        for k in j.reversed() { out += edge((i.lowerBound, k + 1), (i.lowerBound, k)) }
        return out
    }

    /// The class of a cell: forest in the north-west, a river, a road, villages amid paddy fields.
    func code(_ i: Int, _ j: Int) -> String {
        let u = Double(i) / Double(columns)
        let v = Double(j) / Double(rows)
        let n = Self.noise(i, j, 5)
        let soft = (Self.noise(i / 3, j / 3, 6) + n) / 2
        if abs(u - 0.62 - 0.1 * (v - 0.5)) < 0.5 / Double(columns) * 1.3 { return "1101" }
        if abs(v - 0.35) < 0.5 / Double(rows) { return "1003" }
        if v - u > 0.42 + 0.2 * (soft - 0.5) { return n < 0.6 ? "0301" : n < 0.8 ? "0305" : "0307" }
        if soft > 0.78 { return "0702" }
        if soft > 0.7 { return n > 0.7 ? "0307" : "1104" }
        if soft < 0.18 { return n < 0.1 ? "0404" : "0201" }
        if n > 0.97 { return "1107" }
        return u > 0.7 && soft < 0.5 ? "0103" : "0101"
    }

    var cells: [(i: Int, j: Int)] {
        (0..<rows).flatMap { j in (0..<columns).map { (i: $0, j: j) } }
    }

    var landUse: ClassedPolygons {
        var shapes = PolygonLayer()
        var codes: [String] = []
        for cell in cells {
            shapes.appendFeature([[ring(cell.i..<cell.i + 1, cell.j..<cell.j + 1)]])
            codes.append(code(cell.i, cell.j))
        }
        return ClassedPolygons(shapes: shapes, codes: codes)
    }

    /// The block of cells of a village.
    func block(_ village: Int) -> (Range<Int>, Range<Int>) {
        let (a, b) = (village % villageColumns, village / villageColumns)
        return (
            columns * a / villageColumns..<columns * (a + 1) / villageColumns,
            rows * b / villageRows..<rows * (b + 1) / villageRows
        )
    }

    var villages: PolygonLayer {
        var out = PolygonLayer()
        for village in 0..<villageColumns * villageRows {
            let (i, j) = block(village)
            out.appendFeature([[ring(i, j)]])
        }
        return out
    }

    /// The cells a test picks, as a layer.
    func layer(_ picked: (Int, Int) -> Bool) -> PolygonLayer {
        var out = PolygonLayer()
        for cell in cells where picked(cell.i, cell.j) {
            out.appendFeature([[ring(cell.i..<cell.i + 1, cell.j..<cell.j + 1)]])
        }
        return out
    }

    /// The area of a feature by the shoelace formula.
    static func area(_ feature: Int, of layer: PolygonLayer) -> Area {
        var sum = 0.0
        for ring in layer.rings(ofFeature: feature) {
            let run = layer.vertices(ofRing: ring)
            var previous = run.upperBound - 1
            for next in run {
                sum += (layer.x[previous] - 500_000) * (layer.y[next] - 3_520_000)
                sum -= (layer.x[next] - 500_000) * (layer.y[previous] - 3_520_000)
                previous = next
            }
        }
        return Area(roundingSquareMetres: abs(sum) / 2)
    }
}
