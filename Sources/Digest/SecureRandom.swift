import CCrypto

/// Random bytes that nobody can foretell, from libcrypto's generator.
public enum SecureRandom {
    /// A number of random bytes.
    ///
    /// - Throws: ``DigestError/randomnessUnavailable`` when the system has no randomness to give.
    public static func bytes(_ count: Int) throws(DigestError) -> [UInt8] {
        precondition(count >= 0 && count <= 1 << 20, "a number of bytes up to one mebibyte")
        var out = [UInt8](repeating: 0, count: count)
        guard count == 0 || RAND_bytes(&out, Int32(count)) == 1 else {
            throw .randomnessUnavailable
        }
        return out
    }
}
