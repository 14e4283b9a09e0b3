/// The 256 bits that a ``DigestAlgorithm`` gives.
public struct HashValue: Hashable, Sendable, CustomStringConvertible {
    /// How many bytes a value has.
    public static let byteCount = 32

    /// The value of 256 zero bits, which stands before the first link of a chain.
    public static let zero = HashValue(words: (0, 0, 0, 0))

    // Four words as they lie in memory: a value moves without allocation, a million at a time.
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    private init(words: (UInt64, UInt64, UInt64, UInt64)) {
        (first, second, third, fourth) = words
    }

    /// Takes 32 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self = bytes.withUnsafeBytes { Self(unchecked: $0) }
    }

    /// Takes the 32 bytes that a buffer of that size holds.
    init(unchecked buffer: UnsafeRawBufferPointer) {
        self.init(
            words: (
                buffer.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
                buffer.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            ))
    }

    /// Reads 64 lower-case hex digits; nil for anything else.
    public init?(hex: ArraySlice<UInt8>) {
        guard hex.count == 2 * Self.byteCount else { return nil }
        // Verification reads two of these for every event: no array, no generic code.
        let words = hex.withUnsafeBufferPointer { digits -> (UInt64, UInt64, UInt64, UInt64)? in
            guard let first = Self.word(digits, 0), let second = Self.word(digits, 16),
                let third = Self.word(digits, 32), let fourth = Self.word(digits, 48)
            else { return nil }
            return (first, second, third, fourth)
        }
        guard let words else { return nil }
        self.init(words: words)
    }

    /// The word that 16 digits stand for, as it lies in memory.
    private static func word(_ digits: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt64? {
        var value: UInt64 = 0
        for place in start..<start + 16 {
            guard let nibble = HexText.nibble(digits[place]) else { return nil }
            value = value << 4 | UInt64(nibble)
        }
        return UInt64(bigEndian: value)
    }

    /// Reads 64 lower-case hex digits; nil for anything else.
    public init?(hex: String) {
        self.init(hex: Array(hex.utf8)[...])
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withBytes { Array($0) } }

    /// The value as 64 lower-case hex digits.
    public var hex: String { HexText.text(bytes) }

    /// The digit of four bits.
    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") - 10 + nibble
    }

    /// Adds the value as 64 lower-case hex digits to some text.
    public func appendHex(to text: inout [UInt8]) {
        withBytes { bytes in
            for byte in bytes {
                text.append(Self.digit(byte >> 4))
                text.append(Self.digit(byte & 15))
            }
        }
    }

    /// The value as 64 lower-case hex digits.
    public var description: String { hex }

    /// Gives the 32 bytes to a function without copying them to the heap.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: (first, second, third, fourth), body)
    }
}
