import Access
import Digest
import Journal
import LandModel
import Store
import Testing

@Suite struct JournalStoreTests {
    @Test func `what is appended is read back, in order, with versions and receipt`() async throws {
        let fixture = try StoreFixture()
        let journal = fixture.home.journal
        let first = try await journal.append(
            StoreFixture.batch(
                "k1", [StoreFixture.note("project/a", "一"), StoreFixture.note("project/b")]))
        let second = try await journal.append(
            StoreFixture.batch(
                "k2", [StoreFixture.note("project/a", "二")], expecting: ["project/a": 1]))
        #expect(first.sequences == 1...2)
        #expect(second.sequences == 3...3)
        try await journal.read { view throws(StoreError) in
            let head = try view.head()
            #expect(head.sequence == 3)
            #expect(head.hash == second.hash)
            #expect(try view.version(of: "project/a") == 2)
            #expect(try view.version(of: "project/none") == 0)
            #expect(try view.receipt(of: "k1") == first)
            #expect(
                try view.streams(prefix: "project/").map(\.id.text) == ["project/a", "project/b"])
        }
        let texts = try await journal.read { view throws(StoreError) in
            try view.events(of: "project/a")
        }.map { try $0.event().payload["text"]?.text }
        #expect(texts == ["一", "二"])
        let report = try await journal.verify(trusting: [])
        #expect(report.isSound)
        #expect(report.events == 3)
    }

    @Test func `a repetition gets the first receipt, another act under the key is refused`()
        async throws
    {
        let fixture = try StoreFixture()
        let journal = fixture.home.journal
        let batch = try StoreFixture.batch("k", [StoreFixture.note("s")], expecting: ["s": 0])
        let first = try await journal.append(batch)
        #expect(try await journal.append(batch) == first)
        let other = try StoreFixture.batch("k", [StoreFixture.note("s", "else")])
        await #expect(throws: StoreError.journal(.keyUsedOtherwise(key: "k", sequence: 1))) {
            try await journal.append(other)
        }
        let stale = try StoreFixture.batch("k2", [StoreFixture.note("s")], expecting: ["s": 0])
        await #expect(
            throws: StoreError.journal(
                .versionConflict([VersionConflict(stream: "s", expected: 0, actual: 1)]))
        ) {
            try await journal.append(stale)
        }
        #expect(try await journal.read { view throws(StoreError) in try view.head().sequence } == 1)
    }

    @Test func `a home opened twice has one chain`() async throws {
        let fixture = try StoreFixture()
        let homes = [fixture.home, try OfficeHome.open(at: fixture.home.path)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<8 {
                group.addTask {
                    for number in 0..<25 {
                        _ = try await homes[caller % 2].journal.append(
                            StoreFixture.batch(
                                "\(caller).\(number)", [StoreFixture.note("s/\(number % 5)")]))
                    }
                }
            }
            try await group.waitForAll()
        }
        for home in homes {
            let report = try await home.journal.verify(trusting: [])
            #expect(report.isSound)
            #expect(report.events == 200)
        }
        #expect(try fixture.home.journal.projectionDifferences().isEmpty)
        try homes[1].close()
    }

    @Test func `a home opened again goes on with the chain`() async throws {
        let fixture = try StoreFixture()
        let receipt = try await fixture.home.journal.append(
            StoreFixture.batch("k", [StoreFixture.note("s")]))
        try fixture.home.close()
        let home = try OfficeHome.open(at: fixture.home.path)
        #expect(home.settings == fixture.home.settings)
        let next = try await home.journal.append(
            StoreFixture.batch("k2", [StoreFixture.note("s")], expecting: ["s": 1]))
        #expect(next.sequences == 2...2)
        #expect(
            try await home.journal.read { view throws(StoreError) in try view.receipt(of: "k") }
                == receipt)
        let checkpoint = try await home.journal.checkpoint(
            signedBy: try home.keys.signingKey(), at: 1_767_229_300_000)
        let report = try await home.journal.verify(trusting: try home.keys.trusted())
        #expect(report.isSound)
        #expect(report.confirmedThrough == 2)
        #expect(
            try await home.journal.read { view throws(StoreError) in try view.checkpoints() } == [
                checkpoint
            ])
    }
}
