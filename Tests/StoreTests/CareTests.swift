import Access
import Digest
import Foundation
import GRDB
import Glibc
import Journal
import LandModel
import Synchronization
import Testing

@testable import Store

/// What callers share while a backup runs.
private final class Load: Sendable {
    let isOver = Atomic(false)
    let acknowledged = Mutex<[BatchReceipt]>([])
}

@Suite struct BackupTests {
    /// A batch that names a file of its own.
    private func act(_ key: String, _ fixture: StoreFixture) async throws -> BatchReceipt {
        let file = try await StoreFixture.text("file of \(key)", in: fixture)
        return try await fixture.home.journal.append(
            StoreFixture.batch(
                key,
                [
                    StoreFixture.note("s/\(key)"),
                    Batch.Entry(stream: "files", type: "filed", payload: ["file": file.payload]),
                ]))
    }

    private func events(_ home: OfficeHome) async throws -> [SealedEvent] {
        try await home.journal.read { view throws(StoreError) in try view.events(in: 1...Int.max) }
    }

    @Test func `a backup under load restores to exactly the acts acknowledged before it ended`()
        async throws
    {
        let fixture = try StoreFixture()
        for number in 0..<20 { _ = try await act("before\(number)", fixture) }
        _ = try await fixture.home.journal.checkpoint(
            signedBy: try fixture.home.keys.signingKey(), at: StoreFixture.now)
        let load = Load()
        let target = fixture.folder + "/backup"
        let (backup, began) = try await withThrowingTaskGroup(
            of: (BackupReceipt, Int)?.self
        ) { group in
            for caller in 0..<8 {
                group.addTask {
                    var number = 0
                    while !load.isOver.load(ordering: .relaxed) {
                        number += 1
                        let receipt =
                            number % 5 == 0
                            ? try await self.act("c\(caller).\(number)", fixture)
                            : try await fixture.home.journal.append(
                                StoreFixture.batch(
                                    "c\(caller).\(number)", [StoreFixture.note("s/\(caller)")]))
                        load.acknowledged.withLock { $0.append(receipt) }
                    }
                    return nil
                }
            }
            group.addTask {
                while load.acknowledged.withLock({ $0.count }) < 50 {
                    try await Task.sleep(for: .milliseconds(1))
                }
                let began = load.acknowledged.withLock { $0.map(\.sequences.upperBound).max() ?? 0 }
                let receipt = try await fixture.home.backup(to: target, at: StoreFixture.now)
                load.isOver.store(true, ordering: .relaxed)
                return (receipt, began)
            }
            var found: (BackupReceipt, Int)?
            for try await one in group { found = one ?? found }
            return try #require(found)
        }
        // What was acknowledged before the backup began is in it, and what came while it ran too.
        #expect(backup.head.sequence > began)
        let restored = fixture.folder + "/restored"
        let report = try OfficeHome.restore(from: target, to: restored)
        #expect(report.head == backup.head)
        #expect(report.lostFiles.isEmpty)
        #expect(report.hasNewKey)
        let home = try OfficeHome.open(at: restored)
        let (copy, whole) = (try await events(home), try await events(fixture.home))
        #expect(copy == Array(whole.prefix(backup.head.sequence)))
        for receipt in load.acknowledged.withLock(\.self) {
            let isIn = receipt.sequences.upperBound <= backup.head.sequence
            let found = try await home.journal.read { view throws(StoreError) in
                try view.receipt(of: receipt.key)
            }
            #expect(found == (isIn ? receipt : nil))
        }
        #expect(
            try await home.journal.verify(trusting: try home.keys.trusted()).confirmedThrough > 0)
        #expect(try home.journal.projectionDifferences().isEmpty)
        #expect(try await home.vault.verify().isEmpty)
        #expect(Doctor.examine(restored).allSatisfy { $0.severity == .notice })
        _ = try await home.journal.append(StoreFixture.batch("after", [StoreFixture.note("s")]))
    }

    @Test func `a restore to a point holds what was there then, and refuses half an act`()
        async throws
    {
        let fixture = try StoreFixture()
        var receipts: [BatchReceipt] = []
        for number in 0..<5 { receipts.append(try await act("k\(number)", fixture)) }
        let target = fixture.folder + "/backup"
        let backup = try await fixture.home.backup(
            to: target, includingSecretKey: true, at: StoreFixture.now)
        #expect(backup.files == 5)
        let restored = fixture.folder + "/restored"
        #expect(throws: StoreError.restorePoint(sequence: 5, recorded: 10, batch: 5...6)) {
            try OfficeHome.restore(from: target, to: restored, upTo: 5)
        }
        #expect(throws: StoreError.restorePoint(sequence: 11, recorded: 10, batch: nil)) {
            try OfficeHome.restore(from: target, to: restored, upTo: 11)
        }
        #expect(!FileManager.default.fileExists(atPath: restored))
        let report = try OfficeHome.restore(from: target, to: restored, upTo: 6)
        #expect(report.head.hash == receipts[2].hash)
        #expect(report.files == 3)
        #expect(!report.hasNewKey)
        let home = try OfficeHome.open(at: restored)
        #expect(try await events(home) == Array(try await events(fixture.home).prefix(6)))
        #expect(try home.journal.projectionDifferences().isEmpty)
        #expect(
            try home.keys.signingKey().publicKey == fixture.home.keys.signingKey().publicKey)
        let empty = fixture.folder + "/empty"
        #expect(try OfficeHome.restore(from: target, to: empty, upTo: 0).head.sequence == 0)
    }

    @Test func `a backup does not go into the home or over something else`() async throws {
        let fixture = try StoreFixture()
        let home = fixture.home
        await #expect(
            throws: StoreError.home(path: home.path + "/b", .inside(home: home.path))
        ) { try await home.backup(to: home.path + "/b", at: StoreFixture.now) }
        await #expect(throws: StoreError.home(path: fixture.folder, .notEmpty("home"))) {
            try await home.backup(to: fixture.folder, at: StoreFixture.now)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder)
        #expect(names == ["home"])
        let target = fixture.folder + "/backup"
        _ = try await home.backup(to: target, at: StoreFixture.now)
        #expect(!FileManager.default.fileExists(atPath: target + "/keys/signing.pem"))
    }

    @Test func `a tampered backup restores up to the damage and not beyond`() async throws {
        let fixture = try StoreFixture()
        for number in 0..<5 { _ = try await act("k\(number)", fixture) }
        let target = fixture.folder + "/backup"
        _ = try await fixture.home.backup(to: target, at: StoreFixture.now)
        let queue = try DatabaseQueue(path: target + "/tianchou.sqlite")
        try await queue.write {
            try $0.execute(
                sql: """
                    UPDATE event SET canonical = CAST(replace(CAST(canonical AS TEXT), '"x"', '"y"') AS BLOB)
                    WHERE sequence = 5
                    """)
        }
        try queue.close()
        let restored = fixture.folder + "/restored"
        #expect(throws: StoreError.damaged(path: restored + ".new-\(getpid())", sequence: 5)) {
            try OfficeHome.restore(from: target, to: restored)
        }
        #expect(try OfficeHome.restore(from: target, to: restored, upTo: 4).head.sequence == 4)
    }
}

