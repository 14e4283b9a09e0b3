public import Policy

/// Why an act cannot be done now.
public enum LifeRefusal: Error, Hashable, Sendable {
    /// The pack has no such act.
    case unknownAct(String)
    /// The record has no such subject.
    case unknownSubject(String)
    /// The act belongs to the life of another kind of thing.
    case otherEntity(act: String, needs: String, given: String)
    /// Other offices do it.
    case notItsOffice(act: String, offices: [String], given: String)
    /// The subject is in another stage.
    case wrongStage(act: String, now: String?, allowed: [String])
    /// The act is done step by step, and this is not the next one.
    case outOfOrder(act: String, next: String)
    /// The office did its part already; the others are still to come.
    case alreadySigned(act: String, waitingFor: [String])
    /// No chain of the act is under way, so nothing can be returned.
    case nothingToReturn(act: String)
    /// A term must lie in the future.
    case termPast
    /// The act leads nowhere, so no term can be set for what comes next.
    case nothingAwaited(act: String)
    /// The life is suspended until it is resumed.
    case suspended(reason: String)
    /// The life is not suspended.
    case notSuspended
    /// No plan is approved yet, so there is nothing to change by request.
    case notApproved
    /// A change is under way already.
    case changeUnderWay(reason: String)
    /// No change is under way.
    case noChange
    /// A change under way proposes nothing yet.
    case emptyChange
    /// The act was never done, so there is nothing to correct.
    case nothingToCorrect(act: String)
    /// Later acts rest on the act to be corrected.
    case restedUpon(act: String, by: [String])
    /// Clauses stand before it: every finding, those violated first.
    case findings([Finding])
}

extension LifeRefusal {
    /// A stable code for records and programs; never reused.
    public var code: String {
        switch self {
        case .unknownAct: "LIF-ACT"
        case .unknownSubject: "LIF-SUBJECT"
        case .otherEntity: "LIF-ENTITY"
        case .notItsOffice: "LIF-OFFICE"
        case .wrongStage: "LIF-STAGE"
        case .outOfOrder: "LIF-ORDER"
        case .alreadySigned: "LIF-SIGNED"
        case .nothingToReturn: "LIF-RETURN"
        case .termPast: "LIF-TERM"
        case .nothingAwaited: "LIF-TERM-NONE"
        case .suspended: "LIF-SUSPENDED"
        case .notSuspended: "LIF-NOT-SUSPENDED"
        case .notApproved: "LIF-NOT-APPROVED"
        case .changeUnderWay: "LIF-CHANGE-OPEN"
        case .noChange: "LIF-NO-CHANGE"
        case .emptyChange: "LIF-CHANGE-EMPTY"
        case .nothingToCorrect: "LIF-NOT-DONE"
        case .restedUpon: "LIF-RESTED"
        case .findings: "LIF-CLAUSES"
        }
    }
}
