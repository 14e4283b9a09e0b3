import LandModel

/// What is recorded about a project besides its layers: facts and journal records (佐证材料).
public struct RecordedEvidence: Sendable {
    /// The project's recorded facts and collections, then the facts that belong to what contains
    /// it (township, county, city, region), each as a subject without id.
    public let given: [Subject]
    /// The events that this pack knows.
    public let journal: [JournalRecord]
    /// Acts of the file that this pack's life cycle does not have, left out.
    public let unknownActs: [String]
}

extension Pack {
    /// Reads recorded facts and events from a YAML file in the form of a policy case.
    ///
    /// The file holds `given:` (facts and collections of the project) and `journal:` (acts, papers,
    /// appointments, waivers, attestations, breaches, accounts). One file may serve several packs,
    /// so acts of another pack's life cycle are left out and named.
    /// - Throws: ``PackErrors`` with all problems at once.
    public func recordedEvidence(file path: String) throws(PackErrors) -> RecordedEvidence {
        let bytes: [UInt8]
        do {
            bytes = try PackFolder.bytes(of: path)
        } catch {
            throw PackErrors(
                folder: path,
                problems: [PackProblem(error.fault, file: path, line: 0, place: path)])
        }
        var yaml = PackYAML(file: path, anchorsAllowed: true)
        guard let root = yaml.root(of: String(decoding: bytes, as: UTF8.self)) else {
            throw PackErrors(folder: path, problems: yaml.problems)
        }
        var decoder = CaseDecoder(root, pack: self)
        let evidence = decoder.decodeEvidence()
        let problems = yaml.problems + decoder.problems
        guard problems.isEmpty else { throw PackErrors(folder: path, problems: problems) }
        return evidence
    }
}

extension CaseDecoder {
    /// The facts and events of an evidence file.
    mutating func decodeEvidence() -> RecordedEvidence {
        allowOnly(["given", "journal", "note"], owner: "evidence")
        let scopes = pack.vocabulary.scopes(of: "project")
        let given = divided(
            subject(field("given"), entity: "project", scopes: scopes), over: scopes)
        var journal: [JournalRecord] = []
        var unknown: [String] = []
        for node in field("journal")?.items ?? [] {
            if let act = node["act"]?.text, pack.lifecycle.act(act) == nil {
                unknown.append(act)
            } else if let record = record(node) {
                journal.append(record)
            }
        }
        return RecordedEvidence(given: given, journal: journal, unknownActs: unknown)
    }

    /// Hands every fact to the subject its definition belongs to.
    private func divided(_ project: Subject, over scopes: [String]) -> [Subject] {
        var subjects = [project]
        subjects[0].facts = [:]
        for scope in scopes.dropFirst() {
            subjects.append(Subject(entity: scope, id: "", name: ""))
        }
        for (name, fact) in project.facts {
            let owner = pack.vocabulary.fact(name, in: scopes)?.entity
            let index = scopes.firstIndex { $0 == owner } ?? 0
            subjects[index].facts[name] = fact
        }
        return subjects.enumerated().filter { $0.offset == 0 || !$0.element.facts.isEmpty }
            .map(\.element)
    }
}
