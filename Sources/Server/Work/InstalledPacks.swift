import Foundation
import Operations
import Policy
import Synchronization

/// The packs of the installation, read once and anew when one of their files changed (已安装的规则包).
///
/// Reading them all takes a good part of a second, and pages list them at every visit.
final class InstalledPacks: Sendable {
    /// A file as it was when the packs were read.
    private struct File: Equatable {
        let path: String
        let size: Int
        let changed: Date
    }

    private let last = Mutex<(files: [File], packs: [Pack])?>(nil)

    /// Every pack, by code.
    ///
    /// - Throws: `PackShelfError`; `PackErrors`.
    func all() throws -> [Pack] {
        let files = try Self.files(in: try PackShelf.place(nil))
        if let known = last.withLock({ $0 }), known.files == files { return known.packs }
        let packs = try PackShelf(nil).packs([])
        last.withLock { $0 = (files, packs) }
        return packs
    }

    private static func files(in folder: URL) throws -> [File] {
        let keys: Set<URLResourceKey> = [
            .isRegularFileKey, .fileSizeKey, .contentModificationDateKey,
        ]
        let walk = FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: Array(keys))
        var files: [File] = []
        while let file = walk?.nextObject() as? URL {
            let values = try file.resourceValues(forKeys: keys)
            guard values.isRegularFile == true else { continue }
            files.append(
                File(
                    path: file.path, size: values.fileSize ?? 0,
                    changed: values.contentModificationDate ?? .distantPast))
        }
        return files.sorted { $0.path < $1.path }
    }
}
