import CGDAL
import Glibc

/// The bytes of a file, or of an entry of an archive, read through a sliding window.
///
/// Reading in windows keeps memory small, and a file that shrinks meanwhile gives an error and not
/// a signal, as mapped memory would.
final class ByteSource {
    /// The path as the library understands it (`/vsizip/…` for an entry of an archive).
    let path: String
    /// The size in bytes.
    let size: Int
    private let handle: Handle
    private var window: UnsafeMutableRawBufferPointer
    private var windowStart = 0
    private var windowCount = 0

    /// A file of the system, or an entry of an archive, which only the library can read.
    private enum Handle {
        case system(Int32)
        case library(UnsafeMutablePointer<VSILFILE>)
    }

    /// Opens a file.
    ///
    /// - Throws: ``LandExchangeError/file(path:_:)`` when it cannot be opened.
    init(_ path: String, shownAs shown: String, window capacity: Int = 4 << 20)
        throws(LandExchangeError)
    {
        let opened = PathText.isInArchive(path) ? Self.openEntry(path) : Self.openFile(path)
        guard let (handle, size) = opened else {
            let code = errno
            throw .file(path: shown, code == ENOENT ? .notFound : .unreadable(code: code))
        }
        self.path = path
        self.handle = handle
        self.size = size
        window = .allocate(byteCount: min(capacity, max(size, 1)), alignment: 16)
    }

    private static func openFile(_ path: String) -> (Handle, size: Int)? {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            return nil
        }
        return (.system(descriptor), Int(status.st_size))
    }

    private static func openEntry(_ path: String) -> (Handle, size: Int)? {
        guard let handle = LibraryMessages.silently({ VSIFOpenL(path, "rb") }) else { return nil }
        VSIFSeekL(handle, 0, SEEK_END)
        return (.library(handle), Int(VSIFTellL(handle)))
    }

    deinit {
        switch handle {
        case .system(let descriptor): close(descriptor)
        case .library(let handle): VSIFCloseL(handle)
        }
        window.deallocate()
    }

    /// The bytes of a range, valid until the next call; nil when the file ends before.
    func bytes(at offset: Int, count: Int) -> UnsafeRawBufferPointer? {
        guard offset >= 0, count >= 0, count <= size, offset <= size - count else { return nil }
        if offset < windowStart || offset + count > windowStart + windowCount {
            guard load(offset, count) else { return nil }
        }
        return UnsafeRawBufferPointer(
            rebasing: window[(offset - windowStart)..<(offset - windowStart + count)])
    }

    private func load(_ offset: Int, _ count: Int) -> Bool {
        if count > window.count {
            window.deallocate()
            window = .allocate(byteCount: count, alignment: 16)
        }
        windowStart = offset
        windowCount = 0
        let wanted = min(window.count, size - offset)
        switch handle {
        case .system(let descriptor):
            while windowCount < wanted {
                let read = pread(
                    descriptor, window.baseAddress.map { $0 + windowCount }, wanted - windowCount,
                    offset + windowCount)
                if read < 0, errno == EINTR { continue }
                if read <= 0 { break }
                windowCount += read
            }
        case .library(let handle):
            guard VSIFSeekL(handle, vsi_l_offset(offset), SEEK_SET) == 0 else { return false }
            windowCount = VSIFReadL(window.baseAddress, 1, wanted, handle)
        }
        return windowCount >= count
    }

    /// All bytes, up to a limit; nil when they cannot be read or are more.
    func all(limit: Int) -> [UInt8]? {
        guard size <= limit, let bytes = bytes(at: 0, count: size) else { return nil }
        return Array(bytes)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether all bytes are below 0x80; eight at a time.
    var isASCII: Bool {
        var at = 0
        while at + 8 <= count {
            let eight = loadUnaligned(fromByteOffset: at, as: UInt64.self)
            if eight & 0x8080_8080_8080_8080 != 0 { return false }
            at += 8
        }
        return self[at...].allSatisfy { $0 < 0x80 }
    }

    func littleInt32(_ offset: Int) -> Int {
        Int(Int32(littleEndian: loadUnaligned(fromByteOffset: offset, as: Int32.self)))
    }

    func bigInt32(_ offset: Int) -> Int {
        Int(Int32(bigEndian: loadUnaligned(fromByteOffset: offset, as: Int32.self)))
    }

    func littleUInt32(_ offset: Int) -> Int {
        Int(UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }

    func littleUInt16(_ offset: Int) -> Int {
        Int(UInt16(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
    }

    func littleDouble(_ offset: Int) -> Double {
        Double(
            bitPattern: UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        )
    }
}
