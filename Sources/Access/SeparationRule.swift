public import LandModel

/// Two parts that one party must not play both (不相容职责), such as preparing and reviewing.
public struct SeparationRule: Hashable, Sendable {
    /// The identifier of a rule.
    public typealias ID = AccessID<SeparationRule>

    /// One of the two parts.
    public enum End: Hashable, Sendable {
        /// Performing an operation of this duty.
        case duty(Duty)
        /// Acting in this role, whatever the operation.
        case role(Role)
    }

    /// Whose two parts are meant.
    public enum Party: Hashable, Sendable {
        /// One person, in whatever office.
        case person
        /// One office, by whichever of its people.
        case office
    }

    /// Where the two parts must not meet.
    public enum Scope: Hashable, Sendable {
        /// In the acts on one project, whichever comes first.
        case sameProject
        /// In the posts one person holds on one day, even without an act; both ends are roles.
        case heldTogether
    }

    /// The identifier.
    public let id: ID
    /// One end.
    public let first: End
    /// The other end.
    public let second: End
    /// Whose parts.
    public let party: Party
    /// Where.
    public let scope: Scope
    /// The rule in a sentence without the final stop.
    public let sentence: BilingualText

    /// Makes a rule.
    public init(
        id: ID, _ first: End, _ second: End, party: Party = .person, scope: Scope = .sameProject,
        sentence: BilingualText
    ) {
        self.id = id
        self.first = first
        self.second = second
        self.party = party
        self.scope = scope
        self.sentence = sentence
    }

    /// Whether one part is one end and the other part the other.
    func separates(_ one: Set<End>, _ other: Set<End>) -> Bool {
        one.contains(first) && other.contains(second)
            || one.contains(second) && other.contains(first)
    }
}

extension SeparationRule {
    /// The separations every installation starts with; packs may bring more.
    public static let standard: [SeparationRule] = [
        SeparationRule(
            id: "prepare-review", .duty("prepare"), .duty("review"),
            sentence: BilingualText(
                zh: "同一项目的编制人不得审核", en: "who prepares does not review the same project")),
        SeparationRule(
            id: "prepare-approve", .duty("prepare"), .duty("approve"),
            sentence: BilingualText(
                zh: "同一项目的编制人不得审批", en: "who prepares does not approve the same project")),
        SeparationRule(
            id: "construct-supervise", .duty("construct"), .duty("superviseWorks"),
            party: .office,
            sentence: BilingualText(
                zh: "施工单位不得监理自己的工程", en: "a contractor does not supervise its own works")),
        SeparationRule(
            id: "construct-accept", .duty("construct"), .duty("accept"), party: .office,
            sentence: BilingualText(
                zh: "施工单位不得验收自己的工程", en: "a contractor does not accept its own works")),
        SeparationRule(
            id: "supervise-accept", .duty("superviseWorks"), .duty("accept"),
            sentence: BilingualText(
                zh: "监理人员不得验收其监理的工程",
                en: "a works supervisor does not accept the works supervised")),
        SeparationRule(
            id: "request-release", .duty("requestFunds"), .duty("releaseFunds"),
            sentence: BilingualText(
                zh: "申请资金的人不得拨付", en: "who requests funds does not release them")),
        SeparationRule(
            id: "prepare-audit", .duty("prepare"), .role(.auditor),
            sentence: BilingualText(
                zh: "编制人不得审计同一项目", en: "who prepares does not audit the same project")),
        SeparationRule(
            id: "approve-audit", .duty("approve"), .role(.auditor),
            sentence: BilingualText(
                zh: "审批人不得审计同一项目", en: "who approves does not audit the same project")),
        SeparationRule(
            id: "administrator-auditor", .role(.administrator), .role(.auditor),
            scope: .heldTogether,
            sentence: BilingualText(
                zh: "系统管理员与审计人员不得由一人兼任",
                en: "administrator and auditor are not one person")),
    ]
}
