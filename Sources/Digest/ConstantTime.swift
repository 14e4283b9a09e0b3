import CCrypto

/// Comparison of secrets whose duration says nothing of where they differ.
public enum ConstantTime {
    /// Whether two runs of bytes are the same.
    ///
    /// The lengths are no secret: runs of different lengths are told apart at once.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
