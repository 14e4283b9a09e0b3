public import Policy

/// What is known about a project besides its layers: recorded facts and journal records (佐证材料).
///
/// The form of the file is that of a policy case, `given:` and `journal:`; `Pack.recordedEvidence`
/// of module Policy reads it.
public struct EvidenceRegister: Sendable {
    /// Recorded facts and collections of the project, and of what contains it; villages,
    /// sub-projects and the rest by id.
    public let given: [Subject]
    /// The events.
    public let journal: [JournalRecord]

    /// Makes a register; an empty one adds nothing.
    public init(given: [Subject] = [], journal: [JournalRecord] = []) {
        self.given = given
        self.journal = journal
    }

    /// The tree with the recorded facts added to the subject of the same entity and id.
    ///
    /// What is given without an id goes to every subject of its entity. A fact the layers
    /// decide is never replaced by a recorded one; items of a collection with an id that is not
    /// there yet are added.
    public func merged(into root: Subject) -> Subject {
        given.reduce(root) { Self.merge($1, into: $0) }
    }

    private static func merge(_ given: Subject, into subject: Subject) -> Subject {
        var out = subject
        if subject.entity == given.entity, given.id.isEmpty || given.id == subject.id {
            out.facts.merge(given.facts) { measured, _ in measured }
            out.stages.formUnion(given.stages)
            for (name, items) in given.collections {
                out.collections[name] = merge(items, into: out.collections[name] ?? [])
            }
            return out
        }
        for (name, items) in subject.collections {
            out.collections[name] = items.map { merge(given, into: $0) }
        }
        return out
    }

    private static func merge(_ items: [Subject], into present: [Subject]) -> [Subject] {
        var out = present
        for item in items {
            if let index = out.firstIndex(where: { $0.id == item.id && $0.entity == item.entity }) {
                out[index] = merge(item, into: out[index])
            } else {
                out.append(item)
            }
        }
        return out
    }
}
