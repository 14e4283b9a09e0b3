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
/// each streamed ring, and zone rings that start inside.
struct Incidence {
    var crossings: [Crossing] = []
    /// Labels at the starts of the streamed rings, ring after ring.
    var labels: [WindingLabel] = []
    /// Exclusive end of each streamed ring in `labels`.
    var labelEnds: [Int] = []
    var insideStarts: [InsideStart] = []

    mutating func removeAll() {
        crossings.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        labelEnds.removeAll(keepingCapacity: true)
        insideStarts.removeAll(keepingCapacity: true)
    }

    /// The labels at the start of a streamed ring.
    func labels(ofRing ring: Int) -> ArraySlice<WindingLabel> {
        labels[(ring == 0 ? 0 : labelEnds[ring - 1])..<labelEnds[ring]]
    }

    /// The only zone (−1 for none) in which the whole streamed feature lies; nil when it is divided or overlapped.
    var soleZone: Int32? {
        guard crossings.isEmpty, insideStarts.isEmpty else { return nil }
        if labels.isEmpty { return -1 }
        guard labels.count == labelEnds.count, let first = labels.first, first.winding == 1 else {
            return nil
        }
        for (ring, label) in labels.enumerated()
        where label != first || labelEnds[ring] != ring + 1 {
            return nil
        }
        return first.feature
    }
}
