import Digest
import Foundation
import LandModel
import Store
import Synchronization

/// The quality of snapshots, computed once for each and kept in the home (质检结果缓存).
///
/// A snapshot never changes, so neither does what the rules say of it; what is kept can be removed
/// at any time and is then computed again.
final class QualityShelf: Sendable {
    private let home: OfficeHome
    private let folder: String
    private let underWay = Mutex<[VaultID: Task<QualitySheet, any Error>]>([:])
    /// Sheets that were read lately: lists of datasets ask for all of them at every visit.
    private let read = Mutex<[VaultID: QualitySheet]>([:])
    /// Findings of sheets in memory; beyond that all are forgotten and read again.
    private static let mostFindings = 20_000

    init(_ home: OfficeHome) {
        self.home = home
        // The number grows with the form of the files, so that older ones are not read.
        folder = home.path + "/derived/quality/1"
    }

    private func path(_ snapshot: VaultID) -> String { folder + "/\(snapshot.digest.hex).json" }

    /// What is kept of a snapshot; nil when nothing was computed yet.
    func kept(_ snapshot: VaultID) throws -> QualitySheet? {
        if let sheet = read.withLock({ $0[snapshot] }) { return sheet }
        let path = path(snapshot)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let sheet = try JSONDecoder().decode(
            QualitySheet.self, from: Data(contentsOf: URL(filePath: path)))
        read.withLock { sheets in
            // A sheet without findings takes some room as well.
            let size = sheets.values.reduce(0) { $0 + $1.findings.count + 20 }
            if size + sheet.findings.count > Self.mostFindings { sheets = [:] }
            sheets[snapshot] = sheet
        }
        return sheet
    }

    /// The quality of a snapshot, computed when it is not kept; however many ask, once.
    func sheet(_ snapshot: VaultID, progress: WorkProgress = .silent) async throws -> QualitySheet {
        if let kept = try kept(snapshot) { return kept }
        let source = try home.vault.path(of: snapshot)
        let (folder, target) = (folder, path(snapshot))
        let task = underWay.withLock { tasks in
            if let task = tasks[snapshot] { return task }
            let task = Task {
                try await Offload.run {
                    let sheet = try QualitySheet(snapshot: source, progress: progress)
                    try FileManager.default.createDirectory(
                        atPath: folder, withIntermediateDirectories: true)
                    let encoder = JSONEncoder()
                    encoder.outputFormatting = .sortedKeys
                    try encoder.encode(sheet).write(to: URL(filePath: target), options: .atomic)
                    return sheet
                }
            }
            tasks[snapshot] = task
            return task
        }
        defer { underWay.withLock { $0[snapshot] = nil } }
        return try await task.value
    }
}
