import Glibc

// Notation (Karney 2011): xi, eta = northing and easting over the meridian radius, rectified;
// xiPrime, etaPrime = the same on the conformal sphere; chi = conformal latitude;
// lambda = longitude from the central meridian; tau = tan(latitude).

/// The Gauss-Krueger projection of one zone, by the Krueger series of order 6.
///
/// Scale on the central meridian is 1. Internal: callers outside the module pass whole arrays.
struct GaussKrueger {
    let centralMeridian: Double
    let falseEasting: Double
    private let radius = KruegerSeries.meridianRadius
    private let perRadius = 1 / KruegerSeries.meridianRadius
    private let alpha = KruegerSeries.alpha
    private let beta = KruegerSeries.beta
    private let delta = KruegerSeries.delta

    init(_ zone: GaussKruegerZone) {
        centralMeridian = Double(zone.centralMeridian)
        falseEasting = zone.falseEasting
    }

    /// Degrees to easting and northing in metres.
    @inline(__always)
    func forward(_ longitude: Double, _ latitude: Double) -> (Double, Double) {
        let eccentricity = CGCS2000.firstEccentricitySquared.squareRoot()
        let phi = latitude * CGCS2000.radiansPerDegree
        let lambda = (longitude - centralMeridian) * CGCS2000.radiansPerDegree
        let tau = tan(phi)
        let secant = (1 + tau * tau).squareRoot()
        let sigma = sinh(eccentricity * atanh(eccentricity * tau / secant))
        let tauPrime = tau * (1 + sigma * sigma).squareRoot() - sigma * secant
        let cosLambda = cos(lambda)
        let xiPrime = atan2(tauPrime, cosLambda)
        let etaPrime = asinh(
            sin(lambda) / (tauPrime * tauPrime + cosLambda * cosLambda).squareRoot())
        let (sine, cosine) = (sin(2 * xiPrime), cos(2 * xiPrime))
        let (hyperSine, hyperCosine) = (sinh(2 * etaPrime), cosh(2 * etaPrime))
        let sum = alpha.sineSum(
            sineReal: sine * hyperCosine, sineImaginary: cosine * hyperSine,
            cosineReal: cosine * hyperCosine, cosineImaginary: -sine * hyperSine)
        return (falseEasting + radius * (etaPrime + sum.imaginary), radius * (xiPrime + sum.real))
    }

    /// Easting and northing in metres to degrees.
    @inline(__always)
    func inverse(_ x: Double, _ y: Double) -> (Double, Double) {
        let point = sphere(x - falseEasting, y)
        return (longitude(point), point.latitude * CGCS2000.degreesPerRadian)
    }

    /// Metres from the central meridian and from the equator to degrees and to the sine of the latitude.
    func inverseWithSine(
        easting: Double, northing: Double
    ) -> (longitude: Double, latitude: Double, sine: Double) {
        let point = sphere(easting, northing)
        return (longitude(point), point.latitude * CGCS2000.degreesPerRadian, point.sine)
    }

    /// Metres from the central meridian and from the equator to the isometric latitude and to the
    /// longitude from the meridian, in radians: the conformal plane in which this projection is analytic.
    func isometric(easting: Double, northing: Double) -> (psi: Double, lambda: Double) {
        let point = sphere(easting, northing)
        return (asinh(point.sineChi / point.cosineChi), point.lambda)
    }

    /// The latitude in degrees and its sine of an isometric latitude in radians.
    func latitude(isometric psi: Double) -> (degrees: Double, sine: Double) {
        let point = SpherePoint(lambda: 0, sineChi: tanh(psi), cosineChi: 1 / cosh(psi), delta)
        return (point.latitude * CGCS2000.degreesPerRadian, point.sine)
    }

    private struct SpherePoint {
        let lambda: Double
        let sineChi: Double
        let cosineChi: Double
        /// Geodetic minus conformal latitude, radians.
        let correction: Double

