import LandModel
import Operations
import Policy
import Store

/// A thing that a person must do (待办事项).
struct DeskTask {
    /// Why it is on the desk.
    enum Kind: String, CaseIterable {
        /// It has a limit.
        case duty
        /// It is the office's turn in a life.
        case turn
        /// It was returned.
        case returned
        /// It waits for a decision or a countersignature.
        case decide

        /// The name of the step.
        var title: BilingualText {
            switch self {
            case .duty: BilingualText(zh: "限期事项", en: "Time limit")
            case .turn: BilingualText(zh: "轮到本单位", en: "Our turn")
            case .returned: BilingualText(zh: "退回修改", en: "Returned")
            case .decide: BilingualText(zh: "会签与审定", en: "To decide")
            }
        }
    }

    let kind: Kind
    let subject: String
    let title: BilingualText
    let object: String
    let objectHref: String
    /// The calendar's entry; nil for what has no limit.
    var entry: CalendarEntry?
    /// What is said besides: a reason, since when.
    var note: BilingualText?
    /// The day by which it is sorted among those without a limit.
    var since: CalendarDay?
    /// The act, whose clauses may stand in the way; nil when none does.
    var act: String?
    let verb: BilingualText
    let href: String

    /// The last day; nil without one.
    var last: CalendarDay? { entry?.last }

    /// Whether its last day is past.
    var isOverdue: Bool { entry.map { DutyRowState($0.state) == .overdue } ?? false }

    /// By last day; what has none after it, returned first, then by how long it waits.
    static func comesFirst(_ one: DeskTask, _ other: DeskTask) -> Bool {
        switch (one.last, other.last) {
        case (let left?, let right?) where left != right: return left < right
        case (_?, nil): return true
        case (nil, _?): return false
        default: break
        }
        let order: [Kind] = [.returned, .decide, .turn, .duty]
        let (left, right) = (order.firstIndex(of: one.kind), order.firstIndex(of: other.kind))
        if left != right { return left ?? 0 < right ?? 0 }
        if one.since != other.since {
            return one.since.map { since in other.since.map { since < $0 } ?? true } ?? false
        }
        return (one.subject, one.title.zh) < (other.subject, other.title.zh)
    }
}
