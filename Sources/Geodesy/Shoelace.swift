/// The shoelace sum (鞋带公式) on the cylinder of equal areas, from a local origin and with compensation.
enum Shoelace {
    /// The area of an open ring in m², positive counter-clockwise.
    ///
    /// The first vertex is the origin, so that its two edges add nothing. Four sums run side by
    /// side, each with what rounding took from it (Knuth's exact sum of two numbers).
    /// - Parameters:
    ///   - x: degrees of longitude.
    ///   - y: ordinates of ``AuthalicLatitude`` in metres, as many.
    static func signedArea(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>
    ) -> Double {
        guard x.count >= 3, let x0 = x.baseAddress, let y0 = y.baseAddress else { return 0 }
        let (originX, originY) = (x[0], y[0])
        var sum = CompensatedSum()
        var vertex = 1
        while vertex + 4 < x.count {
            let (fromX, fromY) = (load(x0 + vertex) - originX, load(y0 + vertex) - originY)
            let (toX, toY) = (load(x0 + vertex + 1) - originX, load(y0 + vertex + 1) - originY)
            sum.add(fromX * toY - toX * fromY)
            vertex += 4
        }
        while vertex + 1 < x.count {
            let (fromX, fromY) = (x[vertex] - originX, y[vertex] - originY)
            let (toX, toY) = (x[vertex + 1] - originX, y[vertex + 1] - originY)
            sum.add(SIMD4(fromX * toY - toX * fromY, 0, 0, 0))
            vertex += 1
        }
        return sum.value / 2 * AuthalicLatitude.metresPerDegreeOfLongitude
    }

    @inline(__always)
    private static func load(_ place: UnsafePointer<Double>) -> SIMD4<Double> {
        UnsafeRawPointer(place).loadUnaligned(as: SIMD4<Double>.self)
    }
}

/// Four sums side by side, with what rounding took from each.
private struct CompensatedSum {
    private var total = SIMD4<Double>()
    private var lost = SIMD4<Double>()

    @inline(__always)
    mutating func add(_ terms: SIMD4<Double>) {
        let sum = total + terms
        let taken = sum - total
        lost += (total - (sum - taken)) + (terms - taken)
        total = sum
    }

    var value: Double { total.sum() + lost.sum() }
}
