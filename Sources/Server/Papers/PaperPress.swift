import Accounts
import Documents
import HTTPTypes
import Hummingbird
import LandModel
import NIOCore
import NIOPosix

/// Makes files of official documents: for word programs by ourselves, PDF by the typesetter, one at a time (公文印制).
enum PaperPress {
    /// In which form a paper leaves.
    enum Format: String, CaseIterable, Sendable {
        case docx, pdf

        var type: String {
            switch self {
            case .docx:
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            case .pdf: "application/pdf"
            }
        }
    }

    /// One thread: a paper takes a second and a few hundred megabytes, and who asks for many waits for them.
    private static let queue: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        return pool
    }()

    /// The file of a document.
    ///
    /// A paper that nobody waits for any more is not made, and one being set is given up.
    static func bytes(
        of document: OfficialDocument, as format: Format, _ moment: ReportMoment,
        until stop: PrintStop
    ) async throws -> ByteBuffer {
        switch format {
        case .docx: return ByteBuffer(bytes: document.word(moment))
        case .pdf:
            try Task.checkCancellation()
            do {
                return try await queue.runIfActive {
                    try PassingFile.bytes("pdf") { path in
                        try PrintedDocument.set(
                            [document.printed(at: path, moment)],
                            by: TypesetterCommand.locate(), until: stop)
                    }
                }
            } catch DocumentsError.typesetterMissing {
                throw Problem(
                    .serviceUnavailable, "no-typesetter",
                    zh: "本机没有 PDF 排版程序，请改取 DOCX；管理员可运行 scripts/setup 安装。",
                    en:
                        "There is no PDF typesetter here: take the DOCX. An administrator installs it "
                        + "with scripts/setup.")
            }
        }
    }

    /// The answer with a paper to save; noted in the audit.
    ///
    /// - Parameter name: the name of the file without its ending.
    static func reply(
        _ document: OfficialDocument, _ name: String, as format: Format, _ call: Call
    ) async throws -> Reply {
        let stop = PrintStop()
        let moment = ReportMoment(epochSeconds: call.time / 1000)
        let bytes: ByteBuffer
        if format == .pdf {
            bytes = try await call.request.body.consumeWithInboundCloseHandler { _ in
                try await Self.bytes(of: document, as: format, moment, until: stop)
            } onInboundClosed: {
                stop.stop()
            }
        } else {
            bytes = try await Self.bytes(of: document, as: format, moment, until: stop)
        }
        try call.office().accounts.noteExport(
            "\(call.request.uri.path) \(format.rawValue) \(bytes.readableBytes)", at: call.time,
            by: try call.accountActor())
        return Reply(type: format.type, content: .bytes(bytes))
            .saved(as: PassingFile.name("\(name)-\(call.day).\(format.rawValue)"))
            .kept("private, no-store")
    }
}
