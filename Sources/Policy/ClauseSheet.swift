public import LandModel

/// What a clause says in its fields, laid open for a reader (条款要素).
public struct ClauseSheet: Sendable {
    /// A condition of a clause.
    public struct Condition: Hashable, Sendable {
        /// What a condition is for.
        public enum Role: String, Sendable, CaseIterable {
            /// When the clause concerns a subject.
            case applies
            /// A figure with its bound.
            case check
            /// What must hold.
            case require
            /// What must not hold.
            case forbid
        }

        /// What it is for.
        public let role: Role
        /// The condition, or the figure that is bounded.
        public let tree: ExpressionTree
        /// How the figure and its limit must compare; nil for a condition.
        public let bound: Bound?
        /// The limit; nil for a condition.
        public let limit: ExpressionTree?
    }

    /// An act and the offices that must all approve it.
    public struct Approval: Hashable, Sendable {
        /// The act.
        public let act: String
        /// The offices.
        public let offices: [String]
    }

    /// The clause.
    public let clause: Clause
    /// Its conditions in the order in which they are judged.
    public let conditions: [Condition]
    /// The stage from which it is judged; nil when it always is.
    public let from: String?
    /// Its time limit in words, with the number in force last; nil without one.
    public let limit: BilingualText?
    /// The acts that must be done before, in order.
    public let after: [String]
    /// The acts that must be approved, and by whom.
    public let approvals: [Approval]
    /// The sections that a paper must have.
    public let sections: [String]
    /// The offices that a paper or a result goes to.
    public let recipients: [String]
    /// The offices of a clause on posts.
    public let offices: [String]
    /// The posts that must be filled.
    public let posts: [String]
    /// The act with a time limit; nil when it is papers or a condition.
    public let act: String?
    /// The acts that an office alone performs.
    public let performs: [String]
    /// The accounts it asks for.
    public let accounts: [String]
    /// The order of uses.
    public let order: [String]
    /// The types of sub-project of which one is used.
    public let options: [String]
    /// Whether a written reason lets it pass.
    public let isWaivable: Bool
    /// The offices that may waive it.
    public let waivers: [String]
    /// The papers that a waiver needs.
    public let waiverDocuments: [String]
    /// The parts of the pack that state it, when nothing is left to judge.
    public let statedIn: [String]
    /// Who must move.
    public let actors: [String]
    /// What to do when it is not met.
    public let remedy: BilingualText
    /// The legal numbers it names, by name.
    public let parameters: [ParameterSheet]
    /// The facts it names.
    public let facts: [String]
}

/// A legal number, date or period of a document with its values by day (法定参数).
public struct ParameterSheet: Hashable, Sendable {
    /// A value and the days on which it is in force.
    public struct Dated: Hashable, Sendable {
        /// The first day.
        public let from: CalendarDay
        /// The last day; nil while it is in force.
        public let to: CalendarDay?
        /// The value; nil for a blank of the document.
        public let value: EvaluatedValue?
    }

    /// The name.
    public let name: String
    /// The Chinese term.
    public let zh: String
    /// The unit.
    public let unit: ValueType
    /// How strongly it binds.
    public let strength: Strength
    /// The clause that sets it.
    public let clause: String
    /// The values, first to last.
    public let values: [Dated]

    /// The value in force on a day; nil for none and for a blank.
    public func value(on day: CalendarDay) -> EvaluatedValue? {
        values.filter { $0.from <= day && day <= ($0.to ?? day) }
            .max { $0.from < $1.from }?.value
    }

    init(_ parameter: Parameter) {
        (name, zh, unit) = (parameter.name, parameter.zh, parameter.unit)
        (strength, clause) = (parameter.strength, parameter.clause)
        values = parameter.values.map { Dated(from: $0.from, to: $0.to, value: $0.value) }
    }
}
