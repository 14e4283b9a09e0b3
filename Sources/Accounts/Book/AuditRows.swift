import Access
import GRDB

/// The table of the audit.
enum AuditRows {
    /// How often an entry brings the table back to its size.
    private static let sweepEvery = 256

    static func add(
        _ event: AuditEntry.Event, at now: Int, person: Person.ID? = nil,
        by actor: AccountActor, detail: String = "", limit: Int, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO audit (time, event, failed, person, actor, address, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                now, event.rawValue, event.isFailedAttempt, person?.text, actor.person?.text,
                actor.address, detail.bounded(200),
            ])
        if database.lastInsertedRowID % Int64(sweepEvery) == 0 {
            try sweep(keeping: max(limit / 2, AccountSchema.auditFloor), database)
        }
    }

    /// Removes the oldest entries beyond a number, failed attempts and the rest apart.
    static func sweep(keeping count: Int, _ database: Database) throws {
        for failed in [false, true] {
            try database.execute(
                sql: """
                    DELETE FROM audit WHERE failed = ? AND id < (
                        SELECT id FROM audit WHERE failed = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
                    """, arguments: [failed, failed, count - 1])
        }
    }

    static func entry(_ row: Row) -> AuditEntry? {
        // An event of a newer program is left out rather than misread.
        guard let event = AuditEntry.Event(rawValue: row["event"]) else { return nil }
        let person: String? = row["person"]
        let actor: String? = row["actor"]
        return AuditEntry(
            id: row["id"], time: row["time"], event: event,
            person: person.flatMap { Person.ID($0) }, actor: actor.flatMap { Person.ID($0) },
            address: row["address"], detail: row["detail"])
    }
}