@Suite struct DoctorTests {
    /// A home with acts, files, a checkpoint and a register, closed.
    private func home() async throws -> (StoreFixture, VaultedFile) {
        let fixture = try StoreFixture()
        _ = try await RegisterTests.found(fixture.home)
        let file = try await StoreFixture.text("file", in: fixture)
        for number in 0..<5 {
            _ = try await fixture.home.journal.append(
                StoreFixture.batch(
                    "k\(number)",
                    [
                        StoreFixture.note("s"),
                        Batch.Entry(stream: "f", type: "filed", payload: ["file": file.payload]),
                        ActPerformed(operation: "note", areas: .nation).entry,
                    ]))
        }
        _ = try await fixture.home.journal.checkpoint(
            signedBy: try fixture.home.keys.signingKey(), at: StoreFixture.now)
        try fixture.home.close()
        return (fixture, file)
    }

    private func harm(_ fixture: StoreFixture, _ sql: String) throws {
        let queue = try DatabaseQueue(
            path: fixture.home.path + "/tianchou.sqlite",
            configuration: HomeDatabase.configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func ailments(_ fixture: StoreFixture) -> [Ailment] {
        let found = Doctor.examine(fixture.home.path)
        for one in found {
            #expect(!one.explanation.zh.isEmpty && !one.explanation.en.isEmpty)
        }
        return found
    }

    @Test func `a sound home has no ailment`() async throws {
        let (fixture, _) = try await home()
        #expect(ailments(fixture) == [])
    }

    @Test func `every damage is found and named`() async throws {
        let cases: [(String, (Ailment) -> Bool)] = [
            (
                "UPDATE event SET canonical = CAST(replace(CAST(canonical AS TEXT), '\"x\"', '\"y\"') AS BLOB) WHERE sequence = 9",
                {
                    if case .journal(let damage, 8) = $0 {
                        damage.sequences == 9...9
                    } else {
                        false
                    }
                }
            ),
            (
                "DELETE FROM event WHERE sequence = 10",
                { if case .journal(let damage, 8) = $0 { damage.kind == .missing } else { false } }
            ),
            (
                "UPDATE checkpoint SET signature = zeroblob(64)",
                {
                    if case .journal(let damage, _) = $0 {
                        damage.kind == .checkpointForged
                    } else {
                        false
                    }
                }
            ),
            ("UPDATE event SET type = 'other' WHERE sequence = 3", { $0 == .column(sequence: 3) }),
            (
                "UPDATE stream SET version = 7 WHERE stream = 's'",
                { $0 == .projection(ProjectionDifference(table: "stream", missing: 1, extra: 1)) }
            ),
            (
                "DELETE FROM person WHERE id = 'li.na'",
                { $0 == .projection(ProjectionDifference(table: "person", missing: 1, extra: 0)) }
            ),
            (
                "INSERT INTO act VALUES (999, 1, 'a', 'b', 'c', NULL)",
                { $0 == .projection(ProjectionDifference(table: "act", missing: 0, extra: 1)) }
            ),
            ("INSERT INTO search (rowid, text) VALUES (999, '假')", { $0 == .searchIndex }),
            ("UPDATE journal SET projected = 1", { $0 == .outdated }),
        ]
        for (sql, isMeant) in cases {
            let (fixture, _) = try await home()
            try harm(fixture, sql)
            let found = ailments(fixture)
            #expect(found.contains(where: isMeant), "\(sql): \(found)")
        }
    }

    @Test func `damages around the database are found too`() async throws {
        let (fixture, file) = try await home()
        let path = fixture.home.path
        let place = try fixture.home.vault.path(of: file.id)
        #expect(chmod(place, 0o644) == 0)
        try Data("eliF".utf8).write(to: URL(filePath: place))
        #expect(ailments(fixture) == [.vault(.altered(file.id, sequence: 7))])
        #expect(unlink(place) == 0)
        #expect(ailments(fixture) == [.vault(.missing(file.id, sequence: 7))])
        try Data("file".utf8).write(to: URL(filePath: place))
        #expect(ailments(fixture) == [])
        #expect(chmod(path + "/keys/signing.pem", 0o644) == 0)
        #expect(
            ailments(fixture) == [.exposed(path: path + "/keys/signing.pem", mode: 0o644)])
        #expect(unlink(path + "/keys/signing.pem") == 0)
        #expect(ailments(fixture).contains { if case .key = $0 { true } else { false } })
        #expect(unlink(path + "/home.json") == 0)
        #expect(ailments(fixture).contains { if case .unusable = $0 { true } else { false } })
        #expect(Doctor.examine(path + "/nowhere").map(\.severity) == [.loss])
    }

    @Test func `a damaged page is found, and what is sound can be restored`() async throws {
        let (fixture, _) = try await home()
        let database = fixture.home.path + "/tianchou.sqlite"
        try harm(fixture, "PRAGMA wal_checkpoint(TRUNCATE)")
        let root = try await DatabaseQueue(path: database).read {
            try Int.fetchOne(
                $0, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'act_by_person'")
        }
        let page = try #require(root)
        let handle = try FileHandle(forWritingTo: URL(filePath: database))
        try handle.seek(toOffset: UInt64((page - 1) * 4096))
        try handle.write(contentsOf: Data(repeating: 0x5A, count: 512))
        try handle.close()
        let found = ailments(fixture)
        #expect(found.contains { if case .database = $0 { true } else { false } }, "\(found)")
        let restored = fixture.folder + "/restored"
        #expect(try OfficeHome.restore(from: fixture.home.path, to: restored).head.sequence == 20)
        #expect(Doctor.examine(restored).isEmpty)
    }

    @Test func `rebuilding mends projections and nothing else`() async throws {
        let (fixture, _) = try await home()
        try harm(
            fixture, "DELETE FROM act; UPDATE stream SET version = 7; DELETE FROM search_entry")
        let home = try OfficeHome.open(at: fixture.home.path)
        #expect(try home.journal.projectionDifferences().count == 3)
        try await home.journal.rebuildProjections()
        try home.close()
        #expect(ailments(fixture) == [])
    }
}
