import Digest
import GRDB
import Glibc
import Journal

/// The intake of programs before version 4 of the tables: a database of its own.
///
/// What such a program acknowledged last may lie there when it was killed.
enum FormerIntake {
    private static let file = "intake.sqlite"

    static func path(_ home: String) -> String { home + "/" + file }

    static func isThere(_ home: String) -> Bool { VaultFolder.regular(path(home)) != nil }

    /// Hands out what lies there and removes it, once it is in the tables.
    ///
    /// The tables are of version 4 by now, so a program of before begins no turn any more; one that is in the
    /// middle of its last turn is waited for.
    ///
    /// - Parameter take: puts groups into the tables, durably; those that are there are passed over.
    static func empty(
        _ home: String, _ take: ([IntakeGroup]) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard isThere(home) else { return }
        try storing(path(home)) {
            let queue = try DatabaseQueue(
                path: path(home), configuration: HomeDatabase.plainConfiguration)
            try queue.inTransaction(.immediate) { database in
                try take(try groups(database))
                for end in ["", "-wal", "-shm"]
                where unlink(path(home) + end) != 0 && errno != ENOENT {
                    throw StoreError.file(path: path(home) + end, code: errno)
                }
                return .rollback
            }
            try queue.close()
        }
        try DurableFile.syncFolder(of: path(home))
    }

    /// The groups of a home that may not be written, in order.
    static func groups(ofHome home: String) throws(StoreError) -> [IntakeGroup] {
        try storing(path(home)) {
            var configuration = HomeDatabase.plainConfiguration
            configuration.readonly = true
            return try DatabaseQueue(path: path(home), configuration: configuration).read(groups)
        }
    }

    private static func groups(_ database: Database) throws -> [IntakeGroup] {
        guard try database.tableExists("arrival") else { return [] }
        var found: [IntakeGroup] = []
        try database.each("SELECT last, hash, events FROM arrival ORDER BY last", []) {
            found.append(
                IntakeGroup(
                    last: RowReading.integer($0, 0), hash: RowReading.hash($0, 1),
                    text: RowReading.bytes($0, 2)))
        }
        return found
    }
}

extension IntakeGroup {
    /// A group that does not say what it goes on with.
    fileprivate init(last: Int, hash: HashValue, text: [UInt8]) {
        let count = text.count { $0 == UInt8(ascii: "\n") }
        // Whether the numbers are right is told when the texts are read.
        self.init(first: last &- count &+ 1, last: last, previous: .zero, hash: hash, text: text)
    }
}
