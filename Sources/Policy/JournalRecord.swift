public import LandModel

/// One event of the journal as a pack sees it: an act, a paper, an appointment or a decision.
public struct JournalRecord: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// A government act or a step of its chain was done.
        case act
        /// A document was put on file.
        case file
        /// Somebody was appointed to a post.
        case appoint
        /// An in-principle clause was waived, with a reason.
        case waive
        /// An office attested (承诺确认) that a prohibition is kept.
        case attest
        /// Supervision upheld a breach (查实问题) of a prohibition.
        case breach
        /// A breach was closed.
        case close
        /// A ledger account was opened.
        case open
    }

    /// What happened.
    public let kind: Kind
    /// The act, document, post, clause or account concerned.
    public let name: String
    /// The day it happened.
    public let date: CalendarDay
    /// The offices that acted, jointly when several.
    public let by: [String]
    /// Identifier of the subject concerned; nil concerns every subject.
    public let of: String?
    /// Sections of a filed document, ticked or marked as not concerned (不涉及) with a reason.
    public let sections: [String]
    /// The offices a document was sent to.
    public let to: [String]
    /// The office of a post appointed to.
    public let office: String?
    /// The reason of a waiver.
    public let reason: String?
    /// Digest of the journal event, lower-case hex; empty when unknown.
    public let digest: String

    /// Makes a record.
    public init(
        _ kind: Kind, _ name: String, on date: CalendarDay, by: [String] = [], of: String? = nil,
        sections: [String] = [], to: [String] = [], office: String? = nil, reason: String? = nil,
        digest: String = ""
    ) {
        self.kind = kind
        self.name = name
        self.date = date
        self.by = by
        self.of = of
        self.sections = sections
        self.to = to
        self.office = office
        self.reason = reason
        self.digest = digest
    }
}
