import ArgumentParser
import Documents
import Foundation
import LandModel
import Operations
import Planning
import Policy
import Server

/// What every command that judges a plan is given.
struct JudgementOptions: ParsableArguments {
    @Option(help: "导入得到的数据集 · dataset made by import")
    var data: String

    @Option(help: "方案（含 ZZQY、ZZDK 图层）· the plan")
    var plan: String

    @Option(help: "判定日期 YYYY-MM-DD，默认今天 · day judged, today by default")
    var asOf: String?

    @Option(help: "登记事实与材料（YAML，格式同规则包案例）· recorded facts and papers")
    var evidence: String?

    @Option(help: "输出文件夹 · output folder")
    var out: String

    @Flag(help: "不生成 PDF · write no PDF")
    var noPDF = false

    mutating func validate() throws {
        if let asOf, CalendarDay(asOf) == nil {
            throw ValidationError("--as-of: YYYY-MM-DD")
        }
    }

    var day: CalendarDay { asOf.flatMap { CalendarDay($0) } ?? Today.day }
}

/// Judges a plan clause by clause under one pack and writes the report.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "按依据文件逐条审查方案 · judge a plan under one pack")

    @OptionGroup var common: CommonOptions
    @OptionGroup var judgement: JudgementOptions
    @OptionGroup var shelf: PackOptions

    @Option(help: "规则包代码 · code of the pack")
    var pack: String

    @Option(
        help: """
            对照的规则包：代码，或改动后的文件夹 · another pack to compare with: a code, or the folder of an edited one
            """)
    var against: String?

    mutating func run() throws {
        let console = Console(common)
        let packShelf = try PackShelf(shelf.packs)
        let loaded = try packShelf.pack(pack)
        let other = try against.map { try packShelf.pack(at: $0) }
        let run = try ReportRun(judgement, packShelf, console, threads: common.threads)
        let line = try run.write(loaded, to: judgement.out)
        if let other { try compare(loaded, other, run, console) }
        if common.json {
            console.result(line.json.text)
        } else {
            console.result(line.text(console.language))
            console.result("report: \(judgement.out)/report.html")
        }
        if line.blocking > 0 { throw Stop.blocked }
    }

    /// Puts the verdicts of both packs side by side, and the table into the output folder.
    private func compare(
        _ loaded: Pack, _ other: Pack, _ run: ReportRun, _ console: Console
    ) throws {
        let changes = PackComparison(loaded, other).pairs(
            try run.findings(loaded), try run.findings(other))
        let path = judgement.out + "/comparison.csv"
        try OutputFile.write(VerdictTable.csv(changes.map { (judgement.plan, $0) }), to: path)
        if common.json {
            let json = changes.filter(\.isOtherVerdict).map {
                VerdictTable.json($0, project: judgement.plan)
            }
            try OutputFile.write(
                JSONValue.array(json).text + "\n", to: judgement.out + "/comparison.json")
            return
        }
        // What only one document asks stands in the table; here, what both ask and what breaks.
        for change in changes
        where change.isOtherwise || change.blocksAnew
            || (change.isOtherVerdict && change.after?.status == .violated)
        {
            console.result(VerdictTable.text(change, console.language))
        }
        let anew = changes.count(where: \.blocksAnew)
        let free = changes.count(where: \.blocksNoMore)
        console.result(
            BilingualText(
                zh: "\(loaded.code) r\(loaded.revision) 对照 \(other.code) r\(other.revision)："
                    + "新增拦阻 \(anew) 条，解除拦阻 \(free) 条。对照表：\(path)",
                en: "\(loaded.code) r\(loaded.revision) against \(other.code) r\(other.revision): "
                    + "\(anew) block anew, \(free) no more. Table: \(path)")[console.language])
    }
}

/// Judges one plan under several packs, side by side.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "同一方案按多部文件对照审查 · one plan under several packs")

    @OptionGroup var common: CommonOptions
    @OptionGroup var judgement: JudgementOptions
    @OptionGroup var shelf: PackOptions

    @Option(parsing: .singleValue, help: "规则包代码，可多次；不写则全部 · packs; all without it")
    var pack: [String] = []

    mutating func run() throws {
        let console = Console(common)
        let packShelf = try PackShelf(shelf.packs)
        let packs = try packShelf.packs(pack)
        let run = try ReportRun(judgement, packShelf, console, threads: common.threads)
        let lines = try run.write(packs)
        if common.json {
            console.result(JSONValue.array(lines.map(\.json)).text)
        } else {
            for line in lines {
                console.result(line.text(console.language))
                console.result("report: \(judgement.out)/\(line.pack.code)/report.html")
            }
        }
        if lines.contains(where: { $0.blocking > 0 }) { throw Stop.blocked }
    }
}
