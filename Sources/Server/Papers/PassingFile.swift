import Foundation
import NIOCore

/// A file that is made in a folder of its own, read and removed (临时文件).
enum PassingFile {
    /// The bytes of a file that is made at the path handed over.
    ///
    /// - Parameter ending: how the file's name ends, without the dot.
    static func bytes(_ ending: String, _ make: (String) throws -> Void) throws -> ByteBuffer {
        let folder = try folder()
        defer { remove(folder) }
        let path = folder.appending(path: "export." + ending)
        try make(path.path)
        return ByteBuffer(bytes: try Data(contentsOf: path))
    }

    /// What work makes of a file that holds some bytes while it runs.
    static func holding<Value>(
        _ bytes: [UInt8], _ ending: String, _ work: (String) async throws -> Value
    ) async throws -> Value {
        let folder = try folder()
        defer { remove(folder) }
        let path = folder.appending(path: "given." + ending)
        try Data(bytes).write(to: path)
        return try await work(path.path)
    }

    /// A new folder that nobody else can read.
    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-" + UUID().uuidString)
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return folder
    }

    private static func remove(_ folder: URL) {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            // The system clears its temporary folder; the file is in the hands of its owner.
        }
    }

    /// A name that every system takes: signs with a meaning in paths are underscores.
    static func name(_ name: String) -> String {
        String(name.map { "/\\:*?\"<>|\r\n\t".contains($0) ? "_" : $0 })
    }
}
