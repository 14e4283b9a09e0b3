import LandModel
import Lifecycle
import Policy

/// What is on file and what was out of the ordinary.
extension ProjectFold {
    var facts: [ProjectView.FactLine] {
        let measured = record.measuredFacts(of: subject)
        var marks: [String: ProjectView.Mark] = [:]
        var measuredAt: ProjectView.Mark?
        for entry in chronicle.entries {
            switch entry.life {
            case .factsStated(subject, let facts), .changeProposed(subject, let facts):
                for name in facts.keys { marks[name] = entry.mark }
            case .measured(let measurement), .changeMeasured(let measurement):
                if measurement.items.contains(where: { $0.subject.id == subject }) {
                    measuredAt = entry.mark
                }
            default: break
            }
        }
        return record.facts(of: subject).sorted { $0.key < $1.key }.compactMap { name, fact in
            guard let definition = pack.vocabulary.fact(name, in: [entity]) else { return nil }
            let isMeasured = measured[name] != nil
            return ProjectView.FactLine(
                name: name, definition: definition, fact: fact, isMeasured: isMeasured,
                mark: isMeasured ? measuredAt : marks[name])
        }
    }

    func papers(_ inside: Set<String>) -> [ProjectView.Paper] {
        chronicle.entries.reversed().compactMap { entry in
            guard case .filed(let paper, let of, let office) = entry.life,
                inside.contains(of ?? subject)
            else { return nil }
            return ProjectView.Paper(
                document: paper.document,
                zh: pack.vocabulary.documents[paper.document] ?? paper.document,
                sections: paper.sections, to: paper.to, by: office, digest: paper.digest,
                of: of ?? subject, mark: entry.mark)
        }
    }

    func posts(_ inside: Set<String>) -> [ProjectView.Post] {
        chronicle.entries.compactMap { entry in
            guard case .postFilled(let post, let office, let of) = entry.life,
                inside.contains(of ?? subject)
            else { return nil }
            return ProjectView.Post(
                post: post, office: office, of: of ?? subject, mark: entry.mark)
        }
    }

    /// The plan in force: the last measured one, or that of the last change that was approved.
    var measurement: ProjectView.Measured? {
        var number = 0
        var found: ProjectView.Measured?
        var proposed: ProjectView.Measured?
        for entry in chronicle.entries {
            switch entry.life {
            case .measured(let one) where one.project == subject:
                number += 1
                found = measured(one, entry.mark, number)
            case .changeMeasured(let one) where one.project == subject:
                number += 1
                proposed = measured(one, entry.mark, number)
            case .changeDecided(subject, let isApproved, _, _):
                if isApproved, let proposed { found = proposed }
                proposed = nil
            default: break
            }
        }
        return found
    }

    private func measured(
        _ one: LifeMeasurement, _ mark: ProjectView.Mark, _ number: Int
    ) -> ProjectView.Measured {
        let parts = one.survey.split(separator: "@", maxSplits: 1).map(String.init)
        return ProjectView.Measured(
            occasion: one.occasion, dataset: parts.first ?? one.survey,
            edition: parts.count > 1 ? Int(parts[1]) : nil, layers: one.layers, plan: one.plan,
            items: one.items.count, mark: mark, number: number)
    }

    // MARK: Out of the ordinary

    func matters(_ inside: Set<String>) -> [ProjectView.Matter] {
        var found: [ProjectView.Matter] = []
        func close(_ kind: ProjectView.Matter.Kind, _ of: String, about: String? = nil) {
            let last = found.lastIndex { one in
                one.kind == kind && one.of == of && one.isOpen
                    && (about == nil || about == one.about)
            }
            if let last { found[last].isOpen = false }
        }
        for entry in chronicle.entries {
            switch entry.life {
            case .resumed(let of, _, _): close(.suspension, of)
            case .changeDecided(let of, _, _, _): close(.change, of)
            case .breachClosed(let clause, let of, _): close(.breach, of, about: clause)
            case .done(let act, let of, _, _): close(.returned, of, about: act)
            default:
                if let matter = matter(entry), inside.contains(matter.of) { found.append(matter) }
            }
        }
        return found.reversed()
    }

    private func matter(_ entry: ProjectChronicle.Entry) -> ProjectView.Matter? {
        func make(
            _ kind: ProjectView.Matter.Kind, _ about: String, _ of: String, _ by: String,
            _ reason: String, isOpen: Bool
        ) -> ProjectView.Matter {
            ProjectView.Matter(
                kind: kind, about: about, of: of, by: by, reason: reason, isOpen: isOpen,
                mark: entry.mark)
        }
        switch entry.life {
        case .waived(let clause, let of, let by, let reason):
            return make(.waiver, clause, of, by, reason, isOpen: false)
        case .returned(let act, let of, let by, let reason):
            return make(.returned, act, of, by, reason, isOpen: true)
        case .suspended(let of, let by, let reason):
            return make(.suspension, "", of, by, reason, isOpen: true)
        case .changeRequested(let of, let by, let reason):
            return make(.change, "", of, by, reason, isOpen: true)
        case .corrected(let act, let of, let by, let reason):
            return make(.correction, act, of, by, reason, isOpen: false)
        case .breachUpheld(let clause, let of, let by):
            return make(.breach, clause, of, by, "", isOpen: true)
        default: return nil
        }
    }
}
