import Digest
import Foundation

/// Who a sign-in service says somebody is.
public struct OpenIDIdentity: Sendable, Hashable {
    /// The service.
    public let issuer: String
    /// The person's name at the service, `sub`: stable, and unique there.
    public let subject: String

    /// Names an identity.
    public init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }

    /// Names an identity by a subject that a person typed; nil when no service can have given it.
    public init?(issuer: String, typed subject: String) {
        let trimmed = subject.trimmingCharacters(in: .whitespacesAndNewlines)
        // At most 255 ASCII characters: OpenID Connect Core 1.0 section 2.
        guard (1...255).contains(trimmed.utf8.count),
            trimmed.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
        else { return nil }
        self.init(issuer: issuer, subject: trimmed)
    }
}

/// An identity token (OpenID Connect Core 1.0 section 2, a signed JWT of RFC 7519).
public enum IdentityToken {
    /// The longest token that is looked at, in characters.
    private static let longest = 32_768

    private struct Header: Decodable {
        let alg: String?
        let kid: String?
        let crit: [String]?
    }

    private struct Claims: Decodable {
        let iss: String?
        let sub: String?
        let aud: Audience?
        let azp: String?
        let exp: Double?
        let iat: Double?
        let nbf: Double?
        let nonce: String?
    }

    /// One recipient or several, as RFC 7519 section 4.1.3 allows.
    private struct Audience: Decodable {
        let names: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                names = [try container.decode(String.self)]
            } catch DecodingError.typeMismatch {
                names = try container.decode([String].self)
            }
        }
    }

    /// Checks a token as OpenID Connect Core 1.0 section 3.1.3.7 demands, and gives who it names.
    ///
    /// Signatures RS256, PS256 and ES256 are accepted; the token cannot choose anything else.
    ///
    /// - Parameters:
    ///   - nonce: what the sign-in was begun with.
    ///   - skew: how far the service's clock may be off, in milliseconds.
    /// - Throws: ``AccountError/openID(_:)`` with the first check that fails.
    public static func verify(
        _ token: Secret, keys: WebKeySet, client: OpenIDClient, nonce: Secret, skew: Int,
        at now: Int
    ) throws(AccountError) -> OpenIDIdentity {
        guard token.text.utf8.count <= longest else { throw .openID(.malformed) }
        let parts = token.text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URLText.bytes(parts[0]),
            let payload = Base64URLText.bytes(parts[1]),
            let signature = Base64URLText.bytes(parts[2])
        else { throw .openID(.malformed) }
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        try verify(signature, over: signed, header: decode(Header.self, header), keys: keys)
        return try check(
            decode(Claims.self, payload), client: client, nonce: nonce, skew: skew, at: now)
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, _ json: [UInt8]
    ) throws(AccountError) -> Value {
        do { return try JSONDecoder().decode(type, from: Data(json)) } catch {
            throw .openID(.malformed)
        }
    }

    private static func verify(
        _ signature: [UInt8], over signed: [UInt8], header: Header, keys: WebKeySet
    ) throws(AccountError) {
        // An extension that must be understood is not: RFC 7515 section 4.1.11.
        guard header.crit == nil, let algorithm = header.alg.flatMap(WebKey.Algorithm.init) else {
            throw .openID(.algorithm)
        }
        let candidates = keys.candidates(id: header.kid, algorithm: algorithm)
        guard !candidates.isEmpty else { throw .openID(.unknownKey) }
        for key in candidates {
            do {
                if try key.verifies(signature, over: signed, by: algorithm) { return }
            } catch {
                throw .cryptography(error)
            }
        }
        throw .openID(.signature)
    }

    private static func check(
        _ claims: Claims, client: OpenIDClient, nonce: Secret, skew: Int, at now: Int
    ) throws(AccountError) -> OpenIDIdentity {
        guard claims.iss == client.issuer else { throw .openID(.issuer) }
        let audience = claims.aud?.names ?? []
        guard audience.contains(client.clientID) else { throw .openID(.audience) }
        // For several recipients the service names the one that asked.
        guard claims.azp == client.clientID || (claims.azp == nil && audience.count == 1) else {
            throw .openID(.audience)
        }
        let seconds = Double(now) / 1000
        let leeway = Double(skew) / 1000
        guard let end = claims.exp, seconds < end + leeway else { throw .openID(.expired) }
        guard let made = claims.iat, made <= seconds + leeway,
            claims.nbf ?? seconds <= seconds + leeway
        else { throw .openID(.issuedAt) }
        guard let stated = claims.nonce, Secret(stated) == nonce else { throw .openID(.nonce) }
        guard let subject = claims.sub, (1...255).contains(subject.utf8.count) else {
            throw .openID(.subject)
        }
        return OpenIDIdentity(issuer: client.issuer, subject: subject)
    }
}
