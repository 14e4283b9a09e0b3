import Glibc

/// How much room a disk has left (剩余空间).
public enum FreeSpace {
    /// The bytes that may still be written where a path lies; nil when the system does not say.
    public static func bytes(at path: String) -> Int? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }
}
