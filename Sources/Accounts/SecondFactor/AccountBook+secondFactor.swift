public import Access
import Digest
import GRDB

extension AccountBook {
    /// How many codes may be tried on one pending sign-in.
    private static let attemptsPerTicket = 5

    func issuePending(
        _ person: Person.ID, _ duties: SessionDuties, at now: Int, _ database: Database
    ) throws -> PendingSignIn {
        let ticket = try Secret.random(32)
        let until = now + settings.pendingLength
        try TicketRows.issue(
            .secondFactor, key: ticket, person: person, content: "\(duties.rawValue)",
            until: until, at: now, database)
        return PendingSignIn(ticket: ticket, until: until)
    }

    /// Ends a sign-in that waits for its second factor, with a code of the app or a recovery code.
    ///
    /// - Throws: ``AccountError/absent(_:)`` when the sign-in has run out, was ended, or had too many
    ///   wrong codes; ``AccountError/storage(path:_:)``, ``AccountError/cryptography(_:)``.
    public func completeSignIn(
        ticket: Secret, code: Secret, from visitor: Visitor, at now: Int
    ) throws(AccountError) -> SignInOutcome {
        let outcome = try write { database -> SignInOutcome? in
            guard
                let found = try TicketRows.find(.secondFactor, key: ticket, at: now, database),
                found.attempts < Self.attemptsPerTicket, let person = found.person,
                let account = try AccountRows.find(person, database)
            else { return nil }
            let subjects = [ThrottleSubject.secondFactor(person), .address(visitor.address)]
            if let until = try self.closed(subjects, at: now, database) {
                return .refused(.delayed(until: until))
            }
            for subject in subjects {
                try self.count(subject, person: person, from: visitor, at: now, database)
            }
            try TicketRows.countAttempt(on: ticket, database)
            let actor = AccountActor(person: person, address: visitor.address)
            guard try self.accept(code, of: person, by: actor, at: now, database) else {
                try self.audit(
                    .secondFactorFailed, at: now, person: person, by: visitor.actor, database)
                return .refused(.wrong)
            }
            _ = try TicketRows.use(.secondFactor, key: ticket, at: now, database)
            try ThrottleRows.clear(.secondFactor(person), database)
            try ThrottleRows.release(.address(visitor.address), database)
            guard account.state.mayEnter else {
                return .refused(account.state == .locked ? .locked : .disabled)
            }
            let duties = SessionDuties(rawValue: Int(found.content) ?? 0)
            return .signedIn(
                try self.open(account, duties, for: visitor, at: now, database))
        }
        guard let outcome else { throw .absent(.pendingSignIn) }
        forgetReplaced(by: outcome, visitor)
        return outcome
    }

    /// Whether a code is the app's present one, used for the first time, or an unused recovery code.
    private func accept(
        _ code: Secret, of person: Person.ID, by actor: AccountActor, at now: Int,
        _ database: Database
    ) throws -> Bool {
        let row = try Row.fetchOne(
            database, sql: "SELECT secret, step FROM factor WHERE person = ?",
            arguments: [person.text])
        guard let row else { return false }
        let secret: String = row["secret"]
        let used: Int = row["step"]
        if let step = try SecondFactor.step(
            of: code, secret: Secret(secret), after: used, at: now)
        {
            try database.execute(
                sql: "UPDATE factor SET step = ? WHERE person = ?", arguments: [step, person.text])
            return true
        }
        try database.execute(
            sql: "DELETE FROM recovery WHERE person = ? AND digest = ?",
            arguments: [person.text, code.typedCode.digest.data])
        guard database.changesCount > 0 else { return false }
        try audit(.recoveryCodeUsed, at: now, person: person, by: actor, database)
        return true
    }

    /// Begins to set up a second factor: a new secret that waits for its first code.
    ///
    /// A second factor that is in use stays in use until the new one is confirmed.
    ///
    /// - Throws: ``AccountError/unknownAccount(_:)``, ``AccountError/storage(path:_:)``,
    ///   ``AccountError/cryptography(_:)``.
    public func beginSecondFactor(
        of person: Person.ID, at now: Int
    ) throws(AccountError) -> SecondFactorEnrolment {
        let secret = Secret(Base32Text.text(try Secret.randomness(SecondFactor.secretLength)))
        let name = try write { database in
            let account = try AccountRows.need(person, database)
            try database.execute(
                sql: """
                    INSERT INTO enrolment (person, secret, time) VALUES (?, ?, ?)
                    ON CONFLICT (person) DO UPDATE
                    SET secret = excluded.secret, time = excluded.time
                    """, arguments: [person.text, secret.text, now])
            return account.name
        }
        return SecondFactorEnrolment(
            secret: secret,
            address: SecondFactor.address(
                secret: secret, issuer: settings.secondFactorIssuer, name: name))
    }

    /// The second factor that waits for its first code; nil when none does.
    ///
    /// So that a person who mistypes the code need not begin anew.
    ///
    /// - Throws: ``AccountError/unknownAccount(_:)``, ``AccountError/storage(path:_:)``.
    public func waitingSecondFactor(
        of person: Person.ID, at now: Int
    ) throws(AccountError) -> SecondFactorEnrolment? {
        let (name, secret) = try read { database in
            (
                try AccountRows.need(person, database).name,
                try String.fetchOne(
                    database, sql: "SELECT secret FROM enrolment WHERE person = ? AND time > ?",
                    arguments: [person.text, now - self.settings.sessionLength])
            )
        }
        return secret.map { secret in
            SecondFactorEnrolment(
                secret: Secret(secret),
                address: SecondFactor.address(
                    secret: Secret(secret), issuer: settings.secondFactorIssuer, name: name))
        }
    }

