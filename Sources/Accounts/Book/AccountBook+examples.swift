public import Access
import GRDB

/// People who are signed in by one click, in a demonstration (演示账号).
///
/// Only accounts that nobody can sign in to otherwise are examples: those without a password and without
/// an identity at the sign-in service. The accounts of an office at work have one or the other, so a
/// demonstration started on its home shows nobody.
extension AccountBook {
    private static let isExample = """
        account.state = 'active'
        AND NOT EXISTS (SELECT 1 FROM password WHERE password.person = account.person)
        AND NOT EXISTS (SELECT 1 FROM identity WHERE identity.person = account.person)
        """

    /// The people who can be signed in by one click.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public func examples() throws(AccountError) -> [Person.ID] {
        try read { database in
            try String.fetchAll(
                database,
                sql: "SELECT person FROM account WHERE \(Self.isExample) ORDER BY person"
            ).compactMap { Person.ID($0) }
        }
    }

    /// Opens accounts without password or identity, where a person has none yet.
    ///
    /// - Throws: ``AccountError/notForExamples`` when somebody of the office has a password or an identity
    ///   already; ``AccountError/unfitName(_:)``, ``AccountError/nameTaken(_:)``,
    ///   ``AccountError/storage(path:_:)``.
    public func openExamples(
        _ people: [Person.ID], by actor: AccountActor, at now: Int
    ) throws(AccountError) {
        try write { database in
            let atWork = try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM account WHERE NOT (\(Self.isExample)))")
            guard atWork == false else { throw AccountError.notForExamples }
            for person in people where try AccountRows.find(person, database) == nil {
                try AccountRows.insert(
                    person, name: person.text, state: .active, at: now, database)
                try self.audit(
                    .accountOpened, at: now, person: person, by: actor, detail: "example", database)
            }
        }
    }

    /// Signs in an example person.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``, ``AccountError/cryptography(_:)``.
    public func signInExample(
        _ person: Person.ID, from visitor: Visitor, at now: Int
    ) throws(AccountError) -> SignInOutcome {
        let outcome = try write { database -> SignInOutcome in
            let isOne = try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM account WHERE person = ? AND \(Self.isExample))",
                arguments: [person.text])
            guard isOne == true, let account = try AccountRows.find(person, database) else {
                try self.audit(
                    .signInFailed, at: now, by: visitor.actor, detail: "example", database)
                return .refused(.wrong)
            }
            return .signedIn(try self.open(account, [], for: visitor, at: now, database))
        }
        forgetReplaced(by: outcome, visitor)
        return outcome
    }
}
