import Access
import Foundation
import Journal
import LandModel
import Synchronization
import TestSupport
import Testing

@testable import Store

/// Random commands, valid and not, from eight callers at a time.
///
/// `TIANCHOU_STORE_COMMANDS` sets their number, 5,000 otherwise.
@Suite struct StorePropertyTests {
    private static let commands =
        ProcessInfo.processInfo.environment["TIANCHOU_STORE_COMMANDS"].flatMap { Int($0) } ?? 5000
    private static let callers = 8

    /// A command that was put on the record.
    private struct Done: Sendable {
        let batch: Batch
        let receipt: BatchReceipt
    }

    /// What happened to the commands, counted by outcome.
    private struct Tally: Sendable {
        var done: [Done] = []
        var counts: [String: Int] = [:]

        mutating func add(_ other: Tally) {
            done += other.done
            counts.merge(other.counts, uniquingKeysWith: +)
        }
    }

    @Test func `versions, idempotency and order hold, and a replay equals the live state`()
        async throws
    {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("store commands: \(Self.commands), seed \(seed)")
        let fixture = try StoreFixture()
        let journal = fixture.home.journal
        let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
            for caller in 0..<Self.callers {
                group.addTask {
                    try await Self.run(
                        caller, Self.commands / Self.callers, journal,
                        SeededGenerator(seed: seed &* 100 &+ UInt64(caller)))
                }
            }
            return try await group.reduce(into: Tally()) { $0.add($1) }
        }
        print("outcomes: \(tally.counts.sorted { $0.key < $1.key })")
        for outcome in ["done", "repeated", "conflict", "key", "malformed", "register", "payload"] {
            #expect(tally.counts[outcome, default: 0] > 0, "seed \(seed): no \(outcome)")
        }
        try await Self.check(tally.done, journal, "seed \(seed)")
    }

    private static func run(
        _ caller: Int, _ count: Int, _ journal: JournalStore, _ random: SeededGenerator
    ) async throws -> Tally {
        var random = random
        var tally = Tally()
        var receipts: [IdempotencyKey: BatchReceipt] = [:]
        for number in 0..<count {
            let batch = try await command(
                "\(caller).\(number)", after: tally.done, journal, &random)
            let outcome: String
            do throws(StoreError) {
                let receipt = try await journal.append(batch)
                if let earlier = receipts[batch.key] {
                    #expect(earlier == receipt)
                    outcome = "repeated"
                } else {
                    receipts[batch.key] = receipt
                    tally.done.append(Done(batch: batch, receipt: receipt))
                    outcome = "done"
                }
            } catch {
                outcome =
                    switch error {
                    case .journal(.versionConflict): "conflict"
                    case .journal(.keyUsedOtherwise): "key"
                    case .journal: "malformed"
                    case .register: "register"
                    case .payload: "payload"
                    default: "\(error)"
                    }
            }
            tally.counts[outcome, default: 0] += 1
        }
        return tally
    }

    /// A random command: mostly sound, sometimes stale, repeated, malformed or contradictory.
    private static func command(
        _ key: String, after done: [Done], _ journal: JournalStore,
        _ random: inout SeededGenerator
    ) async throws -> Batch {
        let kind = Int.random(in: 0..<20, using: &random)
        if kind == 0, let earlier = done.randomElement(using: &random) { return earlier.batch }
        if kind == 1, let earlier = done.randomElement(using: &random) {
            return try StoreFixture.batch(
                earlier.batch.key.text, [StoreFixture.note("s/0", "else \(key)")])
        }
        if kind == 2 { return try StoreFixture.batch(key, []) }
        if kind == 3 {
            return try StoreFixture.batch(
                key,
                [
                    StoreFixture.note("s/1"),
                    Batch.Entry(stream: "acts", type: "actPerformed", payload: [:]),
                ])
        }
        if kind == 4 {
            // Of the same few people by all callers: the first one registers, the others are refused.
            let person = Person(
                id: try #require(Person.ID("p\(Int.random(in: 0..<40, using: &random))")), name: "人"
            )
            return try StoreFixture.batch(key, [AccessEvent.personRegistered(person).entry])
        }
        var entries: [Batch.Entry] = []
        var expected: [StreamID: Int] = [:]
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let entry = try StoreFixture.note("s/\(Int.random(in: 0..<20, using: &random))", key)
            entries.append(entry)
            guard Bool.random(using: &random) else { continue }
            let version = try await journal.read { view throws(StoreError) in
                try view.version(of: entry.stream)
            }
            expected[entry.stream] = kind == 5 ? version + 1 : version
        }
        if kind > 15 { entries.append(ActPerformed(operation: "note", areas: .nation).entry) }
        return try StoreFixture.batch(key, entries, expecting: expected)
    }

    private static func check(
        _ done: [Done], _ journal: JournalStore, _ comment: String
    ) async throws {
        // The model: receipts in the order of their places say what the journal must be.
        var versions: [StreamID: Int] = [:]
        var next = 1
        let events = try await journal.read { view throws(StoreError) in
            try view.events(in: 1...Int.max)
        }.map { try $0.event() }
        for one in done.sorted(by: {
            $0.receipt.sequences.lowerBound < $1.receipt.sequences.lowerBound
        }) {
            #expect(one.receipt.sequences.lowerBound == next, "\(comment)")
            for (stream, expected) in one.batch.expectedVersions {
                #expect(versions[stream, default: 0] == expected, "\(comment)")
            }
            for entry in one.batch.entries {
                guard next <= events.count else { break }
                let event = events[next - 1]
                versions[entry.stream, default: 0] += 1
                #expect(event.sequence == next, "\(comment)")
                #expect(event.key == one.batch.key && event.type == entry.type, "\(comment)")
                #expect(event.stream == entry.stream, "\(comment)")
                #expect(event.version == versions[entry.stream], "\(comment)")
                #expect(event.payload == entry.payload, "\(comment)")
                next += 1
            }
        }
        #expect(events.count == next - 1, "\(comment): nothing is there that nobody was told of")
        let live = versions
        try await journal.read { view throws(StoreError) in
            let streams = try view.streams(limit: 10_000)
            #expect(Dictionary(uniqueKeysWithValues: streams.map { ($0.id, $0.version) }) == live)
        }
        #expect(try await journal.verify(trusting: []).isSound, "\(comment)")
        #expect(try journal.projectionDifferences().isEmpty, "\(comment)")
        try await journal.rebuildProjections()
        #expect(try journal.projectionDifferences().isEmpty, "\(comment)")
    }
}
