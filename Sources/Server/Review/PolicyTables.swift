import LandModel
import Policy

/// The tables of a pack: clauses, legal numbers, duties with a limit, coverage (规则包表册).
struct PolicyTables {
    let pack: Pack
    let day: CalendarDay
    let language: DisplayLanguage

    private func column(
        _ zh: String, _ en: String, _ width: Int = 14, number: Bool = false
    ) -> PageTable.Column {
        PageTable.Column(title: BilingualText(zh: zh, en: en), isNumber: number, width: width)
    }

    private func title(_ zh: String, _ en: String) -> BilingualText {
        BilingualText(zh: "\(pack.title.zh)：\(zh)", en: "\(pack.title.en): \(en)")
    }

    private func link(_ clause: String) -> PageTable.Cell {
        .text(clause, href: "/policy/\(pack.code)/\(clause)")
    }

    func clauses(_ clauses: [Clause]) -> PageTable {
        PageTable(
            name: "clauses", title: title("条款", "clauses"),
            columns: [
                column("条款", "clause", 10), column("文件位置", "place", 14),
                column("力度", "strength", 10), column("类别", "kind", 10),
                column("内容", "content", 60), column("关键语句", "key phrase", 30),
                column("前置于", "stands before", 40),
            ],
            rows: clauses.map { clause in
                [
                    link(clause.id), .text(clause.citation.clause),
                    .text(ClauseWords.word(clause.strength)[language]),
                    .text(ClauseWords.word(clause.kind)[language]),
                    .text(clause.title[language]), .text(clause.citation.phrase),
                    .text(pack.terms(clause.blocks, language)),
                ]
            })
    }

    /// A value with its unit; a blank of the document says so.
    func text(_ value: EvaluatedValue?, _ unit: ValueType) -> String {
        value.map { ValueWriter(language).text($0, unit: unit) }
            ?? BilingualText(zh: "文件留空", en: "blank in the document")[language]
    }

    var parameters: PageTable {
        PageTable(
            name: "parameters", title: title("法定参数", "legal numbers"),
            columns: [
                column("参数", "number", 30), column("现行值", "in force", 24),
                column("自", "from", 12), column("力度", "strength", 10),
                column("条款", "clause", 10), column("其他时段的值", "at other times", 50),
            ],
            rows: pack.parameterSheets.map { sheet in
                let now = sheet.values.last { $0.from <= day && day <= ($0.to ?? day) }
                let others = sheet.values.filter { $0 != now }.map { value in
                    "\(value.from)—\(value.to?.description ?? "")："
                        + text(value.value, sheet.unit)
                }
                return [
                    .text(pack.term(sheet.name)[language]),
                    .text(
                        now.map { text($0.value, sheet.unit) }
                            ?? BilingualText(zh: "尚未生效", en: "not in force yet")[language]),
                    .day(now?.from), .text(ClauseWords.word(sheet.strength)[language]),
                    link(sheet.clause), .text(others.joined(separator: "；")),
                ]
            })
    }

    var duties: PageTable {
        let sheets = pack.clauses.compactMap { pack.sheet(of: $0.id) }.filter { $0.limit != nil }
        return PageTable(
            name: "duties", title: title("期限事项", "duties with a limit"),
            columns: [
                column("条款", "clause", 10), column("事项", "duty", 50),
                column("期限", "limit", 30), column("责任单位", "whose", 30),
                column("办理或材料", "act or papers", 30), column("力度", "strength", 10),
            ],
            rows: sheets.map { sheet in
                let clause = sheet.clause
                let what = [sheet.act].compactMap(\.self) + clause.documents
                return [
                    link(clause.id), .text(clause.title[language]),
                    .text(sheet.limit?[language] ?? ""),
                    .text(pack.terms(sheet.actors, language)), .text(pack.terms(what, language)),
                    .text(ClauseWords.word(clause.strength)[language]),
                ]
            })
    }

    var coverage: PageTable {
        PageTable(
            name: "coverage", title: title("条款覆盖", "coverage"),
            columns: [
                column("条款", "clause", 10), column("内容", "content", 50),
                column("现由何判定", "decided by", 30), column("留待", "left to", 16),
                column("符合案例", "cases met", 10, number: true),
                column("最坏案例", "cases at the worst", 10, number: true),
                column("案例", "cases", 8, number: true), column("最坏可判为", "at the worst", 14),
            ],
            rows: pack.coverage().map { row in
                [
                    link(row.clause), .text(pack.clause(row.clause)?.title[language] ?? ""),
                    .text(joined(row.sources.map(\.words))),
                    .text(joined(row.left.map(\.words))), .integer(row.satisfying.count),
                    .integer(row.breaking.count), .integer(row.proofs.count),
                    .text(row.worst.words[language]),
                ]
            })
    }

    private func joined(_ texts: [BilingualText]) -> String {
        texts.map { $0[language] }.joined(separator: language == .zh ? "、" : ", ")
    }
}
