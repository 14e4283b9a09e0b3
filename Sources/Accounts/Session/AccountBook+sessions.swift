public import Access
import Digest
import Foundation
import GRDB

extension AccountBook {
    /// How often the file is told that a session or token is in use.
    static let recordingInterval = 60_000

    /// The session of a key; nil when there is none or it has run out.
    ///
    /// - Complexity: a hash and a look into memory; a short statement for a key not seen before and
    ///   once a minute.
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func session(_ key: Secret, at now: Int) throws(AccountError) -> Session? {
        // A key is 43 characters; anything longer is not worth hashing.
        guard key.text.utf8.count <= 64 else { return nil }
        try freshen(at: now)
        let digest = key.digest
        let settings = settings
        let removals = sessionCache.removals
        let kept = sessionCache.find(digest) { row in Self.touch(&row, at: now, settings) }
        if let kept { return try finish(kept, digest, at: now) }
        guard
            var row = try read({ database in
                try Row.fetchOne(
                    database, sql: "SELECT * FROM session WHERE digest = ?",
                    arguments: [digest.data]
                ).flatMap(SessionRow.init)
            })
        else { return nil }
        let touched = Self.touch(&row, at: now, settings)
        if touched.session != nil {
            sessionCache.insert(row, for: digest, unlessRemovedSince: removals)
        }
        return try finish(touched, digest, at: now)
    }

    private struct Touched {
        /// The session; nil when it has run out.
        var session: Session?
        /// Whether the file should be told.
        var isToBeRecorded: Bool
    }

    private static func touch(
        _ row: inout SessionRow, at now: Int, _ settings: AccountSettings
    ) -> Touched {
        guard row.isAlive(at: now, settings) else {
            return Touched(session: nil, isToBeRecorded: false)
        }
        row.used = max(row.used, now)
        let isDue = row.used - row.recorded >= recordingInterval
        if isDue { row.recorded = row.used }
        return Touched(session: row.session(settings), isToBeRecorded: isDue)
    }

    private func finish(
        _ touched: Touched, _ digest: HashValue, at now: Int
    ) throws(AccountError) -> Session? {
        guard let session = touched.session else {
            try write { database in
                try database.execute(
                    sql: "DELETE FROM session WHERE digest = ?", arguments: [digest.data])
            }
            sessionCache.remove { $0.digest == digest }
            return nil
        }
        if touched.isToBeRecorded {
            try write { database in
                try database.execute(
                    sql: "UPDATE session SET used = ? WHERE digest = ?",
                    arguments: [session.used, digest.data])
            }
        }
        return session
    }

    /// A session under a new key, with the same beginning; the old key is good no more.
    ///
    /// To be called whenever a person's rights grow, so that a key that somebody planted before is
    /// worth nothing after (session fixation).
    ///
    /// - Throws: ``AccountError/absent(_:)`` when the session has ended;
    ///   ``AccountError/storage(path:_:)``.
    public func rotate(_ key: Secret, at now: Int) throws(AccountError) -> IssuedSession {
        guard let session = try session(key, at: now) else { throw .absent(.session) }
        return try rotate(key, duties: session.duties, at: now)
    }

    /// A session under a new key and with other duties.
    func rotate(
        _ key: Secret, duties: SessionDuties, at now: Int
    ) throws(AccountError) -> IssuedSession {
        let digest = key.digest
        let fresh = try Secret.random(32)
        let row = try write { database -> SessionRow? in
            try database.execute(
                sql: "UPDATE session SET digest = ?, duties = ?, used = max(used, ?) "
                    + "WHERE digest = ?",
                arguments: [fresh.digest.data, duties.rawValue, now, digest.data])
            return try Row.fetchOne(
                database, sql: "SELECT * FROM session WHERE digest = ?",
                arguments: [fresh.digest.data]
            ).flatMap(SessionRow.init)
        }
        sessionCache.remove { $0.digest == digest }
        guard let row else { throw .absent(.session) }
        return IssuedSession(key: fresh, session: row.session(settings))
    }

