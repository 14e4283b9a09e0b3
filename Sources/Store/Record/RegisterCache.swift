import Access
import GRDB
import Journal

/// The register as of an event, so that a long journal is not read from its beginning every time.
struct RegisterCache {
    var register = AccessRegister()
    /// The version of the register's stream that it is of.
    var version = 0

    /// The register at the state of the database, from this one where that is not later.
    func brought(upTo database: Database) throws -> RegisterCache {
        let present = try JournalRows.version(of: AccessEvent.stream, database)
        if present == version { return self }
        var next = present > version ? self : RegisterCache()
        let rows = try Row.fetchCursor(
            database.cachedStatement(sql: RecordQuery.registerSince),
            arguments: [AccessEvent.stream.text, next.version])
        while let row = try rows.next() { try next.apply(try RecordedEvent(row.sealedEvent)) }
        next.version = present
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
        version = recorded.event.version
    }
}
