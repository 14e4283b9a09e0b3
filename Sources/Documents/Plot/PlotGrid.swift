import Geometry

/// The lines of the coordinate grid that a sheet shows (方里网).
struct PlotGrid {
    /// Eastings of the lines in metres, from the west.
    let eastings: [Double]
    /// Northings of the lines in metres, from the south.
    let northings: [Double]
    /// Metres between two lines.
    let spacing: Double

    init(_ sheet: PlotSheet) {
        // Lines stand 50 to 125 mm apart, on small paper 30 to 75.
        let least =
            (sheet.format.isSmall ? 30.0 : 50.0 * sheet.format.enlargement)
            * sheet.metresPerMillimetre
        var spacing = 10.0
        var factors = [2.0, 2.5, 2.0]
        while spacing < least {
            spacing *= factors[0]
            factors = [factors[1], factors[2], factors[0]]
        }
        let ground = sheet.ground
        self.spacing = spacing
        eastings = Self.multiples(of: spacing, from: ground.minX, to: ground.maxX)
        northings = Self.multiples(of: spacing, from: ground.minY, to: ground.maxY)
    }

    private static func multiples(of step: Double, from: Double, to: Double) -> [Double] {
        Array(stride(from: (from / step).rounded(.up) * step, through: to, by: step))
    }

    /// A coordinate in kilometres, with as many decimals as the grid needs.
    func label(_ metres: Double) -> String {
        FigureFormat.decimal(
            metres / 1000, decimals: spacing >= 1000 ? 0 : spacing >= 100 ? 1 : 2)
    }
}
