import ArgumentParser
import Foundation
import LandModel
import Operations
import Policy

/// What decides each requirement now, what is left to parts to come, and which tests prove it.
struct PolicyCoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "条款覆盖 · coverage of the requirements",
        discussion: """
            每条要求：现由什么判定、留待哪一部分及原因、哪些案例和剧本证明；末尾为合计。
            For each requirement: what decides it now, what is left to which part and why, which cases and scenarios prove it; totals at the end.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var shelf: PackOptions

    @Option(help: "剧本文件夹 · folder of the scenarios (Scenarios beside PolicyPacks)")
    var scenarios: String?

    @Option(help: "只看一条，如 LZ-004 · one clause")
    var clause: String?

    @Flag(help: "列出案例和剧本 · list the cases and scenarios")
    var tests = false

    mutating func run() throws {
        let console = Console(common)
        let packShelf = try PackShelf(shelf.packs)
        let register = try packShelf.requirements()
        let packs = try packShelf.packs([])
        let stories =
            scenarios.map { URL(filePath: $0) }
            ?? packShelf.folder.deletingLastPathComponent().appending(path: "Scenarios")
        let played = try ScenarioProofs(folder: stories, packs: packs)
        let rows = packs.flatMap { pack in
            pack.coverage().map { CoverageRow($0, of: pack, played) }
        }
        if let clause, !rows.contains(where: { $0.id == clause }) {
            throw PolicyCommandError.unknownClause(
                clause, pack: packs.map(\.code).joined(separator: ", "))
        }
        let present = Set(rows.map(\.id))
        let report = CoverageReport(
            rows: rows.filter { clause == nil || $0.id == clause },
            requirements: register.count,
            missing: register.map(\.id).filter { !present.contains($0) },
            scenarios: played.scenarios, vocabulary: packShelf.vocabulary)
        if common.json {
            console.result(report.json.text)
        } else {
            let lines = common.quiet ? [] : report.table(console.language, tests: tests)
            let totals = clause == nil ? report.totals(console.language) : []
            for line in lines + totals { console.result(line) }
        }
        if !report.missing.isEmpty { throw Stop.blocked }
    }
}
