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
        case .findings: "LIF-CLAUSES"
        }
    }
}
