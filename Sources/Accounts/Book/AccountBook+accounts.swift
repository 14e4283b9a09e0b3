public import Access
import GRDB

extension AccountBook {
    /// All accounts, by person.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func accounts() throws(AccountError) -> [Account] { try read(AccountRows.all) }

    /// The account of a person; nil when there is none.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func account(of person: Person.ID) throws(AccountError) -> Account? {
        try read { try AccountRows.find(person, $0) }
    }

    /// Opens an account (开户); the person sets a password of their own at the first sign-in.
    ///
    /// - Parameter password: the first password, handed over by the administrator; nil for a person
    ///   who comes through the sign-in service only.
    /// - Throws: ``AccountError/unfitName(_:)``, ``AccountError/unfitPassword(_:)``,
    ///   ``AccountError/accountExists(_:)``, ``AccountError/nameTaken(_:)``,
    ///   ``AccountError/busy``, ``AccountError/storage(path:_:)``,
    ///   ``AccountError/cryptography(_:)``.
    public func open(
        _ person: Person.ID, name: String, password: Secret?, by actor: AccountActor, at now: Int
    ) async throws(AccountError) {
        var hash: PasswordHash?
        if let password { hash = try await hashed(password, name: name) }
        try write { database in
            let state = hash == nil ? Account.State.active : .mustChangePassword
            try AccountRows.insert(person, name: name, state: state, at: now, database)
            if let hash { try self.keep(hash, of: person, at: now, database) }
            try self.audit(
                .accountOpened, at: now, person: person, by: actor, detail: name, database)
        }
    }

    /// Changes what may be done with an account; a closed one loses its sessions at once.
    ///
    /// Where the password must be changed, the sessions there are get that duty too.
    /// Its tokens rest while it is not active.
    ///
    /// - Throws: ``AccountError/unknownAccount(_:)``, ``AccountError/storage(path:_:)``.
    public func set(
        _ state: Account.State, of person: Person.ID, by actor: AccountActor, at now: Int
    ) throws(AccountError) {
        try write { database in
            let account = try AccountRows.need(person, database)
            guard account.state != state else { return }
            try AccountRows.set(state, of: person, database)
            try TicketRows.removeAll(of: person, database)
            if !state.mayEnter {
                _ = try self.removeSessions(of: person, database)
            } else if state == .mustChangePassword {
                try database.execute(
                    sql: "UPDATE session SET duties = duties | ? WHERE person = ?",
                    arguments: [SessionDuties.changePassword.rawValue, person.text])
            }
            try self.audit(
                .stateChanged, at: now, person: person, by: actor, detail: state.rawValue, database)
        }
        forget(person)
    }

    /// Gives an account another sign-in name.
    ///
    /// - Throws: ``AccountError/unfitName(_:)``, ``AccountError/nameTaken(_:)``,
    ///   ``AccountError/unknownAccount(_:)``, ``AccountError/storage(path:_:)``.
    public func rename(
        _ person: Person.ID, to name: String, by actor: AccountActor, at now: Int
    ) throws(AccountError) {
        guard let folded = Account.folded(name) else { throw .unfitName(name) }
        try write { database in
            _ = try AccountRows.need(person, database)
            if let other = try AccountRows.find(folded: folded, database), other.person != person {
                throw AccountError.nameTaken(name)
            }
            try database.execute(
                sql: "UPDATE account SET name = ?, folded = ? WHERE person = ?",
                arguments: [name, folded, person.text])
            try self.audit(.nameChanged, at: now, person: person, by: actor, detail: name, database)
        }
    }
}
