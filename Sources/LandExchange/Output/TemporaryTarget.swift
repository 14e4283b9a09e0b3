import Glibc

/// A file being written beside its target, which takes the target's name only when it is whole.
///
/// When it is let go without ``publish(overwriting:)`` nothing is left.
final class TemporaryTarget {
    /// The path to write to.
    let path: String
    fileprivate let target: String

    /// Reserves a new file beside the target.
    ///
    /// - Throws: ``TargetFault/exists`` when the target is there and must stay,
    ///   ``TargetFault/unwritable(code:)``.
    init(_ target: String, overwriting: Bool) throws(LandExchangeError) {
        self.target = target
        var status = stat()
        if stat(target, &status) == 0, !overwriting || status.st_mode & S_IFMT == S_IFDIR {
            throw .target(path: target, .exists)
        }
        path = "\(PathText.folder(target))/.\(PathText.name(target)).\(getpid()).part"
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .target(path: target, .unwritable(code: errno)) }
        close(descriptor)
    }

    deinit { unlink(path) }

    /// Gives the file its name, after its bytes have reached the disk.
    func publish(overwriting: Bool) throws(LandExchangeError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw .target(path: target, .unwritable(code: errno))
        }
        close(descriptor)
        if !overwriting {
            // A link fails when the name was taken meanwhile; some file systems know no links.
            if link(path, target) == 0 { return }
            if errno == EEXIST { throw .target(path: target, .exists) }
        }
        guard rename(path, target) == 0 else {
            throw .target(path: target, .unwritable(code: errno))
        }
    }
}

extension TemporaryTarget {
    /// Writes all bytes of the file.
    func fill(_ bytes: [UInt8]) throws(LandExchangeError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unwritable() }
        defer { close(descriptor) }
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
            }
            guard written > 0 else { throw unwritable() }
            start += written
        }
    }

    private func unwritable() -> LandExchangeError {
        .target(path: target, .unwritable(code: errno))
    }
}
