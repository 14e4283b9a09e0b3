import Digest
import Foundation
import GRDB
import Journal
import LandModel
import TestSupport
import Testing

@testable import Store

/// The file of the intake by itself.
@Suite struct IntakeLogTests {
    /// A chain that groups are cut from.
    private struct Chain {
        var head = StoreFixture.settings.genesis.head
        /// The end of each group.
        var ends: [JournalHead] = []

        /// The next batches, one event of so many bytes each.
        mutating func batches(_ count: Int, bytes: Int) throws -> [RecordedBatch] {
            let batches = try (0..<count).map { _ in
                let text = String(repeating: "x", count: bytes)
                let batch = try StoreFixture.batch(
                    "k\(head.sequence + 1)", [StoreFixture.note("s", text)])
                guard
                    case .sealed(let events, let receipt, let next) = try head.sealing(
                        batch, versions: ["s": head.sequence])
                else { throw JournalError.notAnEvent }
                head = next
                return RecordedBatch(try events.map { try RecordedEvent($0) }, receipt: receipt)
            }
            ends.append(head)
            return batches
        }
    }

    private static let genesis = StoreFixture.settings.genesis
    /// Some fifteen groups.
    private static let regionSize = 1 << 18

    /// Writes the next group; whether there was room.
    private func write(
        _ count: Int, bytes: Int, _ chain: inout Chain, to log: IntakeLog, applied: Int
    ) throws -> Bool {
        let before = chain
        let batches = try chain.batches(count, bytes: bytes)
        let isWritten = try log.append(
            batches, previous: before.head.hash, head: chain.head, applied: applied)
        if !isWritten { chain = before }
        return isWritten
    }

    private func sequences(_ log: IntakeLog, after head: JournalHead) throws -> [Int] {
        let groups = try log.groups(beyond: head.sequence, algorithm: head.algorithm)
        return IntakeGroup.continuation(of: head, in: groups).map(\.last)
    }

    @Test(arguments: [1, 2, 3])
    func `every group is found until the tables have it, however often the regions change`(
        _ seed: UInt64
    ) throws {
        let folder = try StoreFixture.newFolder()
        defer { StoreFixture.remove(folder) }
        var random = SeededGenerator(seed: seed)
        print("intake log: seed \(seed)")
        let log = try IntakeLog(home: folder, regionSize: Self.regionSize)
        log.restart()
        var chain = Chain()
        var applied = Self.genesis.head
        var (refusals, written) = (0, 0)
        for _ in 0..<400 {
            let bytes = Int.random(in: 1...6000, using: &random)
            let isWritten = try write(
                Int.random(in: 1...5, using: &random), bytes: bytes, &chain, to: log,
                applied: applied.sequence)
            if isWritten { written += 1 } else { refusals += 1 }
            let waiting = chain.ends.filter { $0.sequence > applied.sequence }
            // Full, or now and then: the tables take some of it.
            if !isWritten || Int.random(in: 0..<25, using: &random) == 0, !waiting.isEmpty {
                applied = waiting[Int.random(in: waiting.indices, using: &random)]
            }
            if Int.random(in: 0..<20, using: &random) == 0 {
                let expected = chain.ends.map(\.sequence).filter { $0 > applied.sequence }
                #expect(try sequences(log, after: applied) == expected)
            }
        }
        #expect(written > 300)
        #expect(refusals > 0)
        #expect(try Self.size(log.path) <= IntakeLog.regions * Self.regionSize)
    }

