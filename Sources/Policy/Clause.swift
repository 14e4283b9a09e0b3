public import LandModel

/// One obligation of one official document, as its pack states it.
///
/// Every row of a document is one clause, once; its identifier is stable for ever.
public struct Clause: Sendable {
    /// The identifier, such as `LZ-004`.
    public let id: String
    /// The kind, which says what evidence it takes.
    public let kind: ClauseKind
    /// How strongly it binds.
    public let strength: Strength
    /// The place in the document.
    public let citation: Citation
    /// What it asks, in one sentence.
    public let title: BilingualText
    /// The entity it judges; one finding for each instance.
    public let subject: String
    /// Who must move; empty when it is whoever performs the blocked acts.
    public let actors: [String]
    /// The acts it stands before.
    public let blocks: [String]
    /// The documents it asks for.
    public let documents: [String]
    /// The layers the snapshot must hold.
    public let layers: [String]
    /// The facts shown beside its verdict.
    public let shows: [String]
    /// The clauses it replaces while its condition holds.
    public let overrides: [String]
    /// The reading chosen; nil when there was nothing to choose.
    public let note: String?

    let applies: Expression?
    let from: String?
    let due: TimeLimit?
    let checks: [Check]
    let require: Expression?
    let forbid: Expression?
    let waiver: WaiverRule?
    let statedIn: [String]
    let remedy: BilingualText?
    let after: [String]
    let approvedBy: [Approval]
    let sections: [String]
    let to: [String]
    let offices: [String]
    let posts: [String]
    let does: [String]
    let act: String?
    let accounts: [String]
    let order: [String]
    let attest: String?
    let options: [String]
    /// The fields that are given and not empty.
    let given: Set<String>
    let node: PackNode

    /// The office that attests that a prohibition is kept; nil when none is asked to.
    public var attester: String? { attest }

    /// A bound on a measure.
    struct Check: Hashable, Sendable {
        let measure: Expression
        let bound: Bound
        let limit: Expression
    }

    /// An act and the offices that must all approve it.
    struct Approval: Hashable, Sendable {
        let act: String
        let offices: [String]
    }

    /// Who may waive the clause and what must be on file.
    struct WaiverRule: Hashable, Sendable {
        let by: [String]
        let documents: [String]
    }

    /// Every expression with the field it stands in; true where it must be a condition.
    var expressions: [(expression: Expression, isCondition: Bool)] {
        [applies, require, forbid].compactMap(\.self).map { ($0, true) }
            + checks.flatMap { [($0.measure, false), ($0.limit, false)] }
    }

    /// Whether its kind's evidence is given at all, so that there is something to judge.
    var hasEvidence: Bool {
        Clause.evidence[kind, default: []].contains { given.contains($0) }
    }

    /// The kinds that are shut, not violated, while the act they block is not done.
    var isShutUntilDone: Bool {
        [.gate, .document, .report, .role].contains(kind) && !blocks.isEmpty
    }

    static let sharedFields = [
        "id", "kind", "cite", "strength", "zh", "en", "subject", "actor", "applies", "from",
        "blocks", "due", "checks", "require", "shows", "waiver", "overrides", "statedIn", "note",
        "remedy",
    ]

    static let ownFields: [ClauseKind: [String]] = [
        .metric: [], .spatial: ["layers"], .gate: ["after", "approvedBy"],
        .document: ["documents", "sections", "to"], .role: ["offices", "posts", "does"],
        .deadline: ["act", "to"], .report: ["documents", "sections", "to"],
        .ledger: ["accounts", "order", "after"], .prohibition: ["forbid", "attest"],
        .guidance: ["documents", "options"],
    ]

    /// One of these must be given, by kind.
    static let evidence: [ClauseKind: [String]] = [
        .metric: ["checks"], .spatial: ["checks", "layers"],
        .gate: ["after", "approvedBy", "require"], .document: ["documents", "require"],
        .role: ["offices", "posts"], .deadline: ["act"], .report: ["documents"],
        .ledger: ["accounts", "order", "checks", "require", "after"],
        .prohibition: ["forbid", "attest"],
        .guidance: ["documents", "options", "checks", "require"],
    ]
}

/// The time limit of a clause (policy-packs.md, section 8); names are parameters.
enum TimeLimit: Hashable, Sendable {
    /// In each year by a day; about the year before when `ofPreviousYear`.
    case yearly(String, ofPreviousYear: Bool)
    /// Once in each span.
    case every(Span)
    /// Once by a date.
    case fixed(String)
    /// Once between two dates.
    case window(String, String)
    /// Within a period after an act.
    case within(String, after: String)
    /// The text gives no number.
    case unfixed(String, after: String?)

    /// A recurring span of the calendar.
    enum Span: String, Sendable {
        case month, quarter
        case halfYear = "half-year"
        case year

        /// How many months it has.
        var months: Int {
            switch self {
            case .month: 1
            case .quarter: 3
            case .halfYear: 6
            case .year: 12
            }
        }
    }

    /// The parameters it names, with the field and the unit each must have.
    var parameters: [(field: String, name: String, unit: ValueType)] {
        switch self {
        case .yearly(let name, _): [("yearly", name, .monthDay)]
        case .fixed(let name): [("fixed", name, .date)]
        case .window(let first, let last): [("window", first, .date), ("window", last, .date)]
        case .within(let name, _): [("within", name, .period)]
        case .every, .unfixed: []
        }
    }

    /// The act it is counted from.
    var after: String? {
        switch self {
        case .within(_, let act): act
        case .unfixed(_, let act): act
        case .yearly, .every, .fixed, .window: nil
        }
    }

    /// Whether both are limits of the same form.
    func hasSameForm(as other: TimeLimit) -> Bool {
        switch (self, other) {
        case (.yearly, .yearly), (.every, .every), (.fixed, .fixed), (.window, .window),
            (.within, .within), (.unfixed, .unfixed):
            true
        default: false
        }
    }
}
