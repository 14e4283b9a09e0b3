import GRDB
import Glibc
import Journal

/// The database of a home, opened the one way it may be.
enum HomeDatabase {
    /// How long a writer waits for another process.
    private static let patienceInSeconds = 15.0

    /// The way every database of a home is opened.
    static var plainConfiguration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patienceInSeconds)
        return configuration
    }

    static var configuration: Configuration {
        var configuration = plainConfiguration
        configuration.label = "tianchou"
        configuration.prepareDatabase { database in database.add(tokenizer: BigramTokenizer.self) }
        return configuration
    }

    /// Makes a database with an empty journal.
    static func create(_ path: String, _ genesis: Genesis) throws(StoreError) {
        try storing(path) {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try makeDurable(pool)
            try Schema.migrator.migrate(pool)
            try pool.write {
                try JournalRows.insert(genesis, projected: Projection.revision, $0)
            }
            try pool.close()
        }
    }

    /// Opens a database for reading and writing, which may be of an older program.
    static func open(_ path: String) throws(StoreError) -> DatabasePool {
        // SQLite says of a file it may not write only that it cannot open it.
        guard access(path, W_OK) == 0, access(DurableFile.folder(of: path), W_OK) == 0 else {
            throw .storage(path: path, .readOnly)
        }
        return try storing(path) {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try makeDurable(pool)
            try makeRoom(pool)
            let isNewer = try pool.read { database in
                try Schema.migrator.hasBeenSuperseded(database)
                    || Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 > Schema.version
            }
            guard !isNewer else {
                throw StoreError.home(path: DurableFile.folder(of: path), .newer)
            }
            return pool
        }
    }

    /// Brings a database up to date, in a turn of its own: who writes must notice.
    ///
    /// - Throws: ``HomeFault/newer`` when a newer program made its projections.
    static func bringUpToDate(_ pool: DatabasePool, _ turns: TurnFile) throws(StoreError) {
        let isUpToDate = try storing(pool.path) {
            try pool.read { database in
                try Schema.migrator.hasCompletedMigrations(database)
                    && projected(database) == Projection.revision
            }
        }
        guard !isUpToDate else { return }
        try turns.taken { _, _ throws(StoreError) in
            try storing(pool.path) {
                try Schema.migrator.migrate(pool)
                try pool.write { database in
                    guard let projected = try projected(database),
                        projected != Projection.revision
                    else { return }
                    guard projected < Projection.revision else {
                        throw StoreError.home(path: DurableFile.folder(of: pool.path), .newer)
                    }
                    try Replay.project(database)
                }
            }
        }
    }

    private static func projected(_ database: Database) throws -> Int? {
        guard try database.tableExists("journal") else { return nil }
        return try Int.fetchOne(database, sql: "SELECT projected FROM journal")
    }

    /// GRDB sets its pools to outlive a crash of the program but not of the machine; an acknowledged
    /// act must outlive both.
    static func makeDurable(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            // 16 MiB: a checkpoint of the log, which waits for the disk twice, comes less often.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        }
    }

    /// Lets the writer hold what thousands of acts change, which is written once, at the end.
    ///
    /// With SQLite's usual 2 MiB it writes pages out to make room, and reads and writes them again.
    private static func makeRoom(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { database in
            // In KiB, as the sign says.
            try database.execute(sql: "PRAGMA cache_size = -65536")
        }
    }
}
