import Access
import Foundation
import GRDB
import Journal
import LandModel
import Testing

@testable import Store

/// Acts that are acknowledged and not in the tables yet.
@Suite struct IntakeTests {
    /// An act that was acknowledged.
    private struct Done: Sendable {
        let batch: Batch
        let receipt: BatchReceipt
    }

    private typealias Acts = [IdempotencyKey: Done]

    /// A home whose acts stay in the intake until someone wants them.
    private func patientHome(_ fixture: StoreFixture) throws -> OfficeHome {
        try OfficeHome.open(at: fixture.home.path, patience: .seconds(600))
    }

    /// Appends batches from many callers at a time, over and over until some lie in the intake.
    private func fill(
        _ home: OfficeHome, prefix: String = "k", basis: [Citation] = []
    ) async throws -> Acts {
        var receipts: Acts = [:]
        for round in 0..<100 {
            let batches = try (0..<32).map { number in
                try StoreFixture.batch(
                    "\(prefix).\(round).\(number)",
                    [
                        StoreFixture.note("s/\(number % 5)"),
                        ActPerformed(operation: "note", areas: .nation, project: "p1").entry,
                    ], basis: basis)
            }
            receipts.merge(try await appended(batches, to: home)) { first, _ in first }
            if home.journal.intake.isBusy { return receipts }
        }
        Issue.record("no group was large enough for the intake")
        return receipts
    }

    private func appended(
        _ batches: [Batch], to home: OfficeHome
    ) async throws -> Acts {
        try await withThrowingTaskGroup(of: Done.self) { group in
            for batch in batches {
                group.addTask {
                    Done(batch: batch, receipt: try await home.journal.append(batch))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.batch.key] = $1 }
        }
    }

    /// A home with acts in its intake, and its files as a killed process would leave them.
    private func homeLeft(
        by fixture: StoreFixture
    ) async throws -> (home: OfficeHome, receipts: Acts, left: String) {
        let home = try patientHome(fixture)
        let receipts = try await fill(home)
        let path = fixture.folder + "/left"
        try FileManager.default.copyItem(atPath: home.path, toPath: path)
        try FileManager.default.removeItem(atPath: path + "/tianchou.sqlite-shm")
        #expect(home.journal.intake.isBusy)
        return (home, receipts, path)
    }

    private func check(_ home: OfficeHome, _ receipts: Acts) async throws {
        for receipt in receipts.values.map(\.receipt) {
            let found = try await home.journal.read { view throws(StoreError) in
                try view.receipt(of: receipt.key)
            }
            #expect(found == receipt)
        }
        let report = try await home.journal.verify(trusting: [])
        #expect(report.isSound)
        #expect(report.events == 2 * receipts.count)
        #expect(try home.journal.projectionDifferences().isEmpty)
    }

