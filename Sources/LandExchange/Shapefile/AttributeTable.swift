import Glibc

/// The attribute rows of a Shapefile (dBASE III, `.dbf`).
///
/// Source: dBASE III file structure; ESRI Shapefile Technical Description, July 1998, p. 25.
final class AttributeTable {
    /// A field with its place in a row.
    struct Field {
        let name: [UInt8]
        let type: UInt8
        let offset: Int
        let width: Int
        let decimals: Int

        /// Whether values are binary (Visual FoxPro and dBASE 7 types) and are not read.
        var isBinary: Bool { Array("IBOYTG@".utf8).contains(type) }

        var kind: SourceField.Kind {
            switch UnicodeScalar(type) {
            case "N", "F":
                // A number of up to 18 digits without decimals fits 64 bits.
                decimals == 0 && width < 19 && type != UInt8(ascii: "F") ? .integer : .real
            case "D": .date
            case "L": .text(width: 1)
            default: .text(width: width)
            }
        }
    }

    let fields: [Field]
    let rowCount: Int
    /// The language driver of the header, a claim about the encoding; 0 for none.
    let languageDriver: UInt8
    private let source: ByteSource
    private let headerLength: Int
    private let rowLength: Int

    /// Reads the header and checks its claims against the file.
    init(_ path: String, shownAs shown: String) throws(LandExchangeError) {
        source = try ByteSource(path, shownAs: shown)
        guard source.size > 0 else { throw .file(path: shown, .empty) }
        guard let header = source.bytes(at: 0, count: 32) else {
            throw .file(path: shown, .truncated(part: ".dbf", claimed: 32, actual: source.size))
        }
        rowCount = header.littleUInt32(4)
        headerLength = header.littleUInt16(8)
        rowLength = header.littleUInt16(10)
        languageDriver = header[29]
        guard headerLength >= 33, rowLength >= 1 else {
            throw .file(path: shown, .badHeader(part: ".dbf", offset: 8))
        }
        let claimed = headerLength + rowCount * rowLength
        guard claimed <= source.size else {
            throw .file(
                path: shown, .truncated(part: ".dbf", claimed: claimed, actual: source.size))
        }
        guard let table = source.bytes(at: 32, count: headerLength - 32) else {
            throw .file(path: shown, .badHeader(part: ".dbf", offset: 8))
        }
        fields = AttributeTable.fields(of: table)
        guard !fields.isEmpty, let last = fields.last, last.offset + last.width <= rowLength else {
            throw .file(path: shown, .badHeader(part: ".dbf", offset: 32))
        }
    }

    private static func fields(of table: UnsafeRawBufferPointer) -> [Field] {
        var fields: [Field] = []
        var offset = 1
        var at = 0
        while at + 32 <= table.count, table[at] != 0x0D {
            let name = table[at..<(at + 11)].prefix { $0 != 0 }
            let type = table[at + 11]
            // Text may use the decimals as the high byte of a long width.
            let isText = type == UInt8(ascii: "C")
            let width = Int(table[at + 16]) + (isText ? Int(table[at + 17]) << 8 : 0)
            fields.append(
                Field(
                    name: Array(name), type: type, offset: offset, width: width,
                    decimals: isText ? 0 : Int(table[at + 17])))
            offset += width
            at += 32
        }
        return fields
    }

    /// The bytes of a row, its deletion mark first; valid until the next call.
    func row(_ index: Int) -> UnsafeRawBufferPointer? {
        source.bytes(at: headerLength + index * rowLength, count: rowLength)
    }

    /// The bytes of a value without the blanks around it.
    static func value(_ field: Field, in row: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = field.offset
        var end = field.offset + field.width
        // Some programs pad with zero bytes; what follows one is left over from another value.
        if let zero = row[start..<end].firstIndex(of: 0) { end = zero }
        while end > start, row[end - 1] == 0x20 { end -= 1 }
        if field.type != UInt8(ascii: "C") {
            while start < end, row[start] == 0x20 { start += 1 }
        }
        return UnsafeRawBufferPointer(rebasing: row[start..<end])
    }

    /// Shows texts of the rows to a sniffer: the first, middle and last part of the table.
    func show(to sniffer: inout EncodingSniffer, rowsEach: Int = 4000) {
        for field in fields { field.name.withUnsafeBytes { sniffer.examine($0) } }
        let starts = [0, rowCount / 2, max(0, rowCount - rowsEach)]
        var next = 0
        for start in starts {
            for index in max(start, next)..<max(next, min(rowCount, start + rowsEach)) {
                guard let row = row(index) else { return }
                for field in fields where field.type == UInt8(ascii: "C") {
                    // Letters of ASCII say nothing, and most values are codes.
                    let whole = row[field.offset..<field.offset + field.width]
                    if UnsafeRawBufferPointer(rebasing: whole).isASCII { continue }
                    sniffer.examine(AttributeTable.value(field, in: row))
                }
                next = index + 1
            }
        }
    }
}

/// Numbers as texts of fixed width.
enum NumberText {
    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The number; nil when the bytes are none.
    ///
    /// Up to 15 digits and 22 decimals the quotient of two exact numbers is correctly rounded;
    /// the C library reads the rest.
    static func real(_ bytes: UnsafeRawBufferPointer) -> Double? {
        var at = 0
        let negative = bytes.first == UInt8(ascii: "-")
        if negative || bytes.first == UInt8(ascii: "+") { at = 1 }
        var mantissa: Int64 = 0
        var digits = 0
        var decimals = 0
        var seenPoint = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "."), !seenPoint {
                seenPoint = true
            } else if byte >= 0x30, byte <= 0x39, digits < 18 {
                mantissa = mantissa * 10 + Int64(byte - 0x30)
                digits += 1
                if seenPoint { decimals += 1 }
            } else {
                return general(bytes)
            }
            at += 1
        }
        guard digits > 0 else { return nil }
        guard mantissa < 1 << 53, decimals <= 22 else { return general(bytes) }
        let value = Double(mantissa) / powersOfTen[decimals]
        return negative ? -value : value
    }

    private static func general(_ bytes: UnsafeRawBufferPointer) -> Double? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The whole number; nil when the bytes are none.
    static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        if let value = Int64(String(decoding: bytes, as: UTF8.self)) { return value }
        guard let real = real(bytes), real == real.rounded(), abs(real) < 9e15 else { return nil }
        return Int64(real)
    }
}
