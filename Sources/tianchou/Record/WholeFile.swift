import Glibc
import Store

/// A file that appears under its name whole and durable, or not at all.
final class WholeFile: Sendable {
    private let path: String
    private let descriptor: Int32
    private var partial: String { path + ".partial" }

    /// Begins a file; one that is there already stays until this is finished.
    init(_ path: String) throws(StoreError) {
        self.path = path
        descriptor = open(path + ".partial", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(path: path, code: errno) }
    }

    func write(_ bytes: [UInt8]) throws(StoreError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .file(path: path, code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    func finish() throws(StoreError) {
        guard fsync(descriptor) == 0, close(descriptor) == 0, rename(partial, path) == 0 else {
            throw .file(path: path, code: errno)
        }
    }

    func abandon() {
        close(descriptor)
        unlink(partial)
    }
}
