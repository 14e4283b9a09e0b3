import LandModel

/// Checks everything a pack must keep beyond its form; collects, never stops (P03–P22).
struct PackChecker {
    private let pack: Pack
    private var vocabulary: Vocabulary { pack.vocabulary }
    private(set) var problems: [PackProblem] = []

    init(_ pack: Pack) {
        self.pack = pack
    }

    mutating func check() {
        checkHead()
        checkParameters()
        checkClauses()
        checkLifecycle()
        var conflicts = ConflictChecker(pack)
        conflicts.check()
        problems += conflicts.problems
        checkUnusedParameters()
    }

    private mutating func report(_ fault: PackFault, file: String, line: Int = 0, _ place: String) {
        problems.append(PackProblem(fault, file: file, line: line, place: place))
    }

    // MARK: Head

    private mutating func checkHead() {
        for (type, office) in pack.subprojectTypes.sorted(by: { $0.key < $1.key }) {
            if !vocabulary.codes["subprojectType", default: []].contains(type) {
                report(.unknownReference(what: .type, type), file: "pack.yaml", "subprojectTypes")
            }
            if pack.office(office) == nil {
                report(.unknownReference(what: .office, office), file: "pack.yaml", type)
            }
        }
        for id in repeated(pack.offices.map(\.id)) + repeated(pack.readings.map(\.id)) {
            report(.definedTwice(id), file: "pack.yaml", id)
        }
        for office in pack.offices {
            if let parent = office.partOf, pack.office(parent) == nil {
                report(.unknownReference(what: .office, parent), file: "pack.yaml", office.id)
            }
        }
    }

    private func repeated(_ ids: [String]) -> [String] {
        var seen: Set<String> = []
        var twice: [String] = []
        for id in ids where !seen.insert(id).inserted && !twice.contains(id) { twice.append(id) }
        return twice
    }

    // MARK: Parameters

    private mutating func checkParameters() {
        let declared = Set(pack.source.clauses.compactMap { $0["id"]?.text })
        for parameter in pack.parameterOrder {
            let (file, line, name) = (parameter.file, parameter.line, parameter.name)
            if !declared.contains(parameter.clause) {
                report(
                    .unknownReference(what: .clause, parameter.clause), file: file, line: line,
                    name)
            } else if let clause = pack.clause(parameter.clause),
                clause.strength != parameter.strength
            {
                report(.strengthDiffersFromClause, file: file, line: line, name)
            }
            if vocabulary.facts.values.contains(where: { $0[name] != nil }) {
                report(.parameterNamedLikeFact, file: file, line: line, name)
            }
            let values = parameter.values.sorted { $0.from < $1.from }
            for (first, second) in zip(values, values.dropFirst()) {
                // A value without an end is replaced by the next one that begins later.
                let overlaps =
                    first.to.map { second.from <= $0 } ?? (second.from == first.from)
                if overlaps {
                    report(
                        .twoValues(first.text, second.text, day: second.from.description),
                        file: file, line: line, name)
                }
            }
        }
        for name in repeated(pack.parameterOrder.map(\.name)) {
            report(.parameterTwice, file: pack.parameters[name]?.file ?? "", name)
        }
    }

    private mutating func checkUnusedParameters() {
        var used: Set<String> = []
        for clause in pack.clauses {
            for part in clause.expressions { used.formUnion(part.expression.names) }
            for part in clause.due?.parameters ?? [] { used.insert(part.name) }
        }
        for parameter in pack.parameterOrder where !used.contains(parameter.name) {
            report(
                .unusedParameter, file: parameter.file, line: parameter.line, parameter.name)
        }
    }

    // MARK: Clauses

    private mutating func checkClauses() {
        for id in repeated(pack.clauses.map(\.id)) {
            let node = pack.clause(id)?.node
            report(.definedTwice(id), file: node?.file ?? "", line: node?.line ?? 0, id)
        }
        for clause in pack.clauses {
            var checker = ClauseChecker(clause, pack: pack)
            checker.check()
            problems += checker.problems
        }
    }

    // MARK: Lifecycle

    private mutating func checkLifecycle() {
        let file = "lifecycle.yaml"
        let acts = pack.lifecycle.tracks.flatMap {
            $0.acts.flatMap { [$0.id] + $0.chain.map(\.id) }
        }
        for id in repeated(acts) { report(.definedTwice(id), file: file, id) }
        let stages = pack.lifecycle.tracks.flatMap { $0.stages.map(\.id) }
        for id in repeated(stages) { report(.definedTwice(id), file: file, id) }
        for track in pack.lifecycle.tracks {
            if vocabulary.entity(track.subject) == nil {
                report(.unknownReference(what: .entity, track.subject), file: file, track.name)
            }
            let reached = reachableStages(of: track)
            for stage in track.stages where !reached.contains(stage.id) {
                report(.unreachableStage, file: file, "\(track.name).\(stage.id)")
            }
            for act in track.acts { checkAct(act, of: track) }
        }
    }

    private func reachableStages(of track: Lifecycle.Track) -> Set<String> {
        var reached: Set<String> = []
        if let first = track.stages.first { reached.insert(first.id) }
        for _ in track.acts {
            for act in track.acts {
                guard let to = act.to else { continue }
                if act.from.isEmpty || !reached.isDisjoint(with: act.from) { reached.insert(to) }
            }
        }
        return reached
    }

    private mutating func checkAct(_ act: Lifecycle.Act, of track: Lifecycle.Track) {
        let own = Set(track.stages.map(\.id))
        for stage in act.from + [act.to].compactMap(\.self) where !own.contains(stage) {
            report(
                .unknownReference(what: .stage, stage), file: "lifecycle.yaml", line: act.line,
                act.id)
        }
        for office in act.by + act.chain.flatMap(\.by) where pack.office(office) == nil {
            report(
                .unknownReference(what: .office, office), file: "lifecycle.yaml", line: act.line,
                act.id)
        }
        for document in act.produces where vocabulary.documents[document] == nil {
            report(
                .unknownReference(what: .document, document), file: "lifecycle.yaml",
                line: act.line, act.id)
        }
    }
}
