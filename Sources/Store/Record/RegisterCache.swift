import Access
import GRDB
import Journal

/// The register as of an event, so that a long journal is not read from its beginning every time.
struct RegisterCache {
    var register = AccessRegister()
    /// The last event of the register's stream that it holds.
    var through = 0

    /// The register at the state of the database, from this one where that is not later.
    func brought(upTo database: Database) throws -> RegisterCache {
        let last =
            try Int.fetchOne(
                database.cachedStatement(sql: "SELECT last FROM stream WHERE stream = ?"),
                arguments: [AccessEvent.stream.text]) ?? 0
        if last == through { return self }
        var next = last > through ? self : RegisterCache()
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT canonical, previous, hash FROM event
                    WHERE stream = ? AND sequence > ? ORDER BY version
                    """),
            arguments: [AccessEvent.stream.text, next.through])
        while let row = try rows.next() { try next.apply(try RecordedEvent(row.sealedEvent)) }
        next.through = last
        return next
    }

    /// The register after an event; what is no event of the register changes nothing.
    mutating func apply(_ recorded: RecordedEvent) throws(StoreError) {
        guard case .access(let event) = recorded.known else { return }
        do {
            try register.apply(event)
        } catch {
            throw .register(error)
        }
        through = recorded.event.sequence
    }
}
