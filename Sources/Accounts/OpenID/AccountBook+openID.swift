public import Access
import Digest
import Foundation
import GRDB

/// A sign-in on its way to the sign-in service.
public struct OpenIDDeparture: Sendable {
    /// Where the person is sent; it holds the state.
    public let address: Secret
    /// What comes back in the address; it also goes into a cookie of the browser, and both must
    /// agree when the person returns, or a stranger could sign somebody in as himself.
    public let state: Secret
}

/// A sign-in that came back from the sign-in service.
public struct OpenIDReturn: Sendable {
    /// The verifier (PKCE, RFC 7636) that goes to the token endpoint with the code.
    public let verifier: Secret
    /// What the identity token must carry.
    public let nonce: Secret
    /// The page the person wanted; a path of this installation.
    public let page: String
}

extension AccountBook {
    /// Begins a sign-in at a sign-in service: code flow with PKCE S256, state and nonce.
    ///
    /// - Parameter page: the path to come back to; anything but a path becomes `/`.
    /// - Throws: ``AccountError/storage(path:_:)``, ``AccountError/cryptography(_:)``.
    public func departToOpenID(
        _ client: OpenIDClient, _ discovery: OpenIDDiscovery, page: String = "/", at now: Int
    ) throws(AccountError) -> OpenIDDeparture {
        let state = try Secret.random(32)
        let nonce = try Secret.random(32)
        let verifier = try Secret.random(32)
        let content = [nonce.text, verifier.text, Self.ownPath(page)].joined(separator: "\n")
        try write { database in
            try TicketRows.issue(
                .openID, key: state, content: content, until: now + self.settings.openIDLength,
                at: now, database)
        }
        let challenge = Base64URLText.text(verifier.digest.bytes)
        let query = [
            ("response_type", "code"), ("client_id", client.clientID),
            ("redirect_uri", client.redirect), ("scope", client.scopes.joined(separator: " ")),
            ("state", state.text), ("nonce", nonce.text), ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ].map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
        let endpoint = discovery.authorizationEndpoint
        return OpenIDDeparture(
            address: Secret(endpoint + (endpoint.contains("?") ? "&" : "?") + query), state: state)
    }

    /// Takes a sign-in back from the service; a state is good once, for ten minutes.
    ///
    /// - Parameters:
    ///   - state: as it came in the address.
    ///   - cookie: as it came in the cookie of the browser.
    /// - Throws: ``AccountError/openID(_:)`` with ``OpenIDFault/state``;
    ///   ``AccountError/storage(path:_:)``.
    public func returnFromOpenID(
        state: Secret, cookie: Secret?, at now: Int
    ) throws(AccountError) -> OpenIDReturn {
        guard let cookie, cookie == state else { throw .openID(.state) }
        let ticket = try write { try TicketRows.use(.openID, key: state, at: now, $0) }
        let parts = ticket?.content.split(
            separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard let parts, parts.count == 3 else { throw .openID(.state) }
        return OpenIDReturn(
            verifier: Secret(String(parts[1])), nonce: Secret(String(parts[0])),
            page: String(parts[2]))
    }

    /// Signs in the person whose account is linked to an identity that was verified.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``, ``AccountError/cryptography(_:)``.
    public func signIn(
        _ identity: OpenIDIdentity, from visitor: Visitor, roles: RolesOfPerson, at now: Int
    ) throws(AccountError) -> SignInOutcome {
        let outcome = try write { database -> SignInOutcome in
            guard let person = try Self.linked(identity, database),
                let account = try AccountRows.find(person, database)
            else {
                try self.audit(
                    .signInFailed, at: now, by: visitor.actor, detail: "openID", database)
                return .refused(.notLinked)
            }
            return try self.enter(
                account, by: .openID, from: visitor, roles: roles, at: now, database)
        }
        forgetReplaced(by: outcome, visitor)
        return outcome
    }

    /// Notes in the audit that an answer of the sign-in service was refused.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func noteOpenIDRefusal(
        _ fault: OpenIDFault, from visitor: Visitor, at now: Int
    ) throws(AccountError) {
        try write { database in
            try self.audit(
                .openIDRefused, at: now, by: visitor.actor, detail: "\(fault)", database)
        }
    }

    /// Links an identity to the account of a person; done by the administrator.
    ///
    /// - Throws: ``AccountError/identityTaken(_:)`` when it belongs to another account,
    ///   ``AccountError/unknownAccount(_:)``, ``AccountError/storage(path:_:)``.
    public func link(
        _ identity: OpenIDIdentity, to person: Person.ID, by actor: AccountActor, at now: Int
    ) throws(AccountError) {
        try write { database in
            _ = try AccountRows.need(person, database)
            if let owner = try Self.linked(identity, database) {
                guard owner == person else { throw AccountError.identityTaken(owner) }
                return
            }
            try database.execute(
                sql: "INSERT INTO identity (issuer, subject, person, time) VALUES (?, ?, ?, ?)",
                arguments: [identity.issuer, identity.subject, person.text, now])
            try self.audit(
                .identityLinked, at: now, person: person, by: actor, detail: identity.subject,
                database)
        }
    }

    /// Parts an identity from the account it is linked to, and ends the person's sessions.
    ///
    /// - Throws: ``AccountError/absent(_:)`` when it is not linked; ``AccountError/storage(path:_:)``.
    public func unlink(
        _ identity: OpenIDIdentity, by actor: AccountActor, at now: Int
    ) throws(AccountError) {
        let person = try write { database -> Person.ID in
            guard let person = try Self.linked(identity, database) else {
                throw AccountError.absent(.identity)
            }
            try database.execute(
                sql: "DELETE FROM identity WHERE issuer = ? AND subject = ?",
                arguments: [identity.issuer, identity.subject])
            _ = try self.removeSessions(of: person, database)
            try TicketRows.removeAll(of: person, database)
            try self.audit(
                .identityUnlinked, at: now, person: person, by: actor, detail: identity.subject,
                database)
            return person
        }
        forget(person)
    }

    /// The identities that are linked to the account of a person.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func identities(of person: Person.ID) throws(AccountError) -> [OpenIDIdentity] {
        try read { database in
            try Row.fetchAll(
                database,
                sql:
                    "SELECT issuer, subject FROM identity WHERE person = ? ORDER BY issuer, subject",
                arguments: [person.text]
            ).map { OpenIDIdentity(issuer: $0["issuer"], subject: $0["subject"]) }
        }
    }

    private static func linked(
        _ identity: OpenIDIdentity, _ database: Database
    ) throws -> Person.ID? {
        try String.fetchOne(
            database, sql: "SELECT person FROM identity WHERE issuer = ? AND subject = ?",
            arguments: [identity.issuer, identity.subject]
        ).flatMap { Person.ID($0) }
    }

    /// A path of this installation, or `/`: a whole address would send people elsewhere.
    static func ownPath(_ page: String) -> String {
        let isPath =
            page.hasPrefix("/") && !page.hasPrefix("//") && page.utf8.count <= 2048
            && page.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }
        return isPath ? page : "/"
    }

    private static func encoded(_ text: String) -> String {
        let free = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: free) ?? ""
    }
}
