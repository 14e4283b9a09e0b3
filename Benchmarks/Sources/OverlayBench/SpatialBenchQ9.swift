import Geometry
import Overlay

/// SpatialBench Q9, which buildings overlap and by how much: `OverlayBench spatialbench-q9 BUILDINGS.wkbs`.
///
/// The buildings lie all over the globe in degrees, so one grid would be far too coarse. Boxes that meet, directly or
/// through others, make a cluster; each cluster is a job with an origin of its own, on a grid of 1e-9 degrees.
///
/// Prints a line `first second area-of-first area-of-second overlap` per pair, in square degrees, then `cpu SECONDS`:
/// all from the WKB in memory to the rows.
enum SpatialBenchQ9 {
    @Sendable static func run(_ arguments: [String]) throws {
        guard let path = arguments.first else { throw UsageError(text: "spatialbench-q9 FILE") }
        let file = try LayerFile.bytes(path)
        let start = ProcessMeasures.processorSeconds
        let layer = try LayerFile.layer(file)
        var rows: [(first: Int, second: Int, area: Double)] = []
        for cluster in clusters(of: layer) {
            let overlaps = try selfOverlaps(of: layer.selecting(cluster), metric: .planar)
            for overlap in overlaps.overlaps where overlap.first != overlap.second {
                rows.append(
                    (cluster[overlap.first], cluster[overlap.second], overlaps.area(of: overlap)))
            }
        }
        rows.sort { ($0.first, $0.second) < ($1.first, $1.second) }
        let lines = rows.map {
            "\($0.first) \($0.second) \(area($0.first, layer)) \(area($0.second, layer)) \($0.area)"
        }
        let seconds = ProcessMeasures.processorSeconds - start
        for line in lines { print(line) }
        print("cpu", seconds)
    }

    /// Features whose boxes meet, directly or through others, in ascending order; features alone are left out.
    private static func clusters(of layer: PolygonLayer) -> [[Int]] {
        let boxes = (0..<layer.featureCount).map { layer.box(ofFeature: $0) }
        let fromWest = boxes.indices.sorted { boxes[$0].minX < boxes[$1].minX }
        var parent = Array(boxes.indices)
        func root(_ feature: Int) -> Int {
            var at = feature
            while parent[at] != at {
                parent[at] = parent[parent[at]]
                at = parent[at]
            }
            return at
        }
        var open: [Int] = []
        for feature in fromWest {
            open.removeAll { boxes[$0].maxX < boxes[feature].minX }
            for other in open where boxes[other].intersects(boxes[feature]) {
                let (a, b) = (root(other), root(feature))
                parent[max(a, b)] = min(a, b)
            }
            open.append(feature)
        }
        var members: [Int: [Int]] = [:]
        for feature in boxes.indices where root(feature) != feature {
            members[root(feature), default: []].append(feature)
        }
        return members.sorted { $0.key < $1.key }.map { [$0.key] + $0.value }
    }

    /// The area of a feature from its full coordinates, in square degrees.
    private static func area(_ feature: Int, _ layer: PolygonLayer) -> Double {
        var sum = 0.0
        for polygon in layer.polygons(ofFeature: feature) {
            for ring in layer.rings(ofPolygon: polygon) {
                let run = layer.vertices(ofRing: ring)
                let (x0, y0) = (layer.x[run.lowerBound], layer.y[run.lowerBound])
                var twice = 0.0
                for vertex in run.dropLast() {
                    twice +=
                        (layer.x[vertex] - x0) * (layer.y[vertex + 1] - y0)
                        - (layer.x[vertex + 1] - x0) * (layer.y[vertex] - y0)
                }
                let isExterior = ring == layer.rings(ofPolygon: polygon).lowerBound
                sum += (isExterior ? 0.5 : -0.5) * abs(twice)
            }
        }
        return sum
    }
}
