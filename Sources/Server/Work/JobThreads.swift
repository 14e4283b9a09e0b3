import Glibc
import NIOPosix

/// The threads of long work (任务线程): an import keeps its thread busy for seconds, and those that answer requests must go on.
///
/// They give way to the others when the processors are short: whoever looks at a page waits for it,
/// whoever started an import does something else meanwhile.
final class JobThreads: TaskExecutor {
    private let pool: NIOThreadPool
    /// How much they give way (nice, setpriority(2)).
    private static let patience: Int32 = 5
    private static let oneThread = Int32(PRIO_PROCESS.rawValue)

    init(count: Int) {
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
    }

    deinit {
        // Nothing of theirs is left to do: whatever is queued holds on to them.
        pool.shutdownGracefully { _ in }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pool.submit { [self] _ in
            // Each thread for itself; one that gives way already stays so.
            if getpriority(Self.oneThread, 0) < Self.patience {
                setpriority(Self.oneThread, 0, Self.patience)
            }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
