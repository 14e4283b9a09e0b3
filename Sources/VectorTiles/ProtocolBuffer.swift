/// Bytes in the wire format of Protocol Buffers: the few parts of it that a vector tile needs.
///
/// Only what is written is known here; the messages are those of the tile specification.
struct ProtocolBuffer {
    /// What was written.
    private(set) var bytes: [UInt8] = []

    /// A whole number, seven bits a byte, the lowest first.
    @inline(__always)
    mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A signed number with its sign in the lowest bit, so that small ones are short.
    @inline(__always)
    mutating func append(zigzag value: Int32) {
        append(varint: UInt64(UInt32(bitPattern: (value << 1) ^ (value >> 31))))
    }

    /// A field with a whole number.
    mutating func append(field: Int, varint value: UInt64) {
        append(varint: UInt64(field << 3))
        append(varint: value)
    }

    /// A field with a double.
    mutating func append(field: Int, double value: Double) {
        append(varint: UInt64(field << 3 | 1))
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A field with bytes of a known length: text, a message, packed numbers.
    mutating func append(field: Int, bytes content: some Collection<UInt8>) {
        append(varint: UInt64(field << 3 | 2))
        append(varint: UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    /// Bytes that are fields already.
    mutating func append(contentsOf other: ProtocolBuffer) {
        bytes.append(contentsOf: other.bytes)
    }

    /// Forgets what was written and keeps the memory.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
