import Documents
import LandModel
import Operations
import Policy

/// What a pack calls things, for reports and pages.
extension Pack {
    /// The acts and the steps inside them, in the order of the life cycle.
    var spokenActs: [ReportAct] {
        lifecycle.tracks.flatMap(\.acts).flatMap { act in
            [
                ReportAct(
                    id: act.id, name: BilingualText(zh: act.zh, en: OperationWords.spaced(act.id)))
            ]
                + act.chain.map { step in
                    ReportAct(
                        id: step.id,
                        name: BilingualText(
                            zh: step.zh.isEmpty ? act.zh : "\(act.zh)：\(step.zh)",
                            en: OperationWords.spaced(step.id)))
                }
        }
    }

    /// Names of everything a finding may mention by identifier.
    var spokenNames: [String: BilingualText] {
        var names: [String: BilingualText] = [:]
        for facts in vocabulary.facts.values {
            for (id, fact) in facts {
                names[id] = BilingualText(zh: fact.zh, en: OperationWords.spaced(id))
            }
        }
        for (id, zh) in vocabulary.documents {
            names[id] = BilingualText(zh: zh, en: OperationWords.spaced(id))
        }
        for office in offices {
            names[office.id] = BilingualText(zh: office.zh, en: OperationWords.spaced(office.id))
        }
        for act in spokenActs { names[act.id] = act.name }
        for entity in vocabulary.entities {
            names[entity.name] = BilingualText(
                zh: entity.zh, en: OperationWords.spaced(entity.name))
        }
        return names
    }

    /// The same with codes, accounts, posts and stages, which pages tell as well.
    var pageNames: [String: BilingualText] {
        var names = spokenNames
        let stages = lifecycle.tracks.flatMap(\.stages).map { ($0.id, $0.zh) }
        for (id, zh) in Array(vocabulary.terms) + stages where names[id] == nil {
            names[id] = BilingualText(zh: zh, en: OperationWords.spaced(id))
        }
        return names
    }
}
