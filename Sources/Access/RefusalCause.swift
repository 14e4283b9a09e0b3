/// One reason why an act is refused.
///
/// The cases stand in their order of precedence: of several causes the first governs, and of several
/// posts the one that fails latest is told, because it comes closest to the right.
public enum RefusalCause: Hashable, Sendable {
    /// No rule knows the operation.
    case unknownOperation
    /// The register does not know the person, or nobody is named where somebody must be.
    case unknownPerson
    /// The person never had a post or a delegation.
    case noAppointment
    /// The person has no part in the appointment named as capacity.
    case capacityNotHeld(Appointment.ID)
    /// The post is not among those that may perform the operation.
    case notEntitled(held: [Role])
    /// The appointment is not in force on the day.
    case notInForce(Term)
    /// The delegation is not in force on the day.
    case delegationNotInForce(Term)
    /// The operation must be performed in person.
    case notDelegable
    /// The delegation does not name the operation.
    case operationNotDelegated
    /// The target is outside the territory of the appointment.
    case outsideTerritory(Territory)
    /// The target is outside the limits of the delegation.
    case outsideDelegation(Territory)
    /// The act would concern the one who performs it.
    case concernsOneself
    /// Two posts held on the day exclude each other.
    case incompatiblePosts(SeparationRule, other: Appointment.ID)
    /// An earlier act on the same project excludes this one.
    case separated(SeparationRule, earlier: PerformedAct)
    /// The target names no area.
    case areaMissing
    /// The operation does not concern areas of this level.
    case areaLevel(given: [AreaLevel], allowed: [AreaLevel])
    /// The operation needs a project.
    case projectMissing
    /// The operation belongs to other stages.
    case wrongStage(Stage?, allowed: [Stage])

    /// A stable code for records and programs; never reused.
    public var code: String {
        switch self {
        case .unknownOperation: "ACC-OPERATION"
        case .unknownPerson: "ACC-PERSON"
        case .noAppointment: "ACC-NO-POST"
        case .capacityNotHeld: "ACC-CAPACITY"
        case .notEntitled: "ACC-ROLE"
        case .notInForce: "ACC-TERM"
        case .delegationNotInForce: "ACC-DELEGATION-TERM"
        case .notDelegable: "ACC-IN-PERSON"
        case .operationNotDelegated: "ACC-DELEGATION-OPERATION"
        case .outsideTerritory: "ACC-TERRITORY"
        case .outsideDelegation: "ACC-DELEGATION-TERRITORY"
        case .concernsOneself: "ACC-ONESELF"
        case .incompatiblePosts: "ACC-HELD-TOGETHER"
        case .separated: "ACC-SEPARATED"
        case .areaMissing: "ACC-AREA"
        case .areaLevel: "ACC-LEVEL"
        case .projectMissing: "ACC-PROJECT"
        case .wrongStage: "ACC-STAGE"
        }
    }

    /// Its place in the order of precedence, 0 first.
    var rank: Int {
        switch self {
        case .unknownOperation: 0
        case .unknownPerson: 1
        case .noAppointment: 2
        case .capacityNotHeld: 3
        case .notEntitled: 4
        case .notInForce: 5
        case .delegationNotInForce: 6
        case .notDelegable: 7
        case .operationNotDelegated: 8
        case .outsideTerritory: 9
        case .outsideDelegation: 10
        case .concernsOneself: 11
        case .incompatiblePosts: 12
        case .separated: 13
        case .areaMissing: 14
        case .areaLevel: 15
        case .projectMissing: 16
        case .wrongStage: 17
        }
    }

    /// Whose help removes it.
    var help: Help {
        switch self {
        case .unknownOperation, .areaMissing, .areaLevel, .projectMissing, .wrongStage: .nobody
        case .unknownPerson, .noAppointment, .capacityNotHeld, .notInForce: .whoAppoints
        default: .whoMayAct
        }
    }

    /// Whose help removes a cause.
    enum Help {
        case nobody
        case whoAppoints
        case whoMayAct
    }
}
