import Access
import LandModel
import Lifecycle
import Policy

/// Does an act of a pack's lifecycle, or a step of one, on a subject.
///
/// Which acts there are, who does them and which clauses stand before them is what the pack says.
struct PerformAct: LifeOperation {
    static let form = InputForm(LifeForm.subject)

    let id: OperationRule.ID
    let subject: String

    init(_ id: OperationRule.ID, _ input: ActInput) {
        self.id = id
        subject = input[LifeForm.subject]
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        // Which layers the stated facts were measured from is not on the record yet, so that clauses
        // on layers rest on the facts alone.
        let judge = LifeJudge(
            file.pack, file.record, on: act.day, layers: Set(file.pack.vocabulary.layers))
        let events: [LifeEvent]
        do throws(LifeRefusal) {
            events = try judge.perform(id.text, on: subject, by: act.officeKind)
        } catch {
            throw Refusal(error, file)
        }
        var after = file.record
        for event in events { after.apply(event, on: act.day) }
        let next = file.next(after: events, on: subject, in: after)
        return try file.outcome(
            events, of: subject, message: message(file, events, after),
            notifying: act.people(ofKinds: next, in: file.area),
            basis: file.pack.clauses.filter { $0.blocks.contains(id.text) }.prefix(20).map(
                \.citation))
    }

    private func message(
        _ file: LifeFile, _ events: [LifeEvent], _ after: LifeRecord
    ) -> BilingualText {
        let name = file.name(of: subject)
        let title = file.pack.lifecycle.act(id.text)?.zh ?? id.text
        if case .signed = events.first {
            let signed = after.signatures(of: id.text, on: subject)
            let waiting = (file.record.offices(of: id.text) ?? []).filter { !signed.contains($0) }
            return BilingualText(
                zh: "“\(name)”\(title)：本单位已办，尚待\(waiting.map(file.office).joined(separator: "、"))。",
                en: "“\(name)”, \(id): your office has done its part; still to come: "
                    + "\(waiting.joined(separator: ", ")).")
        }
        var zh = "“\(name)”已办理\(title)"
        var en = "“\(name)”: \(id) is done"
        for event in events {
            guard case .done(let done, _, _) = event, let act = file.pack.lifecycle.act(done),
                let to = act.to, let stage = file.pack.lifecycle.stage(to)
            else { continue }
            zh += "，进入“\(stage.zh)”"
            en += ", now \(stage.id)"
        }
        return BilingualText(zh: zh + "。", en: en + ".")
    }
}

extension LifeFile {
    /// The name of an office of the pack.
    func office(_ id: String) -> String { pack.office(id)?.zh ?? id }

    /// The kinds of offices whose turn it is after something happened to a subject.
    func next(
        after events: [LifeEvent], on subject: String, in record: LifeRecord
    ) -> Set<String> {
        for event in events.reversed() {
            switch event {
            case .signed(let act, _, _):
                return Set(record.offices(of: act) ?? []).subtracting(
                    record.signatures(of: act, on: subject))
            case .done(let done, _, _):
                if let act = pack.lifecycle.act(done), let to = act.to {
                    let acts = pack.lifecycle.tracks.flatMap(\.acts).filter { $0.from.contains(to) }
                    return Set(acts.flatMap { $0.chain.first?.by ?? $0.by })
                }
                if let following = record.following(done) { return Set(following) }
            default: continue
            }
        }
        return []
    }
}

extension Refusal {
    /// What the lifecycle or its clauses say against an act.
    init(_ refusal: LifeRefusal, _ file: LifeFile) {
        if case .findings(let findings) = refusal {
            self.init(
                findings.map { finding in
                    // Of several villages or sub-projects the finding must say which.
                    let name = finding.subject.entity == "project" ? "" : finding.subject.name
                    let isNamed = !name.isEmpty
                    return Item(
                        finding.clause,
                        BilingualText(
                            zh: (isNamed ? "【\(name)】" : "") + finding.message.zh,
                            en: (isNamed ? "\(name): " : "") + finding.message.en),
                        clause: finding.citation)
                })
            return
        }
        self.init([Item(refusal.code, refusal.words(file))])
    }
}

extension LifeRefusal {
    fileprivate func words(_ file: LifeFile) -> BilingualText {
        func offices(_ ids: [String]) -> String { ids.map(file.office).joined(separator: "、") }
        func stages(_ ids: [String]) -> String {
            ids.map { file.pack.lifecycle.stage($0)?.zh ?? $0 }.joined(separator: "、")
        }
        func act(_ id: String) -> String { file.pack.lifecycle.act(id)?.zh ?? id }
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
                zh: "“\(act(id))”须按步骤办理，下一步是“\(act(next))”（\(next)）。",
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
        }
    }

    private func entity(_ name: String, _ file: LifeFile) -> String {
        file.pack.vocabulary.entity(name)?.zh ?? name
    }
}
