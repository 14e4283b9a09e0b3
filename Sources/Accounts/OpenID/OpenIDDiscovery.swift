import Foundation

/// What a sign-in service says of itself (OpenID Connect Discovery 1.0, section 3).
public struct OpenIDDiscovery: Sendable, Hashable {
    /// Where discovery documents lie below the issuer's address.
    public static let wellKnownPath = "/.well-known/openid-configuration"

    /// Where people are sent to sign in.
    public let authorizationEndpoint: String
    /// Where the code is exchanged for the identity token.
    public let tokenEndpoint: String
    /// Where the keys are.
    public let keySetAddress: String

    private struct Document: Decodable {
        let issuer: String?
        let authorization_endpoint: String?
        let token_endpoint: String?
        let jwks_uri: String?
    }

    /// Reads the document that lies at ``wellKnownPath``.
    ///
    /// - Throws: ``AccountError/openID(_:)`` when a member is missing, an address is not secure, or
    ///   the issuer is not, character by character, the client's.
    public init(json: [UInt8], client: OpenIDClient) throws(AccountError) {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(json))
        } catch {
            throw .openID(.discovery(member: "JSON"))
        }
        guard let issuer = document.issuer else { throw .openID(.discovery(member: "issuer")) }
        guard issuer == client.issuer else {
            // It is shown and logged: a service cannot fill either.
            throw .openID(.otherIssuer(stated: issuer.bounded(200)))
        }
        authorizationEndpoint = try Self.address(
            document.authorization_endpoint, "authorization_endpoint")
        tokenEndpoint = try Self.address(document.token_endpoint, "token_endpoint")
        keySetAddress = try Self.address(document.jwks_uri, "jwks_uri")
    }

    private static func address(
        _ text: String?, _ member: String
    ) throws(AccountError) -> String {
        guard let text else { throw .openID(.discovery(member: member)) }
        guard OpenIDClient.isSecure(text) else {
            throw .openID(.insecureAddress(text.bounded(200)))
        }
        return text
    }
}
