import Digest
import Foundation
import GRDB
import Journal
import LandModel
import Testing

@testable import Store

@Suite struct MigrationTests {
    /// The versions before the present one.
    static let earlier = Array(1..<Schema.version)

    /// The tables of a version as they were when the next one was made; frozen.
    private func tables(ofVersion version: Int) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/schema-\(version).sql")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// A home whose database is of a version, with events in it.
    private func home(ofVersion version: Int, _ fixture: StoreFixture) throws -> [BatchReceipt] {
        try fixture.home.close()
        let path = fixture.home.path + "/tianchou.sqlite"
        // Homes had no log before version 4.
        let log = ["intake.log", "intake.turn"].map { fixture.home.path + "/" + $0 }
        for file in ["", "-wal", "-shm"].map({ path + $0 }) + log
        where FileManager.default.fileExists(atPath: file) {
            try FileManager.default.removeItem(atPath: file)
        }
        let queue = try DatabaseQueue(path: path, configuration: HomeDatabase.configuration)
        let genesis = StoreFixture.settings.genesis
        var receipts: [BatchReceipt] = []
        try queue.write { database in
            try database.execute(sql: try tables(ofVersion: version))
            try JournalRows.insert(genesis, projected: version, database)
            var head = genesis.head
            for number in 1...3 {
                let batch = try StoreFixture.batch(
                    "k\(number)", [StoreFixture.note("s")],
                    basis: [Citation(document: "d", clause: "\(number % 2)", phrase: "增减挂钩")])
                let sealing = try head.sealing(batch, versions: ["s": number - 1])
                guard case .sealed(let events, let receipt, let next) = sealing else { return }
                let recorded = RecordedBatch(
                    try events.map { try RecordedEvent($0) }, receipt: receipt)
                try JournalRows.insert([recorded], database)
                // What that version kept of a batch.
                let places: [any DatabaseValueConvertible] = [number, number]
                let values: [any DatabaseValueConvertible] =
                    version < 3
                    ? [receipt.key.text, genesis.hash.data] + places + [receipt.hash.data]
                    : [receipt.key.text] + places
                try database.execute(
                    sql: "INSERT INTO batch VALUES (\(databaseQuestionMarks(count: values.count)))",
                    arguments: StatementArguments(values))
                receipts.append(receipt)
                head = next
            }
        }
        try queue.close()
        return receipts
    }

    @Test(arguments: earlier)
    func `a database of an earlier version is brought up to date and projected anew`(
        _ version: Int
    ) async throws {
        let fixture = try StoreFixture()
        let receipts = try home(ofVersion: version, fixture)
        let home = try OfficeHome.open(at: fixture.home.path)
        #expect(try home.journal.projectionDifferences().isEmpty)
        try await home.journal.read { view throws(StoreError) in
            #expect(try view.receipt(of: "k2") == receipts[1])
            #expect(try view.version(of: "s") == 3)
            let citations = try view.citations(of: "d")
            #expect(citations.map(\.citation.clause) == ["0", "1"])
            #expect(citations.map(\.batches) == [1, 2])
            #expect(citations.map(\.sequences) == [2...2, 1...3])
            #expect(try view.search("挂钩").count == 2)
        }
        let next = try await home.journal.append(
            StoreFixture.batch("k4", [StoreFixture.note("s")], expecting: ["s": 3]))
        #expect(next.sequences == 4...4)
        #expect(try await home.journal.verify(trusting: []).isSound)
        let present = try await home.journal.pool.read {
            try Int.fetchOne($0, sql: "PRAGMA user_version")
        }
        #expect(present == Schema.version)
        try home.close()
    }

    /// Leaves groups of one event each as the intake of version 3 had them, in a log that stays hot while the
    /// database is open.
    private func leave(
        _ groups: [SealedEvent], from first: Int, in home: String
    ) throws -> DatabasePool {
        let intake = try DatabasePool(path: home + "/intake.sqlite")
        try intake.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE arrival (
                      last INTEGER PRIMARY KEY, hash BLOB NOT NULL, events BLOB NOT NULL) STRICT;
                    PRAGMA user_version = 1;
                    """)
            for (index, sealed) in groups.enumerated() {
                try database.execute(
                    sql: "INSERT INTO arrival VALUES (?, ?, ?)",
                    arguments: [
                        first + index, sealed.hash.data,
                        Data(sealed.canonicalBytes + [UInt8(ascii: "\n")]),
                    ])
            }
        }
        return intake
    }

    @Test func `acts in the intake of version 3 come onto the record, and its files go`()
        async throws
    {
        let fixture = try StoreFixture()
        let third = try #require(try home(ofVersion: 3, fixture).last)
        let path = fixture.home.path
        let known = try DatabaseQueue(
            path: path + "/tianchou.sqlite", configuration: HomeDatabase.configuration)
        // The tables had the first group already when the program was killed.
        var groups = try await known.read { try JournalRows.events(in: 3...3, $0) }
        try known.close()
        var head = JournalHead(
            journal: StoreFixture.settings.journal, algorithm: .sha256, sequence: 3,
            hash: third.hash)
        for number in 4...5 {
            let batch = try StoreFixture.batch("k\(number)", [StoreFixture.note("s")])
            let sealing = try head.sealing(batch, versions: ["s": number - 1])
            guard case .sealed(let events, _, let next) = sealing else { return }
            groups += events
            head = next
        }
        let intake = try leave(groups, from: 3, in: path)
        #expect(FileManager.default.fileExists(atPath: path + "/intake.sqlite-wal"))
        #expect(Doctor.examine(path).contains(.waiting(acts: 2)))
        let restored = try OfficeHome.restore(from: path, to: fixture.folder + "/restored")
        #expect(restored.head == head)
        let home = try OfficeHome.open(at: path)
        let present = try await home.journal.read { view throws(StoreError) in try view.head() }
        #expect(present == head)
        #expect(try await home.journal.verify(trusting: []).isSound)
        #expect(try home.journal.projectionDifferences().isEmpty)
        try home.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        #expect(!names.contains { $0.hasPrefix("intake.sqlite") })
        try intake.close()
    }

    @Test(arguments: earlier)
    func `what an earlier version was has not changed since`(_ version: Int) throws {
        func tables(_ make: (DatabaseQueue) throws -> Void) throws -> [String] {
            let queue = try DatabaseQueue(configuration: HomeDatabase.configuration)
            try make(queue)
            return try queue.read {
                try String.fetchAll(
                    $0,
                    sql: """
                        SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name
                        """
                ).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            }
        }
        let frozen = try tables { queue in
            try queue.write { try $0.execute(sql: self.tables(ofVersion: version)) }
        }
        let present = try tables { try Schema.migrator.migrate($0, upTo: "\(version)") }
        #expect(frozen == present)
    }

    @Test func `a database of a newer program is refused, also by one that is at work`()
        async throws
    {
        let fixture = try StoreFixture()
        let path = fixture.home.path
        try await fixture.home.journal.pool.write {
            try $0.execute(sql: "PRAGMA user_version = 99")
        }
        await #expect(throws: StoreError.home(path: path, .newer)) {
            try await fixture.home.journal.append(StoreFixture.batch("k", [StoreFixture.note("s")]))
        }
        try fixture.home.close()
        #expect(throws: StoreError.home(path: path, .newer)) { try OfficeHome.open(at: path) }
    }
}