    static func size(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.size] as? Int)
    }

    @Test func `the file grows by many pages, no further than its region`() throws {
        let folder = try StoreFixture.newFolder()
        defer { StoreFixture.remove(folder) }
        let large = 3 << 20
        func opened() throws -> IntakeLog {
            let log = try IntakeLog(home: folder, regionSize: large)
            log.restart()
            return log
        }
        var chain = Chain()
        #expect(try write(3, bytes: 100, &chain, to: opened(), applied: 0))
        let log = try opened()
        #expect(try write(3, bytes: 100, &chain, to: log, applied: 3))
        var sizes = [try Self.size(log.path)]
        #expect(sizes == [4096 + (1 << 20)])
        while sizes[sizes.count - 1] <= large {
            #expect(try write(5, bytes: 9000, &chain, to: log, applied: 3))
            let size = try Self.size(log.path)
            if size != sizes.last { sizes.append(size) }
        }
        #expect(sizes.count == 4)
        #expect(sizes[2] == large)
        let found = try sequences(log, after: chain.ends[0])
        #expect(found == chain.ends.dropFirst().map(\.sequence))
    }

    @Test func `a group that others may have written over is not written`() throws {
        let folder = try StoreFixture.newFolder()
        defer { StoreFixture.remove(folder) }
        let log = try IntakeLog(home: folder, regionSize: Self.regionSize)
        var chain = Chain()
        #expect(!log.isKnown)
        #expect(try !write(2, bytes: 10, &chain, to: log, applied: 0))
        log.restart()
        #expect(try write(2, bytes: 10, &chain, to: log, applied: 0))
        log.forget()
        #expect(try !write(2, bytes: 10, &chain, to: log, applied: 0))
        #expect(try sequences(log, after: Self.genesis.head) == [2])
        log.restart()
        #expect(try !write(1, bytes: Self.regionSize, &chain, to: log, applied: 9))
    }

    @Test func `what follows a torn group is not taken, and is missed when it was acknowledged`()
        throws
    {
        let folder = try StoreFixture.newFolder()
        defer { StoreFixture.remove(folder) }
        let log = try IntakeLog(home: folder, regionSize: Self.regionSize)
        log.restart()
        var chain = Chain()
        for _ in 0..<6 {
            #expect(try write(3, bytes: 3000, &chain, to: log, applied: 0))
        }
        let whole = try Data(contentsOf: URL(filePath: log.path))
        let pages = stride(from: 0, to: whole.count, by: 4096).map { whole[$0..<$0 + 4096] }
        let places =
            pages.filter { $0.starts(with: Array("tcintake".utf8)) }.map(\.startIndex)
            + [try #require(pages.last { $0.contains { $0 != 0 } }).endIndex]
        #expect(places.count == 7)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            // One byte of a group's head or texts, which zeros follow to the end of its pages.
            let torn = Int.random(in: 0..<6, using: &random)
            let group = whole[places[torn]..<places[torn + 1]]
            let texts = try #require(group.lastIndex { $0 != 0 }) - places[torn]
            let place = places[torn] + Int.random(in: 0...texts, using: &random)
            var bytes = whole
            bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            try bytes.write(to: URL(filePath: log.path))
            let found = try sequences(
                try IntakeLog(home: folder, regionSize: Self.regionSize), after: Self.genesis.head)
            // A line break that became a letter, or a text that ends sooner, is torn like the rest.
            #expect(found == (0..<torn).map { 3 * ($0 + 1) }, "byte \(place)")
        }
        try whole.write(to: URL(filePath: log.path))
        var torn = whole
        torn[places[2] + 200] ^= 1
        try torn.write(to: URL(filePath: log.path))
        let again = try IntakeLog(home: folder, regionSize: Self.regionSize)
        func batches(durable: Int) throws -> Int {
            try IntakeRest(
                again, after: Self.genesis.head,
                TurnFile.Words(holder: 1, last: 18, durable: durable)
            ).batches(after: Self.genesis.head).count
        }
        #expect(try batches(durable: 6) == 6)
        #expect(throws: StoreError.damaged(path: log.path, sequence: 7)) { try batches(durable: 7) }
    }
}

