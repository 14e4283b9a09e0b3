import Geometry
import Glibc

/// The grid of pixels a map is drawn on, and the way from ground to pixel.
struct DisplayGrid {
    /// Width of the drawing in pixels.
    let width: Int
    /// Height of the drawing in pixels.
    let height: Int
    /// Metres on the ground of one pixel.
    let metresPerPixel: Double
    private let minX: Double
    private let maxY: Double
    private let perUnitX: Double
    private let perUnitY: Double

    /// Makes a grid that holds the box, at most so many pixels in either direction.
    init(box: Box, plane: MapDrawing.Plane, longestSide: Int) {
        let metres = Self.metresPerUnit(plane, middle: (box.minY + box.maxY) / 2)
        let ground = (width: box.width * metres.x, height: box.height * metres.y)
        let margin = 0.008 * Double(longestSide)
        let longest = max(ground.width, ground.height, 1e-9)
        let perMetre = (Double(longestSide) - 2 * margin) / longest
        metresPerPixel = 1 / perMetre
        perUnitX = metres.x * perMetre
        perUnitY = metres.y * perMetre
        minX = box.isEmpty ? 0 : box.minX - margin / perUnitX
        maxY = box.isEmpty ? 0 : box.maxY + margin / perUnitY
        width = Int((ground.width * perMetre + 2 * margin).rounded(.up))
        // A band below the map keeps the scale bar off it.
        let band = 0.04 * Double(longestSide)
        height = Int((ground.height * perMetre + 2 * margin + band).rounded(.up))
    }

    /// Makes a grid of metres at a fixed size of pixels from its upper left corner.
    init(
        west: Double, north: Double, metresPerPixel: Double, width: Int, height: Int
    ) {
        self.width = width
        self.height = height
        self.metresPerPixel = metresPerPixel
        (minX, maxY) = (west, north)
        (perUnitX, perUnitY) = (1 / metresPerPixel, 1 / metresPerPixel)
    }

    /// Where a place on the ground lies in the drawing, in parts of pixels.
    func place(x: Double, y: Double) -> (x: Double, y: Double) {
        ((x - minX) * perUnitX, (maxY - y) * perUnitY)
    }

    /// The pixel of a place on the ground.
    func pixel(x: Double, y: Double) -> (x: Int32, y: Int32) {
        let place = place(x: x, y: y)
        return (Int32(place.x.rounded()), Int32(place.y.rounded()))
    }

    /// Metres of one unit; for degrees the lengths of arc on CGCS2000 at the latitude.
    private static func metresPerUnit(
        _ plane: MapDrawing.Plane, middle: Double
    ) -> (x: Double, y: Double) {
        guard plane == .degrees else { return (1, 1) }
        let latitude = middle * .pi / 180
        let eccentricity = 0.006694380022900787
        let root = 1 - eccentricity * sin(latitude) * sin(latitude)
        let across = 6_378_137 / root.squareRoot()
        let along = 6_378_137 * (1 - eccentricity) / (root * root.squareRoot())
        return (across * cos(latitude) * .pi / 180, along * .pi / 180)
    }
}
