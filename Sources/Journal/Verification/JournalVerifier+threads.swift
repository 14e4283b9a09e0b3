public import Digest
import Glibc

extension JournalVerifier {
    /// How many threads the machine runs at a time.
    public static var usualThreads: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Verifies the lines of an export with several threads.
    ///
    /// The report is the same for any number of threads: lines are examined beside each other and
    /// judged one after the other.
    ///
    /// - Parameter bring: hands over the lines in order, without their newlines, by the function that
    ///   it is given; nil stands for one that is too long or was cut.
    /// - Throws: what the body throws.
    public static func report<Failure: Error>(
        trusting keys: [PublicKey] = [], limits: JournalLimits = .format,
        threads: Int = JournalVerifier.usualThreads,
        onLines bring: (_ take: (ArraySlice<UInt8>?) -> Void) throws(Failure) -> Void
    ) throws(Failure) -> VerificationReport {
        precondition(threads > 0, "a thread at least")
        guard threads > 1 else {
            var verifier = JournalVerifier(trusting: keys, limits: limits)
            try bring { verifier.add($0) }
            return verifier.report()
        }
        var begun: ParallelVerification?
        var chunk = LineChunk()
        func handOver() {
            let verification =
                begun
                ?? ParallelVerification(
                    trusting: keys, limits: limits, threads: threads,
                    algorithm: chunk.algorithm(limits: limits) ?? .sha256)
            begun = verification
            verification.add(chunk)
            chunk = LineChunk()
        }
        do throws(Failure) {
            try bring { line in
                chunk.add(line)
                if chunk.isFull { handOver() }
            }
        } catch {
            begun?.cancel()
            throw error
        }
        if !chunk.isEmpty || begun == nil { handOver() }
        guard let begun else { preconditionFailure("what was handed over is being verified") }
        return begun.report()
    }
}
