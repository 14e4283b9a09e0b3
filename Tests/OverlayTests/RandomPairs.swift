import Geometry
import TestSupport

@testable import Overlay

/// Random layers that are as hard as integers can make them, and what must hold for them.
struct RandomPairs {
    /// What did not hold.
    struct Failure: Error {
        let seed: UInt64
        let what: String
    }

    private typealias Rings = ExactArea.Rings

    private let seed: UInt64
    private var random: SeededGenerator
    private var a: [Rings] = []
    private var b: [Rings] = []
    private var size = 0
    private var metric = OverlayMetric.planar

    /// Pairs of features in one case.
    static let pairsPerCase = 24 * 24

    init(seed: UInt64) {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        size = [3, 6, 12, 1000, 3_000_000].randomElement(using: &random) ?? 6
        metric = Int.random(in: 0..<5, using: &random) == 0 ? .ellipsoidal : .planar
        var shapes: [Rings] = []
        for n in 0..<48 {
            let shape = nextShape(shapes)
            shapes.append(shape)
            if n % 2 == 0 { a.append(shape) } else { b.append(shape) }
        }
    }

    // MARK: Shapes

    private mutating func coordinate() -> Int { Int.random(in: 0...size, using: &random) }

    private mutating func nextShape(_ before: [Rings]) -> Rings {
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1:  // anything, crossing itself too
            return [
                (0..<Int.random(in: 3...9, using: &random)).map { _ in (coordinate(), coordinate())
                }
            ]
        case 2:
            return [rectangle()]
        case 3:  // a needle over the whole lattice
            let y = coordinate()
            return [[(0, y), (size, min(y + 1, size)), (size, y)]]
        case 4:  // a frame whose hole another shape may fill
            let hole = before.randomElement(using: &random)?.first ?? rectangle()
            return [[(-1, -1), (size + 1, -1), (size + 1, size + 1), (-1, size + 1)], hole]
        case 5...7 where !before.isEmpty:
            return moved(before.randomElement(using: &random) ?? before[0])
        default:
            return [
                [
                    (coordinate(), coordinate()), (coordinate(), coordinate()),
                    (coordinate(), coordinate()),
                ]
            ]
        }
    }

    private mutating func rectangle() -> [(x: Int, y: Int)] {
        let (x0, y0, x1, y1) = (coordinate(), coordinate(), coordinate(), coordinate())
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    }

    /// The same shape, moved by 0 to 2 units, turned by right angles, or turned round.
    private mutating func moved(_ shape: Rings) -> Rings {
        let (dx, dy) = (
            Int.random(in: -2...2, using: &random), Int.random(in: 0...2, using: &random)
        )
        let quarter = Int.random(in: 0..<6, using: &random)
        let isReversed = Bool.random(using: &random)
        return shape.map { ring in
            let turned = ring.map { p in
                quarter == 0
                    ? (x: size - p.y, y: p.x) : quarter == 1 ? p : (x: p.x + dx, y: p.y + dy)
            }
            return isReversed ? turned.reversed() : turned
        }
    }

    private func layer(_ shapes: [Rings], quarters: Int = 0) -> PolygonLayer {
        var layer = PolygonLayer()
        let onGlobe = metric == .ellipsoidal
        for shape in shapes {
            layer.appendFeature([
                shape.map { ring in
                    ring.map { p in
                        let (x, y) = quarters == 1 ? (-p.y, p.x) : (p.x, p.y)
                        return onGlobe
                            ? (109 + Double(x) * 1e-7, 24 + Double(y) * 1e-7)
                            : (Double(x), Double(y))
                    }
                }
            ])
        }
        return layer
    }

    // MARK: Checks

    private func require(_ condition: Bool, _ what: @autoclosure () -> String) throws {
        if !condition { throw Failure(seed: seed, what: what()) }
    }

    /// Checks one case; `exactPairs` of its pairs against rational arithmetic.
    mutating func check(exactPairs: Int) throws {
        let (layerA, layerB) = (layer(a), layer(b))
        var options = TabulationOptions(includesOutside: true)
        let result = try tabulate(layerA, by: [layerB], metric: metric, options: options)
        try require(result.closureResidual == 0, "the books do not balance")
        for (threads, path, cell) in [(2, CodePath.avx2, 3), (4, .plain, 40), (1, .plain, 12)] {
            options.threads = threads
            options.codePath = path
            options.edgesPerCell = cell
            let other = try tabulate(layerA, by: [layerB], metric: metric, options: options)
            try require(other == result, "\(threads) threads, \(path), cells of \(cell) differ")
        }
        try checkTouchedOnly(layerA, layerB)
        try checkEach(layerA, layerB, result)
        let table = Self.table(result, isTransposed: false)
        // On the ellipsoid the chords of two edges meet in two points: only the books are exact there.
        if metric == .planar {
            let back = try tabulate(layerB, by: [layerA], metric: metric)
            try compare(table, Self.table(back, isTransposed: true), back, "the transpose")
            let turned = try tabulate(
                layer(a, quarters: 1), by: [layer(b, quarters: 1)], metric: metric)
            if turned.grid.decimals == result.grid.decimals {
                try compare(
                    table, Self.table(turned, isTransposed: false), turned, "a quarter turn")
            }
            if size <= 12 { try checkExactly(table, result, pairs: exactPairs) }
        }
    }

    /// Leaving out patches that meet no zone changes no row, whatever the cells of the index tell.
    private func checkTouchedOnly(_ layerA: PolygonLayer, _ layerB: PolygonLayer) throws {
        var options = TabulationOptions()
        let all = try tabulate(layerA, by: [layerB], metric: metric, options: options)
        options.measuresUntouchedPatches = false
        let touched = try tabulate(layerA, by: [layerB], metric: metric, options: options)
        try require(
            touched.patches == all.patches && touched.zones == all.zones
                && touched.twice == all.twice && touched.droppedTwice == all.droppedTwice
                && touched.counts.crossings == all.counts.crossings,
            "rows differ without the patches that meet no zone")
        let wholes = zip(touched.wholeTwice, all.wholeTwice)
        try require(
            wholes.allSatisfy { $0 == $1 || $0 == 0 }
                && touched.patches.allSatisfy {
                    touched.wholeTwice[Int($0)] == all.wholeTwice[Int($0)]
                }, "the areas of patches with rows differ")
        for (path, cell) in [(CodePath.avx2, 2), (.plain, 50), (.fastest, 5)] {
            options.codePath = path
            options.edgesPerCell = cell
            let other = try tabulate(layerA, by: [layerB], metric: metric, options: options)
            try require(other == touched, "touched patches, \(path), cells of \(cell) differ")
        }
    }

    /// A table is the same where another layer shares the pass and its index.
    private func checkEach(
        _ layerA: PolygonLayer, _ layerB: PolygonLayer, _ alone: Tabulation
    ) throws {
        // The streamed layer as the other one keeps the grid as it is.
        for (path, cell) in [(CodePath.fastest, 12), (.avx2, 3), (.plain, 40)] {
            var options = TabulationOptions(includesOutside: true, codePath: path)
            options.edgesPerCell = cell
            let first = try tabulateEach(
                layerA, by: [layerB, layerA], metric: metric, options: options)
            let second = try tabulateEach(
                layerA, by: [layerA, layerB], metric: metric, options: options)
            try require(
                first[0] == alone && second[1] == alone, "tables of one pass, \(path), differ")
            try require(first[1] == second[0], "the order of layers, \(path), makes a difference")
            options.includesOutside = false
            options.measuresUntouchedPatches = false
            let touched = try tabulate(layerA, by: [layerB], metric: metric, options: options)
            let each = try tabulateEach(
                layerA, by: [layerA, layerB], metric: metric, options: options)[1]
            try require(
                each.patches == touched.patches && each.zones == touched.zones
                    && each.twice == touched.twice && each.counts == touched.counts
                    && each.closureResidual == touched.closureResidual
                    && each.droppedTwice == touched.droppedTwice,
                "touched patches of one pass, \(path), differ")
        }
    }

    private static func table(_ result: Tabulation, isTransposed: Bool) -> [[Int32]: Int64] {
        var table: [[Int32]: Int64] = [:]
        for row in 0..<result.rowCount where result.zones[row] >= 0 {
            let (patch, zone) = (result.patches[row], result.zones[row])
            table[isTransposed ? [zone, patch] : [patch, zone]] = result.twice[row]
        }
        return table
    }

    /// Rounding of a crossing is less than one unit on either side.
    private func compare(
        _ f: [[Int32]: Int64], _ g: [[Int32]: Int64], _ result: Tabulation, _ what: String
    ) throws {
        let bound = UInt64(2 * result.counts.crossings + 2)
        for key in Set(f.keys).union(g.keys) {
            let difference = (f[key] ?? 0) &- (g[key] ?? 0)
            try require(difference.magnitude <= bound, "\(what): \(key) by \(difference)")
        }
    }

    private mutating func checkExactly(
        _ table: [[Int32]: Int64], _ result: Tabulation, pairs: Int
    ) throws {
        let scale = (0..<result.grid.decimals).reduce(1) { scale, _ in scale * 10 }
        for _ in 0..<pairs {
            let i = Int.random(in: 0..<a.count, using: &random)
            let j = Int.random(in: 0..<b.count, using: &random)
            let exact = ExactArea.twice(a[i], b[j], scale: scale)
            let found = Int128(table[[Int32(i), Int32(j)]] ?? 0)
            let bound = Int128(exact.terms + result.counts.crossings + 2)
            try require(
                (found - exact.value).magnitude <= bound.magnitude,
                "patch \(i) and zone \(j): \(found), exactly \(exact.value)")
        }
    }
}
