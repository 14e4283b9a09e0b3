import Glibc
import Synchronization

/// Runs numbered pieces of work on own threads.
///
/// libdispatch was measured to run serially under load, hence plain threads. Which thread takes
/// which piece is not determined; results must be stored by piece number, so that they do not
/// depend on it.
enum ParallelChunks {
    /// Calls `body(worker, piece)` once for each piece; workers are numbered from 0.
    ///
    /// When the system refuses a thread the work is done by the others, at worst by the caller.
    static func run(pieces: Int, threads: Int, _ body: @escaping @Sendable (Int, Int) -> Void) {
        let shared = Share(pieces: pieces, body: body)
        var started: [pthread_t] = []
        for worker in 1..<max(1, min(threads, pieces)) {
            var thread = pthread_t()
            let ticket = Unmanaged.passRetained(Ticket(share: shared, worker: worker))
            let status = pthread_create(
                &thread, nil,
                { raw in
                    if let raw {
                        let ticket = Unmanaged<Ticket>.fromOpaque(raw).takeRetainedValue()
                        ticket.share.work(ticket.worker)
                    }
                    return nil
                }, ticket.toOpaque())
            if status == 0 { started.append(thread) } else { ticket.release() }
        }
        shared.work(0)
        for thread in started { pthread_join(thread, nil) }
    }

    private final class Share: Sendable {
        let pieces: Int
        let body: @Sendable (Int, Int) -> Void
        let next = Atomic<Int>(0)

        init(pieces: Int, body: @escaping @Sendable (Int, Int) -> Void) {
            self.pieces = pieces
            self.body = body
        }

        func work(_ worker: Int) {
            while true {
                let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if piece >= pieces { return }
                body(worker, piece)
            }
        }
    }

    private final class Ticket: Sendable {
        let share: Share
        let worker: Int

        init(share: Share, worker: Int) {
            self.share = share
            self.worker = worker
        }
    }
}
