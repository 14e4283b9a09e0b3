/// Sums the terms of one streamed feature per zone; one per thread and layer.
final class PairSums {
    /// What one zone has got so far.
    private struct Sum: BitwiseCopyable {
        var twice: Int64
        /// Crossings that contributed, −1 for a zone not touched.
        var crossings: Int64
    }

    private let sums: FixedBuffer<Sum>
    private let base: UnsafeMutablePointer<Sum>
    /// The zones touched, in the order of touching until sorted.
    private let list = GrowingBuffer<Int32>()

    init(featureCount: Int) {
        sums = FixedBuffer(count: featureCount, repeating: Sum(twice: 0, crossings: -1))
        base = sums.base
    }

    /// The zones touched, ascending.
    var touched: UnsafeMutableBufferPointer<Int32> { list.view }

    @inline(__always)
    private func add(_ value: Int64, to zone: Int32, crossings more: Int64) {
        let at = base + Int(zone)
        if at.pointee.crossings < 0 {
            at.pointee.crossings = 0
            list.append(zone)
        }
        at.pointee.crossings &+= more
        at.pointee.twice &+= value
    }

    /// Collects what lies wholly in the zones of some labels.
    @inline(__always)
    func collect(_ labels: UnsafeMutableBufferPointer<WindingLabel>, whole: Int64) {
        removeAll()
        for label in labels {
            add(Int64(label.winding) &* whole, to: label.feature, crossings: 0)
        }
        sortTouched()
    }

    @inline(__always)
    private func removeAll() {
        for zone in list.view { base[Int(zone)] = Sum(twice: 0, crossings: -1) }
        list.removeAll()
    }

    /// Collects all terms: ring starts of both layers and crossings; zones in ascending order.
    func collect(_ incidence: Incidence, stream a: IntegerRings, zone b: IntegerRings) {
        removeAll()
        for ring in 0..<a.ringCount {
            let whole = a.twiceArea(ofRing: ring)
            for label in incidence.labels(ofRing: ring) {
                add(Int64(label.winding) &* whole, to: label.feature, crossings: 0)
            }
        }
        for start in incidence.insideStarts {
            let ring = Int(start.ring)
            let whole = Int64(start.winding) &* b.twiceArea(ofRing: ring)
            add(whole, to: b.featureOfRing[ring], crossings: 0)
        }
        for crossing in incidence.crossings {
            add(Int64(crossing.sign) &* crossing.term, to: crossing.feature, crossings: 1)
        }
        sortTouched()
    }

    private func sortTouched() {
        var zones = list.view
        if zones.count > 16 { return zones.sort() }
        for n in 1..<max(zones.count, 1) {
            let zone = zones[n]
            var at = n
            while at > 0, zones[at - 1] > zone {
                zones[at] = zones[at - 1]
                at -= 1
            }
            zones[at] = zone
        }
    }

    /// Twice the area shared with a touched zone, and the crossings it was computed from.
    @inline(__always)
    func value(_ zone: Int32) -> (twice: Int64, crossings: Int) {
        (base[Int(zone)].twice, Int(base[Int(zone)].crossings))
    }
}
