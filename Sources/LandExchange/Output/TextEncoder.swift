import Glibc

/// Turns texts into the bytes of an encoding.
final class TextEncoder {
    private let converter: iconv_t?

    /// - Throws: ``FileFault/unknownEncoding(_:)``.
    init(_ encoding: TextEncoding, path: String) throws(LandExchangeError) {
        if encoding == .utf8 {
            converter = nil
            return
        }
        // GB18030 adds characters of four bytes that programs of GBK cannot read.
        let opened = iconv_open(encoding == .gb18030 ? "GBK" : encoding.name, "UTF-8")
        guard let opened, opened != iconv_t(bitPattern: -1) else {
            throw .file(path: path, .unknownEncoding(encoding.name))
        }
        converter = opened
    }

    deinit { if let converter { iconv_close(converter) } }

    /// The bytes of a text; nil when it has characters that the encoding lacks.
    func encode(_ text: String) -> [UInt8]? {
        var input = Array(text.utf8)
        guard let converter else { return input }
        var out = [UInt8](repeating: 0, count: input.count * 2 + 8)
        var left = input.count
        var room = out.count
        iconv(converter, nil, nil, nil, nil)
        let status = input.withUnsafeMutableBytes { source in
            out.withUnsafeMutableBytes { target in
                var from = source.bindMemory(to: CChar.self).baseAddress
                var to = target.bindMemory(to: CChar.self).baseAddress
                return iconv(converter, &from, &left, &to, &room)
            }
        }
        guard status != Int(bitPattern: UInt.max), left == 0 else { return nil }
        out.removeLast(room)
        return out
    }
}
