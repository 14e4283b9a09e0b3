/// A zip archive whose entries are stored as they are (APPNOTE 6.3, method 0).
///
/// Lengths and checksums are known before anything is written, so that the archive can be sent piece by piece with its
/// whole length said first, and any reader can follow it from the front.
public struct StoredArchive: Sendable {
    /// A file of the archive.
    public struct Entry: Sendable {
        /// The name, with `/` between folders.
        public let name: String
        /// How many bytes it has.
        public let length: Int
        /// The CRC-32 of its bytes.
        public let checksum: UInt32

        /// Describes a file.
        public init(name: String, length: Int, checksum: UInt32) {
            (self.name, self.length, self.checksum) = (name, length, checksum)
        }

        /// Describes a file by its bytes.
        public init(name: String, of bytes: [UInt8]) {
            var checksum = Checksum()
            checksum.update(bytes)
            self.init(name: name, length: bytes.count, checksum: checksum.value)
        }
    }

    /// The longest archive and the most entries that the plain form can hold.
    public static let limits = (bytes: Int(UInt32.max), entries: Int(UInt16.max) - 1)

    private static let headerLength = 30
    private static let recordLength = 46
    private static let endLength = 22

    /// The entries written so far and where they begin.
    private var written: [(entry: Entry, offset: Int)] = []
    private var position = 0
    private let stamp: (date: UInt16, time: UInt16)

    /// Begins an archive whose entries are all of one moment.
    public init(moment: ReportMoment) { stamp = moment.archiveStamp }

    /// How long the archive of some entries is.
    public static func length(of entries: some Sequence<Entry>) -> Int {
        entries.reduce(endLength) { sum, entry in
            sum + headerLength + recordLength + 2 * entry.name.utf8.count + entry.length
        }
    }

    /// What stands before the bytes of an entry, which must follow.
    public mutating func header(_ entry: Entry) -> [UInt8] {
        precondition(
            position + Self.headerLength + entry.length <= Self.limits.bytes
                && written.count < Self.limits.entries, "within the limits")
        written.append((entry, position))
        var bytes: [UInt8] = []
        bytes.append(little: 0x0403_4b50 as UInt32)
        describe(entry, into: &bytes)
        bytes.append(contentsOf: entry.name.utf8)
        position += bytes.count + entry.length
        return bytes
    }

    /// What stands at the end.
    public consuming func directory() -> [UInt8] {
        var bytes: [UInt8] = []
        for (entry, offset) in written {
            bytes.append(little: 0x0201_4b50 as UInt32)
            // Made on Unix, so that the permissions below are understood.
            bytes.append(little: 0x0314 as UInt16)
            describe(entry, into: &bytes)
            for _ in 0..<3 { bytes.append(little: 0 as UInt16) }
            bytes.append(little: UInt32(0o100644) << 16)
            bytes.append(little: UInt32(offset))
            bytes.append(contentsOf: entry.name.utf8)
        }
        let length = bytes.count
        bytes.append(little: 0x0605_4b50 as UInt32)
        bytes.append(little: 0 as UInt32)
        bytes.append(little: UInt16(written.count))
        bytes.append(little: UInt16(written.count))
        bytes.append(little: UInt32(length))
        bytes.append(little: UInt32(position))
        bytes.append(little: 0 as UInt16)
        return bytes
    }

    /// What header and directory say alike: version, UTF-8 names, stored, time, checksum, lengths.
    private func describe(_ entry: Entry, into bytes: inout [UInt8]) {
        bytes.append(little: 20 as UInt16)
        bytes.append(little: 0x0800 as UInt16)
        bytes.append(little: 0 as UInt16)
        bytes.append(little: stamp.time)
        bytes.append(little: stamp.date)
        bytes.append(little: entry.checksum)
        bytes.append(little: UInt32(entry.length))
        bytes.append(little: UInt32(entry.length))
        bytes.append(little: UInt16(entry.name.utf8.count))
        bytes.append(little: 0 as UInt16)
    }

    /// An archive of files that are in memory.
    static func bytes(_ files: [(name: String, bytes: [UInt8])], moment: ReportMoment) -> [UInt8] {
        var archive = StoredArchive(moment: moment)
        var out: [UInt8] = []
        for file in files {
            out += archive.header(Entry(name: file.name, of: file.bytes))
            out += file.bytes
        }
        return out + archive.directory()
    }
}

extension StoredArchive {
    /// CRC-32 of bytes that come piece by piece (ISO 3309, as zip has it).
    public struct Checksum: Sendable {
        private var rest: UInt32 = ~0

        /// Begins with nothing.
        public init() {}

        /// The checksum of what has come.
        public var value: UInt32 { ~rest }

        /// Adds bytes.
        public mutating func update(_ bytes: UnsafeRawBufferPointer) {
            var rest = rest
            Self.table.withUnsafeBufferPointer { table in
                for byte in bytes {
                    rest = table[Int(truncatingIfNeeded: (rest ^ UInt32(byte)) & 0xFF)] ^ rest >> 8
                }
            }
            self.rest = rest
        }

        /// Adds bytes.
        public mutating func update(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { update($0) }
        }

        private static let table: [UInt32] = (0..<256).map { index in
            (0..<8).reduce(UInt32(index)) { rest, _ in
                rest & 1 == 1 ? 0xEDB8_8320 ^ rest >> 1 : rest >> 1
            }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append<Number: FixedWidthInteger>(little number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
