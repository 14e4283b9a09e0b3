/// The directory of a zip archive, checked before anything of it is read.
///
/// Source: PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16 and 4.5.3.
struct ZipArchive {
    /// The names as stored, folders left out.
    let names: [String]
    /// Whether a name is neither ASCII nor marked as UTF-8, as Chinese programs write them.
    let hasLocalNames: Bool

    /// Reads the directory and refuses archives that must not be unpacked.
    ///
    /// - Throws: ``FileFault/unsafeEntry(_:)`` for names that leave the folder,
    ///   ``FileFault/archiveTooLarge(claimed:limit:)`` over `limit` bytes,
    ///   ``FileFault/archiveTooMany(entries:limit:)`` over the entries it may have,
    ///   ``FileFault/archiveUnusable`` when it is broken or encrypted.
    init(
        path: String, limit: Int, entryLimit: Int = 10_000, ratioLimit: Int = 1100
    ) throws(LandExchangeError) {
        let source = try ByteSource(path, shownAs: path, window: 1 << 17)
        let broken = LandExchangeError.file(path: path, .archiveUnusable)
        var (entries, size, start) = try ZipArchive.directory(source, broken)
        guard entries <= entryLimit else {
            throw .file(path: path, .archiveTooMany(entries: entries, limit: entryLimit))
        }
        guard size <= 64 << 20, let bytes = source.bytes(at: start, count: size) else {
            throw broken
        }
        let decoder = try TextDecoder(.gb18030, path: path)
        var names: [String] = []
        var total = 0
        var isLocal = false
        start = 0
        while entries > 0 {
            guard let entry = Entry(bytes, at: start) else { throw broken }
            let raw = UnsafeRawBufferPointer(rebasing: bytes[entry.name])
            let isUnicode = TextDecoder.validUTF8(raw).outcome == .complete
            var decoded: [UInt8] = []
            if isUnicode {
                decoded = Array(raw)
            } else {
                isLocal = true
                _ = decoder.decode(raw, into: &decoded)
            }
            let name = String(decoding: decoded, as: UTF8.self)
            guard ZipArchive.isSafe(name) else { throw .file(path: path, .unsafeEntry(name)) }
            guard !entry.isEncrypted else { throw broken }
            total &+= entry.size
            // A deflated stream cannot shrink more than 1032 to 1; larger claims are lies.
            guard total >= 0, total <= limit,
                entry.size / ratioLimit <= entry.packedSize + 64
            else {
                throw .file(path: path, .archiveTooLarge(claimed: total, limit: limit))
            }
            if !name.hasSuffix("/") { names.append(name) }
            start = entry.end
            entries -= 1
        }
        self.names = names.sorted()
        hasLocalNames = isLocal
    }

    /// Number of entries, size and place of the directory.
    private static func directory(
        _ source: ByteSource, _ broken: LandExchangeError
    ) throws(LandExchangeError) -> (entries: Int, size: Int, start: Int) {
        let tail = min(source.size, 22 + 65_535)
        guard tail >= 22, let bytes = source.bytes(at: source.size - tail, count: tail) else {
            throw broken
        }
        guard
            let at = stride(from: tail - 22, through: 0, by: -1).first(where: {
                bytes.littleUInt32($0) == 0x0605_4B50
            })
        else { throw broken }
        var entries = bytes.littleUInt16(at + 10)
        var size = bytes.littleUInt32(at + 12)
        var start = bytes.littleUInt32(at + 16)
        if entries == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
            guard at >= 20, bytes.littleUInt32(at - 20) == 0x0706_4B50,
                let place = wide(bytes, at - 12), let end = source.bytes(at: place, count: 56),
                end.littleUInt32(0) == 0x0606_4B50, let many = wide(end, 32),
                let large = wide(end, 40),
                let far = wide(end, 48)
            else { throw broken }
            (entries, size, start) = (many, large, far)
        }
        guard entries > 0, start >= 0, size >= 0 else { throw broken }
        return (entries, size, start)
    }

    private static func wide(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int? {
        Int(
            exactly: UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }

    /// Whether a name stays in its folder: not absolute, no drive, no step upwards.
    static func isSafe(_ name: String) -> Bool {
        let slashed = String(name.map { $0 == "\\" ? "/" : $0 })
        let parts = slashed.split(separator: "/", omittingEmptySubsequences: false)
        return !slashed.isEmpty && !slashed.hasPrefix("/") && !slashed.contains(":")
            && !slashed.contains("\0") && !parts.contains("..")
    }

    private struct Entry {
        let name: Range<Int>
        let end: Int
        var size: Int
        var packedSize: Int
        let isEncrypted: Bool

        init?(_ bytes: UnsafeRawBufferPointer, at start: Int) {
            guard start + 46 <= bytes.count, bytes.littleUInt32(start) == 0x0201_4B50 else {
                return nil
            }
            isEncrypted = bytes.littleUInt16(start + 8) & 1 != 0
            packedSize = bytes.littleUInt32(start + 20)
            size = bytes.littleUInt32(start + 24)
            let nameLength = bytes.littleUInt16(start + 28)
            let extra = bytes.littleUInt16(start + 30)
            let comment = bytes.littleUInt16(start + 32)
            name = (start + 46)..<(start + 46 + nameLength)
            end = name.upperBound + extra + comment
            guard end <= bytes.count else { return nil }
            readWideSizes(bytes, name.upperBound..<(name.upperBound + extra))
        }

        /// Takes the sizes of 64 bits from the extra field 0x0001 where the short ones are full.
        private mutating func readWideSizes(_ bytes: UnsafeRawBufferPointer, _ extra: Range<Int>) {
            var at = extra.lowerBound
            while at + 4 <= extra.upperBound {
                let length = bytes.littleUInt16(at + 2)
                if bytes.littleUInt16(at) == 1 {
                    var place = at + 4
                    if size == 0xFFFF_FFFF, place + 8 <= extra.upperBound {
                        size = ZipArchive.wide(bytes, place) ?? .max
                        place += 8
                    }
                    if packedSize == 0xFFFF_FFFF, place + 8 <= extra.upperBound {
                        packedSize = ZipArchive.wide(bytes, place) ?? .max
                    }
                }
                at += 4 + length
            }
        }
    }
}
