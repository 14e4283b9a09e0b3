public import Access
import Digest
import GRDB
import LandModel

extension AccountBook {
    /// What every key of a token begins with, so that scanners of leaked keys know it.
    public static let tokenPrefix = "tc_"

    /// Issues a token; its key is told this once.
    ///
    /// - Parameter limit: the reach of the token that asks, when a program does; the new one reaches
    ///   no further.
    /// - Throws: ``AccountError/unfitToken(_:)``, ``AccountError/unknownAccount(_:)``,
    ///   ``AccountError/storage(path:_:)``, ``AccountError/cryptography(_:)``.
    public func issueToken(
        of person: Person.ID, name: String, reach: TokenReach, until expires: Int,
        within limit: TokenReach? = nil, by actor: AccountActor, at now: Int
    ) throws(AccountError) -> IssuedToken {
        let name = name.bounded(65)
        guard (1...64).contains(name.count) else { throw .unfitToken(.name) }
        guard expires > now, expires - now <= settings.tokenLength else {
            throw .unfitToken(.end(latest: now + settings.tokenLength))
        }
        let asked = limit.map { reach.narrowed(by: $0) } ?? reach
        guard let asked, !asked.scopes.isEmpty, TokenScopes.all.isSuperset(of: asked.scopes) else {
            throw .unfitToken(.noScope)
        }
        let key = Secret(Self.tokenPrefix + (try Secret.random(32)).text)
        let number = Base64URLText.text(try Secret.randomness(12))
        let token = try write { database -> Token? in
            _ = try AccountRows.need(person, database)
            let count =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM token
                        WHERE person = ? AND revoked IS NULL AND expires > ?
                        """, arguments: [person.text, now]) ?? 0
            guard count < self.settings.tokensPerPerson else {
                throw AccountError.unfitToken(.tooMany(limit: self.settings.tokensPerPerson))
            }
            try database.execute(
                sql: """
                    INSERT INTO token (digest, number, person, name, scopes, area, created, expires)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    key.digest.data, number, person.text, name, asked.scopes.rawValue,
                    asked.area?.digits, now, expires,
                ])
            try self.audit(
                .tokenIssued, at: now, person: person, by: actor,
                detail: "\(name) \(asked.scopes.names.joined(separator: ","))", database)
            return try Row.fetchOne(
                database, sql: "SELECT * FROM token WHERE number = ?", arguments: [number]
            ).flatMap(Token.init)
        }
        guard let token else { throw .absent(.token) }
        return IssuedToken(key: key, token: token)
    }

    /// The token of a key; nil when there is none, it was revoked or has ended, or its account is
    /// not active.
    ///
    /// - Complexity: a hash and a look into memory; a short statement for a key not seen before and
    ///   once a minute.
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func token(_ key: Secret, at now: Int) throws(AccountError) -> Token? {
        guard key.text.hasPrefix(Self.tokenPrefix), key.text.utf8.count <= 64 else { return nil }
        try freshen(at: now)
        let digest = key.digest
        let removals = tokenCache.removals
        var found = tokenCache.find(digest) { $0 }
        if found == nil {
            found = try read { database in
                try Row.fetchOne(
                    database,
                    sql: """
                        SELECT token.* FROM token JOIN account USING (person)
                        WHERE digest = ? AND revoked IS NULL AND account.state = ?
                        """, arguments: [digest.data, Account.State.active.rawValue]
                ).flatMap(Token.init)
            }
            if let found {
                tokenCache.insert(found, for: digest, unlessRemovedSince: removals)
            }
        }
        guard var token = found, token.expires > now else { return nil }
        if now - (token.lastUsed ?? .min / 2) >= Self.recordingInterval {
            try write { database in
                try database.execute(
                    sql: "UPDATE token SET used = ? WHERE digest = ?",
                    arguments: [now, digest.data])
            }
            token.lastUsed = now
            _ = tokenCache.find(digest) { $0.lastUsed = now }
        }
        return token
    }

    /// The tokens of a person, also those that have ended, the latest first.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func tokens(of person: Person.ID) throws(AccountError) -> [Token] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM token WHERE person = ? ORDER BY created DESC, number",
                arguments: [person.text]
            ).compactMap(Token.init)
        }
    }

    /// Revokes a token of a person.
    ///
    /// - Throws: ``AccountError/absent(_:)`` when the person has no such token or it was revoked
    ///   before; ``AccountError/storage(path:_:)``.
    public func revokeToken(
        _ number: Token.ID, of person: Person.ID, by actor: AccountActor, at now: Int
    ) throws(AccountError) {
        let isRevoked = try write { database in
            let name = try String.fetchOne(
                database,
                sql: """
                    UPDATE token SET revoked = ?
                    WHERE number = ? AND person = ? AND revoked IS NULL RETURNING name
                    """, arguments: [now, number, person.text])
            guard let name else { return false }
            try self.audit(
                .tokenRevoked, at: now, person: person, by: actor, detail: name, database)
            return true
        }
        tokenCache.remove { $0.id == number }
        guard isRevoked else { throw .absent(.token) }
    }
}
