public import LandModel
public import Policy

/// A thing that has a life of its own (管理对象): a county, a project, a sub-project, a meeting.
public struct LifeSubject: Hashable, Sendable {
    /// The entity, as in the vocabulary of the packs.
    public let entity: String
    /// The identifier, unique among all entities.
    public let id: String
    /// The name.
    public let name: String
    /// What contains it; nil for the outermost.
    public let parent: String?
    /// Where it lies; nil for what lies where its parent does.
    public let area: AdministrativeCode?

    /// Describes a subject.
    public init(
        entity: String, id: String, name: String, parent: String? = nil,
        area: AdministrativeCode? = nil
    ) {
        self.entity = entity
        self.id = id
        self.name = name
        self.parent = parent
        self.area = area
    }

    /// The subject as findings name it.
    public var reference: SubjectReference {
        SubjectReference(entity: entity, id: id, name: name)
    }
}
