import Geometry
import Glibc
import Overlay

/// Times the register of parcels:
/// `OverlayBench uniqueness [--parcels N] [--queries N] [--vertices N]`.
///
/// Registers N star-shaped parcels of about 0.4 ha with VERTICES corners, a tenth of them overlapping
/// others, in a province-sized extent, in degrees. Prints on standard output, one a line, in µs of CPU of
/// one thread: `add-mean`, then `lot-p50`, `lot-p99`, `lot-max` for candidates of the size of a parcel,
/// `project-p50`, `project-p99`, `project-max` for candidates of 5,000 ha, `remove-mean`; also
/// `found-lot` and `found-project` (overlaps in all), `bytes-per-parcel` as the register counts itself
/// and `peak-bytes` of the process.
enum UniquenessBench {
    static func run(_ arguments: [String]) throws {
        var options = ["--parcels": 1_000_000, "--queries": 2000, "--vertices": 40]
        var words = arguments[...]
        while let word = words.popFirst() {
            guard options[word] != nil, let value = words.popFirst().flatMap({ Int($0) }), value > 0
            else { throw UsageError(text: "uniqueness: no option \(word), or no number after it") }
            options[word] = value
        }
        let count = options["--parcels"] ?? 0
        let queries = options["--queries"] ?? 0
        let corners = options["--vertices"] ?? 0
        // Parcels on a lattice of 80 m; every tenth is moved half a cell onto its neighbour.
        let columns = Int(Double(count).squareRoot().rounded(.up))
        let cell = 0.0008
        let origin = (x: 109.0, y: 24.0)
        let extent = Box(
            minX: origin.x, minY: origin.y, maxX: origin.x + Double(columns) * cell,
            maxY: origin.y + Double(columns) * cell)
        var index = try UniquenessIndex(extent: extent, metric: .ellipsoidal)
        var random = Congruential(state: 1)
        let start = ProcessMeasures.processorSeconds
        for n in 0..<count {
            let moved = n % 10 == 0 ? 0.5 : 0
            let shape = star(
                x: origin.x + (Double(n % columns) + 0.5 + moved) * cell,
                y: origin.y + (Double(n / columns) + 0.5) * cell, radius: 0.45 * cell,
                corners: corners, &random)
            guard try index.add(0, of: shape, as: "450200-\(n)") else { continue }
        }
        let adding = ProcessMeasures.processorSeconds - start
        print("add-mean", adding / Double(count) * 1e6)
        let size = Double(columns) * cell
        for (name, radius, corners, times) in [
            ("lot", 0.45 * cell, corners, queries), ("project", 0.04, 2000, max(20, queries / 20)),
        ] {
            var measured = try (0..<times).map { _ in
                try query(
                    index,
                    star(
                        x: origin.x + random.unit * size, y: origin.y + random.unit * size,
                        radius: radius, corners: corners, &random))
            }
            let found = measured.reduce(0) { $0 + $1.found }
            measured.sort { $0.seconds < $1.seconds }
            func percentile(_ share: Double) -> Double {
                measured[min(measured.count - 1, Int(share * Double(measured.count)))].seconds * 1e6
            }
            print("\(name)-p50", percentile(0.5))
            print("\(name)-p99", percentile(0.99))
            print("\(name)-max", percentile(1))
            print("found-\(name)", found)
        }
        print("bytes-per-parcel", index.byteCount / count)
        let removing = ProcessMeasures.processorSeconds
        for n in stride(from: 0, to: count, by: 2) { _ = index.remove("450200-\(n)") }
        print(
            "remove-mean",
            (ProcessMeasures.processorSeconds - removing) / Double((count + 1) / 2) * 1e6)
        print("peak-bytes", ProcessMeasures.peakBytes)
    }

    private static func query(
        _ index: UniquenessIndex, _ shape: PolygonLayer
    ) throws -> (seconds: Double, found: Int) {
        let start = ProcessMeasures.processorSeconds
        let found = try index.overlaps(of: 0, in: shape)
        return (ProcessMeasures.processorSeconds - start, found.count)
    }

    /// A star-shaped polygon in degrees, with the radius in degrees of latitude.
    private static func star(
        x: Double, y: Double, radius: Double, corners: Int, _ random: inout Congruential
    ) -> PolygonLayer {
        var layer = PolygonLayer()
        layer.reserve(features: 1, vertices: corners)
        var reach = 0.8
        let step = 8 / Double(corners)
        for n in 0..<corners {
            let angle = 2 * Double.pi * Double(n) / Double(corners)
            // A walk, so that borders waver instead of jumping, less the closer corners are.
            reach = min(1, max(0.6, reach + step * (random.unit - 0.5)))
            layer.append(x: x + radius * reach * cos(angle), y: y + radius * reach * sin(angle))
        }
        layer.endRing()
        layer.endPolygon()
        layer.endFeature()
        return layer
    }

    private struct Congruential {
        var state: UInt64

        /// The next number from 0 up to 1.
        var unit: Double {
            mutating get {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Double(state >> 11) * 0x1p-53
            }
        }
    }
}
