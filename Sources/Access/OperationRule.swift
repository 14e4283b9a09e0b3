public import LandModel

/// What one operation asks of the person who performs it: role, place, stage and separation.
public struct OperationRule: Hashable, Sendable {
    /// The identifier of an operation, such as `appoint`.
    public typealias ID = AccessID<OperationRule>

    /// The identifier.
    public let id: ID
    /// What the operation is called.
    public let title: BilingualText
    /// Who may perform it; ``Role/generalPublic`` among them opens it to everybody.
    public let performers: Set<Performer>
    /// The levels of area it may concern.
    public let areaLevels: Set<AreaLevel>
    /// The stages at which it may be performed; nil for any.
    public let stages: Set<Stage>?
    /// The parts it plays for the rules of separation.
    public let duties: Set<Duty>
    /// Whether it always concerns a project.
    public let needsProject: Bool
    /// Whether the right to it may be delegated.
    public let isDelegable: Bool
    /// Whether a person may perform it on the person's own behalf, such as appoint oneself.
    public let mayConcernOneself: Bool

    /// Makes a rule.
    public init(
        id: ID, title: BilingualText, performers: Set<Performer>,
        areaLevels: Set<AreaLevel> = Set(AreaLevel.allCases), stages: Set<Stage>? = nil,
        duties: Set<Duty> = [], needsProject: Bool = false, isDelegable: Bool = true,
        mayConcernOneself: Bool = true
    ) {
        self.id = id
        self.title = title
        self.performers = performers
        self.areaLevels = areaLevels
        self.stages = stages
        self.duties = duties
        self.needsProject = needsProject
        self.isDelegable = isDelegable
        self.mayConcernOneself = mayConcernOneself
    }

    /// Whether everybody may perform it, known to the register or not.
    public var isOpenToAll: Bool { performers.contains(.role(.generalPublic)) }
}
