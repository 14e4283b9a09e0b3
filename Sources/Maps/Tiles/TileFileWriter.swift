import Glibc

/// Writes a file of prepared tiles: sections one after the other, then their table.
///
/// The file takes its name when it is whole and on disk; until then it has another, and nothing is
/// left of a work that fails.
final class TileFileWriter {
    /// What the file begins with; the last character is the version of the format.
    static let magic = Array("TCTILES1".utf8)

    private let path: String
    private let partial: String
    private let descriptor: Int32
    private var length = 0
    /// Layer, section, offset and length of each section.
    private var table: [UInt64] = []
    private var isPublished = false

    init(_ path: String) throws(MapsError) {
        self.path = path
        partial = "\(path).\(getpid()).part"
        descriptor = open(partial, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .tileCache(path: path, code: errno) }
        try write(Self.magic)
    }

    deinit {
        close(descriptor)
        if !isPublished { unlink(partial) }
    }

    /// Adds a section.
    func append<Element: BitwiseCopyable>(
        _ section: TileSection, layer: Int, _ values: [Element]
    ) throws(MapsError) {
        precondition(MemoryLayout<Element>.stride == section.width, "the section's own element")
        table += [
            UInt64(layer), UInt64(section.rawValue), UInt64(length),
            UInt64(values.count * section.width),
        ]
        try write(values)
    }

    /// Writes the table and gives the file its name.
    func publish() throws(MapsError) {
        let start = UInt64(length)
        try write(table)
        try write([start, UInt64(table.count / 4)])
        guard fsync(descriptor) == 0, rename(partial, path) == 0 else {
            throw .tileCache(path: path, code: errno)
        }
        isPublished = true
    }

    /// Writes bytes, and zeros up to a multiple of eight.
    private func write<Element: BitwiseCopyable>(_ values: [Element]) throws(MapsError) {
        var code: Int32 = 0
        values.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count, code == 0 {
                let written = Glibc.write(
                    descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if written > 0 { done += written } else if errno != EINTR { code = errno }
            }
            length += bytes.count
        }
        guard code == 0 else { throw .tileCache(path: path, code: code) }
        let rest = (8 - length % 8) % 8
        if rest > 0 { try write([UInt8](repeating: 0, count: rest)) }
    }
}
