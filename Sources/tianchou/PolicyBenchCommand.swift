import ArgumentParser
import LandModel
import Operations
import Policy

/// Runs an edited pack over all projects of a home: whose verdict would change (规则试验台).
struct PolicyBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "用改动后的规则包试判全部项目 · an edited pack over all projects of a home",
        discussion: """
            只读不改。默认只比同一代码的规则包；--all 则不论项目按哪部文件。退出码 1：有项目新增拦阻。
            Reads only. Projects under a pack of the same code, or all with --all. Exit code 1: something would block that does not now.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    @Argument(help: "规则包文件夹 · folder of the edited pack")
    var folder: String

    @Option(help: "行政区代码 · only projects in this area")
    var area: String?

    @Option(help: "日期 YYYY-MM-DD，默认今天 · day, today by default")
    var asOf: String?

    @Flag(help: "不论项目按哪部文件 · whatever pack a project is under")
    var all = false

    @Option(help: "另存为 CSV · also write a CSV file")
    var csv: String?

    mutating func run() async throws {
        let console = Console(common)
        let vocabulary = try Vocabulary.load(folder + "/../vocabulary.yaml")
        let pack = try Pack.load(folder, vocabulary: vocabulary)
        let place = try area.map { text in
            guard let code = AdministrativeCode(text) else {
                throw ValidationError("--area: \(text)")
            }
            return code
        }
        let lines = try await HomeProjects(try homeOptions.open()).bench(
            pack, coveringOnlyItsOwn: !all, in: place, on: try OptionDay.day(asOf),
            progress: console.progress)
        if let csv {
            try OutputFile.write(
                VerdictTable.csv(lines.flatMap { line in line.changes.map { (line.id, $0) } }),
                to: csv)
        }
        let anew = lines.count { line in line.changes.contains(where: \.blocksAnew) }
        let free = lines.count { line in line.changes.contains(where: \.blocksNoMore) }
        if common.json {
            console.result(
                JSONValue.object([
                    ("pack", .string(pack.code)), ("revision", .integer(pack.revision)),
                    ("projects", .integer(lines.count)), ("blocksAnew", .integer(anew)),
                    ("blocksNoMore", .integer(free)),
                    (
                        "changes",
                        .array(
                            lines.flatMap { line in
                                line.changes.map { VerdictTable.json($0, project: line.id) }
                            })
                    ),
                ]).text)
        } else {
            for line in lines where !line.changes.isEmpty {
                console.result(
                    "\(line.id)\t\(line.name)\t\(line.pack)\t"
                        + BilingualText(
                            zh: "拦阻 \(line.blockingBefore) → \(line.blockingAfter)",
                            en: "blocking \(line.blockingBefore) → \(line.blockingAfter)")[
                            console.language])
                for change in line.changes {
                    console.result("  " + VerdictTable.text(change, console.language))
                }
            }
            console.result(
                BilingualText(
                    zh: "\(lines.count) 个项目：\(anew) 个新增拦阻，\(free) 个解除拦阻，"
                        + "\(lines.count { $0.changes.isEmpty }) 个不变。",
                    en: "\(lines.count) projects: \(anew) would be blocked anew, \(free) no more, "
                        + "\(lines.count { $0.changes.isEmpty }) as before.")[console.language])
        }
        if anew > 0 { throw Stop.blocked }
    }
}
