import LandModel
import Operations
import Policy
import Store

/// How a duty is shown: days left, key phrase of the law, how the day was found (期限的写法).
extension CalendarEntry {
    /// Days from a day to the last one; nil without a last day.
    func daysLeft(on day: CalendarDay) -> Int? {
        last.map { $0.daysSinceEpoch - day.daysSinceEpoch }
    }

    /// By last day; what has none comes after it.
    static func comesFirst(_ one: CalendarEntry, _ other: CalendarEntry) -> Bool {
        switch (one.last, other.last) {
        case (let left?, let right?) where left != right: left < right
        case (_?, nil): true
        case (nil, _?): false
        default: one.id < other.id
        }
    }

    /// How the limit was found.
    var how: BilingualText {
        guard let citation else {
            return BilingualText(
                zh: "由办理单位限定：\(limitWords.zh)", en: "set by the office: \(limitWords.en)")
        }
        let span = first.map { (zh: "自 \($0) 起，", en: "from \($0), ") } ?? ("", "")
        let draft = isDraft ? (zh: "（征求意见稿）", en: " (draft)") : ("", "")
        return BilingualText(
            zh: "\(span.0)\(limitWords.zh)：依《\(document.zh)》\(draft.0)\(citation.clause)"
                + "“\(citation.phrase)”推算",
            en: "\(span.1)\(limitWords.en): from \(document.en)\(draft.1) \(citation.clause) "
                + "“\(citation.phrase)”")
    }

    /// How many days ahead a limit is told as near (ui.md §5, deadline chip).
    static let nearDays = 15

    /// The part `deadline`; false when nothing limits it.
    func deadline(_ call: Call) -> JSONValue {
        let isLate = DutyRowState(state) == .overdue
        let left = daysLeft(on: call.day)
        return .members([
            "late": .bool(isLate),
            "soon": .bool(!isLate && left.map { (0...Self.nearDays).contains($0) } ?? false),
            "left": .string(words(on: call.day)[call.language]),
            "date": .string(last?.description ?? ""), "clause": .bool(false),
            "how": .string(how[call.language]),
        ])
    }

    /// How it stands, as a mark.
    var mark: FindingMark {
        let state = DutyRowState(state)
        let title = state.title
        return switch state {
        case .overdue: .overdue()
        case .missed: .bad(title.zh, title.en)
        case .met, .late: .good(title.zh, title.en)
        case .waived: .waived(title.zh, title.en)
        case .unfixed, .blank: .awaiting(title.zh, title.en)
        case .running, .upcoming, .notStarted: .notDue(title.zh, title.en)
        }
    }

    /// The page of the clause; nil without one.
    var clauseHref: String? { clause.map { PageAddress.clause($0, of: packCode) } }

    /// The page of what it is about.
    var subjectHref: String { PageAddress.subject(subject.id, entity: subject.entity) }

    /// The form with which it is done: the step whose turn it is, the papers, or stating what is missing.
    func actHref(_ waiting: [WaitingAct]) -> String {
        if let act {
            let step = waiting.first {
                $0.subject == subject.id && ($0.act == act || $0.whole == act)
            }
            return PageAddress.act(step?.act ?? act, on: subject.id)
        }
        if let paper = papers.first {
            return PageAddress.act("fileDocument", on: subject.id, [("document", paper)])
        }
        return subjectHref
    }
}
