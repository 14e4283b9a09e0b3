/// The winding number of one patch about points on the rings of a zone layer.
struct PatchWindings {
    private var crossings: [Crossing] = []
    /// Sum of the changes before each crossing of the list.
    private var sums: [Int32] = []
    private var starts: [InsideStart] = []

    mutating func prepare(_ incidence: Incidence) {
        crossings.removeAll(keepingCapacity: true)
        crossings.append(contentsOf: incidence.crossings)
        crossings.sort { $0.zoneEdge < $1.zoneEdge }
        sums.removeAll(keepingCapacity: true)
        var sum: Int32 = 0
        for crossing in crossings {
            sums.append(sum)
            sum -= crossing.sign
        }
        sums.append(sum)
        starts.removeAll(keepingCapacity: true)
        starts.append(contentsOf: incidence.insideStarts)
        starts.sort { $0.ring < $1.ring }
    }

    /// The winding where `meeting` meets the zone edge `carrier`, which is edge `number` of `rings`.
    func winding(
        on carrier: LayerEdge, number: Int32, at meeting: LayerEdge, patch: IntegerRings,
        rings: IntegerRings
    ) -> Int32 {
        // Most crossings near a patch lie in a zone ring it does not touch at all.
        if crossings.isEmpty && starts.isEmpty { return 0 }
        let ring = Self.lowerBound(rings.starts.count) { rings.starts[$0] <= number } - 1
        let at = Self.lowerBound(starts.count) { starts[$0].ring < Int32(ring) }
        var winding: Int32 = 0
        if at < starts.count, starts[at].ring == Int32(ring) { winding = starts[at].winding }
        let first = Self.lowerBound(crossings.count) {
            crossings[$0].zoneEdge < rings.starts[ring]
        }
        var next = Self.lowerBound(crossings.count) { crossings[$0].zoneEdge < number }
        winding += sums[next] - sums[first]
        while next < crossings.count, crossings[next].zoneEdge == number {
            let own = LayerEdge(patch, crossings[next].streamEdge, layer: -1)
            if MeetingOrder.compare(on: carrier, own, meeting) < 0 {
                winding -= crossings[next].sign
            }
            next += 1
        }
        return winding
    }

    /// The first number from 0 on for which the condition, once false, stays false.
    private static func lowerBound(_ count: Int, _ isBelow: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBelow(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
