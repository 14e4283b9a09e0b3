import LandModel
import Overlay

/// Divides a recorded area so that the parts add up to it exactly (调平).
enum LevelledShares {
    /// The parts in proportion to the weights, as ``Overlay/shareOut(statedHundredths:over:)``.
    static func split(_ whole: Area, by weights: [Int64]) -> [Area] {
        shareOut(statedHundredths: whole.hundredths, over: weights).map { Area(hundredths: $0) }
    }
}
