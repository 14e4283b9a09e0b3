public import LandModel
import Lifecycle
public import Policy

/// What was planned, what was measured as built, and what the acceptance rested on (验收实测对照).
public struct AcceptanceEvidence: Sendable {
    /// A fact on each occasion.
    public struct Line: Sendable {
        /// The fact.
        public let fact: String
        /// As planned when the plan was approved, else as last planned.
        public let planned: Fact?
        /// As measured for the acceptance.
        public let measured: Fact?
        /// As it stood when the whole was accepted; nil while it is not.
        public let accepted: Fact?
    }

    /// The lines by fact.
    public let lines: [Line]
    /// When the last acceptance act was done; nil while none is.
    public let acceptedOn: CalendarDay?

    /// Follows the facts of a project through what happened.
    ///
    /// - Parameter acceptances: The acts with which the whole is accepted.
    public init(of project: String, _ history: LifeHistory, acceptances: Set<String>) {
        var occasion = Occasion.plan
        var planned: [String: Fact] = [:]
        var measured: [String: Fact] = [:]
        var accepted: [String: Fact]?
        var day: CalendarDay?
        for (index, entry) in history.entries.enumerated() {
            switch entry.event {
            case .layersStated(of: project, occasion: let given, layers: _): occasion = given
            case .measured(let one) where one.project == project:
                occasion = one.occasion
                let facts = one.items.first { $0.subject.id == project }?.facts ?? [:]
                if occasion == .acceptance {
                    measured.merge(facts) { $1 }
                } else if occasion == .plan {
                    planned = facts
                }
            case .factsStated(of: project, facts: let facts):
                let given = Self.occasion(following: index, of: project, history) ?? occasion
                let areas = facts.filter { $0.value.provenance != nil }
                if given == .acceptance {
                    measured.merge(areas) { $1 }
                } else if given == .plan {
                    planned.merge(areas) { $1 }
                }
            case .done(act: let act, of: project, by: _, to: _) where acceptances.contains(act):
                (accepted, day) = (measured, entry.day)
            default: break
            }
        }
        acceptedOn = day
        let names = Set(measured.keys).sorted()
        lines = names.map {
            Line(
                fact: $0, planned: planned[$0], measured: measured[$0], accepted: accepted?[$0])
        }
    }

    /// The occasion that is told right after facts, in the same act.
    private static func occasion(
        following index: Int, of project: String, _ history: LifeHistory
    ) -> Occasion? {
        guard history.entries.indices.contains(index + 1) else { return nil }
        let (own, next) = (history.entries[index], history.entries[index + 1])
        guard next.sequence == own.sequence + 1, next.time == own.time,
            case .layersStated(of: project, occasion: let occasion, layers: _) = next.event
        else { return nil }
        return occasion
    }
}
