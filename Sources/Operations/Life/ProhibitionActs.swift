import Access
import LandModel
import Lifecycle
import Policy

/// What a prohibition's acts have in common: a clause that is a prohibition, and an event about it.
protocol ProhibitionOperation: LifeOperation, NamedOperation where Ground == LifeFile {
    /// The clause's identifier.
    var clauseID: String { get }
    /// Whether the office may; nil when it may, else who may.
    func refused(_ clause: Clause, _ act: ActContext) -> [String]?
    /// What is put on the record.
    func event(by office: String) -> LifeEvent
    /// What was done, in words.
    func words(_ clause: Clause) -> BilingualText
}

extension ProhibitionOperation {
    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let clause = try file.clause(clauseID)
        guard clause.kind == .prohibition else {
            throw Refusal(
                "LIF-NO-PROHIBITION", field: "clause", zh: "\(clause.id) 不是禁止性条款。",
                en: "\(clause.id) is no prohibition.", clause: clause.citation)
        }
        if let offices = refused(clause, act) {
            throw Refusal(
                "LIF-OFFICE", field: "clause",
                zh: "\(clause.id) 由\(offices.map(file.office).joined(separator: "、"))确认。",
                en: "\(clause.id) is for \(offices.joined(separator: ", ")).",
                clause: clause.citation)
        }
        return try file.outcome(
            [event(by: act.officeKind)], of: subject, message: words(clause),
            basis: [clause.citation])
    }
}

/// Attests that a prohibition is kept (承诺确认).
struct AttestProhibition: ProhibitionOperation {
    static let id: OperationRule.ID = "attestProhibition"
    static let form = InputForm(LifeForm.subject, LifeForm.clause)

    let subject: String
    let clauseID: String

    init(_ input: ActInput) {
        (subject, clauseID) = (input[LifeForm.subject], input[LifeForm.clause])
    }

    func refused(_ clause: Clause, _ act: ActContext) -> [String]? {
        clause.attester.flatMap { $0 == act.officeKind ? nil : [$0] }
    }

    func event(by office: String) -> LifeEvent {
        .attested(clause: clauseID, of: subject, by: office)
    }

    func words(_ clause: Clause) -> BilingualText {
        BilingualText(zh: "已确认遵守 \(clause.id)。", en: "It is attested that \(clause.id) is kept.")
    }
}

/// Puts an upheld breach of a prohibition on the record (查实问题).
struct UpholdBreach: ProhibitionOperation {
    static let id: OperationRule.ID = "upholdBreach"
    static let form = InputForm(LifeForm.subject, LifeForm.clause)

    let subject: String
    let clauseID: String

    init(_ input: ActInput) {
        (subject, clauseID) = (input[LifeForm.subject], input[LifeForm.clause])
    }

    func refused(_ clause: Clause, _ act: ActContext) -> [String]? { nil }

    func event(by office: String) -> LifeEvent {
        .breachUpheld(clause: clauseID, of: subject, by: office)
    }

    func words(_ clause: Clause) -> BilingualText {
        BilingualText(
            zh: "违反 \(clause.id) 的问题已记录，整改销号前不得办理受其约束的事项。",
            en:
                "A breach of \(clause.id) is on the record; what it blocks waits until it is closed."
        )
    }
}

/// Closes a breach that was put right (销号).
struct CloseBreach: ProhibitionOperation {
    static let id: OperationRule.ID = "closeBreach"
    static let form = InputForm(LifeForm.subject, LifeForm.clause)

    let subject: String
    let clauseID: String

    init(_ input: ActInput) {
        (subject, clauseID) = (input[LifeForm.subject], input[LifeForm.clause])
    }

    func refused(_ clause: Clause, _ act: ActContext) -> [String]? { nil }

    func event(by office: String) -> LifeEvent {
        .breachClosed(clause: clauseID, of: subject, by: office)
    }

    func words(_ clause: Clause) -> BilingualText {
        BilingualText(zh: "违反 \(clause.id) 的问题已销号。", en: "The breach of \(clause.id) is closed.")
    }
}
