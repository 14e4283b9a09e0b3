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
    private let handle: UnsafeMutablePointer<VSILFILE>
    private var window: UnsafeMutableRawBufferPointer
    private var windowStart = 0
    private var windowCount = 0

    /// Opens a file.
    ///
    /// - Throws: ``LandExchangeError/file(path:_:)`` when it cannot be opened.
    init(_ path: String, shownAs shown: String, window capacity: Int = 4 << 20)
        throws(LandExchangeError)
    {
        guard let handle = LibraryMessages.silently({ VSIFOpenL(path, "rb") }) else {
            let code = errno
            throw .file(path: shown, code == ENOENT ? .notFound : .unreadable(code: code))
        }
        VSIFSeekL(handle, 0, SEEK_END)
        size = Int(VSIFTellL(handle))
        self.path = path
        self.handle = handle
        window = .allocate(byteCount: min(capacity, max(size, 1)), alignment: 16)
    }

    deinit {
        VSIFCloseL(handle)
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
        guard VSIFSeekL(handle, vsi_l_offset(offset), SEEK_SET) == 0 else { return false }
        let wanted = min(window.count, size - offset)
        windowCount = VSIFReadL(window.baseAddress, 1, wanted, handle)
        return windowCount >= count
    }

    /// All bytes, up to a limit; nil when they cannot be read or are more.
    func all(limit: Int) -> [UInt8]? {
        guard size <= limit, let bytes = bytes(at: 0, count: size) else { return nil }
        return Array(bytes)
    }
}

extension UnsafeRawBufferPointer {
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
