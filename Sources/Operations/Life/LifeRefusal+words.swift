import LandModel
import Lifecycle
import Policy

extension LifeRefusal {
    func words(_ file: LifeFile) -> BilingualText {
        func offices(_ ids: [String]) -> String { ids.map(file.office).joined(separator: "、") }
        func stages(_ ids: [String]) -> String {
            ids.map { file.pack.lifecycle.stage($0)?.zh ?? $0 }.joined(separator: "、")
        }
        func act(_ id: String) -> String { file.title(ofAct: id) }
        if let settled = settledWords(act) { return settled }
        switch self {
        case .unknownAct(let id):
            return BilingualText(zh: "规则包没有事项 \(id)。", en: "The pack has no act \(id).")
        case .unknownSubject(let id):
            return BilingualText(zh: "没有管理对象 \(id)。", en: "There is no subject \(id).")
        case .otherEntity(let id, let needs, let given):
            return BilingualText(
                zh: "“\(act(id))”以\(entity(needs, file))为对象，而所填为\(entity(given, file))。",
                en: "\(id) is about a \(needs), and a \(given) was given.")
        case .notItsOffice(let id, let ids, _):
            return BilingualText(
                zh: "“\(act(id))”由\(offices(ids))办理。",
                en: "\(id) is for \(ids.joined(separator: ", ")).")
        case .wrongStage(let id, let now, let allowed):
            let place = now.map { stages([$0]) } ?? "尚未开始"
            return BilingualText(
                zh: "“\(act(id))”"
                    + (allowed.isEmpty ? "只能在开始前或结束后办理" : "须在“\(stages(allowed))”阶段办理")
                    + "，现处“\(place)”。",
                en: "\(id) belongs to "
                    + (allowed.isEmpty
                        ? "the time before or after a life" : allowed.joined(separator: ", "))
                    + "; the stage is \(now ?? "none").")
        case .outOfOrder(let id, let next):
            return BilingualText(
                zh: "“\(act(id))”须按步骤办理，下一步是“\(act(next))”。",
                en: "\(id) goes step by step; the next is \(next).")
        case .alreadySigned(let id, let waiting):
            return BilingualText(
                zh: "本单位已办理“\(act(id))”，尚待\(offices(waiting))。",
                en: "Your office has done its part of \(id); still to come: "
                    + "\(waiting.joined(separator: ", ")).")
        case .nothingToReturn(let id):
            return BilingualText(
                zh: "“\(act(id))”没有在办的步骤，无可退回。", en: "No step of \(id) is under way to be returned."
            )
        case .findings(let findings):
            return BilingualText(
                zh: findings.map(\.message.zh).joined(separator: "\n"),
                en: findings.map(\.message.en).joined(separator: "\n"))
        default: preconditionFailure("\(code) has its words elsewhere")
        }
    }

    /// What stands against changing what is settled; nil for the other reasons.
    private func settledWords(_ act: (String) -> String) -> BilingualText? {
        switch self {
        case .termPast:
            BilingualText(
                zh: "限期早于今天，请填今天或以后的日期。",
                en: "The term lies in the past; give today or a later day.")
        case .nothingAwaited(let id):
            BilingualText(
                zh: "“\(act(id))”之后没有须限期办理的事项，不必填限期。",
                en: "Nothing has to follow \(id), so it takes no term.")
        case .suspended(let reason):
            BilingualText(
                zh: "已暂停办理（\(reason)）。恢复后再办。",
                en: "It is suspended (\(reason)). Resume it first.")
        case .notSuspended: BilingualText(zh: "并未暂停。", en: "It is not suspended.")
        case .notApproved:
            BilingualText(
                zh: "方案尚未批准，直接修改填报即可，不必申请变更。",
                en: "No plan is approved yet: state the facts anew, no change need be requested.")
        case .changeUnderWay(let reason):
            BilingualText(
                zh: "已有变更在办（\(reason)），审定后再申请。",
                en: "A change is under way (\(reason)); it is decided first.")
        case .noChange:
            BilingualText(
                zh: "没有在办的变更。请先申请变更。",
                en: "No change is under way. Request one first.")
        case .emptyChange:
            BilingualText(
                zh: "变更还没有内容：先填报变更后的事实，或量算变更方案。",
                en: "The change proposes nothing yet: state its facts or measure its plan.")
        case .nothingToCorrect(let id):
            BilingualText(zh: "没有办过“\(act(id))”，无可更正。", en: "\(id) was never done.")
        case .restedUpon(let id, let later):
            BilingualText(
                zh:
                    "“\(act(id))”之后已办\(later.map { "“\(act($0))”" }.joined(separator: "、"))，须先更正后者。",
                en: "\(later.joined(separator: ", ")) came after \(id) and must be corrected first."
            )
        default: nil
        }
    }

    /// The acts that come first.
    func remedies(_ file: LifeFile, on subject: String) -> [Refusal.Remedy] {
        let project = file.record.project(of: subject) ?? subject
        return switch self {
        case .outOfOrder(_, let next): [file.remedy(next, on: subject)]
        case .suspended: [file.remedy("resumeLife", on: subject)]
        case .noChange: [file.remedy("requestChange", on: project)]
        case .emptyChange:
            [file.remedy("stateFacts", on: subject), file.remedy("measurePlan", on: project)]
        case .notApproved: [file.remedy("stateFacts", on: subject)]
        default: []
        }
    }

    private func entity(_ name: String, _ file: LifeFile) -> String {
        file.pack.vocabulary.entity(name)?.zh ?? name
    }
}
