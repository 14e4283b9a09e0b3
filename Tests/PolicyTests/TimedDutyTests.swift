import LandModel
import Testing

@testable import Policy

/// Duties with a time limit: what hand-made journals come to, and random ones against a naive reading.
@Suite struct TimedDutyTests {
    private static func day(_ text: String) throws -> CalendarDay {
        try #require(CalendarDay(text))
    }

    private static func tree(_ stages: Set<String> = []) -> Subject {
        Subject(
            entity: "county", id: "c", name: "县",
            collections: [
                "projects": [Subject(entity: "project", id: "p", name: "项目", stages: stages)]
            ])
    }

    /// A pack of one clause with a limit.
    private static func pack(
        _ clause: String, parameters: String = "[]", calendar: String? = nil
    ) throws -> Pack {
        var head = MiniPack.head
        if let calendar {
            head = head.with("calendar: {weekend: [sat, sun], years: {}}", "calendar: \(calendar)")
        }
        let (pack, problems) = try MiniPack.build(
            head: head, parameters: parameters, clauses: clause)
        try #require(problems.isEmpty, "\(problems.map(\.text.en))")
        return pack
    }

    private static func clause(_ fields: String) -> String {
        """
        - id: D-1
          cite: {clause: 一, phrase: 期限}
          zh: 按期
          en: In time
          strength: must
        """ + "\n" + fields.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    }

    private static let yearEnd = """
        - {name: endOfYear, zh: 年底, unit: monthDay, strength: must, clause: D-1, values: [{from: 2020-01-01, value: "12-31"}]}
        """
    private static let march = yearEnd.with("12-31", "03-31")

    /// What a duty looks like in a table: span and state on the day.
    private static func table(
        _ pack: Pack, _ journal: [(String, String)], since: String, asOf: String,
        through horizon: String? = nil, kind: JournalRecord.Kind = .act,
        stages: Set<String> = []
    ) throws -> [String] {
        let records = try journal.map {
            JournalRecord(kind, $0.0, on: try day($0.1), by: ["county"], of: "p")
        }
        let now = try day(asOf)
        let context = JudgementContext(
            root: tree(stages), journal: records, occasion: .plan, asOf: now, layersPresent: [])
        return try pack.duties(
            in: context, since: day(since), through: horizon.map { try day($0) }
        ).map {
            "\($0.first?.description ?? "-") \($0.last?.description ?? "-") \($0.state(on: now))"
        }
    }

