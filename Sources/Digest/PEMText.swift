import CCrypto

/// Keys as PEM text (RFC 7468), read and written in memory.
enum PEMText {
    /// Reads a key that libcrypto's reading function finds in the text.
    static func key(
        in text: String, _ read: (OpaquePointer) -> OpaquePointer?
    ) -> OpaquePointer? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { buffer in
            guard let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count))
            else { return nil }
            defer { BIO_free(bio) }
            return read(bio)
        }
    }

    /// The text that libcrypto's writing function makes; nil when it cannot.
    static func text(_ write: (OpaquePointer) -> Bool) -> String? {
        guard let bio = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(bio) }
        guard write(bio) else { return nil }
        var out = [UInt8](repeating: 0, count: BIO_ctrl_pending(bio))
        guard BIO_read(bio, &out, Int32(out.count)) == Int32(out.count) else { return nil }
        return String(decoding: out, as: UTF8.self)
    }
}
