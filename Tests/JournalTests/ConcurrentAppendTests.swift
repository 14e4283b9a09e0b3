import Digest
import Journal
import TestSupport
import Testing

/// Eight callers at once, right and wrong: versions, idempotency and order hold.
@Suite struct ConcurrentAppendTests {
    /// What one caller saw.
    private struct Account: Sendable {
        var accepted: [(key: IdempotencyKey, receipt: BatchReceipt, size: Int)] = []
        var repeated = 0
        var conflicts = 0
        var otherUses = 0
        var malformed = 0
        var wrong: [String] = []
    }

    private static let streams: [StreamID] = ["project/1", "project/2", "ledger/quota", "office/9"]

    @Test(arguments: DigestAlgorithm.allCases)
    func `eight callers leave one whole chain in which every acknowledged act stands once`(
        algorithm: DigestAlgorithm
    ) async throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        let log = MemoryLog(Genesis(journal: "j", algorithm: algorithm, created: 1))
        let accounts = await withTaskGroup(of: Account.self) { group in
            for caller in 0..<8 {
                group.addTask {
                    Self.run(caller, seed: seed, on: log, commands: TrialCount.commands)
                }
            }
            return await group.reduce(into: [Account]()) { $0.append($1) }
        }
        #expect(accounts.flatMap(\.wrong) == [], "seed \(seed)")
        // Every kind of command came up.
        #expect(accounts.contains { $0.repeated > 0 } && accounts.contains { $0.otherUses > 0 })
        #expect(accounts.contains { $0.conflicts > 0 } && accounts.contains { $0.malformed > 0 })
        let end = log.snapshot
        let accepted = accounts.flatMap(\.accepted)
        #expect(Set(accepted.map(\.key)).count == accepted.count, "seed \(seed)")
        #expect(accepted.reduce(0) { $0 + $1.size } == end.events.count, "seed \(seed)")
        for act in accepted {
            let events = try act.receipt.sequences.map { try end.events[$0 - 1].event() }
            #expect(events.allSatisfy { $0.key == act.key }, "seed \(seed)")
            #expect(events.map(\.sequence) == Array(act.receipt.sequences))
            let sealed = Array(
                end.events[(act.receipt.sequences.lowerBound - 1)...].prefix(act.size))
            #expect(
                try BatchReceipt(rebuiltFrom: sealed) == act.receipt, "seed \(seed)")
        }
        try checkReplay(of: log, seed: seed)
    }

    /// The export is sound, and folding it gives the live state.
    private func checkReplay(of log: MemoryLog, seed: UInt64) throws {
        let end = log.snapshot
        var writer = ExportWriter(log.genesis)
        var bytes = writer.opening
        var versions: [StreamID: Int] = [:]
        for sealed in end.events {
            bytes += writer.line(for: sealed)
            let event = try sealed.event()
            #expect(event.version == (versions[event.stream] ?? 0) + 1, "seed \(seed)")
            versions[event.stream] = event.version
        }
        bytes += writer.closing()
        #expect(versions == end.versions, "seed \(seed)")
        let report = SampleJournal.report(on: bytes, trusting: [])
        #expect(report.isSound && report.head == end.head.hash, "seed \(seed)")
    }

    private static func run(
        _ caller: Int, seed: UInt64, on log: MemoryLog, commands: Int
    ) -> Account {
        var random = SeededGenerator(seed: seed &+ UInt64(caller) &* 7919)
        var account = Account()
        for number in 0..<commands {
            do throws(JournalError) {
                try step(caller, number, on: log, &account, &random)
            } catch {
                account.wrong.append("caller \(caller), command \(number): \(error)")
            }
        }
        return account
    }

    private static func step(
        _ caller: Int, _ number: Int, on log: MemoryLog, _ account: inout Account,
        _ random: inout SeededGenerator
    ) throws(JournalError) {
        let choice = Int.random(in: 0..<10, using: &random)
        let key = try IdempotencyKey("c\(caller)-\(number)")
        switch choice {
        case 0:
            let empty = batch(key, [], [:], area: 1)
            do throws(JournalError) {
                _ = try log.append(empty)
                account.wrong.append("an empty batch is accepted")
            } catch .batchSize { account.malformed += 1 }
        case 1 where !account.accepted.isEmpty:
            guard let act = account.accepted.randomElement(using: &random) else { return }
            do throws(JournalError) {
                _ = try log.append(batch(act.key, [streams[0]], [:], area: -1))
                account.wrong.append("\(act.key) is used twice")
            } catch .keyUsedOtherwise(act.key, act.receipt.sequences.lowerBound) {
                account.otherUses += 1
            }
        default:
            let stream = streams.randomElement(using: &random) ?? streams[0]
            let second = streams.randomElement(using: &random) ?? streams[0]
            let isStale = choice == 2
            let known = log.version(of: stream) + (isStale ? 1000 : 0)
            let act = batch(key, [stream, second], [stream: known], area: number)
            do throws(JournalError) {
                let (receipt, isNew) = try log.append(act)
                if isStale || !isNew { account.wrong.append("\(key) should not be new") }
                account.accepted.append((key, receipt, 2))
                let again = try log.append(act)
                if again.isNew || again.receipt != receipt {
                    account.wrong.append("\(key) is recorded twice")
                }
                account.repeated += 1
            } catch .versionConflict(let conflicts) {
                account.conflicts += 1
                if conflicts.map(\.stream) != [stream] { account.wrong.append("\(conflicts)") }
            }
        }
    }

    private static func batch(
        _ key: IdempotencyKey, _ streams: [StreamID], _ expected: [StreamID: Int], area: Int
    ) -> Batch {
        Batch(
            key: key, actor: SampleJournal.person, basis: [], time: 1,
            entries: streams.map {
                Batch.Entry(stream: $0, type: "areaMeasured", payload: ["area": .integer(area)])
            }, expectedVersions: expected)
    }
}
