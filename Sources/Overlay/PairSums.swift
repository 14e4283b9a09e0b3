/// Sums the terms of one streamed feature per zone; one per thread and layer.
final class PairSums {
    private let sums: FixedBuffer<Int64>
    /// Crossings that contributed, −1 for a zone not touched.
    private let crossings: FixedBuffer<Int32>
    /// The zones touched, in the order of touching until sorted.
    private(set) var touched: [Int32] = []

    init(featureCount: Int) {
        sums = FixedBuffer(count: featureCount, repeating: 0)
        crossings = FixedBuffer(count: featureCount, repeating: -1)
    }

    func removeAll() {
        for zone in touched {
            sums[Int(zone)] = 0
            crossings[Int(zone)] = -1
        }
        touched.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private func add(_ value: Int64, to zone: Int32, crossings more: Int32) {
        let n = Int(zone)
        if crossings[n] < 0 {
            crossings[n] = 0
            touched.append(zone)
        }
        crossings[n] += more
        sums[n] &+= value
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
        touched.sort()
    }

    /// Twice the area shared with a touched zone, and the crossings it was computed from.
    @inline(__always)
    func value(_ zone: Int32) -> (twice: Int64, crossings: Int) {
        (sums[Int(zone)], Int(crossings[Int(zone)]))
    }
}
