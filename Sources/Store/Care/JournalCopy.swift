import Digest
import GRDB
import Glibc
import Journal
import Synchronization

/// A copy of a home in the making, which follows the home until it has all of it.
final class JournalCopy: Sendable {
    /// So few events can be taken over while acts wait.
    static let fewEvents = 500
    /// How many events are taken over at a time.
    private static let step = 5000

    private let source: JournalStore
    private let target: VaultFolder
    private let pool: DatabasePool
    private let copied = Mutex<[VaultID: Int]>([:])

    /// Copies the database as it is now.
    init(of source: JournalStore, to folder: String) throws(StoreError) {
        self.source = source
        target = VaultFolder(home: folder)
        let path = folder + "/" + OfficeHome.databaseFile
        try storing(path) {
            // A connection of its own: the home's writer goes on, and readers are not fewer.
            var configuration = HomeDatabase.configuration
            configuration.readonly = true
            let reader = try DatabaseQueue(path: source.path, configuration: configuration)
            try reader.inDatabase {
                try $0.execute(sql: "VACUUM INTO ?", arguments: [path])
            }
            try reader.close()
        }
        pool = try HomeDatabase.open(path)
    }

    /// The files copied.
    var files: Set<VaultID> { copied.withLock { Set($0.keys) } }
    /// How many bytes they have.
    var bytes: Int { copied.withLock { $0.values.reduce(0, +) } }

    private func head() throws(StoreError) -> JournalHead {
        try storing(pool.path) { try pool.read { try JournalRows.head(source.genesis, $0) } }
    }

    /// Takes over what has come since; gives how many events that were.
    func catchUp() async throws(StoreError) -> Int {
        let from = try head().sequence
        return try await source.read { [self] view throws(StoreError) in
            let end = try view.head().sequence
            try storing(pool.path) { try take(from, through: end, view.database) }
            return end - from
        }
    }

    /// Takes over events; whole batches at a time.
    private func take(_ from: Int, through end: Int, _ database: Database) throws {
        guard from < end else { return }
        var open: [RecordedBatch] = []
        var count = 0
        func write() throws {
            try adopt(open)
            (open, count) = ([], 0)
        }
        try storingJournal {
            try JournalRows.eachBatch(in: from + 1...end, database) { batch in
                open.append(batch)
                count += batch.events.count
                if count >= Self.step { try write() }
            }
        }
        try write()
    }

    private func adopt(_ batches: [RecordedBatch]) throws {
        guard !batches.isEmpty else { return }
        try pool.write { database in
            var turn = try JournalTurn(
                database, genesis: source.genesis, vault: target, register: RegisterCache())
            try turn.adopt(batches)
        }
    }

    /// Copies the files that the events so far name.
    func takeFiles() async throws(StoreError) {
        let named = try storing(pool.path) {
            try pool.read { try FileRows.named(through: .max, $0) }
        }
        try takeFiles(Set(named.keys))
    }

    private func takeFiles(_ named: Set<VaultID>) throws(StoreError) {
        for id in named.subtracting(files).sorted() {
            let length = try FileCopy.copy(id, from: source.vault, to: target)
            copied.withLock { $0[id] = length }
        }
    }

    /// Takes over the last events, the files they name, checkpoints and what is known of files, and
    /// closes the copy; the caller has the writer's turn of the source.
    func takeRest(_ database: Database, head: JournalHead) throws {
        try take(try self.head().sequence, through: head.sequence, database)
        let named = try pool.read { try FileRows.named(through: .max, $0) }
        try takeFiles(Set(named.keys))
        try CopiedRows.copy(from: database, to: pool)
        try pool.writeWithoutTransaction { database in
            // One file, without a log beside it, is what lies in a backup.
            try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try pool.close()
        try DurableFile.sync(file: pool.path)
    }
}

/// Rows that are neither events nor made from them: checkpoints, and what is known of files.
enum CopiedRows {
    static func copy(from source: Database, to pool: DatabasePool, through last: Int = .max) throws
    {
        try pool.write { target in
            try target.execute(sql: "DELETE FROM checkpoint; DELETE FROM file")
            let checkpoints = try Row.fetchCursor(
                source,
                sql: """
                    SELECT number, sequence, canonical, signature FROM checkpoint
                    WHERE sequence <= ? ORDER BY number
                    """, arguments: [last])
            while let row = try checkpoints.next() {
                try target.execute(
                    sql: "INSERT INTO checkpoint VALUES (?, ?, ?, ?)",
                    arguments: StatementArguments(row.databaseValues))
            }
            let files = try Row.fetchCursor(
                source, sql: "SELECT digest, length, type, stored FROM file")
            while let row = try files.next() {
                try target.execute(
                    sql: """
                        INSERT INTO file SELECT ?1, ?2, ?3, ?4
                        WHERE EXISTS (SELECT 1 FROM named_file WHERE digest = ?1)
                        """, arguments: StatementArguments(row.databaseValues))
            }
        }
    }
}

/// Copies of the vault's files, proved while they are made.
enum FileCopy {
    /// Copies a file; gives its length.
    static func copy(
        _ id: VaultID, from source: VaultFolder, to target: VaultFolder
    ) throws(StoreError) -> Int {
        guard let found = source.find(id) else { throw .vault(.absent(id)) }
        let path = source.path(of: id)
        let arrived = target.incoming + "/" + id.digest.hex
        let input = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard input >= 0 else { throw .file(path: path, code: errno) }
        defer { close(input) }
        let output = Glibc.open(arrived, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o440)
        guard output >= 0 else { throw .file(path: arrived, code: errno) }
        defer { close(output) }
        var digest = MessageDigest(.sha256)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(input, &buffer, buffer.count)
            guard count >= 0 else { throw .file(path: path, code: errno) }
            if count == 0 { break }
            digest.update(buffer[0..<count])
            try DurableFile.write(Array(buffer[0..<count]), to: output, path: arrived)
        }
        guard digest.finish() == id.digest else {
            unlink(arrived)
            throw .vault(.altered(id))
        }
        guard fsync(output) == 0 else { throw .file(path: arrived, code: errno) }
        try target.place(arrived, as: id)
        return found.length
    }
}
