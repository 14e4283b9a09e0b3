import Access
import Foundation
import Journal
import LandModel
import Operations
import Testing

@testable import Server

/// Tables and texts that people type into the forms of acts.
@Suite struct ActFormTests {
    private func table(_ text: String) throws -> PastedTable {
        try PastedTable(text) { ["subject", "name"].contains($0) }
    }

    /// Expected as Python's `csv` module reads the same text with `excel-tab` and `excel`.
    @Test(arguments: [
        ("subject\tname\na\t\"x \"\"y\"\"\"\nb\t\"l1\nl2\"\n", ["a", "x \"y\""], ["b", "l1 l2"]),
        ("subject,name\r\na,\"x, y\"\r\n\r\nb,\r\n", ["a", "x, y"], ["b", ""]),
        ("\u{FEFF}subject,name\na,=1+1\nb,\"\"", ["a", "=1+1"], ["b", ""]),
    ])
    func `a table is read as spreadsheets write it`(
        _ text: String, _ first: [String], _ second: [String]
    ) throws {
        let found = try table(text)
        #expect(found.heads == ["subject", "name"])
        #expect(found.rows.map(\.cells) == [first, second])
    }

    @Test func `what stands above the heads is left out, and rows keep their numbers`() throws {
        let found = try table("标题\n\t单位\nsubject\tname\na\t1\n\t\nc\t3\n")
        #expect(found.rows.map(\.number) == [1, 3])
    }

    @Test func `lines and columns are told as a spreadsheet names them`() throws {
        let found = try table("标题\n\nsubject\tname\na\t1\n\t\nc\t3\n")
        #expect(found.headLine == 3)
        #expect(found.rows.map { found.line(ofRow: $0.number) } == [4, 6])
        #expect(
            [0, 25, 26, 51, 52, 701, 702].map(PastedTable.letters(ofColumn:)) == [
                "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
            ])
    }

    @Test func `cells of a workbook read back from the text they become`() throws {
        let cells = [
            ["标题"], [], ["subject", "name"], ["a", "\"x\" y"], ["b", "l1\nl2"], ["c\td"],
        ]
        let found = try table(PastedTable.text(cells))
        #expect(found.headLine == 3)
        #expect(found.rows.map(\.cells) == [["a", "\"x\" y"], ["b", "l1 l2"], ["c d"]])
    }

    @Test(arguments: ["", "subject", "x\ty\n1\t2\n", "subject\n"])
    func `a table without heads or rows is refused`(_ text: String) {
        #expect(throws: Problem.self) { try table(text) }
    }

    @Test func `a batch has an end`() {
        let long = "subject\n" + (1...501).map { "s\($0)\n" }.joined()
        #expect(throws: Problem.self) { try table(long) }
        let wide = "subject" + String(repeating: "\tx", count: 300) + "\na\n"
        #expect(throws: Problem.self) { try table(wide) }
    }

    @Test func `a row of a form is taken away with its pair`() {
        let body = FormBody(
            Array("facts.name=a&facts.value=1&facts.name=b&facts.value=2&x=y".utf8))
        let left = body.removing("remove.facts.0")
        #expect(FormReading.pairs(left, "facts").map(\.0) == ["b"])
        #expect(FormReading.pairs(left, "facts").map(\.1) == ["2"])
        #expect(left["x"] == "y")
        #expect(body.removing("remove.facts.9").members.count == 5)
        #expect(body.removing("remove.facts").members.count == 5)
    }

    @Test func `texts lose line ends, and words for yes become yes`() {
        #expect(FormReading.line(" 一\r\n二\n ") == "一 二")
        #expect(FormReading.fact("是", "bool") == .bool(true))
        #expect(FormReading.fact("a、b", "codes") == ["a", "b"])
        #expect(FormReading.value("7", .integer(1...9)) == .integer(7))
        #expect(FormReading.value("seven", .integer(1...9)) == .text("seven"))
        #expect(FormReading.parts("450222，450223; 4502") == ["450222", "450223", "4502"])
    }

    @Test func `a draft is its person's own and has limits`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-drafts-\(UUID().uuidString)"
        ).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let shelf = DraftShelf(home: folder)
        func draft(_ subject: String, _ text: String, at time: Int = 0) -> DraftShelf.Draft {
            DraftShelf.Draft(
                operation: "stateFacts", subject: subject, member: "subject", title: "填报事实",
                name: subject, saved: time, members: [["source", text]])
        }
        try shelf.keep(draft("../../x", "one"), of: "wang")
        try shelf.keep(draft("../../x", "two"), of: "wang")
        #expect(try shelf.all(of: "wang").count == 1)
        #expect(try shelf.draft("stateFacts", "../../x", of: "wang")?.body["source"] == "two")
        #expect(try shelf.draft("stateFacts", "../../x", of: "lu") == nil)
        #expect(!FileManager.default.fileExists(atPath: folder + "/x.json"))
        #expect(throws: Problem.self) {
            try shelf.keep(draft("y", String(repeating: "x", count: 300_000)), of: "wang")
        }
        for number in 1..<DraftShelf.mostOfPerson {
            try shelf.keep(draft("s\(number)", ""), of: "wang")
        }
        #expect(throws: Problem.self) { try shelf.keep(draft("more", ""), of: "wang") }
        try shelf.remove("stateFacts", "s1", of: "wang")
        try shelf.keep(draft("more", "", at: 91 * 86_400_000), of: "wang")
        #expect(try shelf.all(of: "wang").map(\.subject) == ["more"], "old drafts are removed")
    }
}
