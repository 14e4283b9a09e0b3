public import Digest
import Glibc

extension JournalVerifier {
    /// Verifies an export in a file, streamed.
    ///
    /// - Throws: ``JournalError/unreadableFile(path:code:)`` when the file cannot be read.
    public static func report(
        onFile path: String, trusting keys: [PublicKey] = [], limits: JournalLimits = .format
    ) throws(JournalError) -> VerificationReport {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw .unreadableFile(path: path, code: errno) }
        defer { close(descriptor) }
        var verifier = JournalVerifier(trusting: keys, limits: limits)
        var splitter = LineSplitter(longest: limits.lineBytes)
        while true {
            var code: Int32 = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
                let got = read(descriptor, buffer.baseAddress, buffer.count)
                if got < 0 { code = errno }
                count = max(got, 0)
            }
            guard code == 0 else { throw .unreadableFile(path: path, code: code) }
            if piece.isEmpty { break }
            splitter.add(piece) { verifier.add($0) }
        }
        if splitter.end() { verifier.add(nil) }
        return verifier.report()
    }
}
