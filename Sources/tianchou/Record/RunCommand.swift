import Access
import ArgumentParser
import Foundation
import LandModel
import Operations
import Store

/// Plays a scenario on a fresh home.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "演练剧本 · play a scenario",
        discussion: """
            格式见 docs/scenario-format.md。目录须为空或不存在；每步与剧本所写不符时说明，退出码 1。
            docs/scenario-format.md describes the file. The home must be empty or absent; steps that go otherwise than written are told, exit code 1.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    @Argument(help: "剧本 YAML；几个剧本按时间同演 · the scenario; several are played together by time")
    var scenarios: [String]

    @Option(help: "演练到哪一天为止（含），如 2026-06-30 · the last day that is played")
    var until: String?

    mutating func validate() throws {
        guard until.map({ CalendarDay($0) != nil }) ?? true else {
            throw ValidationError("--until: 2026-06-30")
        }
        guard !scenarios.isEmpty else { throw ValidationError("SCENARIO.yaml") }
    }

    mutating func run() async throws {
        let console = Console(common)
        var story = try Self.read(scenarios[0])
        for other in scenarios.dropFirst() { story = try story.beside(try Self.read(other)) }
        try story.founding.check()
        let home = try OfficeHome.create(
            at: homeOptions.home,
            OfficeSettings(
                journal: story.founding.journal, office: story.founding.office.id,
                created: story.founding.time))
        try await story.founding.record(in: home)
        let isJSON = common.json
        let folder = URL(filePath: scenarios[0]).deletingLastPathComponent().path(
            percentEncoded: false)
        console.note(story.title)
        var played = 0
        let differences = try await ScenarioRun(
            story, in: home, pathsFrom: folder, programVersion: ProgramVersion.text
        ).play(until: until.flatMap { CalendarDay($0) }, progress: console.progress) {
            played += 1
            Self.tell($0, console, isJSON)
        }
        console.note(
            BilingualText(
                zh: "\(played) 步，\(differences) 步与剧本不符。",
                en: "\(played) steps, \(differences) otherwise than written."))
        if differences > 0 { throw Stop.blocked }
    }

    private static func read(_ path: String) throws -> Scenario {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else { throw InputFileError(path: path) }
        return try Scenario(text: text, path: path)
    }

    private static func tell(_ result: ScenarioRun.Result, _ console: Console, _ isJSON: Bool) {
        if isJSON {
            console.result(
                JSONValue.object([
                    ("story", .string(result.step.story)),
                    ("line", .integer(result.step.line)), ("text", .text(result.text)),
                    ("difference", result.difference.map { .text($0) } ?? .null),
                ]).text)
            return
        }
        if let note = result.step.note { console.result("· " + note[console.language]) }
        console.result(result.text[console.language])
        if let difference = result.difference {
            console.result(
                "  ✗ \(result.step.story):\(result.step.line) " + difference[console.language])
        }
    }
}
