import Foundation
import Geometry

/// The language-neutral cases whose areas Shapely computed (Tests/Corpus/geometry/overlay-pairs.json).
struct OverlayCorpus: Decodable {
    struct Case: Decodable {
        let name: String
        let a: [[[[[Double]]]]]
        let b: [[[[[Double]]]]]
        let pairs: [[Double]]

        var layerA: PolygonLayer { OverlayCorpus.layer(a) }
        var layerB: PolygonLayer { OverlayCorpus.layer(b) }
    }

    let cases: [Case]

    static func load() throws -> OverlayCorpus {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Corpus/geometry/overlay-pairs.json")
        return try JSONDecoder().decode(OverlayCorpus.self, from: Data(contentsOf: file))
    }

    private static func layer(_ features: [[[[[Double]]]]]) -> PolygonLayer {
        var layer = PolygonLayer()
        for feature in features {
            layer.appendFeature(feature.map { $0.map { $0.map { (x: $0[0], y: $0[1]) } } })
        }
        return layer
    }
}

extension PolygonLayer {
    /// The layer with every coordinate mapped.
    func mapped(_ map: (Double, Double) -> (x: Double, y: Double)) -> PolygonLayer {
        var out = PolygonLayer()
        for feature in 0..<featureCount {
            out.appendFeature(
                polygons(ofFeature: feature).map { polygon in
                    rings(ofPolygon: polygon).map { ring in
                        vertices(ofRing: ring).map { map(x[$0], y[$0]) }
                    }
                })
        }
        return out
    }
}