    @Test func `what a killed process left in the intake is on the record at the next opening`()
        async throws
    {
        let fixture = try StoreFixture()
        let (home, receipts, left) = try await homeLeft(by: fixture)
        // As a program of an earlier version leaves it that was opening the home meanwhile.
        #expect(FileManager.default.createFile(atPath: left + "/intake.sqlite", contents: nil))
        let ailments = Doctor.examine(left)
        #expect(ailments.contains { if case .waiting = $0 { true } else { false } })
        #expect(ailments.allSatisfy { $0.severity == .notice }, "\(ailments)")
        let restored = fixture.folder + "/restored"
        let report = try OfficeHome.restore(from: left, to: restored)
        #expect(report.head.sequence == 2 * receipts.count)
        try await check(try OfficeHome.open(at: restored), receipts)
        let half = fixture.folder + "/half"
        let end = 2 * receipts.count - 2
        #expect(try OfficeHome.restore(from: left, to: half, upTo: end).head.sequence == end)
        #expect(
            throws: StoreError.restorePoint(
                sequence: end - 1, recorded: end + 2, batch: end - 1...end)
        ) { try OfficeHome.restore(from: left, to: half + "2", upTo: end - 1) }
        let opened = try OfficeHome.open(at: left)
        try await check(opened, receipts)
        try opened.close()
        try home.close()
        #expect(!Doctor.examine(left).contains { if case .waiting = $0 { true } else { false } })
    }

    @Test func `acts for which the log has no room go into the tables, and it is used again`()
        async throws
    {
        let fixture = try StoreFixture()
        // Some three groups of 32 acts for a region.
        let region = 1 << 17
        let home = try OfficeHome.open(
            at: fixture.home.path, patience: .seconds(600), region: region)
        var receipts = try await fill(home)
        // Nobody reads and patience does not end: only a full log has the tables filled.
        var applied: Set<Int> = []
        for round in 0..<60 {
            receipts.merge(try await fill(home, prefix: "r\(round)")) { first, _ in first }
            applied.insert(home.journal.intake.applied)
        }
        #expect(applied.count > 2)
        let size = try IntakeLogTests.size(home.journal.log.path)
        #expect(size > region)
        #expect(size <= IntakeLog.regions * region)
        try await check(home, receipts)
        try home.close()
    }

    @Test func `who reads sees all that was acknowledged, in this process and in another`()
        async throws
    {
        let fixture = try StoreFixture()
        let homes = [try patientHome(fixture), try patientHome(fixture)]
        var receipts = try await fill(homes[0])
        try await check(homes[1], receipts)
        receipts.merge(try await fill(homes[1], prefix: "l")) { first, _ in first }
        receipts.merge(try await fill(homes[0], prefix: "m")) { first, _ in first }
        try await check(homes[0], receipts)
        try await check(homes[1], receipts)
    }

    @Test func `repetitions and stale versions are known of acts in the intake`() async throws {
        let fixture = try StoreFixture()
        let home = try patientHome(fixture)
        let receipts = try await fill(home)
        let again = try await appended(receipts.values.map(\.batch), to: home)
        #expect(again.mapValues(\.receipt) == receipts.mapValues(\.receipt))
        for done in receipts.values.prefix(3) {
            let key = done.batch.key
            let other = try StoreFixture.batch(key.text, [StoreFixture.note("s/0")])
            let place = done.receipt.sequences.lowerBound
            await #expect(
                throws: StoreError.journal(.keyUsedOtherwise(key: key, sequence: place))
            ) { try await home.journal.append(other) }
        }
        let stale = try StoreFixture.batch(
            "stale", [StoreFixture.note("s/0")], expecting: ["acts": receipts.count - 1])
        await #expect(
            throws: StoreError.journal(
                .versionConflict([
                    VersionConflict(
                        stream: "acts", expected: receipts.count - 1, actual: receipts.count)
                ]))
        ) { try await home.journal.append(stale) }
        #expect(home.journal.intake.isBusy)
        try await check(home, receipts)
    }

    @Test func `a damaged intake is refused and named, and the tables can be restored`()
        async throws
    {
        let fixture = try StoreFixture()
        let (home, receipts, left) = try await homeLeft(by: fixture)
        let log = URL(filePath: left + "/intake.log")
        var bytes = try Data(contentsOf: log)
        let place = try #require(bytes.firstRange(of: Data("\"text\":\"x\"".utf8)))
        bytes.replaceSubrange(place, with: Data("\"text\":\"y\"".utf8))
        try bytes.write(to: log)
        let head = try await DatabaseQueue(
            path: left + "/tianchou.sqlite", configuration: HomeDatabase.configuration
        ).read { try JournalRows.head(StoreFixture.settings.genesis, $0).sequence }
        #expect(head < 2 * receipts.count)
        #expect(throws: StoreError.self) { try OfficeHome.open(at: left) }
        let loss = try #require(Doctor.examine(left).first)
        #expect(loss.severity == .loss)
        // The damage is in the first group behind the tables, so their end is what can be saved.
        #expect(loss.explanation.en.contains("--up-to \(head)"), "\(loss.explanation.en)")
        #expect(loss.explanation.zh.contains("--up-to \(head)"))
        let restored = fixture.folder + "/restored"
        #expect(try OfficeHome.restore(from: left, to: restored, upTo: head).head.sequence == head)
        try home.close()
    }

    @Test func `clauses that Swift takes for the same and SQLite does not have rows of their own`()
        async throws
    {
        let fixture = try StoreFixture()
        let home = try patientHome(fixture)
        var receipts: Acts = [:]
        for (prefix, phrase) in [("a", "caf\u{E9}"), ("b", "cafe\u{301}")] {
            let basis = [Citation(document: "d", clause: "1", phrase: phrase)]
            receipts.merge(try await fill(home, prefix: prefix, basis: basis)) { first, _ in first }
        }
        try await check(home, receipts)
        let citations = try await home.journal.read { view throws(StoreError) in
            try view.citations(of: "d")
        }
        #expect(citations.count == 2)
        #expect(citations.reduce(0) { $0 + $1.batches } == receipts.count)
    }
}
