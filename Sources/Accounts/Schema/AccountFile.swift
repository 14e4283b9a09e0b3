import GRDB
import Glibc

/// The file of the accounts, opened the one way it may be: readable by its owner only.
enum AccountFile {
    private static let patienceInSeconds = 10.0

    /// Opens the file, made when it is not there, and brings its tables up to date.
    ///
    /// One connection: all statements are short, and a change by another process is told from
    /// `PRAGMA data_version`, which one's own changes do not touch.
    static func open(_ path: String) throws(AccountError) -> DatabaseQueue {
        try secure(path)
        var configuration = Configuration()
        configuration.busyMode = .timeout(patienceInSeconds)
        configuration.label = "tianchou.accounts"
        configuration.prepareDatabase { database in
            // A session that was ended stays ended after a power cut; what was removed is zeroed.
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = ON
                    """)
        }
        return try storing(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let isNewer = try queue.read { try AccountSchema.migrator.hasBeenSuperseded($0) }
            guard !isNewer else { throw AccountError.storage(path: path, .newer) }
            try AccountSchema.migrator.migrate(queue)
            return queue
        }
    }

    /// Copies what a connection reads to a new file that only its owner may read.
    static func copy(_ queue: DatabaseQueue, to target: String) throws(AccountError) {
        // What is open for others while it is written would be read by them.
        let descriptor = Glibc.open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .storage(path: target, .system(code: errno)) }
        Glibc.close(descriptor)
        try storing(target) {
            try queue.inDatabase { database in
                try database.execute(sql: "VACUUM INTO ?", arguments: [target])
            }
        }
    }

    /// Makes the file when it is not there and takes every right to it from others.
    ///
    /// SQLite gives its log and its index beside the file the same mode. A file that is there is
    /// not opened here: closing it would release the locks of another connection of this process.
    private static func secure(_ path: String) throws(AccountError) {
        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw .storage(path: path, .notRegular)
            }
            guard status.st_mode & 0o777 == 0o600 || chmod(path, 0o600) == 0 else {
                throw .storage(path: path, .readOnly)
            }
            return
        }
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            switch code {
            case EACCES, EPERM, EROFS: throw .storage(path: path, .readOnly)
            case ENOSPC, EDQUOT: throw .storage(path: path, .full)
            default: throw .storage(path: path, .system(code: code))
            }
        }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw .storage(path: path, .readOnly) }
    }
}

/// Runs database code and turns what it throws into the module's error.
func storing<Value>(
    _ path: String, _ body: () throws -> Value
) throws(AccountError) -> Value {
    do {
        return try body()
    } catch let error as AccountError {
        throw error
    } catch {
        throw .storage(path: path, StorageTrouble(error))
    }
}

extension StorageTrouble {
    /// The trouble that an error of the database stands for; its message is not kept, because
    /// SQLite quotes statements there.
    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            self = .other(code: 0)
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN: self = .readOnly
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
        default: self = .other(code: Int(error.extendedResultCode.rawValue))
        }
    }
}
