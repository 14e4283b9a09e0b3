import CCrypto

/// SHA-256 (FIPS 180-4) by the system's libcrypto, fed piece by piece.
///
/// Every file a fact came from and every policy pack is named by this digest.
public struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// Starts a digest of nothing.
    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
        else { preconditionFailure("libcrypto has no SHA-256") }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes to what is digested.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        precondition(
            EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "SHA-256 update failed")
    }

    /// The digest as 64 lower-case hex digits.
    public consuming func hexDigest() -> String {
        var out = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        precondition(EVP_DigestFinal_ex(context, &out, &length) == 1, "SHA-256 final failed")
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in out {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The digest of a run of bytes.
    public static func hexDigest(of bytes: some Sequence<UInt8>) -> String {
        var digest = SHA256()
        let contiguous = Array(bytes)
        contiguous.withUnsafeBytes { digest.update($0) }
        return digest.hexDigest()
    }
}
