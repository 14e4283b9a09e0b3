import Glibc
import LandModel
import Testing

@testable import Policy

@Suite struct RequirementTests {
    private static let shared: String =
        getenv("TIANCHOU_SHARED").map { String(cString: $0) } ?? PackFolders.root + "/../shared"

    @Test(arguments: PackFolders.codes)
    func `every requirement of the document is one clause of the pack`(code: String) throws {
        let register =
            PackFolders.text(PackFolders.packs + "/requirements.csv")
            ?? PackFolders.text(Self.shared + "/requirements.csv")
        guard let register else {
            print("SKIPPED: requirements.csv data not present")
            return
        }
        let rows = RequirementRow.rows(csv: register)
        #expect(rows.count == 341)
        let pack = try PackFolders.pack(code)
        let text = PackFolders.text("\(Self.shared)/sources/\(pack.sourceDocument)")
        if text == nil { print("SKIPPED: text of \(code) data not present") }
        let problems = pack.requirementsCheck(rows, documentText: text)
        #expect(problems.isEmpty, "\(problems.map { "\($0.place): \($0.text.en)" })")
    }

    @Test func `what differs from the register or the document is told`() throws {
        let pack = try MiniPack.build().pack
        func row(_ id: String, _ clause: String, _ strength: String, _ mode: String)
            -> RequirementRow
        {
            RequirementRow(
                id: id, sourceFile: "mini.txt", clause: clause, strength: strength, checkMode: mode)
        }
        let rows = [
            row("M-1", "一", "should", "auto"), row("M-2", "二(一)", "must", "gate"),
            row("M-3", "三", "must", "gate"), row("M-4", "四", "must", "record"),
            row("M-6", "六", "in-principle", "auto"), row("M-9", "九", "must", "auto"),
        ]
        let text = "一、不少于5％的耕地。经市同意。\n每年3月\n底前；一个月内办理。不突破红线者。"
        let problems = pack.requirementsCheck(rows, documentText: text)
        let found = problems.map { "\($0.code.rawValue) \($0.place)" }
        #expect(
            Set(found) == [
                "P18 M-1", "P18 M-2", "P18 M-3", "P18 M-5", "P18 M-6", "P18 M-9", "P16 M-2",
                "P16 M-3", "P16 M-6",
            ])
    }

    @Test func `a register may quote commas, line ends and quotes`() {
        let rows = RequirementRow.rows(
            csv:
                "\u{FEFF}id,clause,strength,check_mode,source_file\r\nA-1,\"一, \"\"二\"\"\n三\",must,auto,a.txt\r\n"
        )
        #expect(
            rows == [
                RequirementRow(
                    id: "A-1", sourceFile: "a.txt", clause: "一, \"二\"\n三", strength: "must",
                    checkMode: "auto")
            ])
    }

    @Test(arguments: PackFolders.codes)
    func `coverage names what decides every clause`(code: String) throws {
        let pack = try PackFolders.pack(code)
        let coverage = pack.coverage()
        #expect(coverage.map(\.clause) == pack.clauses.map(\.id))
        let counts = Dictionary(grouping: coverage, by: \.decidedBy).mapValues(\.count)
        let tested = coverage.filter { $0.caseCount > 0 }.count
        print(
            "\(code): \(counts.map { "\($0.key.rawValue) \($0.value)" }.sorted()), \(tested) of \(coverage.count) clauses have cases"
        )
    }
}
