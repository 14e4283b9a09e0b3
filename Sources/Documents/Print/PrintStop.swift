import Foundation
import Synchronization

/// Lets somebody else stop the setting of documents (中止排版).
///
/// One belongs to one call of ``PrintedDocument/set(_:by:until:)``.
public final class PrintStop: Sendable {
    private struct State {
        var isStopped = false
        var process: Process?
    }

    private let state = Mutex(State())

    /// Makes one that nobody has stopped.
    public init() {}

    /// Whether it was stopped.
    public var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Stops the setting: now when it goes on, at once when it has not begun.
    public func stop() {
        state.withLock { state in
            state.isStopped = true
            state.process?.terminate()
        }
    }

    /// Starts the program of the typesetter, to be ended by ``stop()``.
    func run(_ process: Process) throws {
        try state.withLock { state in
            try process.run()
            state.process = process
            if state.isStopped { process.terminate() }
        }
    }

    /// The program has ended: its number may be another's from now on.
    func forget() { state.withLock { $0.process = nil } }
}
