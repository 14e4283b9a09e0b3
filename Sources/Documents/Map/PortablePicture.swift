/// Writes a picture of few colours as a PNG file (W3C PNG, third edition).
///
/// The rows are differenced against the row above and then run-length coded with the fixed code
/// of DEFLATE (RFC 1951, section 3.2.6): small, quick, and the same bytes on every machine.
enum PortablePicture {
    /// The file's bytes.
    static func encode(_ picture: MapRaster) -> [UInt8] {
        var out: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        // Eight bits a pixel, palette.
        chunk("IHDR", bytes(picture.width) + bytes(picture.height) + [8, 3, 0, 0, 0], into: &out)
        let colours = picture.palette.flatMap { colour -> [UInt8] in
            let value = Int(colour.dropFirst(), radix: 16) ?? 0
            return [UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
        }
        chunk("PLTE", colours, into: &out)
        var rows: [UInt8] = []
        rows.reserveCapacity((picture.width + 1) * picture.height)
        for y in 0..<picture.height {
            rows.append(y == 0 ? 0 : 2)
            let start = y * picture.width
            for place in start..<start + picture.width {
                rows.append(
                    y == 0
                        ? picture.pixels[place]
                        : picture.pixels[place] &- picture.pixels[place - picture.width])
            }
        }
        var stream = BitStream()
        stream.deflate(rows)
        chunk("IDAT", [0x78, 0x01] + stream.bytes + bytes(adler(rows)), into: &out)
        chunk("IEND", [], into: &out)
        return out
    }

    private static func bytes(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(number >> $0 & 255) }
    }

    private static func chunk(_ name: String, _ content: [UInt8], into out: inout [UInt8]) {
        let body = Array(name.utf8) + content
        out += bytes(content.count) + body + bytes(Int(checksum(body)))
    }

    private static func adler(_ data: [UInt8]) -> Int {
        var (low, high) = (1, 0)
        for byte in data {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
    }

    private static func checksum(_ data: [UInt8]) -> UInt32 {
        ~data.reduce(~0) { table[Int(($0 ^ UInt32($1)) & 255)] ^ ($0 >> 8) }
    }
}

/// Bits of a DEFLATE stream, the lowest first.
private struct BitStream {
    private(set) var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var count = 0

    /// Codes bytes as one block of the fixed code: runs as a match of distance 1.
    mutating func deflate(_ data: [UInt8]) {
        put(0b011, 3)
        var index = 0
        while index < data.count {
            let byte = data[index]
            literal(Int(byte))
            index += 1
            var run = 0
            while index + run < data.count, data[index + run] == byte { run += 1 }
            index += run
            while run >= 3 {
                var length = min(run, 258)
                if run - length > 0, run - length < 3 { length = run - 3 }
                length = max(3, length)
                match(length)
                run -= length
            }
            for _ in 0..<run { literal(Int(byte)) }
        }
        literal(256)
        put(0, (8 - count % 8) % 8)
    }

    /// The fixed code of a literal or length symbol; codes go out with their highest bit first.
    private mutating func literal(_ symbol: Int) {
        switch symbol {
        case 0..<144: putReversed(0x30 + symbol, 8)
        case 144..<256: putReversed(0x190 + symbol - 144, 9)
        case 256..<280: putReversed(symbol - 256, 7)
        default: putReversed(0xC0 + symbol - 280, 8)
        }
    }

    private mutating func match(_ length: Int) {
        if length == 258 {
            literal(285)
        } else {
            // Lengths 3 to 10 have a symbol each, then four symbols share each width of extra bits.
            var (base, symbol, extra, inGroup) = (3, 257, 0, 0)
            while length >= base + (1 << extra) {
                base += 1 << extra
                symbol += 1
                inGroup += 1
                if symbol >= 265, inGroup % 4 == 0 { extra += 1 }
            }
            literal(symbol)
            put(length - base, extra)
        }
        // Distance 1: symbol 0 of five bits.
        put(0, 5)
    }

    private mutating func putReversed(_ code: Int, _ width: Int) {
        var reversed = 0
        for bit in 0..<width where code >> bit & 1 == 1 { reversed |= 1 << (width - 1 - bit) }
        put(reversed, width)
    }

    private mutating func put(_ value: Int, _ width: Int) {
        pending |= UInt64(value) << UInt64(count)
        count += width
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            count -= 8
        }
    }
}