extension IntakeLogTests {
    @Test func `places beyond all that a journal can have end the reading, not the program`() throws
    {
        let folder = try StoreFixture.newFolder()
        defer { StoreFixture.remove(folder) }
        let text = Array("x\n".utf8)
        let hash = ChainLink.hash(previous: .zero, bytes: text.dropLast(), algorithm: .sha256)
        var record = Array("tcintake".utf8)
        for number in [Int.max, Int.max, text.count] {
            withUnsafeBytes(of: UInt64(number).littleEndian) { record.append(contentsOf: $0) }
        }
        record += HashValue.zero.bytes + hash.bytes + text
        record += Array(repeating: 0, count: IntakeRecord.page - record.count)
        try Data(record + record).write(to: URL(filePath: folder + "/intake.log"))
        let head = JournalHead(
            journal: StoreFixture.settings.journal, algorithm: .sha256, sequence: .max - 1,
            hash: .zero)
        let groups = try IntakeLog.groups(ofHome: folder, algorithm: .sha256)
        #expect(groups.map(\.last) == [.max])
        #expect(IntakeGroup.continuation(of: head, in: groups + groups).count == 1)
        #expect(
            IntakeGroup.continuation(of: StoreFixture.settings.genesis.head, in: groups).isEmpty)
    }
}

/// Whose turn it is.
@Suite struct TurnFileTests {
    @Test func `one opening at a time has the turn, and knows whether another had one`()
        async throws
    {
        let folder = try StoreFixture.newFolder()
        defer { StoreFixture.remove(folder) }
        let files = try (0..<4).map { _ in try TurnFile(home: folder) }
        let counts = try await withThrowingTaskGroup(of: (turns: Int, ours: Int).self) { group in
            for file in files {
                group.addTask {
                    var ours = 0
                    for _ in 0..<500 {
                        try file.taken { words, isOurs throws(StoreError) in
                            if isOurs { ours += 1 }
                            // What another wrote meanwhile would be lost here.
                            file.setLast(words.last + 1)
                        }
                    }
                    return (500, ours)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(files[0].last == counts.reduce(0) { $0 + $1.turns })
        #expect(try TurnFile.words(ofHome: folder).last == 2000)
        try files[0].taken { _, _ throws(StoreError) in }
        try files[0].taken { _, isOurs throws(StoreError) in #expect(isOurs) }
        #expect(files[1].words.last == 2000)
        files[0].setDurable(1500)
        files[1].setDurable(1200)
        #expect(files[2].words.durable == 1500)
        try files[0].taken { _, isOurs throws(StoreError) in #expect(isOurs) }
        try files[1].taken { _, isOurs throws(StoreError) in #expect(!isOurs) }
        try files[0].taken { _, isOurs throws(StoreError) in #expect(!isOurs) }
    }
}

/// Which keys need not be asked for.
@Suite struct KeyFilterTests {
    @Test func `no key that came is taken for new, and few that did not come for old`() async throws
    {
        let fixture = try StoreFixture()
        var keys: [IdempotencyKey] = []
        func append(_ count: Int) async throws {
            for _ in 0..<count {
                let key = try IdempotencyKey("r\(keys.count)")
                _ = try await fixture.home.journal.append(
                    StoreFixture.batch(key.text, [StoreFixture.note("s")]))
                keys.append(key)
            }
        }
        var filter = KeyFilter()
        #expect(filter.mayHave("unasked"))
        try await append(40)
        for step in 0..<3 {
            try fixture.home.journal.intake.readTables {
                try filter.learn(through: 40 + 10 * step, $0.begin())
            }
            #expect(keys.allSatisfy(filter.mayHave))
            #expect(!filter.mayHave("never"))
            try await append(10)
        }
        for number in 0..<300_000 { filter.insert(try IdempotencyKey("own.\(number)")) }
        for number in 0..<300_000 {
            guard filter.mayHave(try IdempotencyKey("own.\(number)")) else {
                Issue.record("own.\(number) was forgotten")
                break
            }
        }
        let wrong = try (0..<100_000).count { filter.mayHave(try IdempotencyKey("new.\($0)")) }
        print("keys taken for old: \(wrong) of 100000")
        #expect(wrong < 8000)
    }
}
