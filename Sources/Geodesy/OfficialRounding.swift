public import Geometry
import Glibc

// Notation of the notice: E = K0 x; Bf = foot-point latitude; t = tan Bf; eta2 = e'² cos² Bf;
// V² = 1 + eta2; N = c / V; y counts from the central meridian.

/// The area as the survey's own programs compute it, rounding on the way, for comparison only.
///
/// Plane coordinates are rounded to 4 decimals; B and L, from the inverse series of the notice
/// 国土调查办发〔2008〕32号 with the CGCS2000 constants K0 to K4, to 6 decimals of an arc second with
/// ρ = 206264.8062471; the area to 2 decimals, always half away from zero (handbook §2.2, §2.3).
/// It differs from ``EllipsoidalArea`` by up to 0.01 m² for parcels; never use it for a stated area.
public enum OfficialRounding {
    /// The areas of the features in m², one per feature, each polygon rounded to 2 decimals.
    ///
    /// - Parameters:
    ///   - layer: polygons in the units of `frame`, x before y.
    ///   - frame: the coordinate system of `layer`.
    ///   - metres: the longest edge left undivided in the Gauss plane; nil divides none.
    public static func areas(
        of layer: PolygonLayer, frame: CoordinateFrame, densifyingOver metres: Double? = 70
    ) -> [Double] {
        let cylinder = AuthalicLatitude.cylinder
        var inserted = 0
        let areas: [Double]
        if let zone = frame.zone {
            let series = NoticeInverse(zone)
            areas = EllipsoidalArea.sum(layer, longest: metres, inserted: &inserted) {
                x, y, image in
                for point in x.indices {
                    let seconds = series.seconds(x: round4(x[point]), y: round4(y[point]))
                    (image.longitude[point], image.ordinate[point]) = onCylinder(
                        seconds.longitude, seconds.latitude, cylinder)
                }
            }
        } else {
            areas = EllipsoidalArea.sum(layer, longest: nil, inserted: &inserted) {
                x, y, image in
                for point in x.indices {
                    (image.longitude[point], image.ordinate[point]) = onCylinder(
                        x[point] * 3600, y[point] * 3600, cylinder)
                }
            }
        }
        return areas.map { ($0 * 100).rounded(.toNearestOrAwayFromZero) / 100 }
    }

    static let secondsPerRadian = 206_264.8062471

    private static func round4(_ value: Double) -> Double {
        (value * 10_000).rounded(.toNearestOrAwayFromZero) / 10_000
    }

    private static func round6(_ value: Double) -> Double {
        (value * 1_000_000).rounded(.toNearestOrAwayFromZero) / 1_000_000
    }

    private static func onCylinder(
        _ longitude: Double, _ latitude: Double, _ cylinder: AuthalicLatitude.Cylinder
    ) -> (Double, Double) {
        let sine = sin(round6(latitude) / secondsPerRadian)
        let degrees = round6(longitude) / secondsPerRadian * CGCS2000.degreesPerRadian
        return (degrees, cylinder.y(sineOfLatitude: sine))
    }
}

/// The inverse Gauss-Krueger series of the notice, with the CGCS2000 constants.
struct NoticeInverse {
    private let meridianSeconds: Double
    private let falseEasting: Double

    init(_ zone: GaussKruegerZone) {
        meridianSeconds = Double(zone.centralMeridian) * 3600
        falseEasting = zone.falseEasting
    }

    /// Longitude and latitude in arc seconds of a point of the plane (x easting, y northing).
    func seconds(x: Double, y: Double) -> (longitude: Double, latitude: Double) {
        let foot = footPointLatitude(northing: y)
        let t2 = tan(foot) * tan(foot)
        let t4 = t2 * t2
        let eta2 = CGCS2000.secondEccentricitySquared * cos(foot) * cos(foot)
        let v2 = 1 + eta2
        let polarRadius =
            CGCS2000.semiMajorAxis * CGCS2000.semiMajorAxis / CGCS2000.semiMinorAxis
        let ratio = (x - falseEasting) * v2.squareRoot() / polarRadius
        let r2 = ratio * ratio
        let b4 = (5 + 3 * t2 + eta2 - 9 * eta2 * t2) / 24
        let b6 = (61 + 90 * t2 + 45 * t4) / 720
        let latitude = foot - v2 * tan(foot) * (r2 / 2 - r2 * r2 * b4 + r2 * r2 * r2 * b6)
        let l3 = (1 + 2 * t2 + eta2) / 6
        let l5 = (5 + 28 * t2 + 24 * t4 + 6 * eta2 + 8 * eta2 * t2) / 120
        let longitude = ratio * (1 - r2 * l3 + r2 * r2 * l5) / cos(foot)
        return (
            meridianSeconds + longitude * OfficialRounding.secondsPerRadian,
            latitude * OfficialRounding.secondsPerRadian
        )
    }

    private func footPointLatitude(northing: Double) -> Double {
        let e = 1.57048761144159e-07 * northing
        let s = sin(e)
        let s2 = s * s
        let series =
            5.05250178820567e-03
            - s2 * (2.98472900956587e-05 - s2 * (2.41626669230084e-07 - s2 * 2.22241238938534e-09))
        return e + cos(e) * s * series
    }
}
