import Glibc

/// The grid of whole numbers that all geometry of tiles lies on: the Web Mercator square in 2³⁰ steps a side.
///
/// A step is 3.7 cm at the equator, about 3.4 cm in Guangxi: below what a map at zoom 16 can show (a
/// tile unit there is four steps), and coordinates fit 32 bits. x runs east from 180° west, y south
/// from 85.0511° north.
///
/// The datum is CGCS2000; it differs from WGS 84 by centimetres, and web maps take the one for the other.
public enum WorldGrid {
    /// Steps of a side as a power of two.
    public static let bits = 30
    /// The zoom at which a tile unit is one step.
    public static let finestZoom = 18

    /// The grid point nearest to a place in degrees; places beyond the square go to its edge.
    public static func point(longitude: Double, latitude: Double) -> (x: Int32, y: Int32) {
        let steps = Double(1 << bits)
        let sine = sin(latitude * (.pi / 180))
        let x = (longitude / 360 + 0.5) * steps
        let y = (0.5 - atanh(min(max(sine, -0.9999999), 0.9999999)) / (2 * .pi)) * steps
        return (nearest(x, steps), nearest(y, steps))
    }

    /// The place in degrees of a point of the square.
    public static func place(x: Double, y: Double) -> (longitude: Double, latitude: Double) {
        let steps = Double(1 << bits)
        let latitude = atan(sinh((0.5 - y / steps) * 2 * .pi)) * (180 / .pi)
        return ((x / steps - 0.5) * 360, latitude)
    }

    private static func nearest(_ value: Double, _ steps: Double) -> Int32 {
        // A place that is no number has no point; it goes to the corner like any other beyond the square.
        value >= 0 ? Int32(min(value.rounded(), steps - 1)) : 0
    }
}
