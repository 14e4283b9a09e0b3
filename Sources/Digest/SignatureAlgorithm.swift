/// A way to sign (数字签名算法).
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// Ed25519 of RFC 8032; a signature is 64 bytes.
    case ed25519
    /// SM2 of GB/T 32918.2-2016 with SM3; a signature is the DER sequence of r and s of GB/T 35276.
    case sm2

    /// The distinguishing identifier (可辨别标识) of a signer whose identifier is not agreed.
    ///
    /// It is `1234567812345678` in ASCII, GB/T 35276-2017, and enters the signature.
    public static let defaultDistinguishingID = Array("1234567812345678".utf8)
}
