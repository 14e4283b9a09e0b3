import LandModel

/// Finds the instances of an entity in a tree of subjects.
struct SubjectTree {
    private let paths: [[Subject]]

    init(_ root: Subject) {
        var paths: [[Subject]] = []
        func visit(_ subject: Subject, _ above: [Subject]) {
            let path = [subject] + above
            paths.append(path)
            for name in subject.collections.keys.sorted() {
                for child in subject.collections[name, default: []] { visit(child, path) }
            }
        }
        visit(root, [])
        self.paths = paths
    }

    /// Every subject.
    var all: [Subject] { paths.compactMap(\.first) }

    /// Each instance with what contains it, innermost first; one that is listed in several places
    /// (a township in its county and in a project that touches it) appears once.
    func instances(of entity: String, scopes: [String]) -> [[Subject]] {
        var seen: Set<String> = []
        return paths.filter { path in
            guard let subject = path.first else { return false }
            return subject.entity == entity && seen.insert(subject.id).inserted
        }.map { path in path.filter { scopes.contains($0.entity) } }
    }

    /// Whether the collection is handed in somewhere and holds nothing anywhere.
    func holdsEmpty(_ collection: String) -> Bool {
        let found = paths.compactMap { $0.first?.collections[collection] }
        return !found.isEmpty && found.allSatisfy(\.isEmpty)
    }

    /// The subject, everything it contains and everything that contains it.
    func related(to subject: SubjectReference) -> Set<SubjectReference> {
        func isSame(_ other: Subject) -> Bool {
            other.entity == subject.entity && other.id == subject.id
        }
        var related: Set<SubjectReference> = []
        for path in paths {
            guard let innermost = path.first else { continue }
            if path.contains(where: isSame) { related.insert(innermost.reference) }
            if isSame(innermost) { related.formUnion(path.map(\.reference)) }
        }
        return related
    }
}
