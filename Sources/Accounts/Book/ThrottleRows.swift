import Access
import Digest
import GRDB

/// What wrong attempts are counted on.
enum ThrottleSubject {
    /// A sign-in name, whether or not there is such an account.
    case name(String)
    /// A network address.
    case address(String)
    /// The second factor of a person.
    case secondFactor(Person.ID)
    /// The present password of a person, asked for inside a session.
    case confirmation(Person.ID)

    /// The key of the row; what was typed as a name is not kept, it may be a password.
    var key: String {
        switch self {
        case .name(let name): "n:" + SHA256.hexDigest(of: name.utf8)
        case .address(let address): "a:" + address
        case .secondFactor(let person): "s:" + person.text
        case .confirmation(let person): "c:" + person.text
        }
    }
}

/// The table of wrong attempts.
enum ThrottleRows {
    /// How many names and addresses are remembered.
    static let limit = 20_000

    static func record(_ subject: ThrottleSubject, _ database: Database) throws -> Throttle.Record {
        let row = try Row.fetchOne(
            database, sql: "SELECT failures, last, until FROM throttle WHERE subject = ?",
            arguments: [subject.key])
        guard let row else { return .clean }
        return Throttle.Record(failures: row["failures"], last: row["last"], until: row["until"])
    }

    static func set(
        _ record: Throttle.Record, _ subject: ThrottleSubject, _ database: Database
    ) throws {
        guard record.failures > 0 else { return try clear(subject, database) }
        try database.execute(
            sql: """
                INSERT INTO throttle (subject, failures, last, until) VALUES (?, ?, ?, ?)
                ON CONFLICT (subject) DO UPDATE
                SET failures = excluded.failures, last = excluded.last, until = excluded.until
                """,
            arguments: [subject.key, record.failures, record.last, record.until])
        try database.execute(
            sql: """
                DELETE FROM throttle WHERE last < (
                    SELECT last FROM throttle ORDER BY last DESC LIMIT 1 OFFSET ?)
                """, arguments: [limit - 1])
    }

    static func clear(_ subject: ThrottleSubject, _ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM throttle WHERE subject = ?", arguments: [subject.key])
    }

    /// Takes one attempt back that proved right.
    static func release(_ subject: ThrottleSubject, _ database: Database) throws {
        var record = try record(subject, database)
        record.failures = max(record.failures - 1, 0)
        // Whoever was let in had waited already; the next wrong attempt delays as before.
        record.until = 0
        try set(record, subject, database)
    }
}
