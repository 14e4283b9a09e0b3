import Glibc

/// The ellipsoid of the China Geodetic Coordinate System 2000 (2000国家大地坐标系).
///
/// Defining constants: GB 22021-2008; EPSG:1024. Everything else follows from them.
public enum CGCS2000 {
    /// Semi-major axis in metres.
    public static let semiMajorAxis = 6_378_137.0
    /// Flattening.
    public static let flattening = 1 / 298.257222101
    /// Semi-minor axis in metres.
    public static let semiMinorAxis = semiMajorAxis * (1 - flattening)
    /// The square of the **first** eccentricity.
    ///
    /// The 2008 sample code names the two eccentricities the wrong way round; taking the second
    /// one makes areas wrong by 10 to 53 ppm (handbook §2.1).
    public static let firstEccentricitySquared = flattening * (2 - flattening)
    /// The square of the second eccentricity; needed only by the inverse projection of the notice.
    public static let secondEccentricitySquared =
        firstEccentricitySquared / (1 - firstEccentricitySquared)
    /// The third flattening (a − b)/(a + b), the parameter of the Krueger series.
    public static let thirdFlattening = flattening / (2 - flattening)

    static let radiansPerDegree = Double.pi / 180
    static let degreesPerRadian = 180 / Double.pi
}
