import Access
import Accounts
import Digest
import Documents
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import NIOCore
import Operations
import Policy
import Store

/// The file of a project to take away (卷宗下载).
enum DossierRoutes {
    static let all: [Route] = [
        .page(
            "/projects/{subject}/dossier.zip", "The dossier of a project",
            parameters: [
                .path("subject", .text(longest: 128), "identifier of the project")
            ]
        ) { try await dossier($0) }
    ]

    private static func dossier(_ call: Call) async throws -> Reply {
        let source = try await PaperSource(try call.value("subject"), call)
        let office = try call.office()
        let moment = ReportMoment(epochSeconds: call.time / 1000)
        let maker = DossierMaker(source: source, home: office.home, moment: moment)
        let (parts, left, evidence) = try await maker.parts()
        let tables = try index(parts, call)
        let page = try await page(parts + [tables], left, source, evidence, call)
        let manifest = try Dossier.File(
            "manifest.json", "清单（供程序核对）",
            .bytes(
                Array(
                    (Dossier.manifest(source, evidence, [page, tables] + parts, left, moment).text
                        + "\n").utf8)))
        let dossier = Dossier(files: [page, tables, manifest] + parts, moment: moment)
        try office.accounts.noteExport(
            "\(call.request.uri.path) \(dossier.files.count) \(dossier.length)", at: call.time,
            by: try call.accountActor())
        return Reply(type: "application/zip", content: content(dossier))
            .saved(as: PassingFile.name("\(source.view.subject.name)-卷宗-\(call.day).zip"))
            .kept("private, no-store")
    }

    // MARK: Index

    /// The index as a table for spreadsheets.
    private static func index(_ files: [Dossier.File], _ call: Call) throws -> Dossier.File {
        let heads = ["序号", "文件", "名称", "字节", "SHA-256", "日期", "日志序号"]
        let rows = files.enumerated().map { index, file in
            [
                "\(index + 1)", file.path, file.title, "\(file.entry.length)", file.digest.hex,
                file.day.map { "\($0)" } ?? "", file.sequence.map { "\($0)" } ?? "",
            ]
        }
        return try Dossier.File("index.csv", "卷内目录（表格）", bytes(of: .table([heads] + rows)))
    }

    /// The index as a page that needs neither network nor script.
    private static func page(
        _ files: [Dossier.File], _ left: [Dossier.Attachment], _ source: PaperSource,
        _ evidence: Dossier.Evidence, _ call: Call
    ) async throws -> Dossier.File {
        let view = source.view
        let reply = try await call.page(
            "dossier",
            [
                (
                    "dossier",
                    .members([
                        "name": .string(view.subject.name), "id": .string(view.subject.id),
                        "place": .string(source.place), "stage": .shown(view.stage?.zh),
                        "pack": .string("\(view.pack.title.zh) r\(view.pack.revision)"),
                        "made": .string(call.moment(call.time)),
                        "person": .string(try call.caller().person.name),
                        "office": .string(source.office),
                        "journal": .string(evidence.head.journal.text),
                        "sequence": .integer(evidence.head.sequence),
                        "head": .string(evidence.head.hash.hex),
                        "whole": .bool(view.isWhole), "count": .integer(files.count),
                    ])
                ),
                (
                    "files",
                    .list(files.enumerated()) { index, file in
                        .members([
                            "number": .integer(index + 1),
                            "href": .string(
                                file.path.split(separator: "/").map {
                                    String($0).percentEncoded
                                }.joined(separator: "/")),
                            "path": .string(file.path), "title": .string(file.title),
                            "bytes": .string(FigureFormat.count(file.entry.length)),
                            "day": .shown(file.day.map { "\($0)" }),
                            "sequence": .shown(file.sequence.map { "\($0)" }),
                            "digest": .string(file.digest.hex),
                        ])
                    }
                ),
                (
                    "left",
                    .list(left) { one in
                        .members([
                            "title": .string(one.title), "digest": .string(one.id.digest.hex),
                            "reason": .string(one.reason),
                        ])
                    }
                ), ("hasLeft", .bool(!left.isEmpty)),
            ])
        return try Dossier.File("index.html", "卷内目录", bytes(of: reply))
    }

    private static func bytes(of reply: Reply) -> Dossier.File.Content {
        guard case .bytes(let buffer) = reply.content else {
            preconditionFailure("tables and pages are made whole")
        }
        return .bytes([UInt8](buffer.readableBytesView))
    }

    // MARK: Sending

    /// The archive piece by piece: who goes away stops it, and no more than a piece is in memory.
    private static func content(_ dossier: Dossier) -> Reply.Content {
        .stream { writer in
            var archive = StoredArchive(moment: dossier.moment)
            for file in dossier.files {
                try Task.checkCancellation()
                try await writer.write(ByteBuffer(bytes: archive.header(file.entry)))
                var sent = 0
                while sent < file.entry.length {
                    let (content, offset) = (file.content, sent)
                    let piece = try await Offload.run { try content.piece(at: offset) }
                    // A file of the vault is never changed; were it cut off, the archive must not seem whole.
                    guard !piece.isEmpty else { throw Problem.missing() }
                    try await writer.write(ByteBuffer(bytes: piece))
                    sent += piece.count
                }
            }
            try await writer.write(ByteBuffer(bytes: archive.directory()))
            try await writer.finish(nil)
        }
    }
}
