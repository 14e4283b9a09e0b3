import Glibc

/// Features on their way from the thread that reads to the thread that writes.
struct MeasuredBatch: Sendable {
    let features: FeatureBatch
    /// The recorded areas in m², one per feature; nil entries where none can be computed.
    let areas: [Double?]
}

/// A queue of a few batches between two threads.
// Safety: every access to `queue`, `outcome` and `isCancelled` holds `mutex`.
final class BatchPipe: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var queue: [MeasuredBatch] = []
    private var outcome: Result<[ImportWarning], LandExchangeError>?
    private var isCancelled = false
    private let capacity = 4

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    private func locked<Value>(_ body: () -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(mutex)
        }
        return body()
    }

    /// Hands a batch over, waiting for room; false when the writer has stopped.
    func send(_ batch: MeasuredBatch) -> Bool {
        locked {
            while queue.count >= capacity, !isCancelled { pthread_cond_wait(changed, mutex) }
            if isCancelled { return false }
            queue.append(batch)
            return true
        }
    }

    /// Says that no more batches come, with the reader's warnings or its error.
    func finish(_ result: Result<[ImportWarning], LandExchangeError>) {
        locked { outcome = result }
    }

    /// The next batch, waiting for it; nil at the end.
    ///
    /// - Throws: the reader's error.
    func receive() throws(LandExchangeError) -> MeasuredBatch? {
        let (batch, end) = locked { () -> (MeasuredBatch?, LandExchangeError?) in
            while queue.isEmpty, outcome == nil { pthread_cond_wait(changed, mutex) }
            if !queue.isEmpty { return (queue.removeFirst(), nil) }
            if case .failure(let error) = outcome { return (nil, error) }
            return (nil, nil)
        }
        if let end { throw end }
        return batch
    }

    /// Tells the reader to stop.
    func cancel() { locked { isCancelled = true } }

    /// The warnings of the reader after the end.
    var warnings: [ImportWarning] {
        locked { if case .success(let warnings) = outcome { warnings } else { [] } }
    }
}

/// A thread that runs a piece of work, joined when its result is needed.
struct WorkThread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private var thread = pthread_t()
    private let isStarted: Bool

    /// Starts the work; the system may refuse the thread.
    init(_ body: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(Work(body))
        let status = pthread_create(
            &thread, nil,
            { raw in
                if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        isStarted = status == 0
        if !isStarted { work.release() }
    }

    /// Whether the system gave a thread.
    var isRunning: Bool { isStarted }

    /// Waits for the end.
    func join() { if isStarted { pthread_join(thread, nil) } }
}
