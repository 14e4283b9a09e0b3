import Geometry
import Overlay
import Testing

/// Patches that come row by row, of which the joint boxes of runs decide most.
@Suite struct RunsOfPatchesTests {
    private static let columns = 50
    private static let rows = 41

    /// Unit squares in rows, a vertex in the middle of each lower side; every 37th patch is empty.
    private static var patches: PolygonLayer {
        var layer = PolygonLayer()
        for n in 0..<(columns * rows) {
            let (x, y) = corner(n)
            if n % 37 == 36 {
                layer.appendFeature([])
            } else {
                layer.appendFeature([
                    [[(x, y), (x + 0.5, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]]
                ])
            }
        }
        return layer
    }

    private static func corner(_ n: Int) -> (x: Double, y: Double) {
        (Double(n % columns), Double(n / columns))
    }

    private struct Rectangle {
        var (minX, minY, maxX, maxY): (Double, Double, Double, Double)

        init(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) {
            (self.minX, self.minY, self.maxX, self.maxY) = (minX, minY, maxX, maxY)
        }

        var ring: [(x: Double, y: Double)] {
            [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY)]
        }

        /// What it shares with the unit square of a patch.
        func share(_ n: Int) -> Double {
            let (x, y) = corner(n)
            return max(0, min(maxX, x + 1) - max(minX, x))
                * max(0, min(maxY, y + 1) - max(minY, y))
        }
    }

    /// A zone with a hole, one that covers some rows whole, and one in the hole.
    private static let frame = (Rectangle(4, 3.25, 30.5, 19), Rectangle(10, 6, 21.75, 15))
    private static let band = Rectangle(0, 25, 50, 33)
    private static let island = Rectangle(11.5, 7, 14, 9)

    private static var zones: PolygonLayer {
        var layer = PolygonLayer()
        layer.appendFeature([[frame.0.ring, frame.1.ring.reversed()]])
        layer.appendFeature([[band.ring]])
        layer.appendFeature([[island.ring]])
        return layer
    }

    /// The areas by formula, by patch and zone.
    private static var expected: [[Int32]: Double] {
        var areas: [[Int32]: Double] = [:]
        for n in 0..<(columns * rows) where n % 37 != 36 {
            let shares = [frame.0.share(n) - frame.1.share(n), band.share(n), island.share(n)]
            for (zone, area) in shares.enumerated() where area > 0 {
                areas[[Int32(n), Int32(zone)]] = area
            }
        }
        return areas
    }

    private static func areas(_ table: Tabulation) -> [[Int32]: Double] {
        var areas: [[Int32]: Double] = [:]
        for row in 0..<table.rowCount where !table.zones(ofRow: row).contains(-1) {
            areas[[table.patches[row]] + table.zones(ofRow: row)] = table.area(ofRow: row)
        }
        return areas
    }

    private static var variants: [TabulationOptions] {
        var all: [TabulationOptions] = []
        for path in CodePath.allCases {
            for (threads, size) in [(1, 0), (2, 100), (4, 7)] {
                for (outside, untouched) in [(false, false), (false, true), (true, true)] {
                    all.append(
                        TabulationOptions(
                            threads: threads, includesOutside: outside, patchesPerPiece: size,
                            codePath: path, measuresUntouchedPatches: untouched))
                }
            }
        }
        return all
    }

    @Test func `areas are those of the formula, however runs lie to pieces and zones`() throws {
        for options in Self.variants {
            let table = try tabulate(
                Self.patches, by: [Self.zones], metric: .planar, options: options)
            #expect(Self.areas(table) == Self.expected, "\(options)")
            let measured = Set(table.wholeTwice.indices.filter { table.wholeTwice[$0] != 0 })
            let all = Set((0..<(Self.columns * Self.rows)).filter { $0 % 37 != 36 })
            let touched = Set(Self.expected.keys.map { Int($0[0]) })
            let isEvery = options.includesOutside || options.measuresUntouchedPatches
            // Besides, a patch may be measured that has a border with a zone in common.
            #expect(isEvery ? measured == all : measured.isSuperset(of: touched), "\(options)")
            #expect(isEvery || measured.count < 2 * touched.count, "\(options)")
            #expect(measured.allSatisfy { table.grid.area(twice: table.wholeTwice[$0]) == 1 })
        }
    }

    @Test func `a run that one layer decides is still divided by another`() throws {
        var other = PolygonLayer()
        other.appendFeature([[Rectangle(2, 0, 2.5, 41).ring]])
        let expected = Self.expected.compactMap { key, area -> ([Int32], Double)? in
            let n = Int(key[0])
            guard n % Self.columns == 2, key[1] == 1 else { return nil }
            return (key + [0], area / 2)
        }
        for options in Self.variants {
            let both = try tabulate(
                Self.patches, by: [Self.zones, other], metric: .planar, options: options)
            #expect(
                Self.areas(both) == Dictionary(uniqueKeysWithValues: expected), "\(options)")
            let each = try tabulateEach(
                Self.patches, by: [Self.zones, other], metric: .planar, options: options)
            #expect(Self.areas(each[0]) == Self.expected, "\(options)")
            #expect(each[1].totalArea(ofZone: 0) == 0.5 * Double(Self.columnCount), "\(options)")
        }
    }

    /// The patches of the column that the other layer divides.
    private static var columnCount: Int {
        (0..<rows).filter { ($0 * columns + 2) % 37 != 36 }.count
    }
}

extension Tabulation {
    /// The area of all rows of a zone of the only layer.
    fileprivate func totalArea(ofZone zone: Int32) -> Double {
        (0..<rowCount).reduce(0) { $0 + (zones[$1] == zone ? area(ofRow: $1) : 0) }
    }
}
