import Glibc

extension SHA256 {
    /// The digest of a file's bytes, streamed.
    ///
    /// - Throws: ``DigestError`` when the file cannot be read.
    public static func hexDigest(ofFile path: String) throws(DigestError) -> String {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw .unreadable(path: path, code: errno) }
        defer { close(descriptor) }
        var digest = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            guard count > 0 else { throw .unreadable(path: path, code: errno) }
            buffer.withUnsafeBytes {
                digest.update(UnsafeRawBufferPointer(rebasing: $0[0..<count]))
            }
        }
        return digest.hexDigest()
    }
}
