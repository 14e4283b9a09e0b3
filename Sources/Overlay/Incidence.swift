/// A crossing of a streamed edge with a zone edge.
struct Crossing: BitwiseCopyable {
    var streamEdge: Int32
    var zoneEdge: Int32
    /// The zone feature whose boundary is crossed.
    var feature: Int32
    /// +1 when the streamed edge enters the feature, −1 when it leaves.
    var sign: Int32
    /// Zone prefix minus streamed prefix at the crossing.
    var term: Int64
}

/// A zone ring that starts inside the streamed feature, with the feature's winding about its start.
struct InsideStart: BitwiseCopyable {
    var ring: Int32
    var winding: Int32
}

/// How the boundaries of one streamed feature and one zone layer lie to each other.
///
/// All that the areas of the feature with every zone need: crossings, zone labels at the start of
/// each streamed ring, and zone rings that start inside. Used again for one feature after the other.
final class Incidence {
    let crossingList = GrowingBuffer<Crossing>(capacity: 256)
    /// Labels at the starts of the streamed rings, ring after ring.
    let labels = GrowingBuffer<WindingLabel>()
    /// Exclusive end of each streamed ring in `labels`.
    let labelEnds = GrowingBuffer<Int32>()
    let insideStartList = GrowingBuffer<InsideStart>()

    var crossings: UnsafeMutableBufferPointer<Crossing> { crossingList.view }
    var insideStarts: UnsafeMutableBufferPointer<InsideStart> { insideStartList.view }

    func removeAll() {
        crossingList.removeAll()
        labels.removeAll()
        labelEnds.removeAll()
        insideStartList.removeAll()
    }

    /// Makes it that of a feature of some rings that lies in one zone (−1 for none).
    func fill(zone: Int32, rings: Int) {
        removeAll()
        for _ in 0..<rings {
            if zone >= 0 { labels.append(WindingLabel(feature: zone, winding: 1)) }
            endLabels()
        }
    }

    /// Ends the labels of a streamed ring.
    @inline(__always)
    func endLabels() { labelEnds.append(Int32(truncatingIfNeeded: labels.count)) }

    /// The labels at the start of a streamed ring.
    @inline(__always)
    func labels(ofRing ring: Int) -> UnsafeMutableBufferPointer<WindingLabel> {
        let first = ring == 0 ? 0 : Int(labelEnds[ring - 1])
        return UnsafeMutableBufferPointer(
            start: labels.base + first, count: Int(labelEnds[ring]) - first)
    }

    /// The only zone (−1 for none) in which the whole streamed feature lies; nil when it is divided or overlapped.
    var soleZone: Int32? {
        guard crossingList.isEmpty, insideStartList.isEmpty else { return nil }
        if labels.isEmpty { return -1 }
        let first = labels[0]
        guard labels.count == labelEnds.count, first.winding == 1 else { return nil }
        for ring in 0..<labels.count
        where labels[ring] != first || labelEnds[ring] != Int32(ring + 1) {
            return nil
        }
        return first.feature
    }
}