    /// The sessions of a person that have not run out, the latest first.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func sessions(of person: Person.ID, at now: Int) throws(AccountError) -> [Session] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM session WHERE person = ? ORDER BY used DESC, number",
                arguments: [person.text]
            ).compactMap(SessionRow.init)
        }.filter { $0.isAlive(at: now, settings) }.map { $0.session(settings) }
    }

    /// Ends the session of a key (退出登录).
    ///
    /// A session that has ended already is left so.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func signOut(_ key: Secret, by actor: AccountActor, at now: Int) throws(AccountError) {
        let digest = key.digest
        try write { database in
            let person = try String.fetchOne(
                database, sql: "DELETE FROM session WHERE digest = ? RETURNING person",
                arguments: [digest.data])
            guard let person = person.flatMap({ Person.ID($0) }) else { return }
            try audit(.signedOut, at: now, person: person, by: actor, database)
        }
        sessionCache.remove { $0.digest == digest }
    }

    /// Ends one session of a person by its number.
    ///
    /// - Throws: ``AccountError/absent(_:)`` when the person has no such session;
    ///   ``AccountError/storage(path:_:)``.
    public func endSession(
        _ number: Session.ID, of person: Person.ID, by actor: AccountActor, at now: Int
    ) throws(AccountError) {
        let ended = try write { database in
            try database.execute(
                sql: "DELETE FROM session WHERE number = ? AND person = ?",
                arguments: [number, person.text])
            let isEnded = database.changesCount > 0
            if isEnded {
                try audit(.sessionsEnded, at: now, person: person, by: actor, detail: "1", database)
            }
            return isEnded
        }
        sessionCache.remove { $0.number == number }
        guard ended else { throw .absent(.session) }
    }

    /// Ends the sessions of a person, all or all but one.
    ///
    /// - Returns: how many were ended.
    /// - Throws: ``AccountError/storage(path:_:)``.
    @discardableResult
    public func endSessions(
        of person: Person.ID, except kept: Session.ID? = nil, by actor: AccountActor, at now: Int
    ) throws(AccountError) -> Int {
        let count = try write { database in
            let count = try removeSessions(of: person, except: kept, database)
            if count > 0 {
                try audit(
                    .sessionsEnded, at: now, person: person, by: actor, detail: "\(count)", database
                )
            }
            return count
        }
        forget(person, except: kept)
        return count
    }

    /// Removes sessions from the file; ``forget(_:except:)`` follows when that is committed.
    func removeSessions(
        of person: Person.ID, except kept: Session.ID? = nil, _ database: Database
    ) throws -> Int {
        try database.execute(
            sql: "DELETE FROM session WHERE person = ? AND number IS NOT ?",
            arguments: [person.text, kept])
        return database.changesCount
    }

    /// Forgets what is in memory of a person.
    func forget(_ person: Person.ID, except kept: Session.ID? = nil) {
        sessionCache.remove { $0.person == person && $0.number != kept }
        tokenCache.remove { $0.person == person }
    }

    /// Opens a session; the session of the key that the browser came with is ended.
    func issueSession(
        for person: Person.ID, duties: SessionDuties, to visitor: Visitor, at now: Int,
        _ database: Database
    ) throws -> IssuedSession {
        if let old = visitor.replacing {
            try database.execute(
                sql: "DELETE FROM session WHERE digest = ?", arguments: [old.digest.data])
        }
        try database.execute(
            sql: "DELETE FROM session WHERE created <= ? OR used <= ?",
            arguments: [
                now - settings.sessionLength,
                // The file may not know of the last requests yet.
                now - settings.sessionIdle - 2 * Self.recordingInterval,
            ])
        let key = try Secret.random(32)
        let number = Base64URLText.text(try Secret.randomness(12))
        try database.execute(
            sql: """
                INSERT INTO session (digest, number, person, created, used, duties, address, agent)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                key.digest.data, number, person.text, now, now, duties.rawValue, visitor.address,
                visitor.agent,
            ])
        try database.execute(
            sql: """
                DELETE FROM session WHERE person = ? AND digest NOT IN (
                    SELECT digest FROM session WHERE person = ?
                    ORDER BY number IS ? DESC, used DESC LIMIT ?)
                """,
            arguments: [person.text, person.text, number, max(settings.sessionsPerPerson, 1)])
        return IssuedSession(
            key: key,
            session: Session(
                id: number, person: person, created: now, used: now,
                expires: now + min(settings.sessionIdle, settings.sessionLength), duties: duties,
                address: visitor.address, agent: visitor.agent))
    }
}

extension HashValue {
    /// The bytes as the database takes them.
    var data: Data { Data(bytes) }
}
