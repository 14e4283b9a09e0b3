public import LandModel

/// The form of an act, with everything that a page needs to draw it (填报表单).
public struct ActForm: Sendable {
    /// The operation.
    public let operation: String
    /// What it is called.
    public let title: BilingualText
    /// What it belongs to.
    public let group: ActGroup
    /// The subject; nil for acts without one, and while none is chosen.
    public let subject: ActSubject?
    /// What the subject lies in that an act names otherwise, such as the parent of a new file; nil for none.
    public let place: ActSubject?
    /// Whether the act has a subject that must be chosen first.
    public let needsSubject: Bool
    /// The fields in order.
    public let outlines: [InputOutline]
    /// What fields can be filled with, by name of the field.
    public let options: [String: [InputOption]]
    /// The facts that can be stated; empty for other acts.
    public let facts: [FactOption]
    /// The clauses behind the act.
    public let clauses: [ActClause]
    /// Whether it settles something that only another act can take back.
    public let isFinal: Bool
    /// What the subject contains, by identifier and name, for forms that are filled in batches.
    public let children: [InputOption]

    /// The same form with other fields, as when a table gives the rest.
    public func with(_ outlines: [InputOutline]) -> ActForm {
        ActForm(
            operation: operation, title: title, group: group, subject: subject, place: place,
            needsSubject: needsSubject, outlines: outlines, options: options, facts: facts,
            clauses: clauses, isFinal: isFinal, children: children)
    }

    /// The same form with the facts of others besides its own, each once.
    public func with(factsOf others: [ActForm]) -> ActForm {
        var all = facts
        for fact in others.flatMap(\.facts) where !all.contains(where: { $0.name == fact.name }) {
            all.append(fact)
        }
        return ActForm(
            operation: operation, title: title, group: group, subject: subject, place: place,
            needsSubject: needsSubject, outlines: outlines, options: options, facts: all,
            clauses: clauses, isFinal: isFinal, children: children)
    }
}
