import Access
import Accounts
import Digest
import Documents
import Foundation
import HTTPTypes
import Journal
import LandModel
import NIOCore
import Operations
import Policy
import Store

/// Gathers the files of a dossier (组卷).
struct DossierMaker: Sendable {
    let source: PaperSource
    let home: OfficeHome
    let moment: ReportMoment

    /// The dossier without its index.
    ///
    /// - Throws: ``Problem`` when it is too large; `StoreError` when the vault does not hold what was recorded.
    func parts() async throws -> (
        files: [Dossier.File], left: [Dossier.Attachment], Dossier.Evidence
    ) {
        let evidence = try await evidence()
        let (attachments, left) = try await attachments()
        let (source, moment) = (source, moment)
        var files = try await Offload.run {
            try Self.papers(source, moment) + Self.tables(source, moment)
        }
        files.append(
            try Dossier.File(
                "01 办理记录/日志摘录.jsonl", "业务日志中本卷的记录", .bytes(evidence.lines)))
        for (number, attachment) in attachments.enumerated() {
            try Task.checkCancellation()
            let path = try home.vault.path(of: attachment.id)
            let ending = try await home.vault.description(of: attachment.id).type.fileEnding
            let name = PassingFile.name(attachment.title)
            let made = try await Offload.run {
                try Dossier.File(
                    "02 材料附件/\(Self.three(number + 1)) \(name).\(ending)", attachment.title,
                    day: attachment.day, sequence: attachment.sequence, .file(path))
            }
            guard made.digest == attachment.id.digest else {
                throw StoreError.vault(.altered(attachment.id))
            }
            files.append(made)
        }
        return (files.sorted { $0.path < $1.path }, left, evidence)
    }

    private static func three(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 3 - String(number).count)) + String(number)
    }

    // MARK: The record

    /// The records of the subject's stream and the acts they came with, as lines of an export.
    private func evidence() async throws -> Dossier.Evidence {
        let owner = String(source.view.subject.id.prefix { $0 != "/" })
        let streams = source.streams.filter { $0.hasSuffix("/" + owner) }
        return try await home.journal.read { view throws(StoreError) in
            Result {
                var sealed: [Int: SealedEvent] = [:]
                for stream in streams {
                    for one in try view.events(of: try StreamID(stream)) {
                        let event = try one.event()
                        sealed[event.sequence] = one
                        let end = event.sequence - event.batchIndex + event.batchSize - 1
                        if sealed[end] == nil {
                            sealed[end] = try view.events(in: end...end).first
                        }
                    }
                }
                var lines: [UInt8] = []
                for (_, one) in sealed.sorted(by: { $0.key < $1.key }) {
                    lines += JournalLine.event(one).bytes
                }
                let checkpoint = try view.checkpoints().last
                if let checkpoint { lines += JournalLine.checkpoint(checkpoint).bytes }
                return Dossier.Evidence(
                    lines: lines, head: try view.head(), checkpoint: checkpoint)
            }
        }.get()
    }

    /// The attachments of papers and facts, each once, in the order of the record.
    private var named: [Dossier.Attachment] {
        let papers = source.view.papers.reversed().map { ($0.digest, $0.zh, $0.mark) }
        let facts = source.view.facts.flatMap { line in
            line.fact.evidence.compactMap { evidence in
                line.mark.map { (evidence.digest, line.definition.zh, $0) }
            }
        }
        var found: [Dossier.Attachment] = []
        var seen: Set<VaultID> = []
        for (name, title, mark) in papers + facts {
            guard let id = VaultID(name), seen.insert(id).inserted else { continue }
            found.append(
                Dossier.Attachment(id: id, title: title, day: mark.day, sequence: mark.sequence))
        }
        return found
    }

    /// The attachments that go into the dossier, and what the record names beside them.
    ///
    /// - Throws: ``Problem`` when they are too many or too long.
    private func attachments() async throws -> ([Dossier.Attachment], [Dossier.Attachment]) {
        let found = named
        guard found.count <= Dossier.mostFiles else { throw Self.tooLarge }
        var total = 0
        for one in found { total += try await home.vault.description(of: one.id).length }
        guard total <= Dossier.mostBytes else { throw Self.tooLarge }
        guard let measured = source.view.measurement, let id = VaultID(measured.plan),
            !found.contains(where: { $0.id == id })
        else { return (found, []) }
        let plan = Dossier.Attachment(
            id: id, title: "量算所用方案数据", day: measured.mark.day,
            sequence: measured.mark.sequence, reason: "空间数据，存办公目录附件库")
        return (found, [plan])
    }

    private static let tooLarge = Problem(
        .contentTooLarge, "too-large",
        zh: "卷宗附件超过 \(Dossier.mostFiles) 件或 \(Dossier.mostBytes >> 30) GB。请分子项目调取，或由管理员用备份交付。",
        en:
            "The dossier has over \(Dossier.mostFiles) attachments or \(Dossier.mostBytes >> 30) GB. "
            + "Take it part by part, or hand over a backup.")

    // MARK: What is made now

    private static func tables(
        _ source: PaperSource, _ moment: ReportMoment
    ) throws -> [Dossier.File] {
        try DossierTables(source: source).all.filter { !$0.rows.isEmpty }.enumerated().map {
            index, table in
            let bytes = try PassingFile.bytes("xlsx") { path in
                try table.write(to: path, .zh, remark: moment.text.zh, moment: moment)
            }
            return try Dossier.File(
                "03 表格/\(index + 1) \(table.title.zh).xlsx", table.title.zh,
                .bytes([UInt8](bytes.readableBytesView)))
        }
    }

    private static func papers(
        _ source: PaperSource, _ moment: ReportMoment
    ) throws -> [Dossier.File] {
        let papers = ProjectPapers(source: source)
        let documents = [papers.findings, papers.notice, papers.returned, papers.approval]
            .compactMap(\.self)
        return try documents.enumerated().map { index, document in
            try Dossier.File(
                "04 公文稿/\(index + 1) \(PassingFile.name(document.title)).docx", document.title,
                .bytes(document.word(moment)))
        }
    }
}
