import LandModel
import TestSupport
import Testing

@testable import Policy

/// Random acts over years, against a reading that walks the days one by one.
@Suite struct TimedDutyPropertyTests {
    /// A day-by-day reading of a recurring limit: at every midnight it looks at the calendar's page.
    ///
    /// Written from the rules in words: a mark for each span; an act on a day goes to the mark of the span the
    /// day is in; on the day after the due day an unmarked span turns overdue, at the end of the span missed.
    private static func naive(
        from begin: CalendarDay, to asOf: CalendarDay, spanOf: (CalendarDay) -> String,
        isDueDay: (CalendarDay) -> Bool, acts: Set<CalendarDay>
    ) -> [String] {
        var marks: [(span: String, mark: String)] = []
        var day = CalendarDay(year: begin.year, month: 1, day: 1) ?? begin
        var judged = false
        var mark = "open"
        var current = spanOf(day)
        func close() { if judged { marks.append((current, mark == "open" ? "missed" : mark)) } }
        while day <= asOf {
            if spanOf(day) != current {
                close()
                (current, mark, judged) = (spanOf(day), "open", false)
            }
            if mark == "open" || mark == "overdue", acts.contains(day) {
                mark = mark == "open" ? "met" : "late"
            }
            if isDueDay(day) {
                judged = day >= begin
                if mark == "open", day < asOf { mark = "overdue" }
            }
            day = day.adding(days: 1)
        }
        // Whatever the last page says; a due day still ahead is always judged.
        var ahead = asOf
        var isAhead = false
        while spanOf(ahead) == current {
            if ahead >= asOf, isDueDay(ahead) { isAhead = true }
            ahead = ahead.adding(days: 1)
        }
        if judged || isAhead { marks.append((current, mark == "open" ? "running" : mark)) }
        return marks.map {
            "\($0.span) \($0.mark == "overdue" && $0.span != spanOf(asOf) ? "missed" : $0.mark)"
        }
    }

    @Test(arguments: 0..<60)
    func `every span ends as a walk through the days says`(_ round: Int) throws {
        let seed = UInt64(round) &* 7919 &+ 11
        var random = SeededGenerator(seed: seed)
        let isQuarterly = Bool.random(using: &random)
        let due = (
            month: Int.random(in: 1...12, using: &random),
            day: Int.random(in: 1...28, using: &random)
        )
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let limit = isQuarterly ? "{every: quarter}" : "{yearly: dueDay}"
        let parameters =
            isQuarterly
            ? "[]"
            : "- {name: dueDay, zh: 期限, unit: monthDay, strength: must, clause: D-1, values: [{from: 2020-01-01, value: \"\(two(due.month))-\(two(due.day))\"}]}"
        let (pack, problems) = try MiniPack.build(
            parameters: parameters,
            clauses: """
                - id: D-1
                  kind: deadline
                  cite: {clause: 一, phrase: 期限}
                  strength: must
                  zh: 按期
                  en: In time
                  act: listProject
                  due: \(limit)
                """)
        try #require(problems.isEmpty, "seed \(seed)")
        let start = try #require(CalendarDay("2020-01-01"))
        let since = start.adding(days: Int.random(in: 0..<900, using: &random))
        let asOf = since.adding(days: Int.random(in: 0..<1500, using: &random))
        let acts = Set(
            (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                start.adding(days: Int.random(in: 0..<2400, using: &random))
            })
        func spanOf(_ day: CalendarDay) -> String {
            isQuarterly ? "\(day.year)/\((day.month + 2) / 3)" : "\(day.year)"
        }
        func isDueDay(_ day: CalendarDay) -> Bool {
            isQuarterly
                ? day.adding(days: 1).day == 1 && day.month % 3 == 0
                : day.month == due.month && day.day == due.day
        }
        let expected = Self.naive(
            from: since, to: asOf, spanOf: spanOf, isDueDay: isDueDay, acts: acts)
        let context = JudgementContext(
            root: Subject(entity: "project", id: "p", name: "项目"),
            journal: acts.map { JournalRecord(act: "listProject", on: $0, by: [], of: "p") },
            occasion: .plan, asOf: asOf, layersPresent: [])
        let found = pack.duties(in: context, since: since).map { duty in
            let state =
                switch duty.state(on: asOf) {
                case .met: "met"
                case .late: "late"
                case .running: "running"
                case .overdue: "overdue"
                case .missed: "missed"
                default: "\(duty.state(on: asOf))"
                }
            return "\(spanOf(duty.first ?? start)) \(state)"
        }
        #expect(
            found == expected, "seed \(seed), since \(since), as of \(asOf), acts \(acts.sorted())")
    }
}
