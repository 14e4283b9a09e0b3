import GRDB
import Glibc

extension StorageFault {
    /// The fault that an error of GRDB or SQLite stands for.
    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            self = .other(code: 0, message: "\(error)")
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self = .damaged(error.message ?? error.resultCode.description)
        default:
            self = .other(
                code: Int(error.extendedResultCode.rawValue),
                message: error.message ?? error.resultCode.description)
        }
    }
}

extension StorageFault {
    /// The error for a file of the record that the system would not read or write.
    static func error(path: String, code: CInt) -> StoreError {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: .storage(path: path, .full)
        case EROFS, EACCES, EPERM: .storage(path: path, .readOnly)
        default: .file(path: path, code: code)
        }
    }
}

/// Runs database code and turns what it throws into the module's error.
///
/// - Throws: ``StoreError``, as it is or for the error of the database.
func storing<Value>(
    _ path: String, _ body: () throws -> Value
) throws(StoreError) -> Value {
    do {
        return try body()
    } catch let error as StoreError {
        throw error
    } catch {
        throw .storage(path: path, StorageFault(error))
    }
}
