import CCrypto

/// A public key of a sign-in service, as its key set (JWKS, RFC 7517) states it.
///
/// It verifies and does nothing else. Keys for the office's own signatures are ``PublicKey``.
///
/// Safety: the key is not changed after it was made, libcrypto counts references atomically, and
/// every verification works in a context of its own.
public final class WebKey: @unchecked Sendable {
    /// How a signature is made, by the names of RFC 7518 section 3.1.
    ///
    /// The list is closed: no `none`, and no code under a shared secret (`HS256`).
    public enum Algorithm: String, Sendable, CaseIterable {
        /// RSASSA-PKCS1-v1_5 with SHA-256.
        case rs256 = "RS256"
        /// RSASSA-PSS with SHA-256 and a salt as long as the hash.
        case ps256 = "PS256"
        /// ECDSA on P-256 with SHA-256.
        case es256 = "ES256"
    }

    private enum Kind { case rsa, p256 }

    private let key: OpaquePointer
    private let kind: Kind

    private init(subjectPublicKeyInfo: [UInt8], kind: Kind) throws(DigestError) {
        defer { ERR_clear_error() }
        let key = subjectPublicKeyInfo.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            return d2i_PUBKEY(nil, &place, buffer.count)
        }
        guard let key else { throw .unreadableKey }
        self.key = key
        self.kind = kind
    }

    deinit { EVP_PKEY_free(key) }

    /// A key for RSA from modulus and exponent, big-endian (`n` and `e` of RFC 7518 section 6.3.1).
    ///
    /// - Throws: ``DigestError/unreadableKey`` for a modulus that is even or not of 2048 to 8192
    ///   bits, and for an exponent that is even, 1, or longer than 8 bytes.
    public convenience init(modulus: [UInt8], exponent: [UInt8]) throws(DigestError) {
        let modulus = Array(modulus.drop { $0 == 0 })
        let exponent = Array(exponent.drop { $0 == 0 })
        let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
        guard (2048...8192).contains(bits), let last = modulus.last, last & 1 == 1,
            let lowest = exponent.last, lowest & 1 == 1, exponent != [1], exponent.count <= 8
        else { throw .unreadableKey }
        let numbers = DER.sequence(DER.integer(modulus) + DER.integer(exponent))
        let info = DER.sequence(
            DER.sequence(DER.rsaEncryption + DER.null) + DER.bits(numbers))
        try self.init(subjectPublicKeyInfo: info, kind: .rsa)
    }

    /// A key on the curve P-256 from its point (`x` and `y` of RFC 7518 section 6.2.1), 32 bytes each.
    ///
    /// - Throws: ``DigestError/unreadableKey`` for other lengths and for a point not on the curve.
    public convenience init(p256X: [UInt8], y: [UInt8]) throws(DigestError) {
        guard p256X.count == 32, y.count == 32 else { throw .unreadableKey }
        let info = DER.sequence(
            DER.sequence(DER.ecPublicKey + DER.p256) + DER.bits([4] + p256X + y))
        try self.init(subjectPublicKeyInfo: info, kind: .p256)
    }

    /// Whether the key can have made signatures of an algorithm.
    public func fits(_ algorithm: Algorithm) -> Bool {
        switch algorithm {
        case .rs256, .ps256: kind == .rsa
        case .es256: kind == .p256
        }
    }

    /// Whether a signature over some bytes was made with the private half of this key.
    ///
    /// A signature for ECDSA is r and s of 32 bytes each, RFC 7518 section 3.4. False for an
    /// algorithm that does not fit the key.
    ///
    /// - Throws: ``DigestError/operationFailed(_:)`` when libcrypto cannot verify at all.
    public func verifies(
        _ signature: [UInt8], over bytes: [UInt8], by algorithm: Algorithm
    ) throws(DigestError) -> Bool {
        guard fits(algorithm) else { return false }
        var form = signature
        if algorithm == .es256 {
            guard signature.count == 64 else { return false }
            form = DER.sequence(
                DER.integer(Array(signature[..<32])) + DER.integer(Array(signature[32...])))
        }
        guard let context = EVP_MD_CTX_new() else { throw .operationFailed("EVP_MD_CTX_new") }
        // A refused signature leaves its reason in libcrypto's queue of the thread.
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var parameters: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &parameters, EVP_sha256(), nil, key) == 1 else {
            throw .operationFailed("EVP_DigestVerifyInit")
        }
        if algorithm == .ps256 {
            guard EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1,
                EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1
            else { throw .operationFailed("EVP_PKEY_CTX_set_rsa_padding") }
        }
        return EVP_DigestVerify(context, form, form.count, bytes, bytes.count) == 1
    }
}

/// The few forms of DER (ITU-T X.690) that a public key and an ECDSA signature are written in.
private enum DER {
    static let null: [UInt8] = [5, 0]
    // 1.2.840.113549.1.1.1
    static let rsaEncryption: [UInt8] = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1]
    // 1.2.840.10045.2.1
    static let ecPublicKey: [UInt8] = [6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1]
    // 1.2.840.10045.3.1.7
    static let p256: [UInt8] = [6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7]

    static func sequence(_ content: [UInt8]) -> [UInt8] { element(0x30, content) }

    static func bits(_ content: [UInt8]) -> [UInt8] { element(3, [0] + content) }

    /// A number that is not negative, from big-endian bytes.
    static func integer(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array(bytes.drop { $0 == 0 })
        let first = digits.first ?? 0x80
        return element(2, first >= 0x80 ? [0] + digits : digits)
    }

    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        guard content.count >= 128 else { return [tag, UInt8(content.count)] + content }
        var length: [UInt8] = []
        var rest = content.count
        while rest > 0 {
            length.insert(UInt8(rest & 255), at: 0)
            rest >>= 8
        }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }
}
