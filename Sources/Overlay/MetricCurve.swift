import COverlayKernels
import Geodesy
import Geometry
import Glibc

// Notation: y = latitude as a grid integer; q = ordinate of the equal-area cylinder; the metric
// integer is q in units of one grid unit of longitude on that cylinder, from the origin's q.

/// The ordinate in which areas are shoelace areas, as an integer of the grid, from the y integer.
///
/// For plane jobs it is y itself. For geographic jobs it is q(B) by polynomials of degree 7, one per
/// stretch of at most 2° of latitude, interpolated at the Chebyshev nodes of ``AuthalicLatitude``:
/// within 1e-3 of a unit of the series (tested).
struct MetricCurve: Sendable {
    /// Whether the metric ordinate is y itself.
    let isIdentity: Bool
    private let lowest: Double
    private let unitsPerStretch: Double
    private let stretches: Int
    private let coefficients: [Double]
    private static let terms = 8

    init(grid: OverlayGrid, lowestY: Int32, highestY: Int32) {
        isIdentity = grid.metric == .planar
        lowest = Double(lowestY)
        guard !isIdentity else {
            (unitsPerStretch, stretches, coefficients) = (1, 1, [])
            return
        }
        let span = max(Double(highestY) - Double(lowestY), 1)
        stretches = max(1, Int(ceil(span * grid.unit / 2)))
        unitsPerStretch = span / Double(stretches)
        let metresPerUnit = grid.unit * AuthalicLatitude.metresPerDegreeOfLongitude
        let origin = AuthalicLatitude.q(latitudeDegrees: grid.originY)
        var all: [Double] = []
        for stretch in 0..<stretches {
            let middle = lowest + (Double(stretch) + 0.5) * unitsPerStretch
            let half = unitsPerStretch / 2
            all += Self.interpolate { z in
                let latitude = grid.originY + (middle + z * half) * grid.unit
                return (AuthalicLatitude.q(latitudeDegrees: latitude) - origin) / metresPerUnit
            }
        }
        coefficients = all
    }

    /// The curve over the latitudes of a job.
    init(grid: OverlayGrid, extent: JobExtent) {
        let box = extent.box
        self.init(
            grid: grid, lowestY: box.isEmpty ? 0 : grid.gridY(box.minY),
            highestY: box.isEmpty ? 0 : grid.gridY(box.maxY))
    }

    /// The coefficients in powers of z of the interpolation at Chebyshev nodes on −1…1.
    private static func interpolate(_ function: (Double) -> Double) -> [Double] {
        let n = terms
        let nodes = (0..<n).map { cos(Double.pi * (Double($0) + 0.5) / Double(n)) }
        // Newton's divided differences, then expansion to powers.
        var difference = nodes.map(function)
        for order in 1..<n {
            for k in stride(from: n - 1, through: order, by: -1) {
                difference[k] = (difference[k] - difference[k - 1]) / (nodes[k] - nodes[k - order])
            }
        }
        var power = [Double](repeating: 0, count: n)
        for k in stride(from: n - 1, through: 0, by: -1) {
            for j in stride(from: n - 1, through: 1, by: -1) {
                power[j] = power[j - 1] - nodes[k] * power[j]
            }
            power[0] = difference[k] - nodes[k] * power[0]
        }
        return power
    }

    /// Writes the metric ordinates of a run of y.
    func fill(
        _ out: UnsafeMutablePointer<Int32>, from y: UnsafePointer<Int32>, count: Int,
        kernels: UnsafePointer<overlay_kernels>? = nil
    ) {
        if isIdentity { return }
        coefficients.withUnsafeBufferPointer { all in
            guard let first = all.baseAddress else { return }
            if stretches > 1 {
                fillByStretch(out, y, count, first)
            } else if let kernels {
                kernels.pointee.polynomial(y, count, lowest, 2 / unitsPerStretch, first, out)
            } else {
                let step = 2 / unitsPerStretch
                for n in 0..<count {
                    out[n] = Self.value(at: (Double(y[n]) - lowest) * step - 1, first)
                }
            }
        }
    }

    /// The same where several polynomials cover the job.
    private func fillByStretch(
        _ out: UnsafeMutablePointer<Int32>, _ y: UnsafePointer<Int32>, _ count: Int,
        _ all: UnsafePointer<Double>
    ) {
        let toStretch = 1 / unitsPerStretch
        for n in 0..<count {
            let at = (Double(y[n]) - lowest) * toStretch
            let stretch = min(max(Int(at), 0), stretches - 1)
            out[n] = Self.value(at: 2 * (at - Double(stretch)) - 1, all + stretch * Self.terms)
        }
    }

    @inline(__always)
    private static func value(at z: Double, _ c: UnsafePointer<Double>) -> Int32 {
        var value = c[7]
        value = value * z + c[6]
        value = value * z + c[5]
        value = value * z + c[4]
        value = value * z + c[3]
        value = value * z + c[2]
        value = value * z + c[1]
        value = value * z + c[0]
        return Int32(truncatingIfNeeded: (value + OverlayGrid.magic).bitPattern)
    }
}
