public import LandModel

/// How a clause stands.
public enum FindingStatus: String, Sendable, CaseIterable {
    /// All evidence and conditions hold.
    case satisfied
    /// A condition is contradicted, or a blocked act was done without what it needs.
    case violated
    /// Not met, with a valid written reason (in-principle clauses only).
    case waived
    /// Something is missing; the finding says what.
    case awaitingEvidence
    /// Its stage, its parameter or its day has not come.
    case notYetDue
    /// The day has passed and the thing is not done.
    case overdue
    /// The clause does not concern this subject.
    case notApplicable
}

/// How strongly a clause binds.
public enum Strength: String, Sendable, CaseIterable {
    /// 必须: blocks, never waived.
    case must
    /// 原则上: blocks until satisfied or waived with a written reason.
    case inPrinciple = "in-principle"
    /// 应当 as advice: shown and scored, blocks nothing.
    case should
    /// 可以: a permission, judged only when used.
    case may
    /// 不得: a prohibition.
    case mustNot = "must-not"
}

/// The kind of a clause, which says what evidence it takes.
public enum ClauseKind: String, Sendable, CaseIterable {
    /// Bounds on figures.
    case metric
    /// Bounds on figures tabulated from layers that must be in the snapshot.
    case spatial
    /// Acts that come before another, approved by the right offices.
    case gate
    /// Papers on file.
    case document
    /// Posts filled; acts performed by the right office.
    case role
    /// An act inside its time span.
    case deadline
    /// Papers due, possibly again and again.
    case report
    /// Accounts, the order of uses, conditions of a posting.
    case ledger
    /// What must not be.
    case prohibition
    /// Advice and permissions.
    case guidance
}

/// The direction of a bound.
public enum Bound: String, Sendable, CaseIterable {
    /// ≥
    case atLeast
    /// ≤
    case atMost
    /// =
    case equals
    /// >
    case above
    /// <
    case below
}

/// A written reason that lets an in-principle clause pass.
public struct Waiver: Hashable, Sendable {
    /// The offices that waived.
    public let by: [String]
    /// Their names, in both languages.
    public let byNames: BilingualText
    /// The reason.
    public let reason: String
    /// The day.
    public let date: CalendarDay
}

/// An interpretation (解释口径) a verdict rests on, printed under every report that uses it.
public struct Reading: Hashable, Sendable {
    /// The identifier in the pack.
    public let id: String
    /// The interpretation in both languages.
    public let text: BilingualText
}

/// Something missing, with its name for the reader.
public struct MissingEntry: Hashable, Sendable {
    /// What is missing.
    public let item: MissingItem
    /// How it is called.
    public let name: BilingualText
}

/// A fact printed with a finding although not judged.
public struct ShownFact: Hashable, Sendable {
    /// The fact's name in the vocabulary.
    public let name: String
    /// Its term in both languages.
    public let term: BilingualText
    /// Its value; nil when unknown.
    public let fact: Fact?
}

/// The judgement of one clause on one subject: what was found, what is required, and why.
///
/// A finding is data. It names the pack, revision and digest it was judged by, carries its
/// citation, its explanation tree and its message in both languages.
public struct Finding: Hashable, Sendable {
    /// Code of the pack, such as `liuzhou-2020`.
    public let pack: String
    /// Revision of the pack.
    public let revision: Int
    /// SHA-256 of the pack's content.
    public let packDigest: String
    /// Whether the pack is a draft (征求意见稿), which judges but never blocks.
    public let isDraft: Bool
    /// Identifier of the clause, such as `LZ-004`.
    public let clause: String
    /// Kind of the clause.
    public let kind: ClauseKind
    /// How strongly it binds.
    public let strength: Strength
    /// The acts it stands before.
    public let blocks: [String]
    /// Who must move; empty when not stated.
    public let actors: [String]
    /// Whom or what it is about.
    public let subject: SubjectReference
    /// Which snapshot the facts came from.
    public let occasion: Occasion
    /// The day judged.
    public let asOf: CalendarDay
    /// How the clause stands.
    public let status: FindingStatus
    /// What was measured, of the first check or of the one that failed.
    public let measured: EvaluatedValue?
    /// What is required.
    public let required: EvaluatedValue?
    /// How measured and required must compare.
    public let bound: Bound?
    /// How much is lacking, in ``unit``: positive when short, zero or negative when met.
    public let gap: Rational?
    /// Unit of measured, required and gap.
    public let unit: ValueType?
    /// What is missing.
    public let missing: [MissingEntry]
    /// The place in the document.
    public let citation: Citation
    /// What the verdict rests on.
    public let evidence: [Evidence]
    /// The explanation trees of all expressions judged.
    public let trace: [Explanation]
    /// The waiver, when waived.
    public let waiver: Waiver?
    /// The last day of the time limit running.
    public let dueOn: CalendarDay?
    /// Days since ``dueOn`` when overdue or until it (negative); for a limit without number
    /// (及时), days since the act that set it off.
    public let days: Int?
    /// The interpretations the clause uses.
    public let readings: [Reading]
    /// Facts to print beside the verdict.
    public let shows: [ShownFact]
    /// What the clause asks, in one sentence.
    public let title: BilingualText
    /// What to do about it.
    public let remedy: BilingualText
    /// The verdict in words, with values, units, citation and remedy.
    public let message: BilingualText
    /// An error of the pack that showed only while judging (two exceptions that both hold, a
    /// calendar that is missing); the finding then awaits evidence.
    public let problem: PackProblem?

    /// Whether the finding refuses the acts in ``blocks``.
    ///
    /// Advice, permissions and drafts never do.
    public var isBlocking: Bool {
        guard !isDraft, !blocks.isEmpty else { return false }
        switch strength {
        case .should, .may: return false
        case .must, .mustNot, .inPrinciple:
            return [.violated, .overdue, .awaitingEvidence].contains(status)
        }
    }
}
