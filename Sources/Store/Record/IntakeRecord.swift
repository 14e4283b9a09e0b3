import Digest
import Journal

/// A group of batches as the intake's log keeps it: a head, the texts of its events, and zeros up to a
/// whole number of pages.
///
/// | bytes | what |
/// |---|---|
/// | 0–7 | `tcintake` |
/// | 8–15 | the place of the first event, little-endian like the next two |
/// | 16–23 | the place of the last |
/// | 24–31 | the bytes of the texts |
/// | 32–63 | the hash before the first event |
/// | 64–95 | the hash of the last |
/// | 96– | the canonical text of each event, with a line break behind it |
enum IntakeRecord {
    static let headSize = 96
    /// What the disk is given at a time: no page holds bytes of two groups.
    static let page = 4096
    private static let mark = Array("tcintake".utf8)

    /// What stands before the texts.
    struct Head: Equatable {
        let first: Int
        let last: Int
        let previous: HashValue
        let hash: HashValue
        fileprivate(set) var textSize = 0

        init(first: Int, previous: HashValue, end: JournalHead) {
            (self.first, self.previous) = (first, previous)
            (last, hash) = (end.sequence, end.hash)
        }

        /// Reads a head; nil where none stands, or one that says more than there is room for.
        init?(_ bytes: [UInt8], room: Int) {
            guard bytes.count == headSize, bytes.starts(with: mark) else { return nil }
            func number(_ place: Int) -> Int? {
                let word = bytes.withUnsafeBytes {
                    $0.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                }
                return Int(exactly: UInt64(littleEndian: word))
            }
            guard let first = number(8), let last = number(16), let size = number(24),
                first >= 1, first <= last, size >= 1, size <= room - headSize,
                let previous = HashValue(bytes: Array(bytes[32..<64])),
                let hash = HashValue(bytes: Array(bytes[64..<96]))
            else { return nil }
            (self.first, self.last, self.previous, self.hash) = (first, last, previous, hash)
            textSize = size
        }

        /// The bytes of the whole record.
        var size: Int { IntakeRecord.size(texts: textSize) }
    }

    private static func size(texts: Int) -> Int { (headSize + texts + page - 1) / page * page }

    /// The bytes of the record of a group.
    static func size(of batches: [RecordedBatch]) -> Int {
        size(
            texts: batches.reduce(0) { sum, batch in
                batch.events.reduce(sum) { $0 + $1.sealed.canonicalBytes.count + 1 }
            })
    }

    /// Writes the record of a group in the place of what was there.
    static func write(_ batches: [RecordedBatch], _ head: Head, to bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        bytes += mark
        func add(_ number: Int) {
            withUnsafeBytes(of: UInt64(number).littleEndian) { bytes.append(contentsOf: $0) }
        }
        add(head.first)
        add(head.last)
        add(0)
        head.previous.withBytes { bytes.append(contentsOf: $0) }
        head.hash.withBytes { bytes.append(contentsOf: $0) }
        for batch in batches {
            for recorded in batch.events {
                bytes += recorded.sealed.canonicalBytes
                // Canonical text has no line break, so one ends it.
                bytes.append(UInt8(ascii: "\n"))
            }
        }
        let text = bytes.count - headSize
        bytes.withUnsafeMutableBytes {
            $0.storeBytes(of: UInt64(text).littleEndian, toByteOffset: 24, as: UInt64.self)
        }
        let rest = bytes.count % page
        if rest > 0 { bytes.append(contentsOf: repeatElement(0, count: page - rest)) }
    }
}
