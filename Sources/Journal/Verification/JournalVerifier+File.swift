public import Digest
import Glibc

extension JournalVerifier {
    /// Verifies an export in a file, streamed.
    ///
    /// - Parameter threads: how many threads work at a time; the report does not depend on it.
    /// - Throws: ``JournalError/unreadableFile(path:code:)`` when the file cannot be read.
    public static func report(
        onFile path: String, trusting keys: [PublicKey] = [], limits: JournalLimits = .format,
        threads: Int = JournalVerifier.usualThreads
    ) throws(JournalError) -> VerificationReport {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw .unreadableFile(path: path, code: errno) }
        defer { close(descriptor) }
        return try report(trusting: keys, limits: limits, threads: threads) {
            take throws(JournalError) in
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
                splitter.add(piece, take)
            }
            if splitter.end() { take(nil) }
        }
    }
}
