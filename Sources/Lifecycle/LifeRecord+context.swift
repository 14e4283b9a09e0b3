public import LandModel
public import Policy

extension LifeRecord {
    /// What a pack needs to judge a subject: the whole tree it stands in, as of a day.
    ///
    /// - Parameters:
    ///   - subject: One of the subjects; the outermost that contains it is the root.
    ///   - vocabulary: Names the collections in which entities lie.
    /// - Returns: nil when there is no such subject.
    public func context(
        around subject: String, asOf day: CalendarDay, vocabulary: Vocabulary
    ) -> JudgementContext? {
        guard let root = path(of: subject).last else { return nil }
        let basis = basis(of: subject)
        return JudgementContext(
            root: tree(root, vocabulary), journal: journal, occasion: basis.occasion, asOf: day,
            layersPresent: basis.layers)
    }

    private func tree(_ subject: LifeSubject, _ vocabulary: Vocabulary) -> Subject {
        var collections: [String: [Subject]] = [:]
        for child in children(of: subject.id) {
            let name = vocabulary.entity(child.entity)?.collection ?? child.entity
            collections[name, default: []].append(tree(child, vocabulary))
        }
        return Subject(
            entity: subject.entity, id: subject.id, name: subject.name,
            facts: facts(of: subject.id), collections: collections,
            stages: Set(lifecycle.tracks.compactMap { stage(of: subject.id, on: $0.name) }))
    }
}
