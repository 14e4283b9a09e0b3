import Journal
import Synchronization

/// A journal in memory: what a store does, without the disk.
final class MemoryLog: Sendable {
    struct State {
        var head: JournalHead
        var events: [SealedEvent] = []
        var versions: [StreamID: Int] = [:]
        var receipts: [IdempotencyKey: BatchReceipt] = [:]
    }

    let genesis: Genesis
    private let state: Mutex<State>

    init(_ genesis: Genesis) {
        self.genesis = genesis
        state = Mutex(State(head: genesis.head))
    }

    /// Looks up, seals and keeps, all under one lock.
    func append(_ batch: Batch) throws(JournalError) -> (receipt: BatchReceipt, isNew: Bool) {
        try state.withLock { state throws(JournalError) in
            let known = state.receipts[batch.key]
            var earlier: EarlierBatch?
            if let places = known?.sequences {
                earlier = try EarlierBatch(
                    rebuiltFrom: Array(
                        state.events[places.lowerBound - 1...places.upperBound - 1]),
                    algorithm: genesis.algorithm)
            }
            let sealing = try state.head.sealing(
                batch, versions: state.versions, earlier: earlier)
            switch sealing {
            case .recordedBefore(let receipt): return (receipt, false)
            case .sealed(let events, let receipt, let head):
                state.events += events
                for entry in batch.entries { state.versions[entry.stream, default: 0] += 1 }
                state.receipts[batch.key] = receipt
                state.head = head
                return (receipt, true)
            }
        }
    }

    func version(of stream: StreamID) -> Int { state.withLock { $0.versions[stream] ?? 0 } }

    var snapshot: State { state.withLock { $0 } }
}
