import Access
import GRDB

/// The tables of accounts and their passwords.
enum AccountRows {
    private static let selection = """
        SELECT account.person, account.name, state, created, signed_in,
            (SELECT max(time) FROM password WHERE password.person = account.person) AS password_set,
            EXISTS (SELECT 1 FROM factor WHERE factor.person = account.person) AS has_factor
        FROM account
        """

    static func all(_ database: Database) throws -> [Account] {
        try Row.fetchAll(database, sql: selection + " ORDER BY person").compactMap(account)
    }

    static func find(_ person: Person.ID, _ database: Database) throws -> Account? {
        try Row.fetchOne(
            database, sql: selection + " WHERE account.person = ?", arguments: [person.text]
        ).flatMap(account)
    }

    static func find(folded: String, _ database: Database) throws -> Account? {
        try Row.fetchOne(
            database, sql: selection + " WHERE folded = ?", arguments: [folded]
        ).flatMap(account)
    }

    /// The account, or the error that there is none.
    static func need(_ person: Person.ID, _ database: Database) throws -> Account {
        guard let account = try find(person, database) else {
            throw AccountError.unknownAccount(person)
        }
        return account
    }

    private static func account(_ row: Row) -> Account? {
        let person: String = row["person"]
        let state: String = row["state"]
        guard let person = Person.ID(person), let state = Account.State(rawValue: state) else {
            return nil
        }
        return Account(
            person: person, name: row["name"], state: state, created: row["created"],
            lastSignIn: row["signed_in"], passwordSet: row["password_set"],
            hasSecondFactor: row["has_factor"])
    }

    static func insert(
        _ person: Person.ID, name: String, state: Account.State, at now: Int, _ database: Database
    ) throws {
        guard let folded = Account.folded(name) else { throw AccountError.unfitName(name) }
        guard try find(person, database) == nil else { throw AccountError.accountExists(person) }
        guard try find(folded: folded, database) == nil else { throw AccountError.nameTaken(name) }
        try database.execute(
            sql:
                "INSERT INTO account (person, name, folded, state, created) VALUES (?, ?, ?, ?, ?)",
            arguments: [person.text, name, folded, state.rawValue, now])
    }

    static func set(_ state: Account.State, of person: Person.ID, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE account SET state = ? WHERE person = ?",
            arguments: [state.rawValue, person.text])
    }

    // MARK: Passwords

    /// A password's row and its hash.
    struct KeptPassword: Sendable {
        let id: Int64
        let hash: PasswordHash
        let time: Int
    }

    /// The last passwords of an account, the present one first.
    static func passwords(
        of person: Person.ID, last count: Int, _ database: Database
    ) throws -> [KeptPassword] {
        try Row.fetchAll(
            database,
            sql: "SELECT id, hash, time FROM password WHERE person = ? ORDER BY id DESC LIMIT ?",
            arguments: [person.text, count]
        ).compactMap { row in
            let line: String = row["hash"]
            guard let hash = PasswordHash(line: line) else { return nil }
            return KeptPassword(id: row["id"], hash: hash, time: row["time"])
        }
    }

    /// Adds a password as the present one and drops those beyond the history.
    static func add(
        _ hash: PasswordHash, of person: Person.ID, history: Int, at now: Int, _ database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO password (person, hash, time) VALUES (?, ?, ?)",
            arguments: [person.text, hash.line, now])
        try database.execute(
            sql: """
                DELETE FROM password WHERE person = ?1 AND id NOT IN (
                    SELECT id FROM password WHERE person = ?1 ORDER BY id DESC LIMIT ?2)
                """, arguments: [person.text, max(history, 1)])
    }
}
