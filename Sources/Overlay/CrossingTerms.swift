import COverlayKernels

/// Works out the terms of a batch of crossings and lists them; one per thread and layer.
///
/// Four or eight at a time where the processor can; what then is left are the divisions of crossings inside both edges.
final class CrossingTerms {
    private let kernels: UnsafePointer<overlay_kernels>?
    private let terms: FixedBuffer<Int64>
    private let divisions: FixedBuffer<overlay_division>

    init(kernels: UnsafePointer<overlay_kernels>?) {
        self.kernels = kernels
        let most = PairFinder.mostPairs + 8
        terms = FixedBuffer(uninitialised: most)
        divisions = FixedBuffer(uninitialised: most)
    }

    /// Appends the crossings of a batch with their terms.
    @inline(__always)
    func append(
        _ pairs: overlay_pairs, stream: IntegerRings.Pointers, zone: AnchoredRings,
        to list: borrowing GrowingBuffer<Crossing>
    ) {
        guard let kernel = kernels?.pointee.terms else {
            for k in 0..<pairs.count {
                let (n, m) = (Int(pairs.stream[k]), Int(pairs.zone[k]))
                let term = CrossingTerm.value(stream: stream, edge: n, zone: zone, edge: m)
                list.append(Crossing(pairs, k, term: term))
            }
            return
        }
        let terms = terms.base
        let parted = withUnsafePointer(to: stream.rings) { stream in
            withUnsafePointer(to: zone.rings) { zone in
                withUnsafePointer(to: pairs) { kernel(stream, zone, $0, terms, divisions.base) }
            }
        }
        for n in 0..<parted {
            let division = divisions.base[n]
            terms[division.pair] &+= CrossingTerm.floor(
                division.area, times: division.numerator, over: division.denominator)
        }
        let places = list.extend(by: pairs.count)
        for k in 0..<pairs.count {
            (places + k).initialize(to: Crossing(pairs, k, term: terms[k]))
        }
    }
}

extension Crossing {
    @inline(__always)
    fileprivate init(_ pairs: overlay_pairs, _ k: Int, term: Int64) {
        self.init(
            streamEdge: pairs.stream[k], zoneEdge: pairs.zone[k], feature: pairs.feature[k],
            sign: pairs.sign[k], term: term)
    }
}
