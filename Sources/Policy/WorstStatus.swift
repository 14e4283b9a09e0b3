public import LandModel

/// The worst a clause can come to, by the form it is written in.
public enum WorstStatus: String, Sendable, CaseIterable {
    /// Something can contradict it, or an act it blocks can be done all the same.
    case broken
    /// Its day can pass.
    case overdue
    /// It can only ask: nothing stands behind it and no day is set.
    case asked
    /// Its last day ends the span that recurs, so that the next day belongs to the next span.
    case nextSpan
    /// A permission without a condition: it is used or not.
    case unused
    /// The pack states it; it is met by construction.
    case stated

    /// The statuses that show it, any of them; empty when there is nothing to show.
    public var statuses: Set<FindingStatus> {
        switch self {
        case .broken: [.violated]
        case .overdue: [.overdue, .violated]
        case .asked: [.awaitingEvidence]
        case .nextSpan: [.notYetDue]
        case .unused: [.notApplicable]
        case .stated: []
        }
    }

    /// Why it is no worse; nil where the clause can be violated or overdue.
    public var reason: BilingualText? {
        switch self {
        case .broken, .overdue: nil
        case .asked:
            BilingualText(
                zh: "不前置任何办理事项，也无具体期限：缺项只催补，不判违反",
                en:
                    "it stands before no act and sets no day: what is missing is asked for, never a breach"
            )
        case .nextSpan:
            BilingualText(
                zh: "期限即周期末日，次日起算下一周期：未办须由期限日历追记",
                en:
                    "its last day ends the span, so the next day counts for the next: what was missed is for the calendar of duties to keep"
            )
        case .unused:
            BilingualText(
                zh: "无条件的许可：用或不用，无从违反",
                en: "a permission without a condition: used or not, never broken")
        case .stated:
            BilingualText(zh: "由规则包自身载明", en: "the pack itself states it")
        }
    }
}
