import Glibc

/// A file mapped into memory for reading: the system loads the pages that are used and may drop them again.
///
/// Safety: the memory is read-only from the first moment to the last, and lives as long as this object.
final class MappedFile: @unchecked Sendable {
    private let base: UnsafeMutableRawPointer
    let count: Int

    /// Maps a file.
    ///
    /// - Throws: ``MapsError/tileCache(path:code:)``.
    init(_ path: String) throws(MapsError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .tileCache(path: path, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0,
            let mapped = mmap(nil, Int(status.st_size), PROT_READ, MAP_SHARED, descriptor, 0),
            mapped != MAP_FAILED
        else { throw .tileCache(path: path, code: errno) }
        base = mapped
        count = Int(status.st_size)
    }

    deinit { munmap(base, count) }

    /// A part of the file as values; nil when it does not lie in the file.
    func values<Element: BitwiseCopyable>(
        _ type: Element.Type, at offset: Int, bytes: Int
    ) -> UnsafeBufferPointer<Element>? {
        let stride = MemoryLayout<Element>.stride
        guard offset >= 0, bytes >= 0, offset <= count, bytes <= count - offset,
            offset % stride == 0, bytes % stride == 0
        else { return nil }
        let start = (base + offset).assumingMemoryBound(to: Element.self)
        return UnsafeBufferPointer(start: start, count: bytes / stride)
    }
}
