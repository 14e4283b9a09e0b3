import NIOPosix
import Store

/// The threads of long work (任务线程): an import keeps its thread busy for seconds, and those that answer requests must go on.
///
/// They give way to the others when the processors are short: whoever looks at a page waits for it,
/// whoever started an import does something else meanwhile.
final class JobThreads: TaskExecutor {
    private let pool: NIOThreadPool
    /// How much they give way.
    private static let patience: Int32 = 10

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
            ThreadPatience.atLeast(Self.patience)
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
