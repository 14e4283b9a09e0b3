import LandModel

/// Finds the duties that one clause with a time limit lays on one subject.
///
/// Each span is judged by its last day, or by the day judged when that comes first: a subject that was
/// not listed by then, had not reached its stage or was not concerned has no duty of that span.
struct TimedDutyJudge {
    let pack: Pack
    let clause: Clause
    /// The subject and what contains it, innermost first.
    let frames: [Subject]
    let context: JudgementContext
    /// The day the subject was listed.
    let since: CalendarDay
    /// Recurring spans that begin up to this day are told.
    let horizon: CalendarDay
    /// The journal up to the day judged.
    let journal: JournalIndex

    private var asOf: CalendarDay { context.asOf }
    /// What fell due before this day is not judged.
    private var begin: CalendarDay { max(since, pack.inForceFrom) }

    /// The duties, in order of their days.
    func duties() -> [TimedDuty] {
        guard let due = clause.due else { return [] }
        switch due {
        case .yearly(let name, _):
            return recurring(months: 12) { lastDay(name, in: $0) }
        case .every(let span):
            return recurring(months: span.months) {
                .days(first: $0.first, last: $0.until, until: $0.until)
            }
        case .fixed, .window, .within, .unfixed:
            guard concerns(on: asOf), let limit = limit(due) else { return [] }
            if waitsForStage { return [duty(stageLimit, from: nil, through: nil)] }
            switch limit {
            case .days(_, let last, _) where last < pack.inForceFrom: return []
            case .days(let first, _, _): return [duty(limit, from: first, through: nil)]
            default: return [duty(limit, from: nil, through: nil)]
            }
        }
    }

    // MARK: Limits

    /// What limits a duty that comes once; nil for a parameter of another unit, which loading refuses.
    private func limit(_ due: TimeLimit) -> TimedDuty.Limit? {
        switch due {
        case .yearly, .every: return nil
        case .fixed(let name): return date(name)
        case .window(let opens, let closes):
            guard case .days(_, let first, _) = date(opens) else { return date(opens) }
            guard case .days(_, let last, _) = date(closes) else { return date(closes) }
            return .days(first: first, last: last, until: nil)
        case .within(let name, let act): return count(name, from: act)
        case .unfixed(let wording, let act):
            guard let act else { return .words(wording, since: nil) }
            let days = journal.records(.act, act, concerning: frames).map(\.date)
            return days.max().map { .words(wording, since: $0) } ?? .act(act)
        }
    }

    private func date(_ name: String) -> TimedDuty.Limit? {
        switch pack.parameters[name]?.value(on: asOf) {
        case .date(let day): .days(first: nil, last: day, until: nil)
        case .unknown(let missing): Self.unknown(missing, name)
        default: nil
        }
    }

    private func count(_ name: String, from act: String) -> TimedDuty.Limit? {
        let starts = journal.records(.act, act, concerning: frames).map(\.date)
        guard let start = starts.min() else { return .act(act) }
        switch pack.parameters[name]?.value(on: asOf) {
        case .period(let period):
            do {
                let last = try pack.calendar.day(period, from: start)
                return .days(first: start, last: last, until: nil)
            } catch {
                return .year(error.year)
            }
        case .unknown(let missing): return Self.unknown(missing, name)
        default: return nil
        }
    }

    private static func unknown(_ missing: Set<MissingItem>, _ name: String) -> TimedDuty.Limit {
        missing.contains { !$0.isParameterNotInForce } ? .blank(name) : .value(name)
    }

    // MARK: Spans

    /// One span of the calendar.
    private struct Span {
        let first: CalendarDay
        let until: CalendarDay

        init(of months: Int, containing day: CalendarDay) {
            let month = CalendarDay(year: day.year, month: day.month, day: 1) ?? day
            first = month.adding(months: -((day.month - 1) % months))
            until = first.adding(months: months).adding(days: -1)
        }

        func contains(_ day: CalendarDay) -> Bool { first <= day && day <= until }
    }

