import LandModel
import Lifecycle
import Policy

extension LifeEvent {
    /// The subject that the event concerns; nil when it concerns all.
    var concerned: String? {
        switch self {
        case .listed(let subject): subject.id
        case .measured(let measurement), .changeMeasured(let measurement): measurement.project
        case .factsStated(let of, _), .signed(_, let of, _), .done(_, let of, _, _),
            .returned(_, let of, _, _), .waived(_, let of, _, _), .attested(_, let of, _),
            .breachUpheld(_, let of, _), .breachClosed(_, let of, _),
            .layersStated(let of, _, _), .packPinned(_, let of), .changeRequested(let of, _, _),
            .changeProposed(let of, _), .changeDecided(let of, _, _, _), .suspended(let of, _, _),
            .resumed(let of, _, _), .corrected(_, let of, _, _), .termSet(_, let of),
            .meeting(_, let of):
            of
        case .filed(_, let of, _), .postFilled(_, _, let of), .accountOpened(_, let of): of
        }
    }

    /// What happened, in a sentence with the names of a pack.
    func sentence(_ pack: Pack) -> BilingualText {
        switch self {
        case .listed(let subject):
            BilingualText(zh: "建档：\(subject.name)", en: "Listed: \(subject.name)")
        case .factsStated(_, let facts):
            Self.facts(facts, zh: "填报事实", en: "Facts stated", pack)
        case .signed(let act, _, let office):
            BilingualText(
                zh: "\(pack.actName(office: office))办理其所承担的“\(pack.actName(act))”",
                en: "\(office) did its part of \(act)")
        case .done(let act, _, _, _):
            BilingualText(zh: "办结“\(pack.actName(act))”", en: "Done: \(act)")
        case .returned(let act, _, _, let reason):
            BilingualText(
                zh: "退回“\(pack.actName(act))”：\(reason)", en: "Returned \(act): \(reason)")
        case .filed(let paper, _, _):
            BilingualText(
                zh: "材料入卷：\(pack.vocabulary.documents[paper.document] ?? paper.document)",
                en: "Filed: \(paper.document)")
        case .postFilled(let post, let office, _):
            BilingualText(
                zh: "责任人到岗：\(office.map { pack.actName(office: $0) } ?? "")"
                    + (pack.vocabulary.terms[post] ?? post),
                en: "Post filled: \(office ?? "") \(post)")
        case .waived(let clause, _, _, let reason):
            BilingualText(
                zh: "说明理由豁免 \(clause)：\(reason)", en: "Waived \(clause): \(reason)")
        case .attested(let clause, _, _):
            BilingualText(zh: "确认遵守 \(clause)", en: "Attested \(clause)")
        case .breachUpheld(let clause, _, _):
            BilingualText(zh: "查实违反 \(clause)", en: "Breach of \(clause) upheld")
        case .breachClosed(let clause, _, _):
            BilingualText(zh: "\(clause) 的问题销号", en: "Breach of \(clause) closed")
        case .accountOpened(let account, _):
            BilingualText(
                zh: "开立账户：\(pack.vocabulary.terms[account] ?? account)",
                en: "Account opened: \(account)")
        default: settledSentence(pack)
        }
    }

