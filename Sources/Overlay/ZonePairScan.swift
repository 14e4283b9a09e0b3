import Geometry

/// The crossings of two zone layers and the labels of the ring starts of each in the other.
///
/// The higher layer streams over the index of the lower, as patches do.
struct ZonePairScan {
    private(set) var crossings: [ZoneCrossing] = []
    /// Labels in the lower layer at the ring starts of the higher.
    private(set) var highLabels = LabelLists()
    /// Labels in the higher layer at the ring starts of the lower.
    private(set) var lowLabels = LabelLists()

    /// What one piece of the higher layer's features gives.
    private struct Part: Sendable {
        var crossings: [ZoneCrossing] = []
        var highLabels: [[WindingLabel]] = []
        var lowStarts: [LowStart] = []
    }

    /// A ring of the lower layer that starts in a feature of the higher.
    private struct LowStart: Sendable {
        var ring: Int32
        var label: WindingLabel
    }

    init(low: Int, high: Int, indexes: [BlockIndex], layer: PolygonLayer, threads: Int) {
        let pieces = min(layer.featureCount, max(threads * 16, 1))
        let results = PieceResults<Part>(count: pieces)
        let (lowIndex, highRings) = (indexes[low], indexes[high].rings)
        let firstRings = Self.firstRings(highRings, features: layer.featureCount)
        let capacity = LayerPointers.with(layer) { $0.largestFeature }
        ParallelChunks.run(pieces: pieces, threads: threads) { _, piece in
            let scanner = IncidenceScanner(index: lowIndex)
            let rings = IntegerRings(
                capacity: capacity, role: .streamed, grid: highRings.grid, curve: highRings.curve)
            let incidence = Incidence()
            var part = Part()
            let from = piece * layer.featureCount / pieces
            for feature in from..<((piece + 1) * layer.featureCount / pieces) {
                rings.removeAll()
                rings.append(feature, of: layer)
                scanner.scan(rings, into: incidence)
                // Entries of the scratch rings are those of the layer's, less this offset.
                let offset = highRings.starts[firstRings[feature]]
                Self.collect(
                    incidence, rings, Int32(feature), offset, highRings.zones, low: low,
                    high: high, into: &part)
            }
            results.store(part, piece: piece)
        }
        join(results.inOrder, lowRings: lowIndex.rings.ringCount)
    }

    /// The first ring of each feature.
    private static func firstRings(_ rings: IntegerRings, features: Int) -> [Int] {
        var first = [Int](repeating: 0, count: features + 1)
        for feature in rings.featureOfRing.view { first[Int(feature) + 1] += 1 }
        for feature in 0..<features { first[feature + 1] += first[feature] }
        return first
    }

    private static func collect(
        _ incidence: Incidence, _ rings: IntegerRings, _ feature: Int32, _ offset: Int32,
        _ layer: AnchoredRings, low: Int, high: Int, into part: inout Part
    ) {
        let scratch = rings.streamed
        for crossing in incidence.crossings {
            // The integrals of the layer's ring begin at another value than those of the scratch ring.
            let edge = Int(crossing.streamEdge)
            let origin = layer.prefix(edge + Int(offset)) &- scratch.prefix[edge]
            part.crossings.append(
                ZoneCrossing(
                    low: Int32(low), high: Int32(high), lowEdge: crossing.zoneEdge,
                    highEdge: crossing.streamEdge + offset, lowFeature: crossing.feature,
                    highFeature: feature, sign: crossing.sign, term: crossing.term &- origin))
        }
        for ring in 0..<rings.ringCount {
            part.highLabels.append(Array(incidence.labels(ofRing: ring)))
        }
        for start in incidence.insideStarts {
            let label = WindingLabel(feature: feature, winding: start.winding)
            part.lowStarts.append(LowStart(ring: start.ring, label: label))
        }
    }

    private mutating func join(_ parts: [Part], lowRings: Int) {
        var lists = [[WindingLabel]](repeating: [], count: lowRings)
        for part in parts {
            crossings += part.crossings
            for labels in part.highLabels { highLabels.append(labels) }
            for start in part.lowStarts { lists[Int(start.ring)].append(start.label) }
        }
        for list in lists { lowLabels.append(list) }
    }
}