        @inline(__always)
        init(lambda: Double, sineChi: Double, cosineChi: Double, _ delta: KruegerSeries.Six) {
            self.lambda = lambda
            self.sineChi = sineChi
            self.cosineChi = cosineChi
            correction = delta.sineSum(
                sine: 2 * sineChi * cosineChi, cosine: 1 - 2 * sineChi * sineChi)
        }

        /// Radians.
        @inline(__always)
        var latitude: Double { atan2(sineChi, cosineChi) + correction }

        /// The sine of the latitude.
        @inline(__always)
        var sine: Double {
            let (sine, cosine) = GaussKrueger.smallSineCosine(correction)
            return sineChi * cosine + cosineChi * sine
        }
    }

    @inline(__always)
    private func longitude(_ point: SpherePoint) -> Double {
        centralMeridian + point.lambda * CGCS2000.degreesPerRadian
    }

    @inline(__always)
    private func sphere(_ easting: Double, _ northing: Double) -> SpherePoint {
        let xi = northing * perRadius
        let eta = easting * perRadius
        let (sineXi, cosineXi) = (sin(xi), cos(xi))
        let (sine, cosine) = (2 * sineXi * cosineXi, 1 - 2 * sineXi * sineXi)
        let (hyperSine, hyperCosine) = Self.hyperbolic(2 * eta)
        let sum = beta.sineSum(
            sineReal: sine * hyperCosine, sineImaginary: cosine * hyperSine,
            cosineReal: cosine * hyperCosine, cosineImaginary: -sine * hyperSine)
        // xiPrime differs from xi by a thousandth, so its sine and cosine follow by addition.
        let (sineStep, cosineStep) = Self.smallSineCosine(sum.real)
        let sinePrime = sineXi * cosineStep - cosineXi * sineStep
        let cosinePrime = cosineXi * cosineStep + sineXi * sineStep
        let (hyperSinePrime, hyperCosinePrime) = Self.hyperbolic(eta - sum.imaginary)
        let secant = 1 / hyperCosinePrime
        let sineChi = sinePrime * secant
        let cosineChi =
            (hyperSinePrime * hyperSinePrime + cosinePrime * cosinePrime).squareRoot()
            * secant
        return SpherePoint(
            lambda: Self.arcTangent(hyperSinePrime, cosinePrime), sineChi: sineChi,
            cosineChi: cosineChi, delta)
    }

    /// Sine and cosine of an angle below 0.01: the Taylor series is exact to a double there.
    @inline(__always)
    private static func smallSineCosine(_ angle: Double) -> (Double, Double) {
        let s = angle * angle
        let sine = s * (-1.0 / 6 + s * (1.0 / 120 - s * (1.0 / 5040)))
        let cosine = s * (-0.5 + s * (1.0 / 24 + s * (-1.0 / 720 + s * (1.0 / 40320))))
        return (angle + angle * sine, 1 + cosine)
    }

    /// Hyperbolic sine and cosine; by the Taylor series where it is exact to a double.
    @inline(__always)
    private static func hyperbolic(_ value: Double) -> (Double, Double) {
        guard abs(value) < 0.2 else { return (sinh(value), cosh(value)) }
        let s = value * value
        let sineTail = s * (1.0 / 5040 + s * (1.0 / 362_880 + s * (1.0 / 39_916_800)))
        let sine = s * (1.0 / 6 + s * (1.0 / 120 + sineTail))
        let cosineTail = s * (1.0 / 720 + s * (1.0 / 40320 + s * (1.0 / 3_628_800)))
        let cosine = s * (0.5 + s * (1.0 / 24 + cosineTail))
        return (value + value * sine, 1 + cosine)
    }

    /// atan2 for a positive abscissa; by its series where that is exact to a double.
    @inline(__always)
    private static func arcTangent(_ y: Double, _ x: Double) -> Double {
        let t = y / x
        guard x > 0, abs(t) < 0.1 else { return atan2(y, x) }
        let s = t * t
        let tail = 1.0 / 9 - s * (1.0 / 11 - s * (1.0 / 13 - s * (1.0 / 15)))
        return t * (1 - s * (1.0 / 3 - s * (1.0 / 5 - s * (1.0 / 7 - s * tail))))
    }
}
