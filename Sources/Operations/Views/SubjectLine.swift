public import LandModel
public import Lifecycle
public import Policy

/// Where a subject with a life of its own stands (一行概要): all that lists and desks show of it, without a verdict.
public struct SubjectLine: Sendable {
    /// The identifier.
    public let id: String
    /// The name.
    public let name: String
    /// The entity: `project`, `county`, `city`, `meeting`.
    public let entity: String
    /// What contains it; nil for the outermost.
    public let parent: String?
    /// Where it lies.
    public let area: AdministrativeCode
    /// The pack it is under.
    public let pack: PackMark
    /// Whether its plan is approved, so that it stays under that revision.
    public let isPinned: Bool
    /// The day it was listed.
    public let listedOn: CalendarDay?
    /// The day of the last event in its stream.
    public let lastDay: CalendarDay
    /// The version of its stream.
    public let version: Int
    /// The stages of its main track in order; empty when it has none.
    public let track: [Lifecycle.Stage]
    /// The name of its main track; nil when it has none.
    public let trackName: String?
    /// Where it stands on each track that began, in the order of the pack.
    public let stages: [HomeProjects.Stage]
    /// Its state in the reserve pool.
    public let pool: PoolState
    /// Whether it came to implementation and was not given up.
    public let isUnderWay: Bool
    /// Its suspension; nil when it goes on.
    public let suspension: LifeSuspension?
    /// The change of its plan that waits for a decision; nil when none does.
    public let change: ChangeMark?
    /// The acts whose turn it is, its own and those of what is inside it.
    public let waiting: [WaitingAct]
    /// What was returned and not taken up again.
    public let returned: [ReturnedAct]
    /// What a meeting waits for; nil for what is none.
    public let meeting: MeetingMark?
    /// The areas of cultivated land that are on record.
    public let areas: [AreaMark]

    /// Where it stands on its main track; nil before the first stage.
    public var stage: HomeProjects.Stage? { stages.first { $0.track == trackName } }
}

/// A revision of a pack, as lists name it.
public struct PackMark: Hashable, Sendable {
    /// The code.
    public let code: String
    /// The revision.
    public let revision: Int
    /// The title of the document.
    public let title: BilingualText
    /// Whether the document is a draft (征求意见稿).
    public let isDraft: Bool

    /// The code and the revision.
    public var label: String { "\(code) r\(revision)" }
}

/// An act, or a step of its chain, whose turn it is (待办环节).
public struct WaitingAct: Hashable, Sendable {
    /// The subject it is done on.
    public let subject: String
    /// Its name.
    public let subjectName: String
    /// The act or the step.
    public let act: String
    /// The Chinese name of the act or step.
    public let zh: String
    /// The act that the step belongs to, or the act itself.
    public let whole: String
    /// The Chinese name of the whole act.
    public let wholeName: String
    /// The offices that still have to do it.
    public let offices: [CalendarEntry.Owner]
    /// The day since which it is their turn; nil when nothing says so.
    public let since: CalendarDay?
    /// Whether somebody did a part of it, so that it is under way.
    public let isUnderWay: Bool

    /// The operation as words in a language: English from the identifier.
    public var title: BilingualText { BilingualText(zh: zh, en: OperationWords.spaced(act)) }
}

/// An act that was returned and waits to be taken up again (退回).
public struct ReturnedAct: Hashable, Sendable {
    /// The subject.
    public let subject: String
    /// Its name.
    public let subjectName: String
    /// The first step of the act, with which it is taken up.
    public let act: String
    /// The Chinese name of the act.
    public let zh: String
    /// Who returned it.
    public let by: CalendarEntry.Owner
    /// Who takes it up again.
    public let offices: [CalendarEntry.Owner]
    /// Who brought the subject to the stage it is in, and so has to mend what was handed in.
    public let menders: [CalendarEntry.Owner]
    /// Why.
    public let reason: String
    /// The day.
    public let day: CalendarDay
    /// The last day, when one was set.
    public let until: CalendarDay?
}

/// A change of a plan that waits (在办变更).
public struct ChangeMark: Hashable, Sendable {
    /// The office that requested it.
    public let by: String
    /// Why.
    public let reason: String
    /// Whether something is proposed, so that it can be decided.
    public let isFilled: Bool
    /// The offices that decide it.
    public let deciders: [CalendarEntry.Owner]
}

/// What a meeting waits for (会议待办).
public struct MeetingMark: Hashable, Sendable {
    /// The members that attended and have not countersigned, by office; empty before it was held.
    public let waitingMembers: [String]
    /// How many topics it has.
    public let topics: Int
    /// What was resolved and is not done.
    public let open: [LifeMeeting.Resolution]
}

/// An area on record (在案面积).
public struct AreaMark: Hashable, Sendable {
    /// The fact.
    public let fact: String
    /// Its Chinese name.
    public let zh: String
    /// The area.
    public let area: Area
}
