import Documents
import Foundation
import LandModel
import Operations
import Planning
import Policy
import Server

/// Measures once, then writes one report a pack; the PDFs of all are set together.
struct ReportRun: Sendable {
    private let check: CheckRun
    private let options: JudgementOptions
    private let console: Console
    private let pdfCommand: [String]

    init(
        _ options: JudgementOptions, _ shelf: PackShelf, _ console: Console, threads: Int
    ) throws {
        self.options = options
        self.console = console
        pdfCommand = options.noPDF ? [] : TypesetterCommand.locate()
        check = try CheckRun(
            data: options.data, plan: options.plan, asOf: options.day,
            vocabulary: shelf.vocabulary, threads: Workers.count(threads),
            progress: console.progress)
        for problem in check.assessment.problems {
            console.note(
                BilingualText(
                    zh: "方案：\(problem.text.zh)", en: "plan: \(problem.text.en)"))
        }
    }

    /// Writes the four files of one pack into a folder.
    func write(_ pack: Pack, to folder: String) throws -> VerdictLine {
        let written = try writeUnprinted(pack, to: folder)
        try PrintedDocument.set(written.document.map { [$0] } ?? [], by: pdfCommand)
        return written.line
    }

    /// The findings of one pack.
    func findings(_ pack: Pack) throws -> [Finding] {
        check.findings(pack, evidence: try evidence(for: pack))
    }

    /// Writes the files of one pack but for the PDF, which is handed over where one is wanted.
    private func writeUnprinted(
        _ pack: Pack, to folder: String
    ) throws -> (line: VerdictLine, document: PrintedDocument?) {
        let findings = check.findings(pack, evidence: try evidence(for: pack))
        let report = ReportAssembly(check: check, pack: pack, origin: origin).report(findings)
        try OutputFile.makeFolder(folder)
        let files = ReportFiles(report)
        try files.write(to: folder)
        return (VerdictLine(pack, findings), pdfCommand.isEmpty ? nil : files.printed(in: folder))
    }

    private var origin: ReportOrigin {
        func name(_ path: String) -> String { URL(filePath: path).lastPathComponent }
        return ReportOrigin(
            data: name(options.data), plan: name(options.plan),
            evidence: options.evidence.map(name), epochSeconds: Today.epochSeconds,
            programVersion: ProgramVersion.text)
    }

    /// The recorded facts and papers, as this pack reads them.
    private func evidence(for pack: Pack) throws -> EvidenceRegister {
        guard let path = options.evidence else { return EvidenceRegister() }
        let recorded = try pack.recordedEvidence(file: path)
        for act in recorded.unknownActs {
            console.note(
                BilingualText(
                    zh: "\(pack.code) 没有行政行为 \(act)，已略过。",
                    en: "\(pack.code) has no act \(act); left out."))
        }
        return EvidenceRegister(given: recorded.given, journal: recorded.journal)
    }

    /// Writes the reports of several packs into folders of their own, side by side.
    ///
    /// The typesetter, where most of the time goes, is started once for all of them.
    func write(_ packs: [Pack]) throws -> [VerdictLine] {
        let results = ConcurrentResults<(line: VerdictLine, document: PrintedDocument?)>(
            count: packs.count)
        let running = DispatchGroup()
        for (index, pack) in packs.enumerated() {
            running.enter()
            let thread = Thread {
                results.set(
                    index, Result { try writeUnprinted(pack, to: options.out + "/" + pack.code) })
                running.leave()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        running.wait()
        let written = try results.all()
        try PrintedDocument.set(written.compactMap(\.document), by: pdfCommand)
        return written.map(\.line)
    }
}

/// Results of work done side by side, in their order.
///
/// Safety: every access to `values` holds the lock.
final class ConcurrentResults<Value: Sendable>: @unchecked Sendable {
    private var values: [Result<Value, any Error>?]
    private let lock = NSLock()

    init(count: Int) { values = Array(repeating: nil, count: count) }

    func set(_ index: Int, _ value: Result<Value, any Error>) {
        lock.withLock { values[index] = value }
    }

    /// All values; throws the first error.
    func all() throws -> [Value] {
        try lock.withLock { values }.map { result in
            guard let result else { preconditionFailure("every piece of work sets its result") }
            return try result.get()
        }
    }
}
