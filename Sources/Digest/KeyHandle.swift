import CCrypto

/// A key inside libcrypto, which wipes the memory of private parts when it is freed.
///
/// Safety: the key is not changed after it was made, libcrypto counts references atomically, and
/// every signature and verification works in a context of its own.
final class KeyHandle: @unchecked Sendable {
    let key: OpaquePointer
    let algorithm: SignatureAlgorithm

    /// Takes ownership of a key.
    init(owning key: OpaquePointer) throws(DigestError) {
        if EVP_PKEY_is_a(key, "ED25519") == 1 {
            algorithm = .ed25519
        } else if EVP_PKEY_is_a(key, "SM2") == 1 {
            algorithm = .sm2
        } else {
            let name = EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? ""
            EVP_PKEY_free(key)
            throw .keyOfOtherKind(name: name)
        }
        self.key = key
    }

    deinit { EVP_PKEY_free(key) }

    /// A new key pair from libcrypto's random number generator.
    static func generated(_ algorithm: SignatureAlgorithm) throws(DigestError) -> KeyHandle {
        let name = algorithm == .ed25519 ? "ED25519" : "SM2"
        guard let context = EVP_PKEY_CTX_new_from_name(nil, name, nil) else {
            throw .operationFailed("EVP_PKEY_CTX_new_from_name")
        }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_keygen(context, &key) == 1, let key
        else { throw .operationFailed("EVP_PKEY_keygen") }
        return try KeyHandle(owning: key)
    }

    /// The public part in the form SubjectPublicKeyInfo (RFC 5280), DER.
    func publicBytes() throws(DigestError) -> [UInt8] {
        let length = i2d_PUBKEY(key, nil)
        guard length > 0 else { throw .operationFailed("i2d_PUBKEY") }
        var out = [UInt8](repeating: 0, count: Int(length))
        let written = out.withUnsafeMutableBufferPointer { buffer in
            var place = buffer.baseAddress
            return i2d_PUBKEY(key, &place)
        }
        guard written == length else { throw .operationFailed("i2d_PUBKEY") }
        return out
    }

    /// Runs a function in a digest context that is set up for this key.
    ///
    /// For SM2 the distinguishing identifier goes in before the start, as libcrypto wants it.
    private func withContext<Result>(
        distinguishingID: [UInt8],
        _ body: (OpaquePointer, _ function: OpaquePointer?) throws(DigestError) -> Result
    ) throws(DigestError) -> Result {
        guard let context = EVP_MD_CTX_new() else { throw .operationFailed("EVP_MD_CTX_new") }
        defer { EVP_MD_CTX_free(context) }
        guard algorithm == .sm2 else { return try body(context, nil) }
        guard let parameters = EVP_PKEY_CTX_new(key, nil) else {
            throw .operationFailed("EVP_PKEY_CTX_new")
        }
        defer { EVP_PKEY_CTX_free(parameters) }
        guard
            EVP_PKEY_CTX_set1_id(parameters, distinguishingID, Int32(distinguishingID.count)) == 1
        else { throw .operationFailed("EVP_PKEY_CTX_set1_id") }
        EVP_MD_CTX_set_pkey_ctx(context, parameters)
        return try body(context, EVP_sm3())
    }

    /// A signature over some bytes.
    func signature(over bytes: [UInt8], distinguishingID: [UInt8]) throws(DigestError) -> [UInt8] {
        try withContext(distinguishingID: distinguishingID) {
            context, function throws(DigestError) in
            guard EVP_DigestSignInit(context, nil, function, nil, key) == 1 else {
                throw .operationFailed("EVP_DigestSignInit")
            }
            var length = 0
            guard EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1 else {
                throw .operationFailed("EVP_DigestSign")
            }
            var out = [UInt8](repeating: 0, count: length)
            guard EVP_DigestSign(context, &out, &length, bytes, bytes.count) == 1 else {
                throw .operationFailed("EVP_DigestSign")
            }
            out.removeLast(out.count - length)
            return out
        }
    }

    /// Whether a signature over some bytes was made with this key.
    func verifies(
        _ signature: [UInt8], over bytes: [UInt8], distinguishingID: [UInt8]
    ) throws(DigestError) -> Bool {
        // A refused signature leaves its reason in libcrypto's queue of the thread.
        defer { ERR_clear_error() }
        return try withContext(distinguishingID: distinguishingID) {
            context, function throws(DigestError) in
            guard EVP_DigestVerifyInit(context, nil, function, nil, key) == 1 else {
                throw .operationFailed("EVP_DigestVerifyInit")
            }
            return EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
        }
    }
}
