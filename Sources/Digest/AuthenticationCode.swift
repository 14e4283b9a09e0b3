import CCrypto

/// Message authentication codes with a key, HMAC of RFC 2104.
public enum AuthenticationCode {
    /// The hash function inside.
    public enum Function: String, Sendable, CaseIterable {
        /// SHA-1 of FIPS 180-4: for one-time passwords of RFC 6238 only, which apps expect so.
        case sha1 = "sha-1"
        /// SHA-256 of FIPS 180-4.
        case sha256 = "sha-256"
        /// SHA-512 of FIPS 180-4.
        case sha512 = "sha-512"
        /// SM3 of GB/T 32905-2016 (GB/T 15852.2 names the construction).
        case sm3

        var pointer: OpaquePointer? {
            switch self {
            case .sha1: EVP_sha1()
            case .sha256: EVP_sha256()
            case .sha512: EVP_sha512()
            case .sm3: EVP_sm3()
            }
        }
    }

    /// The code of a message under a key, as long as the function's hash.
    ///
    /// - Throws: ``DigestError/operationFailed(_:)`` when libcrypto cannot compute it.
    public static func code(
        of message: [UInt8], key: [UInt8], function: Function = .sha256
    ) throws(DigestError) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        guard
            HMAC(
                function.pointer, key, Int32(clamping: key.count), message, message.count, &out,
                &length) != nil
        else { throw .operationFailed("HMAC") }
        out.removeLast(out.count - Int(length))
        return out
    }
}
