/// An instance of an entity of the vocabulary with what is known about it and what it contains.
///
/// Subjects form the tree a pack judges: region ⊃ city ⊃ county ⊃ project ⊃ villages,
/// sub-projects, tasks and so on. Any of them may be the root.
public struct Subject: Hashable, Sendable {
    /// The entity as in the vocabulary, such as `project` or `village`.
    public let entity: String
    /// The identifier, unique in the tree among all entities, since journal events name it alone.
    public let id: String
    /// The name shown to the reader.
    public let name: String
    /// What is known, by fact name.
    public var facts: [String: Fact]
    /// What it contains, by collection name such as `villages`.
    ///
    /// Cities of a region lie under `cities`. A collection that is absent is unknown; one that is
    /// empty holds nothing.
    public var collections: [String: [Subject]]
    /// The lifecycle stages it is in, at most one of each track; empty when unknown.
    public var stages: Set<String>

    /// Makes a subject.
    public init(
        entity: String, id: String, name: String, facts: [String: Fact] = [:],
        collections: [String: [Subject]] = [:], stages: Set<String> = []
    ) {
        self.entity = entity
        self.id = id
        self.name = name
        self.facts = facts
        self.collections = collections
        self.stages = stages
    }

    /// The subject without what is known about it.
    public var reference: SubjectReference {
        SubjectReference(entity: entity, id: id, name: name)
    }
}

/// Which subject a finding or a request is about.
public struct SubjectReference: Hashable, Sendable {
    /// The entity.
    public let entity: String
    /// The identifier; empty when no instance is known.
    public let id: String
    /// The name shown to the reader.
    public let name: String

    /// Makes a reference.
    public init(entity: String, id: String, name: String) {
        self.entity = entity
        self.id = id
        self.name = name
    }
}
