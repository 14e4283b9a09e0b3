import Glibc

// Notation of the notice 国土调查办发〔2008〕32号: A, B, C, D, E = coefficients of the area series;
// 2 sin((B2 − B1)/2) cos Bm = sin B2 − sin B1 (and so for 3, 5, 7, 9 times the angle) turns its sum
// over edges into the shoelace sum in (L, q(B)).

/// The ordinate of the ellipsoidal equal-area cylinder (等面积圆柱) on which official areas are shoelace areas.
///
/// A point has x = b·L and y = q(B) = b·(A sin B − B sin 3B + C sin 5B − D sin 7B + E sin 9B) in
/// metres, b the semi-minor axis, L in radians; areas in that plane are the ellipsoidal areas of
/// the notice of the national survey office (2008) No. 32, reused by the third survey for CGCS2000.
/// The series agrees with the exact integral to 5e-12 relative (handbook §2.1).
public enum AuthalicLatitude {
    /// Metres of x on the cylinder for one degree of longitude.
    public static let metresPerDegreeOfLongitude =
        CGCS2000.semiMinorAxis * CGCS2000.radiansPerDegree

    /// The ordinate of a latitude in degrees, in metres.
    public static func q(latitudeDegrees: Double) -> Double {
        cylinder.y(sineOfLatitude: sin(latitudeDegrees * CGCS2000.radiansPerDegree))
    }

    /// The ordinates of latitudes in degrees, in metres.
    public static func q(latitudesDegrees: [Double]) -> [Double] {
        let cylinder = cylinder
        return latitudesDegrees.map {
            cylinder.y(sineOfLatitude: sin($0 * CGCS2000.radiansPerDegree))
        }
    }

    static let cylinder = Cylinder()

    /// The series as a polynomial in the sine of the latitude.
    struct Cylinder: Sendable {
        let c1, c3, c5, c7, c9: Double

        init() {
            let e2 = CGCS2000.firstEccentricitySquared
            let (e4, e6, e8) = (e2 * e2, e2 * e2 * e2, e2 * e2 * e2 * e2)
            let a = 1 + 3.0 / 6 * e2 + 30.0 / 80 * e4 + 35.0 / 112 * e6 + 630.0 / 2304 * e8
            let b = 1.0 / 6 * e2 + 15.0 / 80 * e4 + 21.0 / 112 * e6 + 420.0 / 2304 * e8
            let c = 3.0 / 80 * e4 + 7.0 / 112 * e6 + 180.0 / 2304 * e8
            let d = 1.0 / 112 * e6 + 45.0 / 2304 * e8
            let e = 5.0 / 2304 * e8
            let radius = CGCS2000.semiMinorAxis
            // sin 3B = 3s − 4s³, sin 5B = 5s − 20s³ + 16s⁵, and so on.
            c1 = radius * (a - 3 * b + 5 * c - 7 * d + 9 * e)
            c3 = radius * (4 * b - 20 * c + 56 * d - 120 * e)
            c5 = radius * (16 * c - 112 * d + 432 * e)
            c7 = radius * (64 * d - 576 * e)
            c9 = radius * (256 * e)
        }

        @inline(__always)
        func y(sineOfLatitude s: Double) -> Double {
            let t = s * s
            return s * (c1 + t * (c3 + t * (c5 + t * (c7 + t * c9))))
        }
    }
}
