import Glibc
import LandModel
import Operations
import Policy
import Store

/// Times what an office looks at: the findings of one project, the calendar of a city.
///
///     CalendarBench fill FOLDER PACK PROJECTS EVENTS   makes a home of a city with so many projects of so many events
///     CalendarBench project FOLDER TIMES               milliseconds for the findings of one project
///     CalendarBench calendar FOLDER TIMES              the derived table made anew, then milliseconds for a query
///     CalendarBench table FOLDER TIMES                 the derived table alone, of 10,000 generated projects of 11 duties
///
/// Every measure prints a line of `name value unit`; CPU is user and system time of the process.
@main
struct CalendarBench {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("fill", 5):
            try await GeneratedCity(
                projects: Int(arguments[3]) ?? 100, events: Int(arguments[4]) ?? 300
            ).fill(arguments[1], pack: arguments[2])
        case ("project", 3): try await project(arguments[1], times: Int(arguments[2]) ?? 100)
        case ("calendar", 3): try await calendar(arguments[1], times: Int(arguments[2]) ?? 20)
        case ("table", 3): try await table(arguments[1], times: Int(arguments[2]) ?? 20)
        default:
            print("usage: CalendarBench fill|project|calendar|table FOLDER …")
            exit(2)
        }
    }

    private static let day =
        CalendarDay(year: 2026, month: 11, day: 20) ?? CalendarDay(daysSinceEpoch: 20_777)

    private static func project(_ folder: String, times: Int) async throws {
        let home = try OfficeHome.open(at: folder)
        let findings = OfficeFindings(home)
        let projects = try await GeneratedCity.projects(of: home)
        // The pack is loaded by the first page of a process.
        _ = try await findings.findings(on: projects[0], day: day)
        var measures = Measures()
        var count = 0
        for index in 0..<times {
            let subject = projects[(index * 7919 + 13) % projects.count]
            count = try await measures.time {
                try await findings.findings(on: subject, day: day).count
            }
        }
        measures.tell("project-findings=\(count)")
    }

    /// The query alone, on rows that no record stands behind.
    private static func table(_ folder: String, times: Int) async throws {
        let home = try OfficeHome.open(at: folder)
        let table = try DutyTable.open(in: home)
        for start in stride(from: 0, to: 10_000, by: 500) {
            try table.replace((start..<start + 500).map(rows))
        }
        var query = DutyQuery(day: day, states: [.running, .upcoming, .overdue, .missed])
        query.area = AdministrativeCode("4502")
        query.lastDays = day.adding(months: -12)...day.adding(days: 90)
        for query in pages(of: query) {
            var measures = Measures()
            var page = try table.page(query)
            for _ in 0..<times { page = try await measures.time { try table.page(query) } }
            let duties = page.counts.states.values.reduce(0, +)
            measures.tell("table-duties=\(duties)-entries=\(page.rows.count)")
        }
    }

    /// A page of what is due, all that is due, and every duty in whatever state, as an export of everything wants it.
    private static func pages(of query: DutyQuery) -> [DutyQuery] {
        var page = query
        page.limit = 200
        return [page, query, DutyQuery(day: query.day, area: query.area)]
    }

    private static func rows(_ number: Int) -> DutyRows {
        let owner = "45020\(number % 10)-\(number)"
        let area = AdministrativeCode("45020\(number % 10)") ?? AdministrativeCode("4502")
        let rows = (0..<11).compactMap { duty -> DutyRow? in
            guard let area else { return nil }
            let last = day.adding(days: (number * 37 + duty * 101) % 1200 - 900)
            let isDone = (number + duty) % 3 != 0
            return DutyRow(
                owner: owner, entity: "project", subject: owner, name: "第 \(number) 号项目",
                area: area, pack: String(repeating: "a", count: 64), clause: "XX-0\(10 + duty)",
                offices: ["countyGovernment"], form: duty < 6 ? .days : .words, detail: "及时",
                first: last.adding(days: -200), last: duty < 6 ? last : nil,
                until: duty < 3 ? last.adding(days: 200) : nil,
                done: isDone ? last.adding(days: number % 40 - 30) : nil)
        }
        return DutyRows(
            owner: owner, around: ["life/4502"], days: day...day, through: day, rows: rows,
            clauses: [], mark: "")
    }

    private static func calendar(_ folder: String, times: Int) async throws {
        let home = try OfficeHome.open(at: folder)
        let calendar = try OfficeCalendar(home)
        var making = Measures()
        let made = try await making.time { try await calendar.refresh(for: day, through: day) }
        making.tell("calendar-make-streams=\(made)")
        var query = DutyQuery(day: day, states: [.running, .upcoming, .overdue, .missed])
        query.area = AdministrativeCode("4502")
        query.lastDays = day.adding(months: -12)...day.adding(days: 90)
        for query in pages(of: query) {
            var measures = Measures()
            var page = try await calendar.page(query)
            for _ in 0..<times { page = try await measures.time { try await calendar.page(query) } }
            let duties = page.counts.values.reduce(0, +)
            measures.tell("calendar-duties=\(duties)-entries=\(page.entries.count)")
        }
        let states: [DutyRowState: Int] = try await calendar.page(query).counts
        print(states.map { "\($0.key.name)=\($0.value)" }.sorted().joined(separator: " "))
        query.limit = 200
        var after = Measures()
        for number in 0..<times {
            try await GeneratedCity.goOn(home, number)
            _ = try await after.time { try await calendar.page(query) }
        }
        after.tell("calendar-after-an-act")
    }
}

/// Wall and CPU milliseconds of repeated work.
struct Measures {
    private var wall: [Double] = []
    private var cpu: [Double] = []

    mutating func time<Value>(_ work: () async throws -> Value) async throws -> Value {
        let (began, spent) = (ContinuousClock.now, Self.cpuMilliseconds)
        let value = try await work()
        wall.append((ContinuousClock.now - began) / .milliseconds(1))
        cpu.append(Self.cpuMilliseconds - spent)
        return value
    }

    func tell(_ name: String) {
        func text(_ values: [Double]) -> String {
            let sorted = values.sorted()
            func two(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
            return "\(two(sorted[sorted.count / 2])) (most \(two(sorted[sorted.count - 1])))"
        }
        print("\(name) \(text(wall)) ms wall, \(text(cpu)) ms CPU")
    }

    private static var cpuMilliseconds: Double {
        var usage = rusage()
        getrusage(CInt(RUSAGE_SELF.rawValue), &usage)
        func milliseconds(_ time: timeval) -> Double {
            Double(time.tv_sec) * 1000 + Double(time.tv_usec) / 1000
        }
        return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime)
    }
}