    @Test func `a limit at the end of the year is missed for ever on New Year's Day`() throws {
        let pack = try Self.pack(
            Self.clause("kind: deadline\nact: listProject\ndue: {yearly: endOfYear}"),
            parameters: Self.yearEnd)
        let journal = [("listProject", "2021-12-31"), ("listProject", "2023-01-02")]
        #expect(
            try Self.table(pack, journal, since: "2021-05-01", asOf: "2024-01-01") == [
                "2021-01-01 2021-12-31 met(2021-12-31)",
                "2022-01-01 2022-12-31 missed",
                "2023-01-01 2023-12-31 met(2023-01-02)",
                "2024-01-01 2024-12-31 running(2024-12-31)",
            ])
        // On the last day itself nothing is lost yet.
        #expect(
            try Self.table(pack, journal, since: "2022-01-01", asOf: "2022-12-31")
                == ["2022-01-01 2022-12-31 running(2022-12-31)"])
    }

    @Test
    func `a limit in spring is overdue until the year ends, late when it is done, then missed`()
        throws
    {
        let pack = try Self.pack(
            Self.clause("kind: report\ndocuments: [progressReport]\ndue: {yearly: endOfYear}"),
            parameters: Self.march)
        func table(_ files: [String], _ asOf: String) throws -> [String] {
            try Self.table(
                pack, files.map { ("progressReport", $0) }, since: "2021-01-01", asOf: asOf,
                kind: .file)
        }
        #expect(
            try table([], "2021-04-01") == ["2021-01-01 2021-03-31 overdue(days: 1)"])
        #expect(
            try table([], "2021-12-31") == ["2021-01-01 2021-03-31 overdue(days: 275)"])
        #expect(
            try table(["2021-12-31"], "2022-01-01") == [
                "2021-01-01 2021-03-31 late(2021-12-31)",
                "2022-01-01 2022-03-31 running(2022-03-31)",
            ])
        // The paper of January serves the new year, not the one before.
        #expect(
            try table(["2022-01-01"], "2022-02-01") == [
                "2021-01-01 2021-03-31 missed", "2022-01-01 2022-03-31 met(2022-01-01)",
            ])
    }

    @Test func `what fell due before the subject was listed or the pack in force is not judged`()
        throws
    {
        let pack = try Self.pack(
            Self.clause("kind: deadline\nact: listProject\ndue: {yearly: endOfYear}"),
            parameters: Self.march)
        #expect(
            try Self.table(
                pack, [], since: "2021-04-01", asOf: "2022-01-05", through: "2023-01-01") == [
                    "2022-01-01 2022-03-31 running(2022-03-31)",
                    "2023-01-01 2023-03-31 upcoming(2023-03-31)",
                ])
        #expect(
            try Self.table(pack, [], since: "1999-01-01", asOf: "2020-03-31")
                == ["2020-01-01 2020-03-31 running(2020-03-31)"])
        #expect(
            try Self.table(pack, [], since: "2021-03-31", asOf: "2021-04-01")
                == ["2021-01-01 2021-03-31 overdue(days: 1)"])
    }

    @Test func `each quarter needs an inspection of its own`() throws {
        let pack = try Self.pack(
            Self.clause("kind: deadline\nact: listProject\ndue: {every: quarter}"))
        let journal = [("listProject", "2022-02-10"), ("listProject", "2022-02-20")]
        #expect(
            try Self.table(pack, journal, since: "2022-01-15", asOf: "2022-08-01") == [
                "2022-01-01 2022-03-31 met(2022-02-10)", "2022-04-01 2022-06-30 missed",
                "2022-07-01 2022-09-30 running(2022-09-30)",
            ])
    }

    @Test(
        arguments: [
            ([], "2022-06-01", ["- - notStarted"]),
            (
                [("listProject", "2022-01-31")], "2022-02-28",
                ["2022-01-31 2022-02-28 running(2022-02-28)"]
            ),
            (
                [("listProject", "2022-01-31")], "2022-03-01",
                ["2022-01-31 2022-02-28 overdue(days: 1)"]
            ),
            (
                [("listProject", "2022-01-31"), ("agreePlan", "2022-02-28")], "2025-01-01",
                ["2022-01-31 2022-02-28 met(2022-02-28)"]
            ),
            (
                [("listProject", "2022-01-31"), ("agreePlan", "2022-03-01")], "2025-01-01",
                ["2022-01-31 2022-02-28 late(2022-03-01)"]
            ),
            // What was agreed before the listing is not what the limit asks for.
            (
                [("agreePlan", "2022-01-01"), ("listProject", "2022-01-31")], "2022-02-01",
                ["2022-01-31 2022-02-28 running(2022-02-28)"]
            ),
        ] as [([(String, String)], String, [String])])
    func `a period counts from the act that sets it off`(
        journal: [(String, String)], asOf: String, expected: [String]
    ) throws {
        let pack = try Self.pack(
            Self.clause(
                "kind: deadline\nact: agreePlan\ndue: {within: answerPeriod, after: listProject}"),
            parameters:
                "- {name: answerPeriod, zh: 答复期, unit: period, strength: must, clause: D-1, values: [{from: 2020-01-01, value: 1 months}]}"
        )
        #expect(try Self.table(pack, journal, since: "2020-01-01", asOf: asOf) == expected)
    }

    @Test(arguments: [
        ("2021-12-31", "[2021-01-01, 2021-12-31]", "2022-01-02", ["- 2021-12-31 overdue(days: 2)"]),
        ("null", "", "2022-01-02", ["- - blank"]),
    ])
    func `a date comes once, and a blank is shown as one`(
        date: String, _: String, asOf: String, expected: [String]
    ) throws {
        let pack = try Self.pack(
            Self.clause("kind: deadline\nact: agreePlan\ndue: {fixed: lastDay}"),
            parameters:
                "- {name: lastDay, zh: 期限, unit: date, strength: must, clause: D-1, values: [{from: 2020-01-01, value: \(date)}]}"
        )
        #expect(try Self.table(pack, [], since: "2020-01-01", asOf: asOf) == expected)
    }

    @Test func `a window is upcoming, runs, and is over once`() throws {
        let pack = try Self.pack(
            Self.clause("kind: deadline\nact: agreePlan\ndue: {window: [opens, closes]}"),
            parameters: """
                - {name: opens, zh: 起, unit: date, strength: must, clause: D-1, values: [{from: 2020-01-01, value: 2022-03-01}]}
                - {name: closes, zh: 止, unit: date, strength: must, clause: D-1, values: [{from: 2020-01-01, value: 2022-05-31}]}
                """)
        func state(_ asOf: String, _ acts: [String] = []) throws -> [String] {
            try Self.table(pack, acts.map { ("agreePlan", $0) }, since: "2020-01-01", asOf: asOf)
        }
        #expect(try state("2022-02-28") == ["2022-03-01 2022-05-31 upcoming(2022-05-31)"])
        #expect(try state("2022-03-01") == ["2022-03-01 2022-05-31 running(2022-05-31)"])
        #expect(
            try state("2022-06-10", ["2022-02-20"])
                == ["2022-03-01 2022-05-31 overdue(days: 10)"])
        #expect(
            try state("2022-06-10", ["2022-03-01"]) == ["2022-03-01 2022-05-31 met(2022-03-01)"])
    }

    @Test func `a limit in words is never overdue`() throws {
        let pack = try Self.pack(
            Self.clause(
                "kind: report\ndocuments: [progressReport]\ndue: {unfixed: 及时, after: listProject}")
        )
        #expect(
            try Self.table(pack, [], since: "2020-01-01", asOf: "2029-01-01") == ["- - notStarted"])
        let states = try Self.table(
            pack, [("listProject", "2021-02-03")], since: "2020-01-01", asOf: "2029-01-01")
        #expect(states.count == 1 && states[0].hasPrefix("- - unfixed(since: Optional(2021-02-03"))
    }

    @Test func `a clause that waits for a stage has no duty of the years before it`() throws {
        let pack = try Self.pack(
            Self.clause(
                "kind: report\ndocuments: [progressReport]\nfrom: agreed\ndue: {yearly: endOfYear}"),
            parameters: Self.yearEnd)
        #expect(
            try Self.table(
                pack, [("listProject", "2020-02-01")], since: "2020-01-01", asOf: "2021-03-01",
                stages: ["listed"]) == ["- - notStarted"])
        #expect(
            try Self.table(
                pack, [("listProject", "2020-02-01"), ("agreePlan", "2021-02-01")],
                since: "2020-01-01", asOf: "2022-03-01", stages: ["agreed"]) == [
                    "2021-01-01 2021-12-31 missed", "2022-01-01 2022-12-31 running(2022-12-31)",
                ])
    }

    @Test func `an in-principle limit that was waived in its span is waived, not missed`() throws {
        let pack = try Self.pack(
            Self.clause(
                "kind: deadline\nact: listProject\ndue: {yearly: endOfYear}\nwaiver: {by: [city]}"
            ).with("strength: must", "strength: in-principle"),
            parameters: Self.yearEnd.with("strength: must", "strength: in-principle"))
        let waiver = JournalRecord(
            .waive, "D-1", on: try Self.day("2021-06-01"), by: ["city"], of: "p", reason: "汛期")
        let now = try Self.day("2023-01-01")
        let context = JudgementContext(
            root: Self.tree(), journal: [waiver], occasion: .plan, asOf: now, layersPresent: [])
        let states = pack.duties(in: context, since: try Self.day("2021-01-01")).map {
            $0.state(on: now)
        }
        #expect(
            states == [
                .waived(try Self.day("2021-06-01")), .missed,
                .running(try Self.day("2023-12-31")),
            ])
    }

    @Test func `a missed span is a finding of its own beside that of the running one`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let county = Subject(entity: "county", id: "450222", name: "柳城县")
        let now = try Self.day("2024-01-01")
        let context = JudgementContext(
            root: county, journal: [], occasion: .plan, asOf: now, layersPresent: [])
        let running = pack.judge("LZ-079", in: context)
        #expect(running.map(\.status) == [.notYetDue])
        let missed = pack.missedFindings(
            in: context, listedOn: ["450222": try Self.day("2022-06-01")])
        #expect(
            missed.map {
                "\($0.clause) \($0.status) \($0.dueOn?.description ?? "") \($0.days ?? 0)"
            }
                == [
                    "LZ-036 overdue 2023-03-31 276", "LZ-079 overdue 2022-12-31 366",
                    "LZ-079 overdue 2023-12-31 1",
                ])
        #expect(missed.last?.message.zh.hasPrefix("已逾期1天：") == true)
    }

    @Test func `working days come from the national tables when the pack says so`() throws {
        let parameters =
            "- {name: answerPeriod, zh: 答复期, unit: period, strength: must, clause: D-1, values: [{from: 2020-01-01, value: 10 workdays}]}"
        let fields =
            "kind: deadline\nact: agreePlan\ndue: {within: answerPeriod, after: listProject}"
        let pack = try Self.pack(
            Self.clause(fields), parameters: parameters,
            calendar: "{weekend: [sat, sun], holidays: national}")
        // 2026: 1 to 7 October are holidays, Saturday the 10th is worked.
        #expect(
            try Self.table(
                pack, [("listProject", "2026-09-28")], since: "2020-01-01", asOf: "2026-10-01")
                == ["2026-09-28 2026-10-16 running(2026-10-16)"])
        // The notice for 2027 is not out: the day is not guessed.
        #expect(
            try Self.table(
                pack, [("listProject", "2026-12-28")], since: "2020-01-01", asOf: "2026-12-29")
                == ["- - blank"])
        // A pack's own year stands before the table.
        let own = try Self.pack(
            Self.clause(fields), parameters: parameters,
            calendar:
                "{weekend: [sat, sun], holidays: national, years: {2026: {holidays: [2026-09-29], workdays: []}}}"
        )
        #expect(
            try Self.table(
                own, [("listProject", "2026-09-28")], since: "2020-01-01", asOf: "2026-10-01")
                == ["2026-09-28 2026-10-13 running(2026-10-13)"])
        let without = try MiniPack.build(parameters: parameters, clauses: Self.clause(fields))
        #expect(without.problems.map(\.code) == [.p20])
    }

    @Test func `the national tables are those of an independent package, day by day`() throws {
        let text = try #require(PackFolders.text("\(PackFolders.fixtures)/workdays.txt"))
        let vocabulary = try PackFolders.vocabulary()
        let calendar = WorkingCalendar(weekend: [5, 6], years: vocabulary.holidays)
        var compared = 0
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            let year = try #require(Int(parts[0]))
            #expect(vocabulary.holidayNotices[year]?.isEmpty == false)
            var day = try #require(CalendarDay(year: year, month: 1, day: 1))
            for letter in parts[1] {
                #expect(try calendar.isWorked(day) == (letter == "w"), "\(day)")
                day = day.adding(days: 1)
                compared += 1
            }
            #expect(day.year == year + 1)
        }
        #expect(compared == 2557)
    }
}
