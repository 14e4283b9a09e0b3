import Foundation

/// How long the random tests run: short in the suite, long at night.
///
/// `TIANCHOU_JOURNAL_TRIALS=20` makes them twenty times as long.
enum TrialCount {
    private static let factor: Int = {
        let words = ProcessInfo.processInfo.environment["TIANCHOU_JOURNAL_TRIALS"]
        return max(1, words.flatMap(Int.init) ?? 1)
    }()

    /// Mutated exports for each suite of algorithms.
    static let mutations = 150 * factor
    /// Commands of each of the eight callers.
    static let commands = 150 * factor
    /// Of how many bytes one is flipped.
    static let step = max(1, 9 / factor)
}