    /// What confirming a second factor gives.
    public struct ConfirmedSecondFactor: Sendable {
        /// Ten codes, each good once in place of the app, shown to the person this once.
        public let recoveryCodes: [Secret]
        /// The session under its new key.
        public let session: IssuedSession
    }

    /// Confirms a second factor with its first code; the session gets a new key and its duty is done.
    ///
    /// Other sessions of the person are ended: they were opened with the password alone.
    ///
    /// - Throws: ``AccountError/wrongSecret`` for a wrong code, ``AccountError/delayed(until:)`` after
    ///   too many, ``AccountError/absent(_:)`` when nothing waits or the session has ended;
    ///   ``AccountError/storage(path:_:)``, ``AccountError/cryptography(_:)``.
    public func confirmSecondFactor(
        in key: Secret, code: Secret, from visitor: Visitor, at now: Int
    ) throws(AccountError) -> ConfirmedSecondFactor {
        guard let session = try session(key, at: now) else { throw .absent(.session) }
        let person = session.person
        let actor = AccountActor(person: person, address: visitor.address)
        let codes = try write { database -> Result<[Secret], AccountError> in
            let subject = ThrottleSubject.secondFactor(person)
            if let until = try self.closed([subject], at: now, database) {
                return .failure(.delayed(until: until))
            }
            let secret = try String.fetchOne(
                database, sql: "SELECT secret FROM enrolment WHERE person = ? AND time > ?",
                arguments: [person.text, now - self.settings.sessionLength])
            guard let secret else { return .failure(.absent(.enrolment)) }
            try self.count(subject, person: person, from: visitor, at: now, database)
            guard
                let step = try SecondFactor.step(
                    of: code, secret: Secret(secret), after: -1, at: now)
            else { return .failure(.wrongSecret) }
            try ThrottleRows.clear(subject, database)
            try database.execute(
                sql: """
                    INSERT INTO factor (person, secret, confirmed, step) VALUES (?, ?, ?, ?)
                    ON CONFLICT (person) DO UPDATE SET secret = excluded.secret,
                    confirmed = excluded.confirmed, step = excluded.step
                    """, arguments: [person.text, secret, now, step])
            try database.execute(
                sql: "DELETE FROM enrolment WHERE person = ?", arguments: [person.text])
            _ = try self.removeSessions(of: person, except: session.id, database)
            try self.audit(.secondFactorEnrolled, at: now, person: person, by: actor, database)
            return .success(try self.renewCodes(of: person, database))
        }.get()
        forget(person, except: session.id)
        let duties = session.duties.subtracting(.enrolSecondFactor)
        return ConfirmedSecondFactor(
            recoveryCodes: codes, session: try rotate(key, duties: duties, at: now))
    }

    private func renewCodes(of person: Person.ID, _ database: Database) throws -> [Secret] {
        try database.execute(
            sql: "DELETE FROM recovery WHERE person = ?", arguments: [person.text])
        var codes: [Secret] = []
        for _ in 0..<SecondFactor.recoveryCodeCount {
            let code = try Secret.randomCode()
            try database.execute(
                sql: "INSERT INTO recovery (person, digest) VALUES (?, ?)",
                arguments: [person.text, code.digest.data])
            codes.append(code)
        }
        return codes
    }

    /// Makes ten new recovery codes; the old ones are good no more.
    ///
    /// - Throws: ``AccountError/absent(_:)`` without a second factor;
    ///   ``AccountError/storage(path:_:)``, ``AccountError/cryptography(_:)``.
    public func renewRecoveryCodes(
        of person: Person.ID, by actor: AccountActor, at now: Int
    ) throws(AccountError) -> [Secret] {
        try write { database in
            guard try AccountRows.need(person, database).hasSecondFactor else {
                throw AccountError.absent(.secondFactor)
            }
            try self.audit(.recoveryCodesRenewed, at: now, person: person, by: actor, database)
            return try self.renewCodes(of: person, database)
        }
    }

    /// How many recovery codes of a person are left.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func recoveryCodesLeft(of person: Person.ID) throws(AccountError) -> Int {
        try read { database in
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM recovery WHERE person = ?",
                arguments: [person.text]) ?? 0
        }
    }

    /// Takes the second factor away, as when the telephone was lost.
    ///
    /// - Throws: ``AccountError/absent(_:)`` when there is none; ``AccountError/storage(path:_:)``.
    public func removeSecondFactor(
        of person: Person.ID, by actor: AccountActor, at now: Int
    ) throws(AccountError) {
        try write { database in
            try database.execute(
                sql: "DELETE FROM factor WHERE person = ?", arguments: [person.text])
            guard database.changesCount > 0 else { throw AccountError.absent(.secondFactor) }
            try database.execute(
                sql: "DELETE FROM recovery WHERE person = ?", arguments: [person.text])
            try self.audit(.secondFactorRemoved, at: now, person: person, by: actor, database)
        }
    }
}
