import LandExchange
import Overlay

/// The grid on which all files of a tabulation store their coordinates, kept by the grid of the job.
///
/// A FileGDB holds whole multiples of a unit. When all layers share its grid and the points of that grid
/// are points of the job's, no vertex moves; a county on 0.1 mm is the usual case.
struct KeptGrid {
    /// The unit of the files, in coordinate units.
    let unit: Double

    /// The grid of the layers; nil when one has none, when they differ, or when the job's grid moves vertices.
    init?(_ references: [LayerReference], in job: OverlayGrid) throws {
        guard job.metric == .planar else { return nil }
        var shared: CoordinateGrid?
        for reference in references {
            guard let grid = try SurveyReader.grid(reference), shared ?? grid == grid else {
                return nil
            }
            shared = grid
        }
        guard let shared, let decimals = shared.decimals, decimals <= job.decimals,
            Self.isWhole((shared.originX - job.originX) / job.unit),
            Self.isWhole((shared.originY - job.originY) / job.unit)
        else { return nil }
        unit = shared.unit
    }

    /// Whether a number of units is whole, but for the rounding of the origins.
    private static func isWhole(_ units: Double) -> Bool {
        abs(units - units.rounded()) <= max(1e-3, units.ulp)
    }
}
