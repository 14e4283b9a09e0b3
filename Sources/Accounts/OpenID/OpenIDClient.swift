/// How this installation is known to a sign-in service (统一认证, OpenID Connect Core 1.0).
public struct OpenIDClient: Sendable, Hashable {
    /// `openID.issuer`: the name of the service, an `https` address.
    public let issuer: String
    /// `openID.clientID`: the name of this installation at the service.
    public let clientID: String
    /// `openID.redirect`: the address of this installation to which the service sends people back.
    public let redirect: String
    /// `openID.scopes`: what is asked of the service; `openid` comes always.
    public let scopes: [String]

    /// Describes the client.
    ///
    /// - Throws: ``AccountError/openID(_:)`` when the issuer's address is neither `https` nor this
    ///   machine's.
    public init(
        issuer: String, clientID: String, redirect: String, scopes: [String] = ["profile"]
    ) throws(AccountError) {
        guard Self.isSecure(issuer) else { throw .openID(.insecureAddress(issuer)) }
        self.issuer = issuer
        self.clientID = clientID
        self.redirect = redirect
        self.scopes = ["openid"] + scopes.filter { $0 != "openid" }
    }

    /// Whether an address is safe to be sent to: `https`, or plain on this machine for tests.
    public static func isSecure(_ address: String) -> Bool {
        if address.hasPrefix("https://") { return address.count > 8 }
        return ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { host in
            guard address.hasPrefix(host) else { return false }
            let rest = address.dropFirst(host.count)
            return rest.isEmpty || rest.hasPrefix("/") || rest.hasPrefix(":")
        }
    }
}
