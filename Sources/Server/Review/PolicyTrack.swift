import LandModel
import Policy

/// A life cycle of a pack: its stages in order, and its acts with who does them (办理流程).
struct PolicyTrack {
    let track: Lifecycle.Track
    let pack: Pack
    let language: DisplayLanguage

    var value: JSONValue {
        .members([
            "id": .string("track-\(track.name)"),
            "title": .string(pack.term(track.subject)[language]),
            "stages": .list(track.stages) { stage in
                let acts = track.acts.filter { $0.to == stage.id }.map(\.id)
                return .members([
                    "name": .string(pack.term(stage.id)[language]),
                    "by": .shown(acts.isEmpty ? nil : pack.terms(acts, language)),
                ])
            },
            "acts": .list(track.acts) { act($0) },
        ])
    }

    private func act(_ act: Lifecycle.Act) -> JSONValue {
        let names = [act.id] + act.chain.map(\.id)
        let count = pack.clauses.count { !Set($0.blocks).isDisjoint(with: names) }
        return .members([
            "name": .string(pack.term(act.id)[language]), "id": .string(act.id),
            "from": .string(act.from.isEmpty ? "—" : pack.terms(act.from, language)),
            "to": .string(act.to.map { pack.term($0)[language] } ?? "—"),
            "by": .string(pack.terms(act.by, language)),
            "isJoint": .bool(act.by.count > 1), "isPinning": .bool(act.isPinning),
            "hasSteps": .bool(!act.chain.isEmpty),
            "steps": .list(act.chain) { step in
                .members([
                    "name": .string(pack.term(step.id)[language]),
                    "kind": .string(ClauseWords.word(step.kind)[language]),
                    "by": .string(pack.terms(step.by, language)),
                ])
            },
            "papers": .shown(act.produces.isEmpty ? nil : pack.terms(act.produces, language)),
            "clauses": count > 0
                ? .members([
                    "count": .integer(count),
                    "href": .string("/policy/\(pack.code)?blocks=\(act.id)"),
                ]) : .bool(false),
        ])
    }
}
