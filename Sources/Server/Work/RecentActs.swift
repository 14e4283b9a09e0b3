import Digest
import Journal
import Store
import Synchronization

/// The latest acts on the record, read once and added to (最近办理).
///
/// Every desk ends with them, and they are the same for all but for what a person may look at.
final class RecentActs: Sendable {
    private struct Known {
        let head: JournalHead
        /// Latest first.
        let acts: [RecordedAct]
        /// Whether there are none before them.
        let isAll: Bool
    }

    private let journal: JournalStore
    private let known = Mutex<Known?>(nil)
    /// How many are kept: an office of many counties has some hundred a day.
    private static let most = 400
    /// How many are read at a time.
    private static let step = 50

    init(_ home: OfficeHome) { journal = home.journal }

    /// The latest acts, latest first, and whether these are all.
    ///
    /// - Parameter head: The end of the chain, when it is known.
    /// - Throws: `StoreError`.
    func acts(at head: JournalHead?) async throws(StoreError) -> ([RecordedAct], isAll: Bool) {
        let before = known.withLock(\.self)
        if let before, before.head == head { return (before.acts, before.isAll) }
        let now = try await journal.read { view throws(StoreError) in
            try Self.read(view, before)
        }
        known.withLock { known in
            if now.head.sequence >= known?.head.sequence ?? 0 { known = now }
        }
        return (now.acts, now.isAll)
    }

    private static func read(
        _ view: RecordView, _ before: Known?
    ) throws(StoreError) -> Known {
        let head = try view.head()
        var known = before
        // Of another chain nothing is taken over.
        if let last = before?.head, try view.hash(at: last.sequence) != last.hash.hex {
            known = nil
        }
        let newest = known?.acts.first?.event.sequence ?? 0
        var acts: [RecordedAct] = []
        while acts.count < most {
            let some = try view.acts(
                .all, before: acts.last?.event.sequence ?? .max, limit: step)
            acts += some.prefix { $0.event.sequence > newest }
            if let known, some.contains(where: { $0.event.sequence <= newest }) {
                let all = acts + known.acts
                return Known(
                    head: head, acts: Array(all.prefix(most)),
                    isAll: known.isAll && all.count <= most)
            }
            if some.count < step { return Known(head: head, acts: acts, isAll: true) }
        }
        return Known(head: head, acts: acts, isAll: false)
    }
}
