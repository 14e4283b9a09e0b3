import LandModel
import Testing

@testable import Policy

/// What pages are told of clauses, against what the files of the packs say.
@Suite struct ClauseSheetTests {
    @Test func `a bound is told in words, part by part`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let sheet = try #require(pack.sheet(of: "LZ-005"))
        #expect(sheet.conditions.map(\.role) == [.applies, .check])
        let check = try #require(sheet.conditions.last)
        #expect(
            check.bound == .atLeast && check.limit?.kind == .parameter("pbfNetIncreaseRatioMin"))
        // The clause divides (pbfAreaIn - pbfAreaOut) by pbfAreaOut.
        let names = check.tree.lines.compactMap { line -> String? in
            if case .fact(let name) = line.node.kind { name } else { nil }
        }
        #expect(names == ["pbfAreaIn", "pbfAreaOut", "pbfAreaOut"])
        #expect(check.tree.words.zh.contains("÷") && check.tree.words.zh.contains("−"))
        #expect(!check.tree.words.zh.contains("pbf"))
        #expect(sheet.parameters.map(\.name) == ["pbfNetIncreaseRatioMin"])
        let day = try #require(CalendarDay("2026-06-01"))
        #expect(sheet.parameters.first?.value(on: day) == .number(Rational(5, over: 100)))
        #expect(!sheet.isWaivable && sheet.waivers.isEmpty)
    }

    @Test func `a yearly limit is told with its day, and whose it is`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let sheet = try #require(pack.sheet(of: "LZ-036"))
        #expect(sheet.limit?.zh == "每年 03-31 前")
        #expect(sheet.actors == ["countyNaturalResources"] && sheet.act == "fileAnnualPlan")
    }

    @Test(arguments: PackFolders.codes)
    func `every fact, number, act and paper of a sheet goes by its Chinese name`(
        code: String
    ) throws {
        let pack = try PackFolders.pack(code)
        for clause in pack.clauses {
            let sheet = try #require(pack.sheet(of: clause.id))
            for condition in sheet.conditions {
                for line in condition.tree.lines + (condition.limit?.lines ?? [])
                where ![.value, .operation].contains(line.node.kind) {
                    let letters = line.node.words.zh.filter { $0.isASCII && $0.isLetter }
                    #expect(letters.isEmpty, "\(clause.id): \(line.node.words.zh)")
                }
            }
        }
    }

    @Test func `the cases of a clause are its own, with what they come to`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let cases = pack.runCases(of: "LZ-005")
        #expect(cases.count >= 4 && cases.allSatisfy { $0.clause == "LZ-005" && $0.isPassed })
    }

    // MARK: Passages

    private static let text = """
        某地实施方案
        一、总体要求
        （一）指导思想
        坚持保护优先。
        （二）工作目标。稳步推进。
        1.耕地保护。新增耕地不少于百分之五。
        2.生态保护。新增耕地不占红线。
        二、工作任务
        （一）编制规划
        新增耕地布局合理。
        """

    private func passage(_ clause: String, _ phrase: String) -> GoverningPassage? {
        GoverningPassage(Citation(document: "x", clause: clause, phrase: phrase), in: Self.text)
    }

    @Test func `a passage is found by its number, and its phrase stands out`() throws {
        let found = try #require(passage("一(二)2", "新增耕地"))
        #expect(found.headings == ["一、总体要求", "（二）工作目标", "2.生态保护"])
        #expect(found.paragraphs.map(\.marked) == ["新增耕地"])
        #expect(found.paragraphs.first?.before == "2.生态保护。")
        #expect(found.paragraphs.first?.after == "不占红线。")
    }

    @Test func `the same phrase elsewhere is not taken for it`() throws {
        let found = try #require(passage("二(一)", "新增耕地"))
        #expect(found.paragraphs.map(\.after) == ["布局合理。"])
    }

    @Test func `a phrase that is not under its number is found anywhere, white space apart`() throws
    {
        let found = try #require(passage("三", "坚持 保护优先"))
        #expect(found.headings.isEmpty && found.paragraphs.map(\.marked) == ["坚持保护优先"])
    }

    @Test func `a number without its phrase gives its whole section, and nothing gives nothing`()
        throws
    {
        let found = try #require(passage("一(一)", "没有的话"))
        #expect(found.paragraphs.map(\.before) == ["（一）指导思想", "坚持保护优先。"])
        #expect(passage("九", "没有的话") == nil)
    }
}
