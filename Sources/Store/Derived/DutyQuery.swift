public import LandModel

/// How a row stands on a day, as the table counts it.
public enum DutyRowState: Int, Sendable, CaseIterable {
    case met, late, waived, running, upcoming, overdue, missed, unfixed, notStarted, blank
}

/// Which rows are asked for.
public struct DutyQuery: Hashable, Sendable {
    /// The day on which they stand so.
    public var day: CalendarDay
    /// Only those in this area or inside it.
    public var area: AdministrativeCode?
    /// Only those of an office of this kind.
    public var office: String?
    /// Only those in the streams of these subjects.
    public var owners: Set<String>?
    /// Only those that stand so.
    public var states: Set<DutyRowState>
    /// Only those whose last day is one of these; those without a last day are not asked.
    public var lastDays: ClosedRange<CalendarDay>?
    /// Whether what is overdue is told however long it has been.
    public var allOverdue: Bool
    /// How many of the first are left out: a page begins there.
    public var skip: Int
    /// How many at most.
    public var limit: Int

    /// Describes a query.
    public init(
        day: CalendarDay, area: AdministrativeCode? = nil, office: String? = nil,
        owners: Set<String>? = nil, states: Set<DutyRowState> = Set(DutyRowState.allCases),
        lastDays: ClosedRange<CalendarDay>? = nil, allOverdue: Bool = true, skip: Int = 0,
        limit: Int = .max
    ) {
        self.day = day
        self.area = area
        self.office = office
        self.owners = owners
        self.states = states
        self.lastDays = lastDays
        self.allOverdue = allOverdue
        self.skip = skip
        self.limit = limit
    }
}

/// What a query found.
public struct DutyPage: Sendable {
    /// The rows with how they stand, by last day, subject and clause.
    public let rows: [(row: DutyRow, state: DutyRowState)]
    /// How many rows are asked for, with those that `skip` and `limit` leave out.
    public let found: Int
    /// How many stand how in the area and for the office, whatever their last day.
    public let counts: DutyCounts
    /// The texts of the clauses, by pack and clause.
    public let clauses: [String: [String: DutyClauseRow]]
}
