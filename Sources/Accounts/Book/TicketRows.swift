import Access
import Foundation
import GRDB

/// What waits for somebody to come back with a secret: used once, and not for long.
enum TicketRows {
    /// What a ticket is for.
    enum Purpose: String {
        /// A sign-in that waits for its second factor.
        case secondFactor
        /// The first run.
        case setup
        /// A sign-in that is at the sign-in service.
        case openID
    }

    struct Ticket {
        let person: Person.ID?
        let content: String
        let attempts: Int
    }

    /// How many tickets may wait; the ones that end first go beyond that.
    static let limit = 10_000

    static func issue(
        _ purpose: Purpose, key: Secret, person: Person.ID? = nil, content: String = "",
        until expires: Int, at now: Int, _ database: Database
    ) throws {
        try database.execute(sql: "DELETE FROM ticket WHERE expires <= ?", arguments: [now])
        try database.execute(
            sql: """
                INSERT INTO ticket (digest, purpose, person, content, expires, attempts)
                VALUES (?, ?, ?, ?, ?, 0)
                """,
            arguments: [key.digest.data, purpose.rawValue, person?.text, content, expires])
        try database.execute(
            sql: """
                DELETE FROM ticket WHERE digest IN (
                    SELECT digest FROM ticket ORDER BY expires DESC LIMIT -1 OFFSET ?)
                """, arguments: [limit])
    }

    /// A ticket that has not run out.
    static func find(
        _ purpose: Purpose, key: Secret, at now: Int, _ database: Database
    ) throws -> Ticket? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT person, content, attempts FROM ticket
                WHERE digest = ? AND purpose = ? AND expires > ?
                """, arguments: [key.digest.data, purpose.rawValue, now]
        ).map(ticket)
    }

    static func countAttempt(on key: Secret, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE ticket SET attempts = attempts + 1 WHERE digest = ?",
            arguments: [key.digest.data])
    }

    /// Takes a ticket away; nil when there is none or it has run out.
    static func use(
        _ purpose: Purpose, key: Secret, at now: Int, _ database: Database
    ) throws -> Ticket? {
        try Row.fetchOne(
            database,
            sql: """
                DELETE FROM ticket WHERE digest = ? AND purpose = ? AND expires > ?
                RETURNING person, content, attempts
                """, arguments: [key.digest.data, purpose.rawValue, now]
        ).map(ticket)
    }

    static func removeAll(_ purpose: Purpose, _ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM ticket WHERE purpose = ?", arguments: [purpose.rawValue])
    }

    static func removeAll(of person: Person.ID, _ database: Database) throws {
        try database.execute(sql: "DELETE FROM ticket WHERE person = ?", arguments: [person.text])
    }

    private static func ticket(_ row: Row) -> Ticket {
        let person: String? = row["person"]
        return Ticket(
            person: person.flatMap { Person.ID($0) }, content: row["content"],
            attempts: row["attempts"])
    }
}
