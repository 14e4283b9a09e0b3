import ArgumentParser
import Documents
import LandModel
import Operations
import Policy
import Server

/// Shows the projects of a home by the stage they are in, and the targets of counties and cities.
struct PoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool",
        abstract: "项目储备库与建设目标 · projects by stage, and targets",
        discussion: """
            按规则包的阶段列出全部项目：所在阶段、进入日期、办理下一事项尚缺几条、是否锁定规则包、暂停与在办变更；末尾为建设目标的完成情况。
            Projects by the stages of their pack, with what stands before their next acts; then the targets.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    @Option(help: "行政区代码，只看其内的 · only projects in this area")
    var area: String?

    @Option(help: "日期 YYYY-MM-DD，默认今天 · day, today by default")
    var asOf: String?

    @Option(help: "另存为 CSV · also write a CSV file")
    var csv: String?

    mutating func run() async throws {
        let console = Console(common)
        let place = try area.map { text in
            guard let code = AdministrativeCode(text) else {
                throw ValidationError("--area: \(text)")
            }
            return code
        }
        let day = try OptionDay.day(asOf)
        let projects = HomeProjects(try homeOptions.open())
        let lines = try await projects.lines(in: place, on: day, progress: console.progress)
        let targets = try await projects.targets(on: day)
        if let csv { try OutputFile.write(Self.csv(lines), to: csv) }
        if common.json {
            console.result(
                JSONValue.object([
                    ("projects", .array(lines.map(Self.json))),
                    ("targets", .array(targets.map(Self.json))),
                ]).text)
            return
        }
        show(lines, console)
        if !targets.isEmpty {
            console.result(
                BilingualText(zh: "建设目标", en: "Targets")[console.language])
        }
        for finding in targets {
            let status = VerdictLine.word(finding.status)[console.language]
            console.result(
                "  \(finding.subject.name)\t\(finding.clause)\t\(status)\t"
                    + finding.message[console.language])
        }
    }

    private func show(_ lines: [HomeProjects.Line], _ console: Console) {
        let groups = Dictionary(grouping: lines) { $0.stages.first }
        let order = groups.keys.sorted { ($0?.position ?? -1) < ($1?.position ?? -1) }
        var shown: Set<String> = []
        for stage in order {
            let name = stage?.zh ?? "尚未入库"
            guard shown.insert(name).inserted else { continue }
            let here = lines.filter { ($0.stages.first?.zh ?? "尚未入库") == name }
            console.result("\(name)（\(here.count)）")
            for line in here {
                var parts = ["  " + line.id, line.name, line.area.digits, line.pack]
                parts.append(line.stages.first?.since?.description ?? "-")
                let blocking = BilingualText(
                    zh: "下一步尚缺 \(line.blocking) 条", en: "\(line.blocking) stand before the next act"
                )
                parts.append(blocking[console.language])
                if line.isPinned {
                    parts.append(BilingualText(zh: "方案已批准", en: "approved")[console.language])
                }
                if line.suspension != nil {
                    parts.append(BilingualText(zh: "暂停", en: "suspended")[console.language])
                }
                if line.change != nil {
                    parts.append(BilingualText(zh: "变更在办", en: "changing")[console.language])
                }
                console.result(parts.joined(separator: "\t"))
            }
        }
        if lines.isEmpty {
            console.note(BilingualText(zh: "没有项目。", en: "There is no project."))
        }
    }

    private static func csv(_ lines: [HomeProjects.Line]) -> String {
        var rows = ["\u{FEFF}项目,名称,行政区,规则包,阶段,进入日期,下一步尚缺条数,方案已批准,暂停,在办变更"]
        for line in lines {
            let fields = [
                line.id, line.name, line.area.digits, line.pack, line.stages.first?.zh ?? "",
                line.stages.first?.since?.description ?? "", String(line.blocking),
                line.isPinned ? "是" : "", line.suspension ?? "", line.change ?? "",
            ]
            rows.append(fields.map(CSVField.quoted).joined(separator: ","))
        }
        return rows.joined(separator: "\r\n") + "\r\n"
    }

    private static func json(_ line: HomeProjects.Line) -> JSONValue {
        .object([
            ("id", .string(line.id)), ("name", .string(line.name)),
            ("area", .string(line.area.digits)), ("pack", .string(line.pack)),
            ("pinned", .bool(line.isPinned)), ("blocking", .integer(line.blocking)),
            ("suspended", line.suspension.map(JSONValue.string) ?? .null),
            ("change", line.change.map(JSONValue.string) ?? .null),
            (
                "stages",
                .array(
                    line.stages.map { stage in
                        .object([
                            ("track", .string(stage.track)), ("stage", .string(stage.id)),
                            ("zh", .string(stage.zh)),
                            (
                                "since",
                                stage.since.map { JSONValue.string($0.description) } ?? .null
                            ),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ finding: Finding) -> JSONValue {
        .object([
            ("subject", .string(finding.subject.id)), ("clause", .string(finding.clause)),
            ("status", .string(finding.status.rawValue)), ("message", .text(finding.message)),
        ])
    }
}

/// A day given as an option.
enum OptionDay {
    static func day(_ text: String?) throws -> CalendarDay {
        guard let text else { return Today.day }
        guard let day = CalendarDay(text) else { throw ValidationError("--as-of: YYYY-MM-DD") }
        return day
    }
}
