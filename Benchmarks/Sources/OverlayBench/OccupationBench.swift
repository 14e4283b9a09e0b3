import Geometry
import Glibc
import LandModel
import Overlay

/// Times occupation analysis: `OverlayBench occupation [--polygons N] [--hectares N] [--vertices N] LAYER.wkbs…`.
///
/// Holds the layers ready and asks what lies under N polygons of about the given size at random places
/// within the first layer. Every layer is grouped by its feature number modulo 50. Prints on standard output,
/// one a line: `prepare-cpu` and `prepare-wall` in seconds, then in ms of CPU of one thread `p50`, `p99`, `max`;
/// `features` met and `largest-outside` (share of a polygon, first layer) as a check, `peak-bytes`.
enum OccupationBench {
    static func run(_ arguments: [String]) throws {
        var options = ["--polygons": 300, "--hectares": 5000, "--vertices": 1500]
        var words = arguments[...]
        while let word = words.first, word.hasPrefix("--") {
            words = words.dropFirst()
            guard options[word] != nil, let value = words.popFirst().flatMap({ Int($0) }), value > 0
            else { throw UsageError(text: "occupation: no option \(word), or no number after it") }
            options[word] = value
        }
        guard !words.isEmpty else { throw UsageError(text: "occupation LAYER.wkbs…") }
        let shapes = try words.map(LayerFile.read)
        let start = (ProcessMeasures.processorSeconds, ProcessMeasures.wallSeconds)
        let index = try OccupationIndex(shapes.map(layer), metric: .planar)
        print("prepare-cpu", ProcessMeasures.processorSeconds - start.0)
        print("prepare-wall", ProcessMeasures.wallSeconds - start.1)
        let radius = (Double(options["--hectares"] ?? 0) * 10_000 / 2).squareRoot()
        var state: UInt64 = 1
        var seconds: [Double] = []
        var features = 0
        var outside = 0.0
        for _ in 0..<(options["--polygons"] ?? 0) {
            let polygon = star(
                in: shapes[0].box, radius: radius, corners: options["--vertices"] ?? 0, &state)
            let begin = ProcessMeasures.processorSeconds
            let found = try index.occupation(
                under: 0, of: polygon, stated: Area(roundingSquareMetres: area(polygon)))
            seconds.append(ProcessMeasures.processorSeconds - begin)
            features += found.layers.reduce(0) { $0 + $1.pieces.count }
            let share =
                Double(found.layers[0].outside.hundredths) / Double(max(found.area.hundredths, 1))
            outside = max(outside, share)
        }
        seconds.sort()
        func percentile(_ share: Double) -> Double {
            seconds[min(seconds.count - 1, Int(share * Double(seconds.count)))] * 1000
        }
        print("p50", percentile(0.5))
        print("p99", percentile(0.99))
        print("max", percentile(1))
        print("features", features)
        print("largest-outside", outside)
        print("peak-bytes", ProcessMeasures.peakBytes)
    }

    private static func layer(_ shapes: PolygonLayer) -> OccupationLayer {
        let group = (0..<shapes.featureCount).map { Optional(Int64($0 % 50)) }
        return OccupationLayer(
            LandLayer(
                name: "layer", role: .other, epsg: 0,
                featureIDs: (0..<Int64(shapes.featureCount)).map { $0 }, geometry: shapes,
                columns: [AttributeColumn(name: "group", values: .integer(group))]),
            shapes: shapes, groupedBy: ["group"])
    }

    /// A polygon with a wavering border, wholly within the box where it fits.
    private static func star(
        in box: Box, radius: Double, corners: Int, _ state: inout UInt64
    ) -> PolygonLayer {
        func unit() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-53
        }
        let x = box.minX + radius + unit() * max(box.width - 2 * radius, 0)
        let y = box.minY + radius + unit() * max(box.height - 2 * radius, 0)
        var reach = 0.8
        var layer = PolygonLayer()
        for n in 0..<corners {
            let angle = 2 * Double.pi * Double(n) / Double(corners)
            reach = min(1, max(0.6, reach + 20 / Double(corners) * (unit() - 0.5)))
            layer.append(x: x + radius * reach * cos(angle), y: y + radius * reach * sin(angle))
        }
        layer.endRing()
        layer.endPolygon()
        layer.endFeature()
        return layer
    }

    private static func area(_ polygon: PolygonLayer) -> Double {
        var twice = 0.0
        for n in polygon.x.indices {
            let m = n + 1 == polygon.x.count ? 0 : n + 1
            twice +=
                (polygon.x[n] + polygon.x[m] - 2 * polygon.x[0]) * (polygon.y[m] - polygon.y[n])
        }
        return abs(twice) / 2
    }
}
