import Access
import Foundation
import Journal
import LandModel
import Policy
import Store
import TestSupport
import Testing

@testable import Operations

/// The calendar of an office: the derived table, its answers, files and reminders.
@Suite struct CalendarTests {
    private static let packs = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "PolicyPacks")

    private func day(_ text: String) throws -> CalendarDay { try required(CalendarDay(text)) }

    /// A city under the pack of Liuzhou with a county and a project.
    private func city() async throws -> TestHome {
        let test = try await TestHome()
        try await test.staffCounty()
        try await test.act(
            "registerOffice",
            [
                "id": "gov", "kind": "countyGovernment", "name": "乙县人民政府", "areas": ["450222"],
            ])
        try await test.act("registerPerson", ["id": "lu", "name": "陆县长", "office": "gov"])
        try await test.act("appoint", ["person": "lu", "office": "gov", "from": "2026-01-05"])
        try await test.act("registerPerson", ["id": "chen", "name": "陈科长", "office": "city"])
        try await test.act("appoint", ["person": "chen", "office": "city", "from": "2026-01-05"])
        try await test.act(
            "publishPack", by: "chen",
            [
                "folder": .text(Self.packs.appending(path: "liuzhou-2020").path), "area": "4502",
            ])
        try await test.act(
            "listSubject", by: "chen",
            ["subject": "4502", "entity": "city", "name": "甲市", "area": "4502"])
        try await test.act(
            "listSubject", by: "chen",
            [
                "subject": "450222", "entity": "county", "name": "乙县", "area": "450222",
                "parent": "4502",
            ])
        try await test.act(
            "listSubject", by: "wang",
            [
                "subject": "450222-1", "entity": "project", "name": "一号项目", "parent": "450222",
            ])
        return test
    }

    private func lines(
        _ test: TestHome, _ asOf: String, _ change: (inout DutyQuery) -> Void = { _ in }
    ) async throws -> [String] {
        var query = DutyQuery(
            day: try day(asOf), states: [.met, .late, .running, .overdue, .missed])
        change(&query)
        return try await OfficeCalendar(test.home).page(query).entries.map { entry in
            "\(entry.subject.id) \(entry.clause ?? "") \(entry.last?.description ?? "-") "
                + "\(DutyRowState(entry.state).name)"
        }
    }

    @Test func `duties run, are met, fall due and are missed as days pass and acts come`()
        async throws
    {
        let test = try await city()
        #expect(
            try await lines(test, "2026-03-01") == [
                "450222 LZ-036 2026-03-31 running", "450222 LZ-079 2026-12-31 running",
            ])
        #expect(try await lines(test, "2026-04-01").first == "450222 LZ-036 2026-03-31 overdue")
        try await test.act(
            "fileAnnualPlan", by: "wang", ["subject": "450222"], day: "2026-04-10")
        #expect(try await lines(test, "2026-04-10").first == "450222 LZ-036 2026-03-31 late")
        // A day before the last event is answered as it was then.
        #expect(try await lines(test, "2026-04-09").first == "450222 LZ-036 2026-03-31 overdue")
        #expect(try await lines(test, "2026-01-04") == [])
        #expect(
            try await lines(test, "2027-01-01") == [
                "450222 LZ-036 2026-03-31 late", "450222 LZ-079 2026-12-31 missed",
                "450222 LZ-036 2027-03-31 running", "450222 LZ-079 2027-12-31 running",
            ])
    }

    @Test func `area, office, state and days choose`() async throws {
        let test = try await city()
        #expect(
            try await lines(test, "2026-04-01") { $0.office = "countyGovernment" }
                == ["450222 LZ-079 2026-12-31 running"])
        #expect(
            try await lines(test, "2026-04-01") { $0.area = AdministrativeCode("450223") } == [])
        #expect(
            try await lines(test, "2026-04-01") { $0.states = [.overdue] }
                == ["450222 LZ-036 2026-03-31 overdue"])
        let april = try day("2026-04-01")...day("2026-04-30")
        #expect(
            try await lines(test, "2026-04-01") { $0.lastDays = april }
                == ["450222 LZ-036 2026-03-31 overdue"])
        #expect(
            try await lines(test, "2026-04-01") {
                $0.lastDays = april
                $0.allOverdue = false
            } == [])
        let page = try await OfficeCalendar(test.home).page(DutyQuery(day: try day("2026-04-01")))
        // LZ-057 waits for its act, LZ-054, -074, -099 for their stage, LZ-078 and -098 name no day.
        #expect(
            page.counts == [
                .overdue: 1, .running: 1, .upcoming: 2, .notStarted: 4, .unfixed: 2,
            ])
    }

    @Test func `only what went on is read again, and an event of the county only when it matters`()
        async throws
    {
        let test = try await city()
        let calendar = try OfficeCalendar(test.home)
        let now = try day("2026-02-01")
        #expect(try await calendar.refresh(for: now, through: now) == 3)
        #expect(try await calendar.refresh(for: now, through: now) == 0)
        try await test.act(
            "stateFacts", by: "wang",
            ["subject": "450222-1", "source": "会议", "facts": ["majorMatters": 2]],
            day: "2026-02-01")
        #expect(try await calendar.refresh(for: now, through: now) == 1)
        // The plan of the county is a duty of the county alone.
        try await test.act("fileAnnualPlan", by: "wang", ["subject": "450222"], day: "2026-02-02")
        let next = try day("2026-02-02")
        #expect(try await calendar.refresh(for: next, through: next) == 1)
        // A filed appraisal is one that duties of others could rest on.
        try await test.act(
            "fileDocument", by: "wang", ["subject": "450222", "document": "progressReport"],
            day: "2026-02-03")
        let third = try day("2026-02-03")
        #expect(try await calendar.refresh(for: third, through: third) == 2)
        // Years later spans must be told that were not before.
        let later = try day("2031-06-01")
        #expect(try await calendar.refresh(for: later, through: later) == 3)
    }

    @Test func `the table can be deleted or spoilt at any time`() async throws {
        let test = try await city()
        let before = try await lines(test, "2026-04-01")
        let folder = test.folder.appending(path: "home/derived")
        try FileManager.default.removeItem(at: folder)
        #expect(try await lines(test, "2026-04-01") == before)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try Data("not a database, not at all".utf8).write(to: folder.appending(path: name))
        }
        #expect(try await lines(test, "2026-04-01") == before)
        #expect(Doctor.examine(test.home.path).filter { $0.severity > .notice }.isEmpty)
        let copy = test.folder.appending(path: "copy").path
        _ = try await test.home.backup(to: copy, includingSecretKey: false, at: 1)
        #expect(!FileManager.default.fileExists(atPath: copy + "/derived"))
    }

    @Test(arguments: UInt64(1)...4)
    func `the calendar of a random home is that of its files read one by one`(
        _ seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: seed)
        let test = try await city()
        var now = try day("2026-02-01")
        var projects = ["450222-1"]
        for number in 2...25 {
            now = now.adding(days: Int.random(in: 1...40, using: &random))
            let project = try required(projects.randomElement(using: &random))
            let (operation, input): (String, CanonicalJSON) =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: ("fileAnnualPlan", ["subject": "450222"])
                case 1: ("fileDocument", ["subject": .text(project), "document": "progressReport"])
                case 2:
                    (
                        "stateFacts",
                        [
                            "subject": .text(project), "source": "会议",
                            "facts": ["majorMatters": 2],
                        ]
                    )
                default:
                    (
                        "listSubject",
                        [
                            "subject": .text("450222-\(number)"), "entity": "project",
                            "name": .text("第 \(number) 号项目"), "parent": "450222",
                        ]
                    )
                }
            let refused = try await test.refused(
                operation, by: "wang", input, day: now.description)
            if operation == "listSubject", refused.isEmpty { projects.append("450222-\(number)") }
            let ask = number % 6 == 0 ? now.adding(days: 100) : now
            let page = try await OfficeCalendar(test.home).page(DutyQuery(day: ask))
            let plain = try await entries(test, ["4502", "450222"] + projects, on: ask)
            // How many spans ahead are told depends on what was asked before.
            let told = page.entries.filter { DutyRowState($0.state) != .upcoming }
            #expect(told == plain, "seed \(seed), act \(number)")
        }
        #expect(projects.count > 2)
    }

    /// The calendar without the derived table: every file read and every duty judged.
    private func entries(
        _ test: TestHome, _ owners: [String], on day: CalendarDay
    ) async throws -> [CalendarEntry] {
        let packs = PublishedPacks(test.home.vault)
        let horizon = try required(CalendarDay(year: day.year + 1, month: 12, day: 31))
        let all = try await test.home.journal.read { view throws(StoreError) in
            Result {
                try owners.flatMap { owner in
                    let file = try LifeFile.read(owner, field: "subject", view, packs)
                    let sheet = DutySheet(file: file, owner: owner, day: day, horizon: horizon)
                    return file.duties(of: owner, on: day, through: horizon).map(sheet.entry)
                        .filter { DutyRowState($0.state) != .upcoming }
                }
            }
        }.get()
        func key(_ entry: CalendarEntry) -> String {
            "\(entry.last?.description ?? "~") \(entry.subject.id) \(entry.clause ?? "")"
        }
        return all.sorted { key($0) < key($1) }
    }

    @Test func `many ask at a time while acts come, and all see what was there`() async throws {
        let test = try await city()
        let now = try day("2026-04-01")
        let home = test.home
        let states = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await OfficeCalendar(home).page(DutyQuery(day: now)).entries.filter {
                        $0.clause == "LZ-036"
                    }.map { DutyRowState($0.state).name }
                }
            }
            try await test.act(
                "fileAnnualPlan", by: "wang", ["subject": "450222"], day: "2026-03-30")
            return try await group.reduce(into: [[String]]()) { $0.append($1) }
        }
        for found in states {
            #expect([["overdue", "upcoming"], ["met", "upcoming"]].contains(found), "\(found)")
        }
        #expect(
            try await lines(test, "2026-04-01") == [
                "450222 LZ-036 2026-03-31 met", "450222 LZ-079 2026-12-31 running",
            ])
    }

    @Test func `the table and the packs tell the same state of every row on every day`() throws {
        let table = try DutyTable.inMemory()
        let base = try day("2026-01-01")
        let area = try required(AdministrativeCode("4502"))
        func offsets(_ choices: [Int?]) -> [CalendarDay?] {
            choices.map { $0.map { base.adding(days: $0) } }
        }
        var rows: [DutyRow] = []
        for form in DutyRow.Form.allCases {
            for done in offsets([nil, 5, 10, 15]) {
                for waived in offsets([nil, 8]) {
                    for until in offsets([nil, 20]) {
                        for first in offsets([nil, 7]) {
                            rows.append(
                                DutyRow(
                                    owner: "o", entity: "county", subject: "o\(rows.count)",
                                    name: "县", area: area, pack: "p", clause: "c", offices: [],
                                    form: form, detail: "1", first: first,
                                    last: form == .days ? base.adding(days: 10) : nil,
                                    until: form == .days ? until : nil, done: done,
                                    waived: waived))
                        }
                    }
                }
            }
        }
        try table.replace([
            DutyRows(
                owner: "o", around: [], days: base...base, through: base, rows: rows,
                clauses: [], mark: "")
        ])
        var compared = 0
        for number in 0...25 {
            let now = base.adding(days: number)
            let page = try table.page(DutyQuery(day: now))
            #expect(page.rows.count == rows.count)
            for (row, state) in page.rows {
                let entry = CalendarEntry(
                    row, on: now, CalendarWording(row, page.clauses))
                #expect(DutyRowState(entry.state) == state, "\(row) on \(now)")
                compared += 1
            }
        }
        #expect(compared == 26 * 224)
    }

    @Test func `a reminder goes to the people who owe it, and only when it is time`() async throws {
        let test = try await city()
        func remind(_ clause: String, _ on: String, within: Int? = nil) async throws -> [String] {
            var input: [String: CanonicalJSON] = ["subject": "450222", "clause": .text(clause)]
            if let within { input["within"] = .integer(within) }
            return try await test.refused("remindDuty", by: "chen", .object(input), day: on)
        }
        #expect(try await remind("LZ-079", "2026-11-30") == ["LIF-NOT-DUE"])
        #expect(try await remind("LZ-079", "2026-11-30", within: 31) == [])
        #expect(try await remind("LZ-079", "2026-12-01") == [])
        #expect(try await remind("LZ-078", "2026-12-02") == ["LIF-NOT-DUE"])
        #expect(try await remind("LZ-001", "2026-12-03") == ["LIF-NO-LIMIT"])
        #expect(try await remind("LZ-999", "2026-12-04") == ["LIF-CLAUSE"])
        #expect(
            try await test.refused(
                "remindDuty", by: "wang", ["subject": "450222", "clause": "LZ-079"],
                day: "2026-12-05") == ["ACC-ROLE"])
        let (notices, register) = try await test.home.journal.read { view throws(StoreError) in
            (
                try view.inbox(of: "lu").filter { $0.act.act.operation == RemindDuty.id },
                try view.accessRegister()
            )
        }
        #expect(notices.count == 2)
        let text = NoticeText(try required(notices.first), register: register)
        #expect(text.heading.zh.hasSuffix("陈科长：催办"))
        #expect(text.sentences.first?.zh == "450222 的 LZ-079 被催办，期限 2026-12-31。")
        let letter = text.sentences.last?.zh ?? ""
        #expect(letter.contains("你单位负责的下列 1 项事项即将到期，现予提醒"))
        #expect(letter.contains("应于2026年12月31日前办结，还有 30 天。"))
    }

    @Test func `a letter names matter, clause, day and what to do, and leaves the number blank`()
        async throws
    {
        let test = try await city()
        let now = try day("2027-01-10")
        let page = try await OfficeCalendar(test.home).page(DutyQuery(day: now))
        let letters = ReminderLetter.letters(about: page.entries, on: now, from: "甲市自然资源局") {
            owner, area in "\(area.digits)\(owner.zh)"
        }
        #expect(letters.map(\.addressee) == ["450222县级自然资源主管部门", "450222县（区）人民政府（新区管委会）"])
        let letter = try required(letters.first { $0.addressee.contains("人民政府") })
        for part in [
            "〔　　　　〕　　　号", "450222县（区）人民政府（新区管委会）：", "截至2027年1月10日", "乙县（450222）：十二月底前完成绩效自评并报送。",
            "应于2026年12月31日前办结，已逾期 10 天。该期已满，不能补办", "年　　月　　日", "甲市自然资源局",
        ] {
            #expect(letter.text.contains(part), "\(part): \(letter.text)")
        }
        #expect(letter.html.contains("<p class=\"plain\">450222县（区）人民政府（新区管委会）：</p>"))
    }

    @Test func `lines of the iCalendar file fold at 75 bytes and never inside a character`() {
        let line = "SUMMARY:" + String(repeating: "全域土地综合整治", count: 20)
        let folded = CalendarFeed.folded(line)
        let parts = folded.components(separatedBy: "\r\n")
        #expect(parts.count > 6 && parts.allSatisfy { $0.utf8.count <= 75 })
        #expect(parts.dropFirst().allSatisfy { $0.hasPrefix(" ") })
        #expect(parts[0] + parts.dropFirst().map { $0.dropFirst() }.joined() == line)
        #expect(CalendarFeed.escaped("一,二;三\\四\n五\u{7}") == "一\\,二\\;三\\\\四\\n五")
    }
}
