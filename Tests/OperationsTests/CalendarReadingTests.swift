import LandModel
import Store
import TestSupport
import Testing

@testable import Operations

/// The blocks of the derived table are read as the plain rows would be, one by one.
@Suite struct CalendarReadingTests {
    private static let base = CalendarDay(daysSinceEpoch: 20_454)
    private static let areas = ["45", "4502", "450222", "450223", "450222101", "450222101203"]
    private static let offices = ["countyGovernment", "township", "cityGovernment"]

    @Test(arguments: UInt64(1)...12)
    func `a page and its counts are those of the rows sorted out one by one`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let table = try DutyTable.inMemory()
        var rows: [String: [DutyRow]] = [:]
        for _ in 0..<3 {
            // Owners of an earlier round come again with other rows, and sometimes with none.
            let changed = (0..<20).map { _ in "450222-\(Int.random(in: 0..<30, using: &random))" }
            for owner in Set(changed).sorted() { rows[owner] = try Self.rows(owner, &random) }
            try table.replace(
                Set(changed).sorted().map { owner in
                    DutyRows(
                        owner: owner, around: ["life/450222"], days: Self.base...Self.base,
                        through: Self.base, rows: rows[owner] ?? [], clauses: [], mark: "")
                })
        }
        let all = rows.values.flatMap { $0 }
        for _ in 0..<40 {
            let query = Self.query(&random)
            try Self.compare(table, all, query, "seed \(seed), \(query)")
        }
    }

    // MARK: The plain reading

    private static func compare(
        _ table: DutyTable, _ all: [DutyRow], _ query: DutyQuery, _ name: Comment
    ) throws {
        let there = all.filter { row in
            (query.area.map { $0.contains(row.area) } ?? true)
                && (query.office.map(row.offices.contains) ?? true)
        }
        let states = there.map { row in
            DutyRowState(CalendarEntry(row, on: query.day, CalendarWording(row, [:])).state)
        }
        let asked = zip(there, states).filter { row, state in
            guard query.states.contains(state) else { return false }
            guard let days = query.lastDays, let last = row.last else { return true }
            return days.contains(last) || query.allOverdue && state == .overdue
        }.sorted { precedes($0.0, $1.0) }
        let page = try table.page(query)
        let expected = asked.dropFirst(query.skip).prefix(query.limit)
        #expect(page.rows.map(\.row) == expected.map(\.0), name)
        #expect(page.rows.map(\.state) == expected.map(\.1), name)
        #expect(page.found == asked.count, name)
        #expect(page.counts.states == counts(states), name)
        for county in Set(there.map { $0.area.containing(.county) ?? $0.area }) {
            let own = zip(there, states).filter {
                ($0.0.area.containing(.county) ?? $0.0.area) == county
            }
            #expect(page.counts.counties[county] == counts(own.map(\.1)), name)
        }
        for office in offices {
            let own = zip(there, states).filter { $0.0.offices.contains(office) }
            #expect(page.counts.offices[office] ?? [:] == counts(own.map(\.1)), name)
        }
    }

    private static func counts(_ states: [DutyRowState]) -> [DutyRowState: Int] {
        states.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private static func precedes(_ one: DutyRow, _ other: DutyRow) -> Bool {
        func day(_ day: CalendarDay?, none: Int) -> Int { day?.daysSinceEpoch ?? none }
        let (last, otherLast) = (day(one.last, none: .max), day(other.last, none: .max))
        if last != otherLast { return last < otherLast }
        if one.subject != other.subject {
            return one.subject.utf8.lexicographicallyPrecedes(other.subject.utf8)
        }
        if one.clause != other.clause {
            return one.clause.utf8.lexicographicallyPrecedes(other.clause.utf8)
        }
        return day(one.first, none: .min) < day(other.first, none: .min)
    }

    // MARK: Random rows and queries

    /// Rows of which no two have subject, clause, last and first day in common.
    private static func rows(
        _ owner: String, _ random: inout SeededGenerator
    ) throws -> [DutyRow] {
        var seen: Set<[String]> = []
        return try (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
            let row = try row(owner, &random)
            let key = [
                row.subject, row.clause, row.last?.description ?? "", row.first?.description ?? "",
            ]
            return seen.insert(key).inserted ? row : nil
        }
    }

    private static func row(_ owner: String, _ random: inout SeededGenerator) throws -> DutyRow {
        func pick<Value>(_ values: [Value]) throws -> Value {
            try required(values.randomElement(using: &random))
        }
        func day(_ chance: Int) throws -> CalendarDay? {
            // Some before 1970, so that negative numbers are read too.
            let choices = [-30_000, -20_455, 0, 5, 10, 15, 200, 100_000]
            return try pick(Array(0..<10)) < chance ? base.adding(days: pick(choices)) : nil
        }
        let form = try pick(Array(DutyRow.Form.allCases) + [.days, .days, .days])
        let isClause = try pick([true, true, false])
        let part = try pick(["", "/v-1", "/v-10", "/村-2"])
        return DutyRow(
            kind: isClause ? "clause" : "term",
            title: isClause ? "" : try pick(["限期整改", "补正；；", ""]),
            owner: owner, entity: part.isEmpty ? "project" : "village", subject: owner + part,
            name: try pick(["一号项目", "", "𠮷村", "a;b"]),
            area: try required(AdministrativeCode(try pick(areas))), pack: try pick(["aa", "bb"]),
            clause: isClause ? try pick(["LZ-001", "LZ-036", "附-2"]) : "",
            offices: try pick([[], [offices[0]], [offices[1], offices[0]], [offices[2]]]),
            form: form, detail: try pick(["", "及时", "2027"]), first: try day(5),
            last: form == .days ? try day(10) : nil, until: form == .days ? try day(4) : nil,
            done: try day(4), waived: try day(2))
    }

    private static func query(_ random: inout SeededGenerator) -> DutyQuery {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        var query = DutyQuery(day: base.adding(days: number(-2...20)))
        if number(0...1) == 0 {
            query.area = areas.randomElement(using: &random).flatMap { AdministrativeCode($0) }
        }
        if number(0...2) == 0 { query.office = offices.randomElement(using: &random) }
        if number(0...1) == 0 {
            query.states = Set(DutyRowState.allCases.filter { _ in number(0...1) == 0 })
        }
        if number(0...1) == 0 {
            let from = base.adding(days: number(-40...10))
            query.lastDays = from...from.adding(days: number(0...60))
        }
        query.allOverdue = number(0...1) == 0
        if number(0...1) == 0 { (query.skip, query.limit) = (number(0...30), number(0...40)) }
        return query
    }
}
