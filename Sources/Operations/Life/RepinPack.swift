import Access
import LandModel
import Lifecycle
import Policy

/// Puts an approved project under the revision of a pack that is published now (改按新版).
///
/// A project stays under the revision its plan was approved under; who approved the plan may decide
/// otherwise.
struct RepinPack: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "repinPack"
    static let form = InputForm(LifeForm.subject, LifeForm.reason, LifeForm.number)

    static func concerns(_ entity: String) -> Bool { entity == "project" }

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let judge = LifeJudge(file.pack, file.record, on: act.day)
        let offices = judge.planApprovers(of: subject)
        guard offices.contains(act.officeKind) else {
            throw Refusal(
                .notItsOffice(act: Self.id.text, offices: offices, given: act.officeKind), file,
                on: subject)
        }
        guard let pinned = file.record.pins[subject] else {
            throw Refusal(.notApproved, file, on: subject)
        }
        let offered = file.offered.pin
        guard offered != pinned else {
            throw Refusal(
                "LIF-PIN-SAME", zh: "项目已按 \(pinned.code) 第 \(pinned.revision) 版，没有更新的版本。",
                en: "The project is under revision \(pinned.revision) of \(pinned.code) already.")
        }
        return try file.outcome(
            [.packPinned(offered, of: subject)], of: subject, remark: input[LifeForm.reason],
            message: BilingualText(
                zh: "“\(file.name(of: subject))”由 \(pinned.code) 第 \(pinned.revision) 版改按 "
                    + "\(offered.code) 第 \(offered.revision) 版。",
                en:
                    "“\(file.name(of: subject))” goes from revision \(pinned.revision) of \(pinned.code) "
                    + "to revision \(offered.revision) of \(offered.code)."))
    }
}
