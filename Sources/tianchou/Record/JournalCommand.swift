import ArgumentParser
import Digest
import Foundation
import Journal
import LandModel
import Operations
import Store

/// The record of acts.
struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "办理记录 · the record of acts",
        subcommands: [
            JournalVerifyCommand.self, JournalShowCommand.self, JournalExportCommand.self,
            JournalCheckpointCommand.self,
        ])
}

/// Verifies a journal, of a home or exported.
struct JournalVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "核验记录 · verify the chain and its checkpoints",
        discussion: """
            记录有误时指出第一处，退出码 1。核验他处导出的文件用 --file 和 --key。
            The first broken place is named, exit code 1. Verify an export with --file and --key.
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "办公目录 · the office's home folder")
    var home: String?

    @Option(help: "导出的记录文件 · an exported journal")
    var file: String?

    @Option(parsing: .singleValue, help: "信任的公钥 PEM，可多次 · trusted public key, repeatable")
    var key: [String] = []

    mutating func validate() throws {
        guard (home == nil) != (file == nil) else { throw ValidationError("--home | --file") }
    }

    mutating func run() async throws {
        let console = Console(common)
        var keys: [PublicKey] = []
        for path in key {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw InputFileError(path: path)
            }
            do {
                keys.append(try PublicKey(pem: String(decoding: data, as: UTF8.self)))
            } catch {
                throw StoreError.key(path: path, error)
            }
        }
        let report: VerificationReport
        if let home {
            let office = try OfficeHome.open(at: home)
            report = try await office.journal.verify(
                trusting: keys.isEmpty ? try office.keys.trusted() : keys)
        } else {
            report = try JournalVerifier.report(onFile: file ?? "", trusting: keys)
        }
        write(report, console)
        if !report.isSound { throw Stop.blocked }
    }

    private func write(_ report: VerificationReport, _ console: Console) {
        if common.json {
            let damages = report.damages.map { damage in
                JSONValue.object([
                    ("line", .integer(damage.line)), ("kind", .string(damage.kind.rawValue)),
                    ("first", .integer(damage.sequences.lowerBound)),
                    ("last", .integer(damage.sequences.upperBound)),
                    ("message", .text(damage.explanation)),
                ])
            }
            return console.result(
                JSONValue.object([
                    ("sound", .bool(report.isSound)), ("events", .integer(report.events)),
                    ("head", report.head.map { .string($0.hex) } ?? .null),
                    ("first_break", report.firstBreak.map { .integer($0.sequence) } ?? .null),
                    ("confirmed_through", .integer(report.confirmedThrough)),
                    ("damages", .array(damages)),
                ]).text)
        }
        for damage in report.damages { console.result(damage.explanation[console.language]) }
        let text: BilingualText
        if let place = report.firstBreak {
            text = BilingualText(
                zh: "记录自第 \(place.sequence) 号起不可信（第 \(place.line) 行）；此前完好。请用 doctor 查明并从备份恢复。",
                en:
                    "The record cannot be trusted from event \(place.sequence) on (line \(place.line)); "
                    + "before it all is whole. Run doctor and restore from a backup.")
        } else {
            text = BilingualText(
                zh: "完好：\(report.events) 条记录，检查点确认至第 \(report.confirmedThrough) 号，"
                    + "链尾 \(report.head?.hex ?? "—")",
                en: "Sound: \(report.events) events, confirmed by checkpoints through "
                    + "\(report.confirmedThrough), head \(report.head?.hex ?? "—")")
        }
        console.result(text[console.language])
    }
}

/// Shows events.
struct JournalShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "查看记录 · show events")

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    @Option(help: "从第几号起 · first event")
    var from = 1

    @Option(help: "最多几条 · at most this many")
    var limit = 100

    @Option(help: "只看该对象 · only this stream, such as access")
    var stream: String?

    mutating func validate() throws {
        guard from >= 1, (1...1_000_000).contains(limit) else {
            throw ValidationError("--from ≥ 1, --limit 1–1000000")
        }
    }

    mutating func run() async throws {
        let console = Console(common)
        let home = try homeOptions.open()
        let (first, most) = (from, limit)
        let stream = try stream.map { try StreamID($0) }
        let events = try await home.journal.read { view throws(StoreError) in
            if let stream { return try view.events(of: stream, from: first, limit: most) }
            return try view.events(in: first...first + most - 1)
        }
        for sealed in events {
            let event = try sealed.event()
            if common.json {
                console.result(String(decoding: sealed.canonicalBytes, as: UTF8.self))
            } else {
                let operation = event.payload["operation"]?.text
                console.result(
                    "\(event.sequence)\t\(ChinaTime.text(event.time))\t\(event.actor.office)\t"
                        + "\(event.actor.person)\t\(event.stream)@\(event.version)\t\(event.type)"
                        + (operation.map { " \($0)" } ?? ""))
            }
        }
    }
}

/// Exports a journal for verification elsewhere.
struct JournalExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "导出记录 · export the journal (docs/journal-format.md)")

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    @Option(help: "写入的文件，不填则写到标准输出 · file to write, standard output without")
    var out: String?

    mutating func run() async throws {
        let home = try homeOptions.open()
        guard let out else {
            return try await home.journal.export { bytes in
                Console.emit(bytes: bytes, to: FileHandle.standardOutput.fileDescriptor)
            }
        }
        let file = try WholeFile(out)
        do {
            try await home.journal.export { bytes throws(StoreError) in try file.write(bytes) }
            try file.finish()
        } catch {
            file.abandon()
            throw error
        }
    }
}

/// Signs the end of the chain.
struct JournalCheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "签署检查点 · sign the end of the chain",
        discussion: """
            输出的一行应另存他处（其他单位、纸质）：它证明至此的记录不曾改动。
            Keep the line it prints elsewhere (another office, paper): it proves everything up to here.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    mutating func run() async throws {
        let console = Console(common)
        let home = try homeOptions.open()
        let signed = try await home.journal.checkpoint(
            signedBy: try home.keys.signingKey(), at: OfficeClock.now)
        let signature = signed.signature.map { String(format: "%02x", $0) }.joined()
        console.result(
            "{\"checkpoint\":\(String(decoding: signed.canonicalBytes, as: UTF8.self)),"
                + "\"signature\":\"\(signature)\"}")
    }
}
