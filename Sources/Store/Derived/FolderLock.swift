import Glibc

/// The right to change what is derived in a home, for one task of all processes at a time.
///
/// The system gives it back when the process ends, however it ends.
public final class FolderLock: Sendable {
    private let descriptor: Int32
    /// How long to wait before asking again.
    private static let patience = Duration.milliseconds(20)

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Waits for the lock without keeping a thread waiting.
    ///
    /// - Throws: `StoreError` when the file cannot be made; `CancellationError`.
    static func take(_ path: String) async throws -> FolderLock {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw StoreError.file(path: path, code: errno) }
        let lock = FolderLock(descriptor)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw StoreError.file(path: path, code: errno)
            }
            try await Task.sleep(for: patience)
        }
        return lock
    }
}
