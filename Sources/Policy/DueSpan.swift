import LandModel

/// The first and the last day on which the thing due now must happen.
struct DueSpan: Hashable {
    var first: CalendarDay?
    var last: CalendarDay?
    /// The act that set an unfixed limit off.
    var since: CalendarDay?
    /// The parameter the document leaves blank.
    var blank: MissingItem?
}

extension ClauseJudge {
    /// The span running on the day judged; nil where nothing limits it yet.
    func dueSpan() throws(EvaluationError) -> DueSpan? {
        guard let due = clause.due else { return nil }
        switch due {
        case .yearly(let name, _): return yearlySpan(name)
        case .every(let span): return recurringSpan(months: span.months)
        case .fixed(let name):
            let (last, blank) = day(name)
            return DueSpan(last: last, blank: blank)
        case .window(let opens, let closes):
            let ((first, noFirst), (last, noLast)) = (day(opens), day(closes))
            return DueSpan(first: first, last: last, blank: noFirst ?? noLast)
        case .within(let name, let act):
            let records = journal.records(.act, act, concerning: frames)
            guard let start = records.map(\.date).min() else { return nil }
            switch pack.parameters[name]?.value(on: asOf) {
            case .period(let period): return DueSpan(first: start, last: try end(period, start))
            case .unknown(let missing): return DueSpan(blank: Self.blank(missing))
            default: return nil
            }
        case .unfixed(_, let act):
            let records = act.map { journal.records(.act, $0, concerning: frames) } ?? []
            return DueSpan(since: records.map(\.date).max())
        }
    }

    private func end(
        _ period: Period, _ start: CalendarDay
    ) throws(EvaluationError) -> CalendarDay {
        do {
            return try pack.calendar.day(period, from: start)
        } catch {
            throw EvaluationError(fault: .calendarYearMissing(error.year))
        }
    }

    private func yearlySpan(_ name: String) -> DueSpan? {
        switch pack.parameters[name]?.value(on: asOf) {
        case .code(let monthDay):
            let parts = monthDay.split(separator: "-").compactMap { Int($0) }
            guard parts.count == 2 else { return nil }
            let length = CalendarDay.daysInMonth(year: asOf.year, month: parts[0])
            return DueSpan(
                first: CalendarDay(year: asOf.year, month: 1, day: 1),
                last: CalendarDay(
                    year: asOf.year, month: parts[0], day: min(parts[1], length)))
        case .unknown(let missing): return DueSpan(blank: Self.blank(missing))
        default: return nil
        }
    }

    private func recurringSpan(months: Int) -> DueSpan? {
        let month = (asOf.month - 1) / months * months + 1
        guard let first = CalendarDay(year: asOf.year, month: month, day: 1) else { return nil }
        return DueSpan(first: first, last: first.adding(months: months).adding(days: -1))
    }

    private func day(_ name: String) -> (CalendarDay?, MissingItem?) {
        switch pack.parameters[name]?.value(on: asOf) {
        case .date(let day): (day, nil)
        case .unknown(let missing): (nil, Self.blank(missing))
        default: (nil, nil)
        }
    }

    /// A blank of the document, not a value still to come.
    private static func blank(_ missing: Set<MissingItem>) -> MissingItem? {
        missing.first { !$0.isParameterNotInForce }
    }
}
