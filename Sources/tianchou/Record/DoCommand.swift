import Access
import ArgumentParser
import Digest
import Foundation
import Journal
import LandModel
import Operations
import Store

/// Performs one government act in the name of a person.
struct DoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "do",
        abstract: "办理事项 · perform an act",
        discussion: """
            不给事项名则列出全部事项；--form 列出一个事项的填报项。不予办理时逐条说明理由，退出码 1。
            Without an act all acts are listed; --form lists the fields of one. A refusal tells every reason, exit code 1.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "事项代号，如 appoint · the act")
    var operation: String?

    @Flag(help: "列出填报项 · list the fields")
    var form = false

    @Option(help: "办公目录 · the office's home folder")
    var home: String?

    @Option(name: .customLong("as"), help: "办理人代号 · who acts")
    var person: String?

    @Option(help: "以哪项任职办理 · the appointment acted under")
    var capacity: String?

    @Option(help: "填报内容 JSON 文件，- 为标准输入 · the input, a JSON file, - for standard input")
    var input: String?

    @Option(help: "请求编号：同一编号重复提交只办理一次 · name of the request, done once however often sent")
    var key: String?

    mutating func validate() throws {
        guard let operation, !form else { return }
        guard home != nil, person != nil, input != nil else {
            throw ValidationError("\(operation): --home, --as, --input")
        }
    }

    mutating func run() async throws {
        let console = Console(common)
        guard let operation else { return OperationList.show(console, common.json) }
        if form { return try OperationList.showForm(of: operation, console, common.json) }
        guard let home, let person, let input else { return }
        guard let person = Person.ID(person) else { throw ValidationError("--as: \(person)") }
        let office = try OfficeHome.open(at: home)
        let desk = OfficeDesk(office, programVersion: ProgramVersion.text)
        let request = ActRequest(
            operation: operation, person: person, capacity: try capacityID(),
            input: try InputText.read(try Self.bytes(of: input), from: input),
            key: try key.map { try IdempotencyKey($0) } ?? RequestKey.random(),
            time: OfficeClock.now)
        let folder =
            input == "-"
            ? "." : URL(filePath: input).deletingLastPathComponent().path(percentEncoded: false)
        do {
            let receipt = try await desk.perform(
                request, files: .folder(folder), progress: console.progress)
            write(receipt, console)
        } catch let refusal as Refusal {
            RefusalText.write(refusal, console, common.json)
            throw Stop.blocked
        }
    }

    private func capacityID() throws -> Appointment.ID? {
        guard let capacity else { return nil }
        guard let id = Appointment.ID(capacity) else {
            throw ValidationError("--capacity: \(capacity)")
        }
        return id
    }

    private static func bytes(of input: String) throws -> [UInt8] {
        do {
            let handle =
                input == "-"
                ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: input))
            return Array(try handle.read(upToCount: InputText.longest + 1) ?? Data())
        } catch {
            throw InputFileError(path: input)
        }
    }

    private func write(_ receipt: ActReceipt, _ console: Console) {
        let sequences = receipt.batch.sequences
        guard common.json else {
            console.result(receipt.message[console.language])
            return console.note(
                BilingualText(
                    zh:
                        "第 \(sequences.lowerBound)–\(sequences.upperBound) 号记录，杂凑值 \(receipt.batch.hash)",
                    en: "records \(sequences.lowerBound)–\(sequences.upperBound), hash "
                        + "\(receipt.batch.hash)"))
        }
        console.result(
            JSONValue.object([
                ("done", .bool(true)), ("repetition", .bool(receipt.isRepetition)),
                ("first", .integer(sequences.lowerBound)),
                ("last", .integer(sequences.upperBound)),
                ("hash", .string(receipt.batch.hash.hex)),
                ("message", .text(receipt.message)),
            ]).text)
    }
}

/// An input file that cannot be read.
struct InputFileError: ExplainedError, Equatable {
    let path: String

    var explanation: BilingualText {
        BilingualText(
            zh: "读不到 \(path)。请核对 --input 的路径。", en: "\(path) cannot be read. Check --input.")
    }
}

/// A refusal as people and programs read it.
enum RefusalText {
    static func write(_ refusal: Refusal, _ console: Console, _ isJSON: Bool) {
        guard isJSON else { return console.result(refusal.explanation[console.language]) }
        let items = refusal.items.map { item in
            JSONValue.object([
                ("code", .string(item.code)), ("field", item.field.map { .string($0) } ?? .null),
                ("message", .text(item.text)),
                ("clause", item.clause.map { .string("\($0.document) \($0.clause)") } ?? .null),
                ("acts", .array(item.remedies.map { .string($0.operation) })),
            ])
        }
        console.result(
            JSONValue.object([("done", .bool(false)), ("refused", .array(items))]).text)
    }
}

/// The acts and their fields.
enum OperationList {
    static func show(_ console: Console, _ isJSON: Bool) {
        let rules = AccessPolicy.standard.operations
        for entry in OperationCatalogue.standard.entries {
            let title = rules[entry.id]?.title ?? BilingualText(zh: "", en: "")
            if isJSON {
                let fields = entry.form.outlines.map { JSONValue.string($0.name) }
                console.result(
                    JSONValue.object([
                        ("operation", .string(entry.id.text)), ("title", .text(title)),
                        ("fields", .array(fields)),
                    ]).text)
            } else {
                console.result("\(entry.id)\t\(title[console.language])")
            }
        }
    }

    static func showForm(
        of operation: String, _ console: Console, _ isJSON: Bool
    ) throws {
        guard let entry = OperationCatalogue.standard.entry(operation) else {
            let known = OperationCatalogue.standard.entries.map(\.id.text)
            throw ValidationError("\(operation)? \(known.joined(separator: ", "))")
        }
        for field in entry.form.outlines {
            if isJSON {
                console.result(
                    JSONValue.object([
                        ("name", .string(field.name)), ("title", .text(field.title)),
                        ("required", .bool(field.isRequired)), ("kind", .text(field.kind.words)),
                        ("help", field.help.map { .text($0) } ?? .null),
                    ]).text)
                continue
            }
            let need =
                field.isRequired
                ? BilingualText(zh: "必填", en: "required")
                : BilingualText(zh: "可不填", en: "optional")
            let language = console.language
            console.result(
                [
                    field.name, need[language], field.title[language], field.kind.words[language],
                    field.help?[language] ?? "",
                ].joined(separator: "\t"))
        }
    }
}
