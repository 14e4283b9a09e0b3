import Access
import Journal
import LandModel
import Lifecycle
import Policy
import Store

/// Reminds the offices that owe something by a day (催办): they find the letter in their inboxes.
///
/// Only of what is overdue, or due within the days given: whoever is reminded of everything heeds nothing.
struct RemindDuty: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "remindDuty"
    static let form = InputForm(
        LifeForm.subject, LifeForm.clause.from(.pack(.timedClauses)), within)
    static let eventType: EventType = "dutyReminded"

    private static let within = InputField.integer(
        "within", BilingualText(zh: "提前天数", en: "days ahead"), 0...366,
        help: BilingualText(
            zh: "未逾期的，几日内到期方可催办；不填为 \(usualDays)",
            en: "what is not overdue must be due within these days; \(usualDays) when left out")
    ).optional()

    /// A habit of offices, not a number of any document.
    private static let usualDays = 30

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let clause = try file.clause(input[LifeForm.clause])
        let duties = file.duties(of: LifeStream.owner(of: subject), on: act.day).filter {
            $0.clause == clause.id && $0.subject.id == subject
        }
        let days = input[Self.within] ?? Self.usualDays
        guard let duty = Self.chosen(duties, on: act.day, within: days) else {
            throw refusal(clause, duties, days, act.day)
        }
        let people = act.people(ofKinds: Set(duty.owners), in: file.area(of: subject))
        guard !people.isEmpty else {
            let offices = duty.owners.map(file.office).joined(separator: "、")
            throw Refusal(
                "LIF-NOBODY", field: "clause",
                zh: "\(clause.id) 的责任单位（\(offices.isEmpty ? "文件未载明" : offices)）没有在任人员，无人可催。请先登记任职。",
                en: "Nobody holds a post in the offices that owe \(clause.id) "
                    + "(\(duty.owners.isEmpty ? "none named" : duty.owners.joined(separator: ", "))). "
                    + "Appoint somebody first.", clause: clause.citation)
        }
        let entry = DutySheet(file: file, owner: subject, day: act.day, horizon: act.day)
            .entry(duty)
        let letter = ReminderLetter(
            to: entry.ownerNames.zh, from: "", on: act.day, about: [entry])
        return ActOutcome(
            [try event(duty, by: act.officeKind)], remark: letter.paragraphs.joined(separator: " "),
            message: BilingualText(
                zh: "已就“\(file.name(of: subject))”的 \(clause.id) 向\(entry.ownerNames.zh)催办，"
                    + "\(people.count) 人收到通知。",
                en: "\(entry.ownerNames.en) reminded of \(clause.id) on "
                    + "“\(file.name(of: subject))”; \(people.count) people are told."),
            notifying: people, basis: [clause.citation], expecting: file.versions)
    }

    private func event(_ duty: TimedDuty, by office: String) throws(Refusal) -> Batch.Entry {
        Batch.Entry(
            stream: try LifeStream.stream(of: subject, field: "subject"), type: Self.eventType,
            payload: .given([
                "clause": .text(duty.clause), "of": .text(subject), "by": .text(office),
                "last": Self.lastDay(of: duty).map { .text($0.description) },
                "to": .texts(duty.owners),
            ]))
    }

    // Inlined, its switch stops the optimiser of Swift 6.3.1 ("Found outside of lifetime use").
    @inline(never)
    private static func lastDay(of duty: TimedDuty) -> CalendarDay? { duty.last }

    /// The duty to be reminded of: the one longest overdue, else the next one due, else the last one missed.
    private static func chosen(
        _ duties: [TimedDuty], on day: CalendarDay, within days: Int
    ) -> TimedDuty? {
        let overdue = duties.first {
            if case .overdue = $0.state(on: day) { true } else { false }
        }
        let near = duties.first {
            guard case .running(let last) = $0.state(on: day) else { return false }
            return last <= day.adding(days: days)
        }
        return overdue ?? near ?? duties.last { $0.state(on: day) == .missed }
    }

    private func refusal(
        _ clause: Clause, _ duties: [TimedDuty], _ days: Int, _ day: CalendarDay
    ) -> Refusal {
        guard !duties.isEmpty else {
            return Refusal(
                "LIF-NO-LIMIT", field: "clause",
                zh: "\(clause.id) 对 \(subject) 没有期限事项，或者不适用。",
                en: "\(clause.id) sets \(subject) no time limit, or does not concern it.",
                clause: clause.citation)
        }
        let next = duties.compactMap(\.last).filter { $0 >= day }.min()
        return Refusal(
            "LIF-NOT-DUE", field: "clause",
            zh: "\(clause.id) 既未逾期，也不在 \(days) 日内到期"
                + (next.map { "（期限 \($0)）" } ?? "") + "，暂不催办。",
            en: "\(clause.id) is neither overdue nor due within \(days) days"
                + (next.map { " (it is due on \($0))" } ?? "") + ".", clause: clause.citation)
    }
}
