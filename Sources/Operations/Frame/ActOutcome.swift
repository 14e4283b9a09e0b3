import Access
import Journal
import LandModel

/// What an act comes to when nothing stands against it.
struct ActOutcome: Sendable {
    /// What happens, in order; at least one event.
    let entries: [Batch.Entry]
    /// The reason stated with the act, kept on the record.
    let remark: String?
    /// The result in a sentence for the one who acts.
    let message: BilingualText
    /// Who is told: the events come to their inboxes.
    let notified: Set<Person.ID>
    /// The clauses the act rests on.
    let basis: [Citation]
    /// The versions that streams had when the act was decided, beside that of the register.
    let expectedVersions: [StreamID: Int]

    /// Makes an outcome.
    init(
        _ entries: [Batch.Entry], remark: String? = nil, message: BilingualText,
        notifying notified: Set<Person.ID> = [],
        basis: [Citation] = [], expecting expectedVersions: [StreamID: Int] = [:]
    ) {
        precondition(!entries.isEmpty, "an act makes something happen")
        self.entries = entries
        self.remark = remark
        self.message = message
        self.notified = notified
        self.basis = basis
        self.expectedVersions = expectedVersions
    }
}
