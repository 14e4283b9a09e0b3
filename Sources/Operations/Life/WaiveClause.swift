import Access
import LandModel
import Lifecycle
import Policy

/// Waives an in-principle clause in writing (原则上的条款说明理由).
///
/// A must clause is never waived; who may waive is what the clause says, else who approves what it
/// stands before.
struct WaiveClause: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "waiveClause"
    static let form = InputForm(
        LifeForm.subject, LifeForm.clause.from(.pack(.inPrincipleClauses)), LifeForm.reason,
        LifeForm.number)

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let clause = try file.clause(input[LifeForm.clause])
        guard clause.strength == .inPrinciple else {
            throw Refusal(
                "LIF-NO-WAIVER", field: "clause",
                zh: "\(clause.id) 不是“原则上”的条款，不得说明理由免除。",
                en: "\(clause.id) is not an in-principle clause and cannot be waived.",
                clause: clause.citation)
        }
        // Who approves several acts that the clause stands before is named once.
        let offices = file.pack.waivers(of: clause).reduce(into: [String]()) { offices, one in
            if !offices.contains(one) { offices.append(one) }
        }
        guard offices.contains(act.officeKind) else {
            throw Refusal(
                "LIF-WAIVER-OFFICE", field: "clause",
                zh: "\(clause.id) 由\(offices.map(file.office).joined(separator: "、"))说明理由。",
                en: "\(clause.id) is waived by \(offices.joined(separator: ", ")).",
                clause: clause.citation)
        }
        // The approving document belongs to the reason, so that it stands wherever the waiver does.
        let number = input[LifeForm.number].map { "（\($0)）" } ?? ""
        let reason = input[LifeForm.reason] + number
        return try file.outcome(
            [.waived(clause: clause.id, of: subject, by: act.officeKind, reason: reason)],
            of: subject, remark: reason,
            message: BilingualText(
                zh: "“\(file.name(of: subject))”的 \(clause.id) 已说明理由，报告中始终可见。",
                en:
                    "\(clause.id) is waived for “\(file.name(of: subject))”, visible in every report."
            ),
            basis: [clause.citation])
    }
}

extension LifeFile {
    /// A clause of the pack.
    func clause(_ id: String) throws(Refusal) -> Clause {
        guard let clause = pack.clause(id) else {
            throw Refusal(
                "LIF-CLAUSE", field: "clause", zh: "规则包 \(pack.code) 没有条款 \(id)。",
                en: "The pack \(pack.code) has no clause \(id).")
        }
        return clause
    }
}
