import ArgumentParser
import Foundation
import LandModel
import Operations
import Policy

/// Checks packs against the format, the register of requirements and, when present, the documents.
struct PolicyValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "校验规则包 · validate packs")

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: PackOptions

    @Argument(help: "规则包文件夹或其中一个包 · the folder of packs, or one pack in it")
    var dir: String?

    mutating func run() throws {
        let console = Console(common)
        let (shelf, codes) = try chosen()
        let rows = try shelf.requirements()
        var found: [(pack: String, problem: PackProblem)] = []
        for code in codes {
            do {
                let pack = try Pack.load(
                    shelf.folder.appending(path: code).path, vocabulary: shelf.vocabulary)
                let text = try shelf.documentText(pack.sourceDocument)
                found += pack.requirementsCheck(rows, documentText: text).map { (code, $0) }
            } catch let error as PackErrors {
                found += error.problems.map { (code, $0) }
            }
        }
        report(found, codes: codes, console)
        if !found.isEmpty { throw Stop.badInput }
    }

    /// A folder with a vocabulary is a shelf; a folder with a head is one pack of the shelf above.
    private func chosen() throws -> (PackShelf, [String]) {
        guard let dir else {
            let shelf = try PackShelf(options.packs)
            return (shelf, try shelf.codes)
        }
        let url = URL(filePath: dir)
        if FileManager.default.fileExists(atPath: url.appending(path: "pack.yaml").path) {
            let above = url.deletingLastPathComponent()
            let local = above.appending(path: "vocabulary.yaml").path
            let shelf = try PackShelf(
                FileManager.default.fileExists(atPath: local) ? above.path : options.packs)
            return (shelf.moved(to: above), [url.lastPathComponent])
        }
        let shelf = try PackShelf(dir)
        return (shelf, try shelf.codes)
    }

    private func report(
        _ found: [(pack: String, problem: PackProblem)], codes: [String], _ console: Console
    ) {
        if common.json {
            console.result(
                JSONValue.object([
                    ("packs", .array(codes.map(JSONValue.string))),
                    (
                        "problems",
                        .array(
                            found.map { entry in
                                .object([
                                    ("pack", .string(entry.pack)),
                                    ("code", .string(entry.problem.code.rawValue)),
                                    ("file", .string(entry.problem.file)),
                                    ("line", .integer(entry.problem.line)),
                                    ("place", .string(entry.problem.place)),
                                    ("message", .text(entry.problem.text)),
                                ])
                            })
                    ),
                ]).text)
            return
        }
        for entry in found {
            let problem = entry.problem
            console.result(
                "\(problem.code.rawValue) \(entry.pack)/\(problem.file):\(problem.line) "
                    + "\(problem.place): \(problem.text[console.language])")
        }
        let summary = BilingualText(
            zh: "\(codes.count) 个规则包，\(found.count) 处问题",
            en: "\(codes.count) packs, \(found.count) problems")
        console.result(summary[console.language])
    }
}

/// Runs the good and bad cases of packs.
struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "运行规则包案例 · run the cases of packs")

    @OptionGroup var common: CommonOptions
    @OptionGroup var shelf: PackOptions

    @Argument(help: "规则包代码；不写则全部 · a pack; all when left out")
    var pack: String?

    mutating func run() throws {
        let console = Console(common)
        var failed = 0
        var lines: [JSONValue] = []
        for pack in try PackShelf(shelf.packs).packs(pack.map { [$0] } ?? []) {
            let outcomes = pack.runCases()
            failed += outcomes.count { !$0.isPassed }
            for outcome in outcomes {
                if common.json { lines.append(Self.json(pack.code, outcome)) }
                if !outcome.isPassed, !common.json {
                    console.result(
                        "FAIL \(pack.code)/\(outcome.file):\(outcome.line) \(outcome.clause) "
                            + "\(outcome.name): \(outcome.got), expected \(outcome.expected)")
                }
            }
            if !common.json {
                let passed = outcomes.count { $0.isPassed }
                console.result("\(pack.code): \(passed) passed, \(outcomes.count - passed) failed")
            }
        }
        if common.json { console.result(JSONValue.array(lines).text) }
        if failed > 0 { throw Stop.blocked }
    }

    private static func json(_ pack: String, _ outcome: CaseOutcome) -> JSONValue {
        .object([
            ("pack", .string(pack)), ("name", .string(outcome.name)),
            ("clause", .string(outcome.clause)), ("expected", .string(outcome.expected)),
            ("got", .string(outcome.got)), ("passed", .bool(outcome.isPassed)),
        ])
    }
}
