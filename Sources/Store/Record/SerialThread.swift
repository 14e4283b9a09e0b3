import Dispatch
import Foundation
import Synchronization

/// A thread that does one thing after the other (顺序线程), for work that others wait for.
///
/// A queue of Dispatch would do the same on whatever thread is idle; the writer and the flusher hand over to
/// each other thousands of times in a second, and a thread that stays finds its memory in the caches of
/// its processor. Measured by `Benchmarks/run store`.
final class SerialThread: Sendable {
    typealias Work = @Sendable () -> Void

    /// What the thread holds on to, so that it does not hold on to who gives it work.
    private final class Lane: Sendable {
        struct State {
            var work: [Work] = []
            var isIdle = true
            var hasEnded = false
        }

        let state = Mutex(State())
        let bell = DispatchSemaphore(value: 0)

        func run() {
            while true {
                let (work, mustEnd) = state.withLock { state in
                    defer { state.work = [] }
                    state.isIdle = state.work.isEmpty
                    return (state.work, state.hasEnded)
                }
                if work.isEmpty {
                    if mustEnd { return }
                    bell.wait()
                }
                for one in work { one() }
            }
        }

        /// Changes the state and wakes the thread if it sleeps.
        func change(_ body: (inout State) -> Void) {
            let mustRing = state.withLock { state in
                body(&state)
                defer { state.isIdle = false }
                return state.isIdle
            }
            if mustRing { bell.signal() }
        }
    }

    private let lane = Lane()
    private let name: String
    private let isStarted = Mutex(false)

    init(name: String) { self.name = name }

    deinit { lane.change { $0.hasEnded = true } }

    /// Has something done after all that was asked for before.
    func async(_ work: @escaping Work) {
        start()
        lane.change { $0.work.append(work) }
    }

    /// Has something done after all that was asked for before, and waits for it.
    ///
    /// Not to be called from the thread itself.
    func sync<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () -> Result<Value, Failure>
    ) throws(Failure) -> Value {
        let result = Mutex<Result<Value, Failure>?>(nil)
        let done = DispatchSemaphore(value: 0)
        async {
            let value = work()
            result.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        guard let value = result.withLock(\.self) else { preconditionFailure("the work is done") }
        return try value.get()
    }

    /// The thread begins with the first work: most homes are opened to be read.
    private func start() {
        let isFirst = isStarted.withLock { isStarted in
            defer { isStarted = true }
            return !isStarted
        }
        guard isFirst else { return }
        let (lane, name) = (lane, name)
        Thread.detachNewThread {
            // From within, so that the system shows it too.
            Thread.current.name = name
            lane.run()
        }
    }
}
