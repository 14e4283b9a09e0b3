import Access
import LandModel
import Lifecycle
import Policy

/// Does an act of a pack's lifecycle, or a step of one, on a subject.
///
/// Which acts there are, who does them and which clauses stand before them is what the pack says.
struct PerformAct: LifeOperation {
    static let form = InputForm(
        LifeForm.subject, LifeForm.recipients, reason, LifeForm.number, LifeForm.until)

    private static let reason = InputField.text(
        "reason", BilingualText(zh: "理由", en: "reason"), longest: 2000
    ).optional()

    let id: OperationRule.ID
    let subject: String
    private let input: ActInput

    init(_ id: OperationRule.ID, _ input: ActInput) {
        self.id = id
        self.input = input
        subject = input[LifeForm.subject]
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let judge = LifeJudge(file.pack, file.record, on: act.day)
        let remarks = ActRemarks(
            to: try file.recipients(input[LifeForm.recipients]),
            reason: input[Self.reason] ?? "", until: input[LifeForm.until])
        let events: [LifeEvent]
        do throws(LifeRefusal) {
            events = try judge.perform(
                id.text, on: subject, by: act.officeKind, remarks: remarks)
        } catch {
            throw Refusal(error, file, on: subject)
        }
        var after = file.record
        for event in events { after.apply(event, on: act.day) }
        let next = file.next(after: events, on: subject, in: after)
        return try file.outcome(
            events, of: subject, remark: remark, message: message(file, events, after),
            notifying: act.people(ofKinds: next, in: file.area),
            basis: file.pack.clauses.filter { $0.blocks.contains(id.text) }.prefix(20).map(
                \.citation))
    }

    /// The number of the paper and the reason, as they were given.
    private var remark: String? {
        let parts = [input[LifeForm.number], input[Self.reason]].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
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
            guard case .done(let done, _, _, _) = event, let act = file.pack.lifecycle.act(done),
                let to = act.to, let stage = file.pack.lifecycle.stage(to)
            else { continue }
            zh += "，进入“\(stage.zh)”"
            en += ", now \(stage.id)"
        }
        return BilingualText(zh: zh + "。", en: en + ".")
    }
}

extension LifeFile {
    /// The offices something is sent to, each one of the pack.
    func recipients(_ ids: [String]?) throws(Refusal) -> [String] {
        let unknown = (ids ?? []).filter { pack.office($0) == nil }
        guard unknown.isEmpty else {
            throw Refusal(
                "LIF-RECIPIENT", field: "to",
                zh: "规则包没有机构类别 \(unknown.joined(separator: "、"))。",
                en: "The pack has no office \(unknown.joined(separator: ", ")).")
        }
        return ids ?? []
    }

    /// What an act is called, be it of the pack or of the program.
    func title(ofAct id: String) -> String {
        pack.lifecycle.act(id)?.zh
            ?? OperationRule.ID(id).flatMap { AccessPolicy.standard.operations[$0]?.title.zh } ?? id
    }

    /// An act that would help, be it of the pack or of the program.
    func remedy(_ id: String, on subject: String) -> Refusal.Remedy {
        let known = OperationRule.ID(id).flatMap {
            PackPolicies.policy(.standard, pack).operations[$0]
        }
        return Refusal.Remedy(id, known?.title ?? BilingualText(zh: id, en: id), on: subject)
    }

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
            case .done(let done, _, _, _):
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
    /// What the lifecycle or its clauses say against an act on a subject.
    init(_ refusal: LifeRefusal, _ file: LifeFile, on subject: String) {
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
                        clause: finding.citation, finding: finding)
                })
            return
        }
        self.init([
            Item(
                refusal.code, refusal.words(file), remedies: refusal.remedies(file, on: subject))
        ])
    }
}
