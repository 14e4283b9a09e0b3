import Access
import Digest
import Foundation
import HTTPTypes
import LandModel
import NIOCore
import Synchronization

/// Files on their way in, piece by piece, which survive a broken line and a restart (断点续传).
///
/// Each has a folder of its own in `uploads/` of the home: what has come so far under the name it
/// will have, and what was announced. It belongs to the person who began it; it is whole when its
/// length and SHA-256 are what was announced, and is removed a day after nothing came any more.
final class UploadShelf: Sendable {
    /// A file that was announced.
    struct Upload: Sendable, Codable {
        let id: String
        let person: String
        let name: String
        let length: Int
        let sha256: String?
        let began: Int
        var isWhole = false
    }

    private let folder: String
    private let limit: Int
    /// Uploads somebody writes to at this moment.
    private let busy = Mutex<Set<String>>([])
    /// Uploads a person may have under way.
    private static let mostOfPerson = 50
    /// How long an upload is kept without an act that uses it, in milliseconds.
    private static let kept = 24 * 3_600_000

    init(home: String, megabytes: Int) throws {
        folder = home + "/uploads"
        limit = megabytes << 20
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    private func place(_ id: String) -> String { folder + "/" + id }
    private func note(_ id: String) -> URL { URL(filePath: place(id) + "/upload.json") }
    /// Where the bytes are; the name keeps its ending, by which formats are told.
    func path(_ upload: Upload) -> String { place(upload.id) + "/files/" + upload.name }

    /// Announces a file.
    func begin(
        name: String, length: Int, sha256: String?, by person: Person.ID, at time: Int
    ) throws -> Upload {
        guard length <= limit else {
            throw Problem(
                .contentTooLarge, "too-large", zh: "文件超过 \(limit >> 20) MB。请分图层导出后上传。",
                en: "The file is longer than \(limit >> 20) MB. Export it by layers.")
        }
        try tidy(time)
        let own = try all().filter { $0.person == person.text }
        guard own.count < Self.mostOfPerson else {
            throw Problem(
                .tooManyRequests, "uploads", zh: "未处理的上传已有 \(own.count) 个，请先使用或删除。",
                en: "There are \(own.count) uploads waiting. Use or delete them first.")
        }
        let upload = Upload(
            id: HexText.text(try SecureRandom.bytes(16)), person: person.text,
            name: Self.safeName(name), length: length, sha256: sha256?.lowercased(), began: time)
        try FileManager.default.createDirectory(
            atPath: place(upload.id) + "/files", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try Data().write(to: URL(filePath: path(upload)), options: .withoutOverwriting)
        try JSONEncoder().encode(upload).write(to: note(upload.id), options: .atomic)
        return length == 0 ? try finish(upload) : upload
    }

    /// A name without a path in it, which no program takes for an option or a hidden file.
    static func safeName(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        let plain = last.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }
        var text = String(String.UnicodeScalarView(plain)).drop {
            $0 == "." || $0 == "-" || $0 == " "
        }
        while text.utf8.count > 180 { text = text.dropFirst() }
        return text.isEmpty ? "file" : String(text)
    }

    /// An upload of a person; nil when there is none.
    func upload(_ id: String, of person: Person.ID) throws -> Upload? {
        guard id.utf8.count == 32, HexText.bytes(id.utf8) != nil,
            FileManager.default.fileExists(atPath: note(id).path)
        else { return nil }
        let upload = try JSONDecoder().decode(Upload.self, from: Data(contentsOf: note(id)))
        return upload.person == person.text ? upload : nil
    }

    /// The paths of a person's whole uploads among some names.
    func paths(of person: Person.ID, named names: Set<String>) throws -> [String: String] {
        var paths: [String: String] = [:]
        for name in names {
            guard let upload = try upload(name, of: person) else { continue }
            guard upload.isWhole else {
                throw Problem.fault(
                    "upload", zh: "“\(upload.name)”尚未传完。", en: "“\(upload.name)” is not whole yet.")
            }
            paths[name] = path(upload)
        }
        return paths
    }

    /// How much of it is here.
    func offset(of upload: Upload) throws -> Int {
        let values = try FileManager.default.attributesOfItem(atPath: path(upload))
        return (values[.size] as? Int) ?? 0
    }

    /// Takes the next piece.
    ///
    /// - Throws: ``Problem`` 409 when it does not go on where the file ends, 422 when the whole is not
    ///   what was announced; then nothing of it stays.
    func append<Body: AsyncSequence>(
        _ body: Body, at offset: Int, to upload: Upload
    ) async throws -> Upload where Body.Element == ByteBuffer {
        guard busy.withLock({ $0.insert(upload.id).inserted }) else {
            throw Problem(
                .conflict, "busy", zh: "该上传正在进行。", en: "Somebody writes to this upload already.")
        }
        defer { busy.withLock { _ = $0.remove(upload.id) } }
        var here = try self.offset(of: upload)
        guard here == offset, !upload.isWhole else {
            var headers = Problem.missing().headers
            headers.set("Upload-Offset", String(here))
            throw Problem(
                .conflict, "offset", zh: "应从第 \(here) 字节继续。", en: "Go on at byte \(here).",
                headers: headers)
        }
        let handle = try FileHandle(forWritingTo: URL(filePath: path(upload)))
        defer { try? handle.close() }
        try handle.seekToEnd()
        for try await buffer in body {
            guard here + buffer.readableBytes <= upload.length else {
                throw Problem(
                    .contentTooLarge, "too-large", zh: "超过申报的 \(upload.length) 字节。",
                    en: "More than the \(upload.length) bytes that were announced.")
            }
            try handle.write(contentsOf: buffer.readableBytesView)
            here += buffer.readableBytes
        }
        try handle.synchronize()
        return here == upload.length ? try finish(upload) : upload
    }

    private func finish(_ upload: Upload) throws -> Upload {
        if let stated = upload.sha256 {
            let found = try SHA256.hexDigest(ofFile: path(upload))
            guard found == stated else {
                try FileManager.default.removeItem(atPath: place(upload.id))
                throw Problem(
                    .unprocessableContent, "digest",
                    zh: "文件的 SHA-256 与申报不符，可能在传输中损坏，已删除。请重新上传。",
                    en: "The SHA-256 is not what was announced; the file may be damaged and is "
                        + "removed. Upload it again.")
            }
        }
        var upload = upload
        upload.isWhole = true
        try JSONEncoder().encode(upload).write(to: note(upload.id), options: .atomic)
        return upload
    }

    /// Gives an upload up.
    func remove(_ upload: Upload) throws {
        try FileManager.default.removeItem(atPath: place(upload.id))
    }

    /// The whole uploads of a person, latest first.
    func whole(of person: Person.ID) throws -> [Upload] {
        try all().filter { $0.person == person.text && $0.isWhole }.sorted { $0.began > $1.began }
    }

    private func all() throws -> [Upload] {
        try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { id in
            guard FileManager.default.fileExists(atPath: note(id).path) else { return nil }
            return try JSONDecoder().decode(Upload.self, from: Data(contentsOf: note(id)))
        }
    }

    private func tidy(_ time: Int) throws {
        for upload in try all() where upload.began < time - Self.kept {
            try remove(upload)
        }
    }
}
