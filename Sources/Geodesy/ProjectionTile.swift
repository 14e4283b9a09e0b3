import Glibc

// Notation: e, n = easting from the central meridian and northing in metres, u = n + i·e from the middle of
// the tile; psi = isometric latitude, lambda = longitude from the central meridian, both in radians and from
// those of the middle of the tile.

/// The inverse Gauss-Krueger projection on a square of the plane, as polynomials.
///
/// The projection is conformal, so psi + i·lambda is an analytic function of u, here its Taylor
/// polynomial of degree 4; latitude and ordinate on the cylinder are real polynomials of psi, of
/// degree 4 as well. On a tile of 4096 m they stay within 3e-10 m of the series they stand for, up
/// to latitude 59° (decision 0007). Only products and sums of doubles are used, in a fixed order, so
/// the bits of a result depend on the point alone.
struct ProjectionTile {
    /// The length of a side in metres, a power of two: the tile of a point is found without rounding.
    static let side = 4096.0
    /// The tiles that are used: easting from the central meridian and northing, in sides.
    ///
    /// About 1000 km to either side of the meridian and from the equator to latitude 59°; beyond, the
    /// nearness of the pole makes higher degrees necessary.
    private static let columns = -244.0..<244.0
    private static let rows = 0.0..<1600.0

    private static let degree = 4

    private let falseEasting: Double
    private let west: Double
    private let south: Double
    private let centralMeridian: Double
    /// Degrees of the middle from the central meridian.
    private let longitude: Double
    private let latitude: Double
    private let ordinate: Double
    private let analyticReal: SIMD4<Double>
    private let analyticImaginary: SIMD4<Double>
    private let latitudeTerms: SIMD4<Double>
    private let ordinateTerms: SIMD4<Double>

    /// The place of a tile in the plane, in sides.
    struct Place: Hashable {
        let column: Int32
        let row: Int32

        /// The tile of a point; nil where there is none.
        @inline(__always)
        init?(_ easting: Double, _ northing: Double) {
            let column = (easting * (1 / side)).rounded(.down)
            let row = (northing * (1 / side)).rounded(.down)
            guard columns.contains(column), rows.contains(row) else { return nil }
            self.column = Int32(column)
            self.row = Int32(row)
        }
    }

    init(_ place: Place, of projection: GaussKrueger) {
        falseEasting = projection.falseEasting
        west = Double(place.column) * Self.side
        south = Double(place.row) * Self.side
        let (easting, northing) = (west + Self.side / 2, south + Self.side / 2)
        let analytic = Self.analyticTerms(easting, northing, projection)
        (analyticReal, analyticImaginary) = (analytic.real, analytic.imaginary)
        centralMeridian = projection.centralMeridian
        longitude = analytic.lambda * CGCS2000.degreesPerRadian
        let middle = projection.latitude(isometric: analytic.psi)
        latitude = middle.degrees
        ordinate = AuthalicLatitude.cylinder.y(sineOfLatitude: middle.sine)
        let series = LatitudeSeries(latitudeDegrees: middle.degrees)
        latitudeTerms = series.degrees
        ordinateTerms = series.ordinate
    }

    /// The value in the middle and the coefficients of u, u², u³, u⁴ by Cauchy's integral over a circle of exact values.
    ///
    /// The circle is much larger than the tile, so that the rounding of the values vanishes in the
    /// coefficients, and the mean is nearer to the truth than a single value; with 16 values on it
    /// the coefficients that are folded in are below 1e-22.
    private static func analyticTerms(
        _ easting: Double, _ northing: Double, _ projection: GaussKrueger
    ) -> (psi: Double, lambda: Double, real: SIMD4<Double>, imaginary: SIMD4<Double>) {
        let count = 16
        let radius = 32 * side
        let middle = projection.isometric(easting: easting, northing: northing)
        var mean = (psi: 0.0, lambda: 0.0)
        var real = SIMD4<Double>()
        var imaginary = SIMD4<Double>()
        for number in 0..<count {
            let angle = 2 * Double.pi * Double(number) / Double(count)
            let (cosine, sine) = (cos(angle), sin(angle))
            let value = projection.isometric(
                easting: easting + radius * sine, northing: northing + radius * cosine)
            let (psi, lambda) = (value.psi - middle.psi, value.lambda - middle.lambda)
            var scale = 1 / Double(count)
            mean.psi += psi * scale
            mean.lambda += lambda * scale
            var (c, s) = (1.0, 0.0)
            for power in 0..<degree {
                (c, s) = (c * cosine - s * sine, c * sine + s * cosine)
                scale /= radius
                // Times the conjugate of the direction to this power.
                real[power] += (psi * c + lambda * s) * scale
                imaginary[power] += (lambda * c - psi * s) * scale
            }
        }
        return (middle.psi + mean.psi, middle.lambda + mean.lambda, real, imaginary)
    }

