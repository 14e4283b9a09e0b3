import Glibc

/// Latitude and ordinate on the cylinder as power series of the isometric latitude, from a point.
///
/// From the differential equation dB/dpsi = cos B (1 − e² sin² B) / (1 − e²) of the isometric
/// latitude psi, coefficient by coefficient, and the series of ``AuthalicLatitude``.
struct LatitudeSeries {
    /// The coefficients of psi, psi², psi³, psi⁴ of the latitude, in degrees.
    private(set) var degrees = SIMD4<Double>()
    /// The coefficients of psi, psi², psi³, psi⁴ of the ordinate, in metres.
    private(set) var ordinate = SIMD4<Double>()

    /// Makes the series about a latitude.
    init(latitudeDegrees: Double) {
        let e2 = CGCS2000.firstEccentricitySquared
        let start = latitudeDegrees * CGCS2000.radiansPerDegree
        var latitude = [start]
        var sine = [sin(start)]
        var cosine = [cos(start)]
        for power in 0..<4 {
            let bent = Self.product(cosine, Self.product(sine, sine))
            let slope = (cosine[power] - e2 * bent[power]) / (1 - e2)
            latitude.append(slope / Double(power + 1))
            // The derivatives of sine and cosine by the chain rule.
            var (rise, fall) = (0.0, 0.0)
            for term in 0...power {
                let part = Double(term + 1) * latitude[term + 1]
                rise += part * cosine[power - term]
                fall += part * sine[power - term]
            }
            sine.append(rise / Double(power + 1))
            cosine.append(-fall / Double(power + 1))
        }
        let height = Self.ordinate(sine)
        for power in 0..<4 {
            degrees[power] = latitude[power + 1] * CGCS2000.degreesPerRadian
            ordinate[power] = height[power + 1]
        }
    }

    /// The series of the ordinate from that of the sine of the latitude.
    private static func ordinate(_ sine: [Double]) -> [Double] {
        let cylinder = AuthalicLatitude.cylinder
        let square = product(sine, sine)
        var sum = [Double](repeating: 0, count: sine.count)
        sum[0] = cylinder.c9
        for coefficient in [cylinder.c7, cylinder.c5, cylinder.c3, cylinder.c1] {
            sum = product(sum, square)
            sum[0] += coefficient
        }
        return product(sum, sine)
    }

    /// The product of two series of as many coefficients, cut off after these.
    private static func product(_ left: [Double], _ right: [Double]) -> [Double] {
        left.indices.map { power in
            (0...power).reduce(0) { $0 + left[$1] * right[power - $1] }
        }
    }
}
