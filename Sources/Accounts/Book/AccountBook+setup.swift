public import Access
import GRDB

extension AccountBook {
    /// Whether there is no account yet, so that the first run must open one.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func needsSetup() throws(AccountError) -> Bool { try read(Self.isEmpty) }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM account)") == 0
    }

    /// A one-time code for the first run, to be shown at the terminal of the machine.
    ///
    /// Each call makes the codes before it worthless.
    ///
    /// - Throws: ``AccountError/alreadySetUp`` when there is an account;
    ///   ``AccountError/storage(path:_:)``, ``AccountError/cryptography(_:)``.
    public func issueSetupCode(at now: Int) throws(AccountError) -> Secret {
        let code = try Secret.randomCode()
        try write { database in
            guard try Self.isEmpty(database) else { throw AccountError.alreadySetUp }
            try TicketRows.removeAll(.setup, database)
            try TicketRows.issue(
                .setup, key: code, until: now + self.settings.setupLength, at: now, database)
            try self.audit(
                .setupCodeIssued, at: now, by: AccountActor(person: nil, address: ""), database)
        }
        return code
    }

    /// Checks a code of the first run without using it up, before anything is founded.
    ///
    /// - Throws: ``AccountError/alreadySetUp``, ``AccountError/wrongSecret``,
    ///   ``AccountError/delayed(until:)`` after too many wrong ones from an address;
    ///   ``AccountError/storage(path:_:)``.
    public func checkSetupCode(
        _ code: Secret, from visitor: Visitor, at now: Int
    ) throws(AccountError) {
        try write { database -> Result<Void, AccountError> in
            guard try Self.isEmpty(database) else { return .failure(.alreadySetUp) }
            let subject = ThrottleSubject.address(visitor.address)
            if let until = try self.closed([subject], at: now, database) {
                return .failure(.delayed(until: until))
            }
            let ticket = try TicketRows.find(.setup, key: code.typedCode, at: now, database)
            guard ticket == nil else { return .success(()) }
            try self.count(subject, person: nil, from: visitor, at: now, database)
            try self.audit(.setupFailed, at: now, by: visitor.actor, database)
            return .failure(.wrongSecret)
        }.get()
    }

    /// Opens the first account with the code of the first run, which is used up.
    ///
    /// - Throws: what ``checkSetupCode(_:from:at:)`` throws; ``AccountError/unfitName(_:)``,
    ///   ``AccountError/unfitPassword(_:)``, ``AccountError/busy``.
    public func setUp(
        code: Secret, person: Person.ID, name: String, password: Secret, from visitor: Visitor,
        at now: Int
    ) async throws(AccountError) {
        try checkSetupCode(code, from: visitor, at: now)
        guard Account.folded(name) != nil else { throw .unfitName(name) }
        let hash = try await hashed(password, name: name)
        try write { database in
            guard try Self.isEmpty(database) else { throw AccountError.alreadySetUp }
            guard try TicketRows.use(.setup, key: code.typedCode, at: now, database) != nil else {
                throw AccountError.wrongSecret
            }
            try AccountRows.insert(person, name: name, state: .active, at: now, database)
            try self.keep(hash, of: person, at: now, database)
            try TicketRows.removeAll(.setup, database)
            try self.audit(
                .setUp, at: now, person: person,
                by: AccountActor(person: person, address: visitor.address), detail: name, database)
        }
    }
}
