import Access
import LandModel
import Lifecycle
import Policy

/// An act about a prohibition of the pack: a clause that is one, and an event about it.
struct ProhibitionAct<Step: ProhibitionStep>: LifeOperation, NamedOperation {
    static var id: OperationRule.ID { Step.id }
    static var form: InputForm { InputForm(LifeForm.subject, LifeForm.clause.from(Step.clauses)) }

    let subject: String
    private let clauseID: String

    init(_ input: ActInput) {
        (subject, clauseID) = (input[LifeForm.subject], input[LifeForm.clause])
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let clause = try file.clause(clauseID)
        guard clause.kind == .prohibition else {
            throw Refusal(
                "LIF-NO-PROHIBITION", field: "clause", zh: "\(clause.id) 不是禁止性条款。",
                en: "\(clause.id) is no prohibition.", clause: clause.citation)
        }
        try Step.check(clause, on: subject, by: act.officeKind, file)
        return try file.outcome(
            [Step.event(clause.id, of: subject, by: act.officeKind)], of: subject,
            message: Step.words(clause), basis: [clause.citation])
    }
}

typealias AttestProhibition = ProhibitionAct<AttestingProhibition>
typealias UpholdBreach = ProhibitionAct<UpholdingBreach>
typealias CloseBreach = ProhibitionAct<ClosingBreach>

/// What is done about a prohibition.
protocol ProhibitionStep: Sendable {
    /// The identifier of the act.
    static var id: OperationRule.ID { get }
    /// The prohibitions it can be about.
    static var clauses: InputSource { get }
    /// Refuses what cannot be done by that office or as the file stands.
    static func check(
        _ clause: Clause, on subject: String, by office: String, _ file: LifeFile
    ) throws(Refusal)
    /// What is put on the record.
    static func event(_ clause: String, of subject: String, by office: String) -> LifeEvent
    /// What was done, in words.
    static func words(_ clause: Clause) -> BilingualText
}

/// Attests that a prohibition is kept (承诺确认).
enum AttestingProhibition: ProhibitionStep {
    static let id: OperationRule.ID = "attestProhibition"
    static let clauses = InputSource.pack(.attestedProhibitions)

    static func check(
        _ clause: Clause, on subject: String, by office: String, _ file: LifeFile
    ) throws(Refusal) {
        guard let attester = clause.attester, attester != office else { return }
        throw Refusal(
            "LIF-OFFICE", field: "clause", zh: "\(clause.id) 由\(file.office(attester))确认。",
            en: "\(clause.id) is for \(attester).", clause: clause.citation)
    }

    static func event(_ clause: String, of subject: String, by office: String) -> LifeEvent {
        .attested(clause: clause, of: subject, by: office)
    }

    static func words(_ clause: Clause) -> BilingualText {
        BilingualText(zh: "已确认遵守 \(clause.id)。", en: "It is attested that \(clause.id) is kept.")
    }
}

/// Puts an upheld breach of a prohibition on the record (查实问题).
enum UpholdingBreach: ProhibitionStep {
    static let id: OperationRule.ID = "upholdBreach"
    static let clauses = InputSource.pack(.prohibitions)

    static func check(
        _ clause: Clause, on subject: String, by office: String, _ file: LifeFile
    ) throws(Refusal) {}

    static func event(_ clause: String, of subject: String, by office: String) -> LifeEvent {
        .breachUpheld(clause: clause, of: subject, by: office)
    }

    static func words(_ clause: Clause) -> BilingualText {
        BilingualText(
            zh: "违反 \(clause.id) 的问题已记录，整改销号前不得办理受其约束的事项。",
            en:
                "A breach of \(clause.id) is on the record; what it blocks waits until it is closed."
        )
    }
}

/// Closes a breach that was put right (销号).
enum ClosingBreach: ProhibitionStep {
    static let id: OperationRule.ID = "closeBreach"
    static let clauses = InputSource.record(.openBreaches)

    static func check(
        _ clause: Clause, on subject: String, by office: String, _ file: LifeFile
    ) throws(Refusal) {
        guard !file.record.hasOpenBreach(of: clause.id, on: subject) else { return }
        throw Refusal(
            "LIF-NO-BREACH", field: "clause",
            zh: "“\(file.name(of: subject))”没有违反 \(clause.id) 的未销号问题。请核对条款和管理对象。",
            en:
                "“\(file.name(of: subject))” has no open breach of \(clause.id). Check the clause and "
                + "the subject.", clause: clause.citation)
    }

    static func event(_ clause: String, of subject: String, by office: String) -> LifeEvent {
        .breachClosed(clause: clause, of: subject, by: office)
    }

    static func words(_ clause: Clause) -> BilingualText {
        BilingualText(zh: "违反 \(clause.id) 的问题已销号。", en: "The breach of \(clause.id) is closed.")
    }
}

extension LifeRecord {
    /// Whether a breach upheld on a subject was not closed since.
    func hasOpenBreach(of clause: String, on subject: String) -> Bool {
        let last = journal.last { record in
            (record.kind == .breach || record.kind == .close) && record.name == clause
                && record.of == subject
        }
        return last?.kind == .breach
    }
}
