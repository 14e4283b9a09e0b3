/// The coefficients of the Krueger series in the third flattening n, to order 6, for CGCS2000.
///
/// Notation of C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers",
/// J. Geodesy 85 (2011), DOI 10.1007/s00190-011-0445-3, equations 14, 35 and 36:
/// alpha forward, beta inverse; delta turns conformal into geodetic latitude.
/// Truncation for this ellipsoid is below 1e-9 m within 10 degrees of the central meridian.
enum KruegerSeries {
    private static let n = CGCS2000.thirdFlattening

    /// Metres per radian of the rectified meridian (A in the paper).
    static let meridianRadius =
        CGCS2000.semiMajorAxis / (1 + n) * polynomial([1, 0, 1.0 / 4, 0, 1.0 / 64, 0, 1.0 / 256])

    static let alpha = Six(
        polynomial([0, 1.0 / 2, -2.0 / 3, 5.0 / 16, 41.0 / 180, -127.0 / 288, 7891.0 / 37800]),
        polynomial([0, 0, 13.0 / 48, -3.0 / 5, 557.0 / 1440, 281.0 / 630, -1_983_433.0 / 1_935_360]
        ),
        polynomial([0, 0, 0, 61.0 / 240, -103.0 / 140, 15061.0 / 26880, 167_603.0 / 181_440]),
        polynomial([0, 0, 0, 0, 49561.0 / 161_280, -179.0 / 168, 6_601_661.0 / 7_257_600]),
        polynomial([0, 0, 0, 0, 0, 34729.0 / 80640, -3_418_889.0 / 1_995_840]),
        polynomial([0, 0, 0, 0, 0, 0, 212_378_941.0 / 319_334_400]))

    static let beta = Six(
        polynomial([0, 1.0 / 2, -2.0 / 3, 37.0 / 96, -1.0 / 360, -81.0 / 512, 96199.0 / 604_800]),
        polynomial([0, 0, 1.0 / 48, 1.0 / 15, -437.0 / 1440, 46.0 / 105, -1_118_711.0 / 3_870_720]),
        polynomial([0, 0, 0, 17.0 / 480, -37.0 / 840, -209.0 / 4480, 5569.0 / 90720]),
        polynomial([0, 0, 0, 0, 4397.0 / 161_280, -11.0 / 504, -830_251.0 / 7_257_600]),
        polynomial([0, 0, 0, 0, 0, 4583.0 / 161_280, -108_847.0 / 3_991_680]),
        polynomial([0, 0, 0, 0, 0, 0, 20_648_693.0 / 638_668_800]))

    static let delta = Six(
        polynomial([0, 2, -2.0 / 3, -2, 116.0 / 45, 26.0 / 45, -2854.0 / 675]),
        polynomial([0, 0, 7.0 / 3, -8.0 / 5, -227.0 / 45, 2704.0 / 315, 2323.0 / 945]),
        polynomial([0, 0, 0, 56.0 / 15, -136.0 / 35, -1262.0 / 105, 73814.0 / 2835]),
        polynomial([0, 0, 0, 0, 4279.0 / 630, -332.0 / 35, -399_572.0 / 14175]),
        polynomial([0, 0, 0, 0, 0, 4174.0 / 315, -144_838.0 / 6237]),
        polynomial([0, 0, 0, 0, 0, 0, 601_676.0 / 22275]))

    private static func polynomial(_ coefficients: [Double]) -> Double {
        coefficients.reversed().reduce(0) { $0 * n + $1 }
    }

    /// The six coefficients of the terms with 2, 4, … 12 times the angle, kept out of the heap.
    struct Six: Sendable {
        let c1, c2, c3, c4, c5, c6: Double

        init(
            _ c1: Double, _ c2: Double, _ c3: Double, _ c4: Double, _ c5: Double, _ c6: Double
        ) {
            self.c1 = c1
            self.c2 = c2
            self.c3 = c3
            self.c4 = c4
            self.c5 = c5
            self.c6 = c6
        }

        /// The sum of c_k sin(2k angle) by Clenshaw's recurrence, from sine and cosine of 2·angle.
        @inline(__always)
        func sineSum(sine: Double, cosine: Double) -> Double {
            let twice = 2 * cosine
            let b6 = c6
            let b5 = c5 + twice * b6
            let b4 = c4 + twice * b5 - b6
            let b3 = c3 + twice * b4 - b5
            let b2 = c2 + twice * b3 - b4
            let b1 = c1 + twice * b2 - b3
            return b1 * sine
        }

        /// The sum of c_k sin(2k z) for complex z, from sine and cosine of 2z.
        @inline(__always)
        func sineSum(
            sineReal: Double, sineImaginary: Double, cosineReal: Double, cosineImaginary: Double
        ) -> (real: Double, imaginary: Double) {
            let p = 2 * cosineReal
            let q = 2 * cosineImaginary
            let (r6, i6) = (c6, 0.0)
            let (r5, i5) = (c5 + p * r6, q * r6)
            let (r4, i4) = (c4 + p * r5 - q * i5 - r6, p * i5 + q * r5 - i6)
            let (r3, i3) = (c3 + p * r4 - q * i4 - r5, p * i4 + q * r4 - i5)
            let (r2, i2) = (c2 + p * r3 - q * i3 - r4, p * i3 + q * r3 - i4)
            let (r1, i1) = (c1 + p * r2 - q * i2 - r3, p * i2 + q * r2 - i3)
            return (
                r1 * sineReal - i1 * sineImaginary, r1 * sineImaginary + i1 * sineReal
            )
        }
    }
}
