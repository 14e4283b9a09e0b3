import Foundation
import Testing

/// Properties of random pairs; more of them with environment variables.
///
/// `TIANCHOU_OVERLAY_PAIRS` sets the number of pairs (nightly: 10000000), `TIANCHOU_OVERLAY_SEED` the first
/// seed, `TIANCHOU_OVERLAY_FUZZ_SECONDS` a time to go on with seeds of the clock.
@Suite struct RandomPairsTests {
    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    @Test func `random pairs balance, agree on every path and equal exact areas`() {
        let wanted = Self.number("TIANCHOU_OVERLAY_PAIRS") ?? 200_000
        let first = Self.number("TIANCHOU_OVERLAY_SEED") ?? 1
        let cases = wanted / UInt64(RandomPairs.pairsPerCase) + 1
        print("random pairs: seeds \(first) to \(first + cases - 1)")
        for seed in first..<(first + cases) { Self.run(seed, exactPairs: 2) }
    }

    @Test func `fuzzing finds nothing`() {
        guard let seconds = Self.number("TIANCHOU_OVERLAY_FUZZ_SECONDS") else {
            print("SKIPPED: fuzzing of the overlay (TIANCHOU_OVERLAY_FUZZ_SECONDS is not set)")
            return
        }
        let start = Date.now
        let first =
            Self.number("TIANCHOU_OVERLAY_SEED") ?? UInt64(start.timeIntervalSince1970) << 24
        var seed = first
        while Date.now.timeIntervalSince(start) < Double(seconds) {
            Self.run(seed, exactPairs: 8)
            seed += 1
        }
        print("fuzzing: \(seed - first) executions from seed \(first), 21 to 23 tabulations each")
    }

    private static func run(_ seed: UInt64, exactPairs: Int) {
        do {
            var pairs = RandomPairs(seed: seed)
            try pairs.check(exactPairs: exactPairs)
        } catch let failure as RandomPairs.Failure {
            Issue.record("seed \(failure.seed): \(failure.what)")
        } catch {
            Issue.record("seed \(seed): \(error)")
        }
    }
}
