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

    private struct Known {
        let files: [File]
        let packs: [Pack]
        let requirements: [RequirementRow]
        /// When the files were last looked at.
        var looked: ContinuousClock.Instant
    }

    private let last = Mutex<Known?>(nil)
    private let coverages = Mutex<[String: [ClauseCoverage]]>([:])
    /// A change of a file is seen after this at the latest: pages come by the hundred a second.
    private static let patience = Duration.seconds(1)

    /// Every pack, by code.
    ///
    /// - Throws: `PackShelfError`; `PackErrors`.
    func all() throws -> [Pack] { try known().packs }

    /// The register of requirements beside the packs.
    ///
    /// - Throws: `PackShelfError`; `PackErrors`.
    func requirements() throws -> [RequirementRow] { try known().requirements }

    /// What decides each clause of a pack and which cases prove it, found out once for each revision.
    func coverage(of pack: Pack) -> [ClauseCoverage] {
        let key = pack.digest + (pack.adoption ?? "")
        if let known = coverages.withLock({ $0[key] }) { return known }
        let made = pack.coverage()
        coverages.withLock { $0[key] = made }
        return made
    }

    private func known() throws -> Known {
        let now = ContinuousClock.now
        let before = last.withLock(\.self)
        if let before, now - before.looked < Self.patience { return before }
        let files = try Self.files(in: try PackShelf.place(nil))
        if var before, before.files == files {
            before.looked = now
            last.withLock { $0 = before }
            return before
        }
        let shelf = try PackShelf(nil)
        let made = Known(
            files: files, packs: try shelf.packs([]), requirements: try shelf.requirements(),
            looked: now)
        last.withLock { $0 = made }
        return made
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
