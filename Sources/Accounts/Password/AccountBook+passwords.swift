public import Access
import GRDB

extension AccountBook {
    /// Sets a password by the administrator: good for one sign-in, which must then change it.
    ///
    /// All sessions of the person end, and the delays after wrong attempts are forgotten.
    ///
    /// - Throws: ``AccountError/unfitPassword(_:)``, ``AccountError/unknownAccount(_:)``,
    ///   ``AccountError/busy``, ``AccountError/storage(path:_:)``,
    ///   ``AccountError/cryptography(_:)``.
    public func resetPassword(
        of person: Person.ID, to password: Secret, by actor: AccountActor, at now: Int
    ) async throws(AccountError) {
        let account = try read { try AccountRows.need(person, $0) }
        let hash = try await hashed(password, name: account.name)
        try write { database in
            let account = try AccountRows.need(person, database)
            if account.state.mayEnter {
                try AccountRows.set(.mustChangePassword, of: person, database)
            }
            try self.keep(hash, of: person, at: now, database)
            _ = try self.removeSessions(of: person, database)
            try TicketRows.removeAll(of: person, database)
            for subject in [ThrottleSubject.name(Account.folded(account.name) ?? account.name)]
                + [.confirmation(person), .secondFactor(person)]
            {
                try ThrottleRows.clear(subject, database)
            }
            try self.audit(.passwordReset, at: now, person: person, by: actor, database)
        }
        forget(person)
    }

    /// Changes a person's own password: all other sessions end, and this one gets a new key.
    ///
    /// - Throws: ``AccountError/wrongSecret`` when the present password is wrong,
    ///   ``AccountError/delayed(until:)`` after too many such attempts,
    ///   ``AccountError/unfitPassword(_:)`` with all rules broken, ``AccountError/absent(_:)`` when
    ///   the session has ended; ``AccountError/busy``, ``AccountError/storage(path:_:)``,
    ///   ``AccountError/cryptography(_:)``.
    public func changePassword(
        in key: Secret, from present: Secret, to password: Secret, for visitor: Visitor, at now: Int
    ) async throws(AccountError) -> IssuedSession {
        guard let session = try session(key, at: now) else { throw .absent(.session) }
        let person = session.person
        try await confirm(present, in: key, from: visitor, at: now)
        let (account, earlier) = try read { database in
            (
                try AccountRows.need(person, database),
                try AccountRows.passwords(
                    of: person, last: self.settings.passwordPolicy.history, database)
            )
        }
        let hash = try await hashed(password, name: account.name, earlier: earlier)
        let isChanged = try write { database -> Bool in
            // The account may have been closed or its password reset in the meantime.
            let present = try AccountRows.passwords(of: person, last: 1, database).first
            guard present?.id == earlier.first?.id,
                let state = try AccountRows.find(person, database)?.state, state.mayEnter
            else { return false }
            try AccountRows.set(.active, of: person, database)
            try self.keep(hash, of: person, at: now, database)
            _ = try self.removeSessions(of: person, except: session.id, database)
            try TicketRows.removeAll(of: person, database)
            try self.audit(
                .passwordChanged, at: now, person: person,
                by: AccountActor(person: person, address: visitor.address), database)
            return true
        }
        forget(person, except: session.id)
        guard isChanged else { throw .absent(.session) }
        return try rotate(
            key, duties: session.duties.subtracting(.changePassword), at: now)
    }

    /// Asks for the present password again, before something that matters is done in a session.
    ///
    /// - Throws: ``AccountError/wrongSecret``, ``AccountError/delayed(until:)`` after too many wrong
    ///   ones, ``AccountError/absent(_:)`` when the session has ended; ``AccountError/busy``,
    ///   ``AccountError/storage(path:_:)``, ``AccountError/cryptography(_:)``.
    public func confirm(
        _ password: Secret, in key: Secret, from visitor: Visitor, at now: Int
    ) async throws(AccountError) {
        guard let session = try session(key, at: now) else { throw .absent(.session) }
        let person = session.person
        let subject = ThrottleSubject.confirmation(person)
        let hash = try write { database -> Result<PasswordHash, AccountError> in
            if let until = try self.closed([subject], at: now, database) {
                return .failure(.delayed(until: until))
            }
            try self.count(subject, person: person, from: visitor, at: now, database)
            let kept = try AccountRows.passwords(of: person, last: 1, database).first
            return .success(kept?.hash ?? self.decoy)
        }.get()
        let tried = password.text.utf8.count <= 4096 ? password : Secret("")
        let isRight: Bool
        do throws(AccountError) {
            isRight = try await hashing.run { () throws(AccountError) in try hash.matches(tried) }
        } catch {
            try write { try ThrottleRows.release(subject, $0) }
            throw error
        }
        guard isRight else { throw .wrongSecret }
        try write { try ThrottleRows.clear(subject, $0) }
    }

    /// Hashes a new password that keeps the rules.
    ///
    /// - Parameter earlier: the passwords that may not come again.
    func hashed(
        _ password: Secret, name: String, earlier: [AccountRows.KeptPassword] = []
    ) async throws(AccountError) -> PasswordHash {
        let policy = settings.passwordPolicy
        let method = settings.passwordHash
        let faults = policy.faults(of: password, name: name)
        if faults.contains(.tooLong(maximum: policy.maximumLength)) {
            throw .unfitPassword(faults)
        }
        return try await hashing.run { () throws(AccountError) in
            var faults = faults
            for kept in earlier where try kept.hash.matches(password) {
                faults.append(.usedBefore(last: policy.history))
                break
            }
            guard faults.isEmpty else { throw AccountError.unfitPassword(faults) }
            return try PasswordHash(password, by: method)
        }
    }

    /// Makes a password the present one.
    func keep(
        _ hash: PasswordHash, of person: Person.ID, at now: Int, _ database: Database
    ) throws {
        try AccountRows.add(
            hash, of: person, history: settings.passwordPolicy.history, at: now, database)
    }
}
