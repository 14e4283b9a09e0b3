public import LandModel

/// What an expression came to: a value, or unknown with the list of what is missing.
public enum EvaluatedValue: Hashable, Sendable {
    /// A number; areas in m², money in CNY.
    case number(Rational)
    /// A condition that holds or not.
    case truth(Bool)
    /// A calendar day.
    case date(CalendarDay)
    /// One code.
    case code(String)
    /// Several codes.
    case codes([String])
    /// A span of time.
    case period(Period)
    /// Unknown (Kleene's third value), with everything that would decide it.
    case unknown(Set<MissingItem>)

    /// Whether the value is unknown.
    public var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }

    /// What is missing; empty for a known value.
    public var missing: Set<MissingItem> {
        if case .unknown(let items) = self { items } else { [] }
    }

    /// The number; nil for anything else.
    public var number: Rational? {
        if case .number(let number) = self { number } else { nil }
    }
}

/// A span of time such as `3 years` or `10 workdays`.
public struct Period: Hashable, Sendable {
    /// The unit of a span.
    public enum Unit: String, Sendable, CaseIterable {
        /// Calendar days.
        case days
        /// Days that are neither rest days nor holidays.
        case workdays
        /// Months, rounded down to the last day of a shorter month.
        case months
        /// Years, rounded down likewise.
        case years
    }

    /// How many.
    public let count: Int
    /// Of what.
    public let unit: Unit

    /// Makes a span.
    public init(count: Int, unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// Reads `3 years`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[0]), count >= 0,
            let unit = Unit(rawValue: String(parts[1]))
        else { return nil }
        self.init(count: count, unit: unit)
    }
}

/// One thing a finding asks for.
public enum MissingItem: Hashable, Sendable {
    /// A fact nobody has tabulated, recorded or booked.
    case fact(String)
    /// A collection nobody has handed in.
    case collection(String)
    /// No instance of this entity is known.
    case entity(String)
    /// A parameter the document leaves blank.
    case parameter(String)
    /// A parameter whose first value is not in force yet.
    case parameterNotInForce(String)
    /// An act not done.
    case act(String)
    /// A paper not on file, or not with all its sections and recipients.
    case document(String)
    /// A post of an office not filled; no office means the subject's own post.
    case post(String, office: String?)
    /// A layer the snapshot lacks.
    case layer(String)
    /// An account not opened.
    case account(String)
    /// The attestation of an office.
    case attestation(office: String)
    /// A sub-project of one of these types.
    case option([String])
    /// A condition that does not hold yet.
    case condition(String)
    /// The calendar of a year, needed to count working days.
    case calendar(year: Int)
}
