import Foundation
import Testing

/// The calendar from the command line: tables, files and letters.
@Suite struct CalendarCommandTests {
    /// A county that filed the plan of 2026 and nothing else.
    private static let story = """
        scenario: calendar
        title: 日程
        founding:
          journal: 4502/calendar
          day: 2026-01-05
          office: {id: lz, kind: cityNaturalResources, name: 甲市自然资源和规划局, areas: 4502}
          administrator: {id: admin, name: 管理员}
        steps:
          - {as: admin, do: registerPerson, input: {id: chen, name: 陈科长, office: lz}}
          - {as: admin, do: appoint, input: {person: chen, office: lz, from: 2026-01-05}}
          - {as: admin, do: registerOffice, input: {id: yx, kind: countyNaturalResources, name: 乙县自然资源局, areas: 450222}}
          - {as: admin, do: registerOffice, input: {id: gov, kind: countyGovernment, name: 乙县人民政府, areas: 450222}}
          - {as: admin, do: registerPerson, input: {id: wang, name: 王芳, office: yx}}
          - {as: admin, do: appoint, input: {person: wang, office: yx, from: 2026-01-05}}
          - {as: chen, do: publishPack, input: {folder: PACK, area: 4502}}
          - {as: chen, do: listSubject, input: {subject: "4502", entity: city, name: 甲市, area: 4502}}
          - {as: chen, do: listSubject, input: {subject: "450222", entity: county, name: 乙县, area: 450222, parent: "4502"}}
          - {day: 2026-03-20, as: wang, do: fileAnnualPlan, input: {subject: "450222"}}
        """

    private func calendar(_ home: String, _ arguments: String...) throws -> Program.Outcome {
        try Program.run(["calendar", "--home", home] + arguments)
    }

    private func objects(_ lines: [String]) throws -> [[String: Any]] {
        try lines.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test func `what is due is listed, exported and written to those who owe it`() throws {
        let folder = try Scratch.folder("calendar")
        let home = folder.appending(path: "home").path
        let story = folder.appending(path: "story.yaml")
        let pack = Program.root.appending(path: "PolicyPacks/liuzhou-2020").path
        try Data(Self.story.replacing("PACK", with: pack).utf8).write(to: story)
        let played = try Program.run(["run", story.path, "--home", home, "--quiet"])
        #expect(played.status == 0, "\(played.output)\(played.errors)")

        let ics = folder.appending(path: "due.ics").path
        let letters = folder.appending(path: "letters").path
        let table = folder.appending(path: "due.xlsx").path
        let outcome = try calendar(
            home, "--as-of", "2028-01-10", "--ics", ics, "--letters", letters, "--xlsx", table,
            "--json", "--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let entries = try objects(outcome.lines).map {
            "\($0["subject"] ?? "") \($0["clause"] ?? "") \($0["last"] ?? "") \($0["state"] ?? "")"
        }
        // What was missed in 2026 is out of the window of a year.
        for expected in [
            "450222 LZ-036 2027-03-31 missed", "450222 LZ-079 2027-12-31 missed",
            "450222 LZ-036 2028-03-31 running",
        ] {
            #expect(entries.contains(expected), "\(expected): \(entries)")
        }
        #expect(!entries.contains { $0.hasPrefix("450222 LZ-079 2026") })

        let again = try calendar(home, "--as-of", "2028-01-10", "--ics", ics + "2", "--quiet")
        #expect(again.status == 0 && again.lines.count == entries.count)
        try check(ics, ics + "2", entries.count)
        let files = try FileManager.default.contentsOfDirectory(atPath: letters).sorted()
        #expect(files.contains("1-乙县人民政府.txt") && files.contains("2-乙县自然资源局.html"), "\(files)")
        let letter = try String(
            contentsOfFile: letters + "/1-乙县人民政府.txt", encoding: .utf8)
        #expect(letter.contains("乙县人民政府：") && letter.contains("（LZ-079）"))
        #expect(letter.contains("甲市自然资源和规划局") && letter.contains("〔　　　　〕　　　号"))
        #expect(try Data(contentsOf: URL(filePath: table)).prefix(2) == Data("PK".utf8))

        let csv = try calendar(home, "--as-of", "2028-01-10", "--csv", "--quiet")
        #expect(csv.lines.count == entries.count + 1 && csv.lines[0].hasPrefix("到期日,状态,"))
        let county = try calendar(
            home, "--as-of", "2028-01-10", "--office", "countyGovernment", "--state", "missed",
            "--area", "450222", "--json", "--quiet")
        #expect(try objects(county.lines).map { $0["clause"] as? String } == ["LZ-079", "LZ-079"])
        try pages(home, outcome.lines)
    }

    /// Pages put together are the list, and the counts of offices are those of their own lists.
    private func pages(_ home: String, _ lines: [String]) throws {
        let read = try stride(from: 0, to: lines.count, by: 2).flatMap { start in
            try calendar(
                home, "--as-of", "2028-01-10", "--skip", "\(start)", "--limit", "2", "--json",
                "--quiet"
            ).lines
        }
        #expect(read == lines)
        let counted = try calendar(home, "--as-of", "2028-01-10", "--counts", "--json", "--quiet")
        let government = try objects(counted.lines).first {
            $0["office"] as? String == "countyGovernment"
        }
        let states = try #require(government?["states"] as? [String: Int])
        for (state, count) in states {
            let own = try calendar(
                home, "--as-of", "2028-01-10", "--office", "countyGovernment", "--state", state,
                "--json", "--quiet")
            #expect(own.lines.count == count, "\(state)")
        }
        #expect(try objects(counted.lines).contains { $0["county"] as? String == "450222" })
    }

    /// What an independent reader makes of the files; UIDs stay from one to the other.
    private func check(_ first: String, _ second: String, _ count: Int) throws {
        let script = Program.root.appending(path: "Tests/EndToEndTests/Scripts/read_calendar.py")
        let read = try [first, second].map { try Program.python([script.path, $0]) }
        if read[0].status == 3 { return print("SKIPPED: icalendar is not installed") }
        #expect(read.map(\.status) == [0, 0], "\(read[0].errors)")
        let events = try read.map {
            try #require(
                try JSONSerialization.jsonObject(with: Data($0.output.utf8)) as? [[String: Any]])
        }
        #expect(events[0].count == count && events[1].count == count)
        #expect(events[0].map { $0["uid"] as? String } == events[1].map { $0["uid"] as? String })
        let plan = try #require(
            events[0].first {
                $0["day"] as? String == "2028-03-31"
                    && ($0["summary"] as? String)?.contains("年度工作计划") == true
            })
        #expect(plan["alarms"] as? [Int] == [-7, -1])
        #expect((plan["description"] as? String)?.contains("\n责任单位：县级自然资源主管部门\n") == true)
    }

    @Test func `a wrong option is told by its name`() throws {
        let folder = try Scratch.folder("calendar-faults")
        for (option, value) in [
            ("--as-of", "soon"), ("--area", "x"), ("--state", "bad"), ("--from", "2026-13-01"),
            ("--limit", "-1"), ("--skip", "-1"),
        ] {
            let outcome = try calendar(folder.path, "\(option)=\(value)")
            #expect(outcome.status == 2 && outcome.errors.contains(option), "\(outcome.errors)")
        }
        let none = try calendar(folder.appending(path: "none").path)
        #expect(none.status == 2 && none.errors.contains("none"))
    }
}