    /// Where the run of points in this tile ends that begins with the given one.
    @inline(__always)
    func endOfRun(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, from start: Int
    ) -> Int {
        var end = start + 1
        while end < x.count {
            let easting = x[end] - falseEasting
            guard
                easting >= west, easting < west + Self.side, y[end] >= south,
                y[end] < south + Self.side
            else { break }
            end += 1
        }
        return end
    }

    /// Projects points of the tile.
    func project(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, _ run: Range<Int>,
        into image: CylinderBuffer
    ) {
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        let (longitude, latitude, ordinate) = (image.longitude, image.latitude, image.ordinate)
        guard run.count >= 4 else {
            for point in run {
                let one = inverse(SIMD4(repeating: x[point]), SIMD4(repeating: y[point]))
                longitude[point] = one.longitude[0]
                latitude[point] = one.latitude[0]
                ordinate[point] = one.ordinate[0]
            }
            return
        }
        var point = run.lowerBound
        while true {
            let four = inverse(Self.load(x + point), Self.load(y + point))
            Self.store(four.longitude, longitude + point)
            Self.store(four.latitude, latitude + point)
            Self.store(four.ordinate, ordinate + point)
            if point + 4 == run.upperBound { return }
            // The last four may hold points that are done; they get the same numbers again.
            point = min(point + 4, run.upperBound - 4)
        }
    }

    @inline(__always)
    private static func load(_ place: UnsafePointer<Double>) -> SIMD4<Double> {
        UnsafeRawPointer(place).loadUnaligned(as: SIMD4<Double>.self)
    }

    @inline(__always)
    private static func store(_ four: SIMD4<Double>, _ place: UnsafeMutablePointer<Double>) {
        UnsafeMutableRawPointer(place).storeBytes(of: four, as: SIMD4<Double>.self)
    }

    /// Degrees and metres on the cylinder of four points.
    @inline(__always)
    private func inverse(
        _ x: SIMD4<Double>, _ y: SIMD4<Double>
    ) -> (longitude: SIMD4<Double>, latitude: SIMD4<Double>, ordinate: SIMD4<Double>) {
        let e = x - falseEasting - (west + Self.side / 2)
        let n = y - (south + Self.side / 2)
        // Horner's rule for the complex polynomial, then for the two real ones of its real part.
        var real = SIMD4<Double>(repeating: analyticReal[3])
        var imaginary = SIMD4<Double>(repeating: analyticImaginary[3])
        for power in stride(from: Self.degree - 2, through: 0, by: -1) {
            let turned = real * n - imaginary * e
            imaginary = real * e + imaginary * n + analyticImaginary[power]
            real = turned + analyticReal[power]
        }
        let psi = real * n - imaginary * e
        let lambda = real * e + imaginary * n
        var b = SIMD4<Double>(repeating: latitudeTerms[3])
        var q = SIMD4<Double>(repeating: ordinateTerms[3])
        for power in stride(from: Self.degree - 2, through: 0, by: -1) {
            b = b * psi + latitudeTerms[power]
            q = q * psi + ordinateTerms[power]
        }
        return (
            centralMeridian + (longitude + lambda * CGCS2000.degreesPerRadian),
            latitude + b * psi, ordinate + q * psi
        )
    }
}
