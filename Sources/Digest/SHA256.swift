/// SHA-256 (FIPS 180-4) by the system's libcrypto, fed piece by piece.
///
/// Every file a fact came from and every policy pack is named by this digest.
public struct SHA256: ~Copyable {
    private var digest: MessageDigest

    /// Starts a digest of nothing.
    public init() { digest = MessageDigest(.sha256) }

    /// Adds bytes to what is digested.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { digest.update(bytes) }

    /// The digest as 64 lower-case hex digits.
    public consuming func hexDigest() -> String { digest.finish().hex }

    /// The digest of a run of bytes.
    public static func hexDigest(of bytes: some Sequence<UInt8>) -> String {
        MessageDigest.hash(of: bytes, by: .sha256).hex
    }
}
