import GRDB
import Testing

@testable import Store

/// The queries of every act and every page use indexes, whatever the size of the journal.
@Suite struct QueryPlanTests {
    static let hot: [(name: String, sql: String)] = [
        ("streams", RecordQuery.streams), ("events of a stream", RecordQuery.eventsOfStream),
        ("last of streams", RecordQuery.lastOfStreams),
        ("acts of a project", RecordQuery.actsOfProject), ("inbox", RecordQuery.inbox),
        ("acts by person", RecordQuery.actsByPerson), ("acts by office", RecordQuery.actsByOffice),
        ("acts by operation", RecordQuery.actsByOperation),
        ("acts by project", RecordQuery.actsByProject), ("acts by area", RecordQuery.actsByArea),
        ("acts", RecordQuery.actsByAll), ("editions", RecordQuery.editions),
        ("an event", RecordQuery.event), ("citations", RecordQuery.citations),
        ("head", RecordQuery.head), ("version", RecordQuery.version),
        ("receipt", RecordQuery.receipt), ("is named", RecordQuery.isNamed),
        ("register since", RecordQuery.registerSince),
        ("streams after", RecordQuery.streamsAfter),
    ]

    /// The steps of a query's plan, with numbers in the places of its arguments.
    private static func plan(_ sql: String, in fixture: StoreFixture) throws -> [String] {
        let sql = sql.replacing(/\?[0-9]*/, with: "1")
        return try fixture.home.journal.pool.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql)").map {
                $0["detail"] as String
            }
        }
    }

    @Test(arguments: hot)
    func `a hot query searches by an index and scans no table`(
        _ query: (name: String, sql: String)
    ) throws {
        let fixture = try StoreFixture()
        let plan = try Self.plan(query.sql, in: fixture)
        #expect(!plan.isEmpty)
        for step in plan where step.hasPrefix("SCAN") {
            // The latest rows by their number: SQLite calls it a scan, and the limit ends it.
            #expect(
                ["head", "acts"].contains(query.name), "\(query.name): \(plan)")
            #expect(step == "SCAN event" || step == "SCAN a", "\(query.name): \(plan)")
        }
        let sorts = plan.filter { $0.contains("TEMP B-TREE") }
        #expect(
            sorts.isEmpty || ["acts by area", "streams after"].contains(query.name),
            "\(query.name): \(plan)")
    }

    @Test func `search goes through the full-text index`() throws {
        let fixture = try StoreFixture()
        let plan = try Self.plan(RecordQuery.search, in: fixture)
        #expect(plan.contains { $0.contains("VIRTUAL TABLE INDEX") })
        #expect(plan.contains { $0.hasPrefix("SEARCH s USING INTEGER PRIMARY KEY") })
    }

    @Test func `an acknowledged act is on the disk`() throws {
        let fixture = try StoreFixture()
        let journal = fixture.home.journal
        // The intake's log is flushed by the store itself, before the answer: scripts/power-loss.
        let (mode, synchronous) = try journal.pool.writeWithoutTransaction {
            (
                try String.fetchOne($0, sql: "PRAGMA journal_mode"),
                try Int.fetchOne($0, sql: "PRAGMA synchronous")
            )
        }
        #expect(mode == "wal")
        #expect(synchronous == 2)
    }
}
