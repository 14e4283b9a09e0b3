import Digest
import Documents
import Foundation
import Journal
import LandModel
import Operations
import Policy
import Store

/// The whole file of a project as an archive that can be read without this program (项目卷宗).
///
/// Every file is read and checked before the first byte leaves: what the vault does not hold as it was recorded is
/// told then, and the length of the archive is known.
struct Dossier: Sendable {
    /// A file of it.
    struct File: Sendable {
        /// Where its bytes are.
        enum Content: Sendable {
            case bytes([UInt8])
            /// A file of the vault, by its path on this machine.
            case file(String)
        }

        let path: String
        let title: String
        /// On which day it came on record; nil for what was made now.
        let day: CalendarDay?
        /// The record it belongs to; nil for what was made now.
        let sequence: Int?
        let content: Content
        let entry: StoredArchive.Entry
        let digest: HashValue

        init(
            _ path: String, _ title: String, day: CalendarDay? = nil, sequence: Int? = nil,
            _ content: Content
        ) throws {
            (self.path, self.title, self.day) = (path, title, day)
            (self.sequence, self.content) = (sequence, content)
            var digest = MessageDigest(.sha256)
            var checksum = StoredArchive.Checksum()
            var length = 0
            while true {
                let piece = try content.piece(at: length)
                if piece.isEmpty { break }
                digest.update(piece)
                checksum.update(piece)
                length += piece.count
            }
            self.digest = digest.finish()
            entry = StoredArchive.Entry(
                name: path, length: length, checksum: checksum.value)
        }
    }

    /// The most bytes of a dossier; what is more is asked for in parts.
    static let mostBytes = 2 << 30
    /// The most attachments.
    static let mostFiles = 5000

    let files: [File]
    let moment: ReportMoment

    /// How long the archive is.
    var length: Int { StoredArchive.length(of: files.map(\.entry)) }

    /// What the archive says of itself, for programs: every file with its digest, and the place in the journal.
    static func manifest(
        _ source: PaperSource, _ evidence: Evidence, _ files: [File], _ left: [Attachment],
        _ moment: ReportMoment
    ) -> JSONValue {
        .members([
            "format": .string("tianchou-dossier-1"), "subject": .string(source.view.subject.id),
            "name": .string(source.view.subject.name),
            "area": .string(source.view.area.digits), "made": .string(moment.isoText),
            "pack": .members([
                "code": .string(source.view.pack.code),
                "revision": .integer(source.view.pack.revision),
                "digest": .string(source.view.pack.digest),
            ]),
            "journal": .members([
                "id": .string(evidence.head.journal.text),
                "sequence": .integer(evidence.head.sequence),
                "head": .string(evidence.head.hash.hex),
                "algorithm": .string(evidence.head.algorithm.rawValue),
                "whole": .bool(source.view.isWhole),
                "checkpoint": .optional(
                    evidence.checkpoint.map { String(decoding: $0.canonicalBytes, as: UTF8.self) }),
            ]),
            "files": .list(files) { file in
                .object([
                    ("path", .string(file.path)), ("title", .string(file.title)),
                    ("bytes", .integer(file.entry.length)), ("sha256", .string(file.digest.hex)),
                    ("record", file.sequence.map { .integer($0) } ?? .null),
                    ("day", file.day.map { .string("\($0)") } ?? .null),
                ])
            },
            "notEnclosed": .list(left) { one in
                .members([
                    "title": .string(one.title), "sha256": .string(one.id.digest.hex),
                    "reason": .string(one.reason),
                ])
            },
        ])
    }

    /// A file of the vault that the record names.
    struct Attachment: Sendable {
        let id: VaultID
        let title: String
        let day: CalendarDay
        let sequence: Int
        /// Why it is not in the dossier; empty for one that is.
        var reason = ""
    }

    /// What the journal proves of a subject: its records, the end of the chain, the last checkpoint.
    struct Evidence: Sendable {
        let lines: [UInt8]
        let head: JournalHead
        let checkpoint: SignedCheckpoint?
    }
}

extension Dossier.File.Content {
    /// How many bytes are held at a time.
    static let pieceSize = 256 << 10

    /// The piece at an offset; empty at the end.
    func piece(at offset: Int) throws -> [UInt8] {
        switch self {
        case .bytes(let bytes):
            return Array(
                bytes[min(offset, bytes.count)..<min(offset + Self.pieceSize, bytes.count)])
        case .file(let path):
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer {
                do { try handle.close() } catch {
                    // It was opened for reading: nothing is lost.
                }
            }
            try handle.seek(toOffset: UInt64(offset))
            return [UInt8](try handle.read(upToCount: Self.pieceSize) ?? Data())
        }
    }
}
