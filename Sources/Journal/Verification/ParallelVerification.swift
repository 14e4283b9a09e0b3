import Digest
import Dispatch
import Synchronization

/// A verification whose lines are examined by several threads and judged in order by one at a time.
///
/// Whoever has examined a chunk of lines judges what is ready, unless another thread does so already.
/// The thread that brings the lines lends a hand where the others are behind: it never waits for work
/// that nobody has begun, so it ends on a machine that has no other thread to give.
final class ParallelVerification: Sendable {
    private struct State {
        /// Chunks that nobody has begun to examine, by their number.
        var fresh: [(number: Int, chunk: LineChunk)] = []
        /// Chunks that were examined and not judged, by their number.
        var ready: [Int: [ExaminedLine]] = [:]
        /// How many chunks there were, and how many were judged.
        var added = 0
        var judged = 0
        var isJudging = false
        /// Whether the thread that brings the lines waits for a chunk to be judged.
        var isAwaited = false
    }

    private let limits: JournalLimits
    private let algorithm: DigestAlgorithm
    /// So many threads work; the one that brings the lines is one of them.
    private let threads: Int
    private let state = Mutex(State())
    private let verifier: Mutex<JournalVerifier?>
    private let progress = DispatchSemaphore(value: 0)

    init(
        trusting keys: [PublicKey], limits: JournalLimits, threads: Int,
        algorithm: DigestAlgorithm
    ) {
        (self.limits, self.threads, self.algorithm) = (limits, threads, algorithm)
        verifier = Mutex(JournalVerifier(trusting: keys, limits: limits))
    }

    /// Takes the next lines; returns when few enough wait.
    func add(_ chunk: LineChunk) {
        state.withLock { state in
            state.fresh.append((state.added, chunk))
            state.added += 1
        }
        DispatchQueue.global().async { [self] in _ = examineNext() }
        while state.withLock({ isCrowded($0) }) {
            if !examineNext() { awaitProgress { !isCrowded($0) } }
        }
    }

    /// Whether so much waits that no thread runs out of work while more is brought.
    private func isCrowded(_ state: borrowing State) -> Bool {
        state.fresh.count > threads || state.added - state.judged > 8 * threads
    }

    /// Ends the verification when every line was judged.
    func report() -> VerificationReport {
        while examineNext() {}
        while !isDone { awaitProgress { $0.judged == $0.added } }
        let report = verifier.withLock { $0.take()?.report() }
        guard let report else { preconditionFailure("a verification ends once") }
        return report
    }

    private var isDone: Bool { state.withLock { $0.judged == $0.added } }

    /// Gives up what nobody has begun.
    func cancel() { state.withLock { $0.fresh = [] } }

    /// Examines a chunk and judges what is ready; false when there is no chunk to begin.
    private func examineNext() -> Bool {
        let next = state.withLock { $0.fresh.isEmpty ? nil : $0.fresh.removeFirst() }
        guard let (number, chunk) = next else { return false }
        let lines = chunk.examined(limits: limits, by: algorithm)
        let mustJudge = state.withLock { state in
            state.ready[number] = lines
            defer { state.isJudging = true }
            return !state.isJudging
        }
        if mustJudge { judge() }
        return true
    }

    /// Judges chunks in order until the next one is not ready.
    private func judge() {
        while let lines = nextReady() {
            verifier.withLock { verifier in
                for line in lines { verifier?.add(line) }
            }
            let isAwaited = state.withLock { state in
                state.judged += 1
                defer { state.isAwaited = false }
                return state.isAwaited
            }
            if isAwaited { progress.signal() }
        }
    }

    private func nextReady() -> [ExaminedLine]? {
        state.withLock { state in
            let lines = state.ready.removeValue(forKey: state.judged)
            state.isJudging = lines != nil
            return lines
        }
    }

    /// Waits until a thread that is at work has judged a chunk, unless enough was judged.
    private func awaitProgress(unless isEnough: (borrowing State) -> Bool) {
        let mustWait = state.withLock { state in
            state.isAwaited = !isEnough(state)
            return state.isAwaited
        }
        if mustWait { progress.wait() }
    }
}
