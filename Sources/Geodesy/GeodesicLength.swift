import Glibc

// Notation of Vincenty (1975): U = reduced latitude; sigma = angular distance on the auxiliary
// sphere; alpha = azimuth of the geodesic at the equator; lambda = longitude on the sphere.

/// The length of geodesics (大地线长度) on the ellipsoid of CGCS2000.
public enum GeodesicLength {
    /// The distance of two points in metres.
    ///
    /// Vincenty's inverse formula (Survey Review 1975, doi:10.1179/sre.1975.23.176.88): within 0.5 mm
    /// for points less than 19 000 km apart; nearly opposite points of the globe, which a county does
    /// not have, give the last value of the iteration.
    public static func between(
        longitude: Double, latitude: Double, andLongitude otherLongitude: Double,
        latitude otherLatitude: Double
    ) -> Double {
        let flattening = CGCS2000.flattening
        let difference = (otherLongitude - longitude) * CGCS2000.radiansPerDegree
        let first = atan((1 - flattening) * tan(latitude * CGCS2000.radiansPerDegree))
        let second = atan((1 - flattening) * tan(otherLatitude * CGCS2000.radiansPerDegree))
        let (sine1, cosine1, sine2, cosine2) = (sin(first), cos(first), sin(second), cos(second))
        var lambda = difference
        var length = 0.0
        for _ in 0..<100 {
            let (sineLambda, cosineLambda) = (sin(lambda), cos(lambda))
            let across = cosine2 * sineLambda
            let along = cosine1 * sine2 - sine1 * cosine2 * cosineLambda
            let sineSigma = (across * across + along * along).squareRoot()
            guard sineSigma > 0 else { return 0 }
            let cosineSigma = sine1 * sine2 + cosine1 * cosine2 * cosineLambda
            let sigma = atan2(sineSigma, cosineSigma)
            let sineAlpha = cosine1 * cosine2 * sineLambda / sineSigma
            let cosineAlpha2 = 1 - sineAlpha * sineAlpha
            // On the equator the middle of the line has no latitude.
            let middle = cosineAlpha2 > 0 ? cosineSigma - 2 * sine1 * sine2 / cosineAlpha2 : 0
            let c = flattening / 16 * cosineAlpha2 * (4 + flattening * (4 - 3 * cosineAlpha2))
            let next =
                difference + (1 - c) * flattening * sineAlpha
                * (sigma + c * sineSigma * (middle + c * cosineSigma * (2 * middle * middle - 1)))
            let u2 = cosineAlpha2 * CGCS2000.secondEccentricitySquared
            let a = 1 + u2 / 16384 * (4096 + u2 * (u2 * (320 - 175 * u2) - 768))
            let b = u2 / 1024 * (256 + u2 * (u2 * (74 - 47 * u2) - 128))
            let inner =
                cosineSigma * (2 * middle * middle - 1)
                - b / 6 * middle * (4 * sineSigma * sineSigma - 3) * (4 * middle * middle - 3)
            let correction = b * sineSigma * (middle + b / 4 * inner)
            length = CGCS2000.semiMinorAxis * a * (sigma - correction)
            if abs(next - lambda) < 1e-13 { break }
            lambda = next
        }
        return length
    }

    /// The length of a line of points in metres.
    ///
    /// - Parameter isClosed: whether the way back from the last point to the first counts.
    public static func ofLine(
        longitudes: [Double], latitudes: [Double], closed isClosed: Bool = false
    ) -> Double {
        precondition(longitudes.count == latitudes.count, "as many longitudes as latitudes")
        guard longitudes.count > 1 else { return 0 }
        var sum = 0.0
        for vertex in (isClosed ? 0 : 1)..<longitudes.count {
            let last = vertex == 0 ? longitudes.count - 1 : vertex - 1
            sum += between(
                longitude: longitudes[last], latitude: latitudes[last],
                andLongitude: longitudes[vertex], latitude: latitudes[vertex])
        }
        return sum
    }
}