    private func recurring(months: Int, _ limit: (Span) -> TimedDuty.Limit?) -> [TimedDuty] {
        var duties: [TimedDuty] = []
        var span = Span(of: months, containing: begin)
        let end = min(max(asOf, horizon), pack.inForceTo ?? max(asOf, horizon))
        while span.first <= end {
            if let limit = limit(span), let duty = duty(of: span, limit) { duties.append(duty) }
            span = Span(of: months, containing: span.until.adding(days: 1))
        }
        if waitsForStage, concerns(on: asOf) {
            duties.append(duty(stageLimit, from: nil, through: nil))
        }
        return duties
    }

    /// The last day of a yearly limit: by the value in force on the day judged, in past and future years by
    /// that of the year's end.
    private func lastDay(_ name: String, in span: Span) -> TimedDuty.Limit? {
        switch pack.parameters[name]?.value(on: span.contains(asOf) ? asOf : span.until) {
        case .code(let monthDay):
            let parts = monthDay.split(separator: "-").compactMap { Int($0) }
            guard parts.count == 2 else { return nil }
            let length = CalendarDay.daysInMonth(year: span.first.year, month: parts[0])
            return CalendarDay(
                year: span.first.year, month: parts[0], day: min(parts[1], length)
            ).map { .days(first: span.first, last: $0, until: span.until) }
        case .unknown(let missing): return Self.unknown(missing, name)
        default: return nil
        }
    }

    private func duty(of span: Span, _ limit: TimedDuty.Limit) -> TimedDuty? {
        guard case .days(_, let last, _) = limit else {
            // What is not known yet is told once.
            let isNow = span.contains(asOf) && concerns(on: asOf)
            return isNow ? duty(limit, from: nil, through: nil) : nil
        }
        guard last >= begin else { return nil }
        if last < asOf {
            guard isAtStage(on: last), concerns(on: last) else { return nil }
        } else {
            // What waits for its stage is told once, whatever the span.
            guard concerns(on: asOf), !waitsForStage else { return nil }
        }
        return duty(limit, from: span.first, through: span.until)
    }

    // MARK: Whether the clause concerns the subject

    private func judge(on day: CalendarDay) -> ClauseJudge {
        var then = context
        then.asOf = day
        let known = day < asOf ? JournalIndex(context.journal, upTo: day) : journal
        return ClauseJudge(clause, of: pack, frames: frames, journal: known, context: then)
    }

    private func concerns(on day: CalendarDay) -> Bool {
        let isPlain =
            clause.applies == nil && clause.strength != .may && clause.statedIn.isEmpty
            && pack.overriders[clause.id] == nil
        if isPlain { return true }
        var judge = judge(on: day)
        do {
            return try judge.concernsSubject()
        } catch {
            // The finding tells what is wrong with the pack; the day stands all the same.
            return true
        }
    }

    /// Whether the stage the clause is judged from is still to come; without any stage of its track on record,
    /// its life has not begun.
    private var waitsForStage: Bool {
        guard let from = clause.from.flatMap({ pack.lifecycle.stagesByID[$0] }) else {
            return false
        }
        let reached = frames.flatMap(\.stages).compactMap { pack.lifecycle.stagesByID[$0] }
        return judge(on: asOf).isBeforeItsStage || !reached.contains { $0.track == from.track }
    }

    private var stageLimit: TimedDuty.Limit { .stage(clause.from ?? "") }

    /// Whether the stage the clause is judged from was reached on a day, by the acts on record; as it is now
    /// where there are none.
    private func isAtStage(on day: CalendarDay) -> Bool {
        let stages = pack.lifecycle.stagesByID
        guard let from = clause.from.flatMap({ stages[$0] }) else { return true }
        let track = pack.lifecycle.tracks.first { $0.name == from.track }
        var moves: [(day: CalendarDay, position: Int)] = []
        for act in track?.acts ?? [] {
            guard let position = act.to.flatMap({ stages[$0]?.position }) else { continue }
            moves += journal.records(.act, act.id, concerning: frames).map {
                ($0.date, position)
            }
        }
        if moves.isEmpty { return !waitsForStage }
        let now = moves.filter { $0.day <= day }.max { $0 < $1 }
        return now.map { $0.position >= from.position } ?? false
    }

    // MARK: What came of it

