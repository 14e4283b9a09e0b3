import Glibc

/// Turns the bytes of attribute texts into UTF-8.
final class TextDecoder {
    /// What became of a run of bytes.
    enum Outcome {
        case complete
        /// A character was cut at the end, as fixed-width fields do; it was left out.
        case cutAtEnd
        case invalid
    }

    let encoding: TextEncoding
    private let converter: iconv_t?

    /// - Throws: ``FileFault/unknownEncoding(_:)`` when the system does not know the encoding.
    init(_ encoding: TextEncoding, path: String) throws(LandExchangeError) {
        self.encoding = encoding
        if encoding == .utf8 {
            converter = nil
        } else {
            let opened = iconv_open("UTF-8", encoding.name)
            guard let opened, opened != iconv_t(bitPattern: -1) else {
                throw .file(path: path, .unknownEncoding(encoding.name))
            }
            converter = opened
        }
    }

    deinit { if let converter { iconv_close(converter) } }

    /// Appends the text of the bytes as UTF-8.
    func decode(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) -> Outcome {
        if bytes.isASCII {
            out.append(contentsOf: bytes)
            return .complete
        }
        if converter == nil { return TextDecoder.copyUTF8(bytes, into: &out) }
        return encoding == .gb18030 ? decodeChinese(bytes, into: &out) : convert(bytes, into: &out)
    }

    // MARK: UTF-8

    private static func copyUTF8(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8])
        -> Outcome
    {
        let (valid, outcome) = validUTF8(bytes)
        out.append(contentsOf: bytes[..<valid])
        return outcome
    }

    /// How many leading bytes are whole UTF-8 characters, and whether the rest is a cut one.
    static func validUTF8(_ bytes: UnsafeRawBufferPointer) -> (count: Int, outcome: Outcome) {
        var at = 0
        while at < bytes.count {
            let first = bytes[at]
            if first < 0x80 {
                at += 1
                continue
            }
            let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
            guard first >= 0xC2, first <= 0xF4 else { return (at, .invalid) }
            for offset in 1..<length {
                guard at + offset < bytes.count else { return (at, .cutAtEnd) }
                guard isContinuation(bytes[at + offset], after: first, offset) else {
                    return (at, .invalid)
                }
            }
            at += length
        }
        return (at, .complete)
    }

    /// Excludes overlong forms, surrogates and numbers above U+10FFFF (Unicode, table 3-7).
    private static func isContinuation(_ byte: UInt8, after first: UInt8, _ offset: Int) -> Bool {
        guard byte & 0xC0 == 0x80 else { return false }
        guard offset == 1 else { return true }
        switch first {
        case 0xE0: return byte >= 0xA0
        case 0xED: return byte < 0xA0
        case 0xF0: return byte >= 0x90
        case 0xF4: return byte < 0x90
        default: return true
        }
    }

    // MARK: GB18030

    /// The characters of two bytes, packed as UTF-8 from the low byte; 0 where there is none.
    ///
    /// A table is three times as fast as a call of iconv for each of millions of values.
    private static let twoByteCharacters: [UInt32] = {
        var table = [UInt32](repeating: 0, count: 126 * 191)
        let converter = iconv_open("UTF-8", "GB18030")
        guard let converter, converter != iconv_t(bitPattern: -1) else { return table }
        defer { iconv_close(converter) }
        for lead in 0x81...0xFE {
            for trail in 0x40...0xFE where trail != 0x7F {
                let pair: [UInt8] = [UInt8(lead), UInt8(trail)]
                var packed: UInt32 = 0
                let written = pair.withUnsafeBytes { source in
                    withUnsafeMutableBytes(of: &packed) { iconvOnce(converter, source, $0) }
                }
                table[(lead - 0x81) * 191 + trail - 0x40] = written == nil ? 0 : packed
            }
        }
        return table
    }()

    private func decodeChinese(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) -> Outcome
    {
        let start = out.count
        let outcome = TextDecoder.twoByteCharacters.withUnsafeBufferPointer { table -> Outcome? in
            var at = 0
            while at < bytes.count {
                let lead = bytes[at]
                if lead < 0x80 {
                    out.append(lead)
                    at += 1
                    continue
                }
                guard lead >= 0x81, lead <= 0xFE else { return .invalid }
                guard at + 1 < bytes.count else { return .cutAtEnd }
                let trail = bytes[at + 1]
                if (0x30...0x39).contains(trail) { return nil }
                guard trail >= 0x40, trail != 0xFF, trail != 0x7F else { return .invalid }
                var packed = table[(Int(lead) - 0x81) * 191 + Int(trail) - 0x40]
                guard packed != 0 else { return .invalid }
                while packed != 0 {
                    out.append(UInt8(truncatingIfNeeded: packed))
                    packed >>= 8
                }
                at += 2
            }
            return .complete
        }
        if let outcome { return outcome }
        // A character of four bytes: rare, left to iconv.
        out.removeSubrange(start...)
        return convert(bytes, into: &out)
    }

    // MARK: Any other

    private func convert(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) -> Outcome {
        guard let converter else { return .invalid }
        iconv(converter, nil, nil, nil, nil)
        let start = out.count
        out.append(contentsOf: repeatElement(0, count: bytes.count * 4))
        var left = bytes.count
        var room = bytes.count * 4
        var input = UnsafeMutablePointer<CChar>(
            mutating: bytes.bindMemory(to: CChar.self).baseAddress)
        let status = out.withUnsafeMutableBytes { raw in
            var output = raw.baseAddress.map {
                ($0 + start).assumingMemoryBound(to: CChar.self)
            }
            return iconv(converter, &input, &left, &output, &room)
        }
        let code = errno
        out.removeLast(room)
        if status != Int(bitPattern: UInt.max) { return .complete }
        return code == EINVAL ? .cutAtEnd : .invalid
    }

    private static func iconvOnce(
        _ converter: iconv_t, _ source: UnsafeRawBufferPointer,
        _ target: UnsafeMutableRawBufferPointer
    ) -> Int? {
        iconv(converter, nil, nil, nil, nil)
        var input = UnsafeMutablePointer<CChar>(
            mutating: source.bindMemory(to: CChar.self).baseAddress)
        var output = target.bindMemory(to: CChar.self).baseAddress
        var left = source.count
        var room = target.count
        let status = iconv(converter, &input, &left, &output, &room)
        return status == Int(bitPattern: UInt.max) ? nil : target.count - room
    }
}
