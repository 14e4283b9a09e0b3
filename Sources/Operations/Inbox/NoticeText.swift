public import Access
import Journal
public import LandModel
public import Store

/// What a notice says to the one it is for (通知): who did what, and what it means.
public struct NoticeText: Sendable {
    private let notice: RecordedNotice
    private let register: AccessRegister
    private let policy: AccessPolicy

    /// Takes a notice and the register that names people and offices.
    public init(
        _ notice: RecordedNotice, register: AccessRegister,
        policy: AccessPolicy = .standard
    ) {
        (self.notice, self.register, self.policy) = (notice, register, policy)
    }

    /// The act that the notice is about, in a line.
    public var heading: BilingualText {
        let (time, act) = (ChinaTime.text(notice.act.event.time), self.act)
        return BilingualText(zh: "\(time) \(act.zh)", en: "\(time) \(act.en)")
    }

    /// Who did what, for places that tell the time themselves.
    public var act: BilingualText {
        let event = notice.act.event
        let operation = notice.act.act.operation
        let title =
            policy.operations[operation]?.title
            ?? notice.act.act.title.map { BilingualText(zh: $0, en: operation.text) }
        let person = Person.ID(event.actor.person.text).flatMap { register.people[$0]?.name }
        let office = Office.ID(event.actor.office.text).flatMap { register.offices[$0]?.name }
        let who = person ?? event.actor.person.text
        let unit = office ?? event.actor.office.text
        return BilingualText(
            zh: "\(unit)\(who)：\(title?.zh ?? operation.text)",
            en: "\(who), \(unit): \(title?.en ?? operation.text)")
    }

    /// What happened in it, a sentence an event.
    public var sentences: [BilingualText] {
        var found = notice.events.compactMap(sentence)
        if let remark = notice.act.act.remark {
            found.append(BilingualText(zh: "事由：\(remark)。", en: "Reason: \(remark)."))
        }
        return found
    }

    private func sentence(_ event: Event) -> BilingualText? {
        do throws(PayloadFault) {
            if let access = try AccessEvent(type: event.type, payload: event.payload) {
                return sentence(access)
            }
        } catch {
            return nil
        }
        switch event.type {
        case "datasetImported":
            let name = event.payload["name"]?.text ?? ""
            return BilingualText(
                zh: "数据集“\(name)”有了第 \(event.version) 版。",
                en: "Dataset “\(name)” has edition \(event.version).")
        case "packPublished":
            let id = event.payload["id"]?.text ?? ""
            let revision = event.payload["revision"]?.integer ?? 0
            return BilingualText(
                zh: "规则包 \(id) 第 \(revision) 版已发布，今后办理按此审查。",
                en: "Revision \(revision) of \(id) is published; acts are judged by it from now on."
            )
        case RemindDuty.eventType:
            let (clause, of) = (
                event.payload["clause"]?.text ?? "", event.payload["of"]?.text ?? ""
            )
            let last = event.payload["last"]?.text
            return BilingualText(
                zh: "\(of) 的 \(clause) 被催办" + (last.map { "，期限 \($0)" } ?? "") + "。",
                en: "You are reminded of \(clause) on \(of)"
                    + (last.map { ", due on \($0)" } ?? "") + ".")
        default: return nil
        }
    }

    private func sentence(_ event: AccessEvent) -> BilingualText? {
        switch event {
        case .officeRegistered, .personRegistered: nil
        case .appointed(let appointment):
            BilingualText(
                zh: "\(name(appointment.person))任\(office(appointment.office))"
                    + "\(appointment.post.title.zh)，\(days(appointment.term).zh)（\(appointment.id)）。",
                en: "\(name(appointment.person)) is \(appointment.post.title.en) of "
                    + "\(office(appointment.office)) \(days(appointment.term).en) (\(appointment.id))."
            )
        case .appointmentEnded(let id, let day):
            BilingualText(
                zh: "\(name(register.appointments[id]?.person))的任职 \(id) 自 \(day) 起终止。",
                en: "Appointment \(id) of \(name(register.appointments[id]?.person)) is over from "
                    + "\(day) on.")
        case .delegated(let delegation):
            BilingualText(
                zh: "\(name(register.appointments[delegation.appointment]?.person))委托"
                    + "\(name(delegation.delegate))代为办理，\(days(delegation.term).zh)"
                    + "（\(delegation.id)）。",
                en: "\(name(register.appointments[delegation.appointment]?.person)) delegates to "
                    + "\(name(delegation.delegate)) \(days(delegation.term).en) (\(delegation.id))."
            )
        case .delegationRevoked(let id, let day):
            BilingualText(
                zh: "委托 \(id) 自 \(day) 起撤销。", en: "Delegation \(id) is revoked from \(day) on.")
        }
    }

    private func name(_ person: Person.ID?) -> String {
        person.map { register.people[$0]?.name ?? $0.text } ?? "—"
    }

    private func office(_ office: Office.ID) -> String {
        register.offices[office]?.name ?? office.text
    }

    private func days(_ term: Term) -> BilingualText {
        guard let last = term.through else {
            return BilingualText(zh: "自 \(term.from) 起", en: "from \(term.from)")
        }
        return BilingualText(
            zh: "自 \(term.from) 至 \(last)", en: "from \(term.from) to \(last)")
    }
}
