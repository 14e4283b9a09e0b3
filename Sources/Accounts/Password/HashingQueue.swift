import Dispatch
import Synchronization

/// The few places where passwords are hashed, and the line before them.
///
/// Hashing is slow and takes memory on purpose; without a limit a handful of strangers could take
/// all of both. It runs on threads of its own, so that requests which need no password go on.
final class HashingQueue: Sendable {
    private struct Line {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
    }

    private let line = Mutex(Line())
    private let queue = DispatchQueue(label: "tianchou.accounts.hashing", attributes: .concurrent)
    private let places: Int
    private let longestLine: Int

    init(places: Int, longestLine: Int) {
        self.places = max(places, 1)
        self.longestLine = max(longestLine, 0)
    }

    /// Runs slow work when its turn comes.
    ///
    /// - Throws: ``AccountError/busy`` when the line is full, and what the work throws.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(AccountError) -> Value
    ) async throws(AccountError) -> Value {
        let result: Result<Value, AccountError> = await withCheckedContinuation { continuation in
            let job: @Sendable () -> Void = {
                let result: Result<Value, AccountError>
                do throws(AccountError) {
                    result = .success(try work())
                } catch {
                    result = .failure(error)
                }
                self.leave()
                continuation.resume(returning: result)
            }
            if !enter(job) { continuation.resume(returning: .failure(.busy)) }
        }
        return try result.get()
    }

    /// Starts a job or puts it in the line; false when the line is full.
    private func enter(_ job: @escaping @Sendable () -> Void) -> Bool {
        let (isTaken, starts) = line.withLock { line in
            if line.running < places {
                line.running += 1
                return (true, true)
            }
            guard line.waiting.count < longestLine else { return (false, false) }
            line.waiting.append(job)
            return (true, false)
        }
        if starts { queue.async(execute: job) }
        return isTaken
    }

    /// Gives the place of a job that is done to the next in the line.
    private func leave() {
        let next = line.withLock { line in
            guard line.waiting.isEmpty else { return Optional(line.waiting.removeFirst()) }
            line.running -= 1
            return nil
        }
        if let next { queue.async(execute: next) }
    }
}