    private func settledSentence(_ pack: Pack) -> BilingualText {
        switch self {
        case .termSet(let term, _):
            BilingualText(
                zh: "限 \(term.until) 前：\(term.reason)", en: "Due by \(term.until): \(term.reason)")
        case .layersStated(_, _, let layers):
            BilingualText(
                zh: "登记依据图层 \(layers.count) 个", en: "\(layers.count) layers stated")
        case .measured(let measurement):
            BilingualText(
                zh: "量算：底图 \(measurement.survey)，\(measurement.items.count) 个对象",
                en: "Measured on \(measurement.survey), \(measurement.items.count) subjects")
        case .changeMeasured(let measurement):
            BilingualText(
                zh: "变更方案量算：底图 \(measurement.survey)",
                en: "Plan of the change measured on \(measurement.survey)")
        case .packPinned(let pin?, _):
            BilingualText(
                zh: "方案获批，锁定规则包 \(pin.code) 第 \(pin.revision) 版",
                en: "Plan approved; it stays under \(pin.code) revision \(pin.revision)")
        case .packPinned(nil, _):
            BilingualText(zh: "解除规则包锁定", en: "No longer bound to a revision")
        case .changeRequested(_, _, let reason):
            BilingualText(zh: "申请变更：\(reason)", en: "Change requested: \(reason)")
        case .changeProposed(_, let facts):
            Self.facts(facts, zh: "拟变更事实", en: "Facts proposed", pack)
        case .changeDecided(_, let isApproved, _, let reason):
            BilingualText(
                zh: (isApproved ? "同意变更：" : "不同意变更：") + reason,
                en: (isApproved ? "Change approved: " : "Change refused: ") + reason)
        case .suspended(_, _, let reason):
            BilingualText(zh: "暂停：\(reason)", en: "Suspended: \(reason)")
        case .resumed(_, _, let reason):
            BilingualText(zh: "恢复：\(reason)", en: "Resumed: \(reason)")
        case .corrected(let act, _, _, let reason):
            BilingualText(
                zh: "更正“\(pack.actName(act))”：\(reason)", en: "Corrected \(act): \(reason)")
        case .meeting(let event, _): Self.sentence(event, pack)
        default: preconditionFailure("\(eventType) is told elsewhere")
        }
    }

    private static func facts(
        _ facts: [String: Fact], zh: String, en: String, _ pack: Pack
    ) -> BilingualText {
        let names = facts.keys.sorted()
        let shown = names.prefix(4).map { pack.vocabulary.anyFact($0)?.zh ?? $0 }
        let more = names.count > 4 ? "等 \(names.count) 项" : ""
        return BilingualText(
            zh: "\(zh)：" + shown.joined(separator: "、") + more,
            en: "\(en): " + names.prefix(4).joined(separator: ", ")
                + (names.count > 4 ? " and \(names.count - 4) more" : ""))
    }

    private static func sentence(_ event: MeetingEvent, _ pack: Pack) -> BilingualText {
        switch event {
        case .topicProposed(let topic):
            BilingualText(zh: "提出议题：\(topic.title)", en: "Topic proposed: \(topic.title)")
        case .attended(let attendance):
            BilingualText(
                zh: "参会：\(pack.actName(office: attendance.office))",
                en: "Attended: \(attendance.office)")
        case .opinionGiven(let opinion):
            BilingualText(
                zh: "\(pack.actName(office: opinion.office))"
                    + (opinion.agrees ? "同意" : "不同意") + "议题 \(opinion.topic)",
                en: "\(opinion.office) \(opinion.agrees ? "agrees" : "does not agree") on "
                    + opinion.topic)
        case .countersigned(let office):
            BilingualText(
                zh: "\(pack.actName(office: office))会签纪要", en: "Minutes countersigned by \(office)")
        case .resolved(let resolution):
            BilingualText(zh: "议定：\(resolution.text)", en: "Resolved: \(resolution.text)")
        case .resolutionDone(let id, _):
            BilingualText(zh: "议定事项 \(id) 办结", en: "Resolution \(id) is done")
        }
    }
}

extension Pack {
    /// The Chinese name of an act or a step; of a step without one that of its act.
    func actName(_ id: String) -> String {
        guard let act = lifecycle.act(id) else { return id }
        if !act.zh.isEmpty { return act.zh }
        let whole = lifecycle.tracks.flatMap(\.acts).first { $0.chain.contains { $0.id == id } }
        return whole?.zh ?? id
    }

    /// The Chinese name of a kind of office.
    func actName(office: String) -> String { self.office(office)?.zh ?? office }
}
