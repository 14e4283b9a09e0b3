import Digest
import Foundation

/// The public keys of a sign-in service (JWKS, RFC 7517 section 5).
public struct WebKeySet: Sendable {
    struct Entry: Sendable {
        let id: String?
        let algorithm: WebKey.Algorithm?
        let key: WebKey
    }

    private struct Document: Decodable {
        let keys: [Member]
    }

    private struct Member: Decodable {
        let kty: String?
        let kid: String?
        let use: String?
        let alg: String?
        let crv: String?
        let n: String?
        let e: String?
        let x: String?
        let y: String?
    }

    let entries: [Entry]

    /// How many keys can be used.
    public var count: Int { entries.count }

    /// Reads a key set; keys of other kinds, for encryption, or not sound are left out.
    ///
    /// - Throws: ``AccountError/openID(_:)`` when the text is no key set.
    public init(json: [UInt8]) throws(AccountError) {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(json))
        } catch {
            throw .openID(.keySet)
        }
        entries = document.keys.prefix(100).compactMap(Self.entry)
    }

    private static func entry(_ member: Member) -> Entry? {
        guard member.use ?? "sig" == "sig" else { return nil }
        let algorithm = member.alg.flatMap(WebKey.Algorithm.init)
        guard member.alg == nil || algorithm != nil, let key = key(member) else { return nil }
        if let algorithm, !key.fits(algorithm) { return nil }
        return Entry(id: member.kid, algorithm: algorithm, key: key)
    }

    private static func key(_ member: Member) -> WebKey? {
        do throws(DigestError) {
            switch member.kty {
            case "RSA":
                guard let n = member.n.flatMap({ Base64URLText.bytes($0) }),
                    let e = member.e.flatMap({ Base64URLText.bytes($0) })
                else { return nil }
                return try WebKey(modulus: n, exponent: e)
            case "EC":
                guard member.crv == "P-256", let x = member.x.flatMap({ Base64URLText.bytes($0) }),
                    let y = member.y.flatMap({ Base64URLText.bytes($0) })
                else { return nil }
                return try WebKey(p256X: x, y: y)
            default: return nil
            }
        } catch {
            // A key that is not sound signs nothing that is accepted.
            return nil
        }
    }

    /// The keys that may have signed a token: that of its key number, or all when it has none.
    func candidates(id: String?, algorithm: WebKey.Algorithm) -> [WebKey] {
        entries.filter { entry in
            (id == nil || entry.id == id) && (entry.algorithm ?? algorithm) == algorithm
                && entry.key.fits(algorithm)
        }.map(\.key)
    }
}
