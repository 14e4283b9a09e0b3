import Digest
import Foundation
import GRDB
import Glibc

/// Something wrong with the vault.
public enum VaultDamage: Hashable, Sendable {
    /// An event names the file and the vault does not have it.
    case missing(VaultID, sequence: Int)
    /// The file's bytes are not those of its name; `sequence` is an event that names it, if any.
    case altered(VaultID, sequence: Int?)
    /// Something lies in the vault that the program did not put there.
    case foreign(path: String)
}

/// What garbage collection removed.
public struct GarbageReport: Hashable, Sendable {
    /// The files.
    public var removed: [VaultID] = []
    /// How many bytes they had, with unfinished arrivals.
    public var bytes = 0
    /// How many unfinished arrivals were removed.
    public var unfinished = 0
}

extension Vault {
    /// Looks at every file: whether it is there, is what it was, and belongs there.
    public func verify() async throws(StoreError) -> [VaultDamage] {
        let named = try await namedFiles()
        return try journal.vault.damages(named)
    }

    /// The files that events name, each with the first event that does.
    func namedFiles() async throws(StoreError) -> [VaultID: Int] {
        try await journal.read { view throws(StoreError) in
            try storing(view.path) { try FileRows.named(through: .max, view.database) }
        }
    }

    /// Removes files that no event names and that were taken in longer than a grace time ago.
    ///
    /// Each step takes the writer's turn and asks again, inside it, what events name: an act that is
    /// on the record by then keeps its file, and one that comes later finds it gone and is refused.
    /// Taking the same file in again starts its grace time afresh.
    ///
    /// - Parameters:
    ///   - grace: how long a file may wait for its act, in milliseconds.
    ///   - time: now, in milliseconds since 1970-01-01 UTC.
    public func collectGarbage(
        grace: Int, at time: Int
    ) async throws(StoreError) -> GarbageReport {
        let deadline = time - grace
        var report = GarbageReport()
        let files = try journal.vault.list().files
        let folder = journal.vault
        for start in stride(from: 0, to: files.count, by: Self.filesPerTurn) {
            let group = Array(files[start..<min(start + Self.filesPerTurn, files.count)])
            let removed = try await journal.turn { turn in
                try group.compactMap { id in
                    try Vault.remove(id, ifStoredBefore: deadline, folder, turn.database)
                        .map { (id, $0) }
                }
            }
            report.removed += removed.map(\.0)
            report.bytes += removed.reduce(0) { $0 + $1.1 }
        }
        for name in try Folder.entries(folder.incoming) ?? [] {
            let path = folder.incoming + "/" + name
            guard let found = VaultFolder.regular(path), found.written < deadline else { continue }
            guard unlink(path) == 0 else { continue }
            report.unfinished += 1
            report.bytes += found.length
        }
        return report
    }

    /// Acts wait while a group of so many is looked at.
    private static let filesPerTurn = 200

    /// Removes one file inside the writer's turn; gives its length, nil when it stays.
    private static func remove(
        _ id: VaultID, ifStoredBefore deadline: Int, _ folder: VaultFolder, _ database: Database
    ) throws -> Int? {
        let isNamed = try Int.fetchOne(
            database.cachedStatement(sql: RecordQuery.isNamed), arguments: [id.digest.data])
        guard isNamed == nil, let found = folder.find(id) else { return nil }
        let stored = try Int.fetchOne(
            database.cachedStatement(sql: "SELECT stored FROM file WHERE digest = ?"),
            arguments: [id.digest.data])
        guard stored ?? found.written < deadline else { return nil }
        let path = folder.path(of: id)
        guard unlink(path) == 0 else { throw StoreError.file(path: path, code: errno) }
        // A row without its file promises nothing: acts look at the file.
        try database.cachedStatement(sql: "DELETE FROM file WHERE digest = ?")
            .execute(arguments: [id.digest.data])
        return found.length
    }
}

extension VaultFolder {
    /// What is wrong with the files, given those that events name with an event of each.
    func damages(_ named: [VaultID: Int]) throws(StoreError) -> [VaultDamage] {
        let (files, foreign) = try list()
        var damages = foreign.map { VaultDamage.foreign(path: $0) }
        let present = Set(files)
        for (id, sequence) in named.sorted(by: { $0.value < $1.value })
        where !present.contains(id) {
            damages.append(.missing(id, sequence: sequence))
        }
        for id in files where try digest(of: id) != id.digest {
            damages.append(.altered(id, sequence: named[id]))
        }
        return damages
    }
}

extension FileRows {
    /// The files that events name up to a place, each with the first event that does.
    static func named(through sequence: Int, _ database: Database) throws -> [VaultID: Int] {
        var found: [VaultID: Int] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT digest, min(sequence) FROM named_file WHERE sequence <= ? GROUP BY digest
                """, arguments: [sequence])
        while let row = try rows.next() { found[VaultID(row.hash(0))] = row[1] }
        return found
    }
}
