public import Access
import Digest
import GRDB
import Synchronization

/// The accounts of an installation (账号簿): who may sign in, how, and who is signed in.
///
/// It holds one file and is shared by all requests. Every time is a parameter in milliseconds since
/// 1970; nothing here reads a clock. What is slow on purpose, the hashing of passwords, runs on
/// threads of its own behind an `async` function; all else is a short statement on the file or a
/// look into memory.
public final class AccountBook: Sendable {
    /// Where the file is.
    public let path: String
    /// The rules.
    public let settings: AccountSettings

    let hashing: HashingQueue
    let sessionCache: SecretCache<SessionRow>
    let tokenCache: SecretCache<Token>
    /// Hashed in place of the password of an account that does not exist.
    let decoy: PasswordHash

    private let queue: DatabaseQueue
    private let watch: Mutex<ChangeWatch>

    /// When the file was last asked for changes by other processes, and what it said.
    private struct ChangeWatch {
        var asked: Int?
        var version: Int
    }

    private init(path: String, settings: AccountSettings, queue: DatabaseQueue) throws(AccountError)
    {
        self.path = path
        self.settings = settings
        self.queue = queue
        hashing = HashingQueue(places: settings.hashingAtOnce, longestLine: settings.hashingWaiting)
        sessionCache = SecretCache(size: settings.cacheSize)
        tokenCache = SecretCache(size: settings.cacheSize)
        decoy = try PasswordHash(decoyBy: settings.passwordHash)
        let version = try storing(path) { try queue.read(Self.dataVersion) }
        watch = Mutex(ChangeWatch(asked: nil, version: version))
    }

    /// Opens the accounts, made empty when there is no file.
    ///
    /// The file and what SQLite puts beside it belong to their owner only (mode 0600).
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public static func open(
        _ path: String, settings: AccountSettings = AccountSettings()
    ) throws(AccountError) -> AccountBook {
        try AccountBook(path: path, settings: settings, queue: AccountFile.open(path))
    }

    /// Closes the file; nothing can be asked afterwards.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func close() throws(AccountError) {
        try storing(path) { try queue.close() }
    }

    /// Copies the accounts as they are at one moment to a new file of mode 0600, for a backup.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``, also when there is a file already.
    public func copy(to target: String) throws(AccountError) {
        try AccountFile.copy(queue, to: target)
    }

    // MARK: Reading and writing

    func read<Value>(_ body: (Database) throws -> Value) throws(AccountError) -> Value {
        try storing(path) { try queue.read(body) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(AccountError) -> Value {
        try storing(path) { try queue.write(body) }
    }

    /// Adds an entry to the audit in the transaction of what it tells of.
    func audit(
        _ event: AuditEntry.Event, at now: Int, person: Person.ID? = nil, by actor: AccountActor,
        detail: String = "", _ database: Database
    ) throws {
        try AuditRows.add(
            event, at: now, person: person, by: actor, detail: detail,
            limit: settings.auditLimit, database)
    }

    private static func dataVersion(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA data_version") ?? 0
    }

    /// Forgets what is in memory when another process changed the file; asked once a second.
    func freshen(at now: Int) throws(AccountError) {
        let isDue = watch.withLock { watch in
            if let asked = watch.asked, asked <= now, now - asked < 1000 { return false }
            watch.asked = now
            return true
        }
        guard isDue else { return }
        let version = try read(Self.dataVersion)
        let isChanged = watch.withLock { watch in
            defer { watch.version = version }
            return watch.version != version
        }
        if isChanged {
            sessionCache.removeAll()
            tokenCache.removeAll()
        }
    }

    // MARK: The audit

    /// Notes in the audit that data were taken away as a file (导出).
    ///
    /// - Parameter what: the dataset, the layer, the format and how many features.
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func noteExport(
        _ what: String, at now: Int, by actor: AccountActor
    ) throws(AccountError) {
        try write { database in
            try self.audit(
                .exported, at: now, person: actor.person, by: actor, detail: what, database)
        }
    }

    /// Entries of the audit, newest first.
    ///
    /// - Parameters:
    ///   - before: only entries before this one, for the next page.
    ///   - person: only entries about this person's account or done by this person.
    ///   - failedAttempts: only failed attempts, or all but those; nil for both.
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func auditEntries(
        before: Int? = nil, person: Person.ID? = nil, failedAttempts: Bool? = nil, limit: Int = 100
    ) throws(AccountError) -> [AuditEntry] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM audit WHERE (?1 IS NULL OR id < ?1)
                    AND (?2 IS NULL OR person = ?2 OR actor = ?2) AND (?3 IS NULL OR failed = ?3)
                    ORDER BY id DESC LIMIT ?4
                    """,
                arguments: [before, person?.text, failedAttempts, min(max(limit, 0), 10_000)]
            ).compactMap(AuditRows.entry)
        }
    }
}