    private func duty(
        _ limit: TimedDuty.Limit, from first: CalendarDay?, through until: CalendarDay?
    ) -> TimedDuty {
        let writer = MessageWriter(pack: pack, clause: clause)
        let judge = judge(on: asOf)
        let span = (first ?? .earliest)...(max(first ?? .earliest, until ?? .latest))
        let named =
            clause.actors.isEmpty
            ? clause.act.flatMap { pack.lifecycle.act($0)?.approvers } ?? writer.actors
            : clause.actors
        let owners = judge.resolved(named)
        let waivers = judge.validWaivers.map(\.date).filter(span.contains)
        let isCounted =
            switch limit {
            case .days, .words: true
            case .act, .stage, .value, .blank, .year: false
            }
        return TimedDuty(
            clause: clause.id,
            subject: frames.first?.reference
                ?? SubjectReference(entity: clause.subject, id: "", name: ""),
            title: clause.title, citation: clause.citation, strength: clause.strength,
            owners: pack.offices.map(\.id).filter(owners.contains), act: clause.act,
            documents: clause.documents, remedy: writer.remedy, limit: limit,
            done: isCounted ? doneDay(in: span) : nil, waived: waivers.min())
    }

    /// The day in a span on which the thing was done.
    private func doneDay(in span: ClosedRange<CalendarDay>) -> CalendarDay? {
        if let act = clause.act, clause.kind == .deadline {
            return journal.records(.act, act, concerning: frames).filter {
                span.contains($0.date) && Set(clause.to).isSubset(of: $0.to)
            }.map(\.date).min()
        }
        guard !clause.documents.isEmpty else { return conditionDay(in: span) }
        let passed = judge(on: asOf).blockedActs.map(\.date).min() ?? .latest
        var last: CalendarDay?
        for document in clause.documents {
            let filed = journal.records(.file, document, concerning: frames).filter { file in
                span.contains(file.date) && file.date <= passed
                    && Set(clause.sections).isSubset(of: file.sections)
                    && Set(clause.to).isSubset(of: file.to)
            }
            guard let first = filed.map(\.date).min() else { return nil }
            last = max(last ?? first, first)
        }
        return last
    }

    /// The day in a span from which on the evidence of a gate or another clause has held ever since.
    private func conditionDay(in span: ClosedRange<CalendarDay>) -> CalendarDay? {
        if let trigger = clause.due?.after, clause.after == [trigger], clause.require == nil,
            clause.checks.isEmpty, clause.approvedBy.isEmpty
        {
            // The gate only says what comes first; what is due is the act behind it.
            return judge(on: asOf).blockedActs.map(\.date).filter(span.contains).min()
        }
        let first = max(span.lowerBound, begin)
        let names = clause.recordNames
        var days = Set(context.journal.filter { names.contains($0.name) }.map(\.date))
        days.insert(first)
        var held: CalendarDay?
        for day in days.sorted() where first <= day && day <= min(span.upperBound, asOf) {
            var judge = judge(on: day)
            let holds: Bool
            do { holds = try judge.evidence() == .holds } catch { holds = false }
            held = holds ? held ?? day : nil
        }
        return held
    }
}

extension ClauseJudge {
    /// Whether the clause concerns the subject at all; facts that are not known leave it concerned.
    mutating func concernsSubject() throws(EvaluationError) -> Bool {
        if !clause.statedIn.isEmpty && !clause.hasEvidence { return false }
        if clause.strength == .may && clause.applies == nil { return isUsed }
        let applies = try clause.applies.map { part throws(EvaluationError) in try value(part) }
        if applies == .truth(false) { return false }
        if clause.strength == .may && applies?.isUnknown == true { return false }
        return try !isOverridden()
    }
}

extension Clause {
    /// The acts and papers that the evidence of the clause speaks of.
    var recordNames: Set<String> {
        let inside = expressions.map(\.expression.calls)
        return Set(after + approvedBy.map(\.act) + does + documents + posts + accounts + [id])
            .union(inside.flatMap(\.self))
    }
}

extension Expression {
    /// The names in every call of a function anywhere inside.
    fileprivate var calls: Set<String> {
        let own: Set<String> = if case .call(_, let name) = self { [name] } else { [] }
        return children.reduce(into: own) { $0.formUnion($1.calls) }
    }
}

extension CalendarDay {
    /// Before all days of any record.
    fileprivate static let earliest = CalendarDay(daysSinceEpoch: -1_000_000)
    /// After all days of any record.
    fileprivate static let latest = CalendarDay(daysSinceEpoch: 2_000_000)
}
