import Digest
import Foundation
import Journal
import TestSupport
import Testing

/// Every way to damage a journal once is found where it was done.
@Suite struct LocationTests {
    private func sample(_ suite: Suites.Suite, events: Int = 24) throws -> SampleJournal {
        try SampleJournal(
            events: events, algorithm: suite.digest,
            key: PrivateKey(generating: suite.signature), seed: 7)
    }

    private func damage(_ kind: Damage.Kind, _ place: Int, line: Int) -> Damage {
        Damage(line: line + 1, sequences: place...place, kind: kind)
    }

    @Test(arguments: Suites.all)
    func `a whole journal is sound and confirmed up to its last checkpoint`(
        suite: Suites.Suite
    ) throws {
        let journal = try sample(suite)
        let report = journal.report(on: journal.lines)
        #expect(report.isSound)
        #expect(report.damages.isEmpty)
        #expect(report.events == 24 && report.sequence == 24)
        #expect(report.head == journal.events.last?.hash)
        #expect(report.genesis == journal.genesis)
        #expect(report.confirmedCheckpoints == journal.checkpointLines.count)
        #expect(report.uncheckedCheckpoints == 0)
        let last = try #require(journal.checkpointLines.last)
        #expect(journal.lineOfPlace.lastIndex { $0 < last } == report.confirmedThrough)
        let unkeyed = journal.report(on: journal.lines, trusting: [])
        #expect(unkeyed.isSound && unkeyed.confirmedThrough == 0)
        #expect(unkeyed.uncheckedCheckpoints == journal.checkpointLines.count)
    }

    @Test(arguments: Suites.all)
    func `a flipped bit in any byte is found in its line`(suite: Suites.Suite) throws {
        let journal = try sample(suite, events: 8)
        let seed = UInt64.random(in: 0..<1 << 32)
        var random = SeededGenerator(seed: seed)
        let bytes = SampleJournal.bytes(journal.lines)
        let (line, place) = try positions(journal)
        let step = TrialCount.step
        let start = Int.random(in: 0..<step, using: &random)
        for position in stride(from: start, to: bytes.count, by: step) {
            var changed = bytes
            changed[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            let report = SampleJournal.report(on: changed, trusting: [journal.key.publicKey])
            #expect(report.firstBreak?.line == line[position] + 1, "seed \(seed), byte \(position)")
            let first = try #require(report.damages.first, "seed \(seed), byte \(position)")
            #expect(first.line == line[position] + 1, "seed \(seed), byte \(position)")
            if bytes[position] == 0x0A || changed[position] == 0x0A { continue }
            // Without its last line the export is cut as well.
            let isLast = line[position] == journal.lines.count - 1 && first.kind == .unreadable
            #expect(
                report.damages.dropFirst().map(\.kind) == (isLast ? [.endMissing] : []),
                "seed \(seed), byte \(position): \(report.damages)")
            if let place = place[line[position]] {
                #expect(first.sequences == place...place, "seed \(seed), byte \(position)")
                let kinds: [Damage.Kind] = [
                    .unreadable, .alteredContent, .alteredHash, .alteredPrevious,
                ]
                #expect(kinds.contains(first.kind), "seed \(seed), byte \(position): \(first)")
            }
        }
    }

    /// The line of each byte, and the place of each line that is a record.
    private func positions(
        _ journal: SampleJournal
    ) throws -> (line: [Int], place: [Int: Int]) {
        let line = journal.lines.enumerated().flatMap { index, bytes in
            Array(repeating: index, count: bytes.count)
        }
        let places = journal.lineOfPlace.enumerated().map { ($0.element, $0.offset) }
        return (line, Dictionary(uniqueKeysWithValues: places))
    }

    @Test func `the kind tells content from hashes`() throws {
        let journal = try sample(Suites.all[0])
        let line = journal.lineOfPlace[5]
        for (field, kind) in [
            ("\"time\":17", Damage.Kind.alteredContent), ("\"hash\":\"", .alteredHash),
            ("\"previous\":\"", .alteredPrevious),
        ] {
            var lines = journal.lines
            let text = String(decoding: lines[line], as: UTF8.self)
            let range = try #require(text.firstRange(of: field))
            let index = text.utf8.distance(from: text.startIndex, to: range.upperBound)
            lines[line][index] = lines[line][index] == UInt8(ascii: "0") ? 0x31 : 0x30
            #expect(journal.report(on: lines).damages == [damage(kind, 5, line: line)])
        }
    }

    @Test(arguments: Suites.all)
    func `a dropped line is missed where it stood`(suite: Suites.Suite) throws {
        let journal = try sample(suite)
        for place in 0...24 {
            let line = journal.lineOfPlace[place]
            var lines = journal.lines
            lines.remove(at: line)
            let report = journal.report(on: lines)
            #expect(report.damages == [damage(.missing, place, line: line)], "place \(place)")
            #expect(report.firstBreak == JournalBreak(line: line + 1, sequence: place))
        }
        for (index, line) in journal.checkpointLines.enumerated() {
            var lines = journal.lines
            lines.remove(at: line)
            let next = (journal.checkpointLines + [journal.lines.count - 1])[index + 1] - 1
            let report = journal.report(on: lines)
            #expect(report.damages.map(\.kind) == [.checkpointMissing])
            #expect(report.damages.map(\.line) == [next + 1])
        }
        let cut = journal.report(on: journal.lines.dropLast())
        #expect(cut.damages == [damage(.endMissing, 25, line: journal.lines.count - 1)])
    }

    @Test func `a run of dropped events is one damage`() throws {
        let journal = try sample(Suites.all[0])
        var lines = journal.lines
        let (first, last) = (journal.lineOfPlace[9], journal.lineOfPlace[17])
        lines.removeSubrange(first...last)
        // Checkpoints inside the run are gone as well.
        let kinds = journal.report(on: lines).damages.map(\.kind)
        #expect(kinds.contains(.missing))
        let missing = try #require(journal.report(on: lines).damages.first { $0.kind == .missing })
        #expect(missing.sequences == 9...17)
    }

    @Test(arguments: Suites.all)
    func `an event that was moved is named wherever it went`(suite: Suites.Suite) throws {
        let journal = try SampleJournal(
            events: 12, algorithm: suite.digest, key: PrivateKey(generating: suite.signature),
            seed: 3, checkpoints: false)
        for from in 1...12 {
            for to in 1...12 where to != from {
                var lines = journal.lines
                let line = lines.remove(at: journal.lineOfPlace[from])
                lines.insert(line, at: journal.lineOfPlace[to])
                let damages = journal.report(on: lines).damages
                #expect(damages.map(\.kind) == [.moved], "\(from) to \(to): \(damages)")
                // Of two neighbours that changed places either may be called the moved one.
                let named = abs(from - to) == 1 ? [from, to] : [from]
                #expect(
                    named.contains(damages.first?.sequences.lowerBound ?? 0),
                    "\(from) to \(to): \(damages)")
            }
        }
    }

    @Test(arguments: Suites.all)
    func `an inserted event is told from the right ones`(suite: Suites.Suite) throws {
        let journal = try sample(suite)
        for place in 1...24 {
            let line = journal.lineOfPlace[place]
            let forged = JournalLine.event(try journal.forged(place: place)).bytes
            let copy = journal.lines[line]
            for (bytes, at) in [(forged, line), (forged, line + 1), (copy, line + 1)] {
                var lines = journal.lines
                lines.insert(bytes, at: at)
                let report = journal.report(on: lines)
                #expect(
                    report.damages == [damage(.inserted, place, line: at)],
                    "place \(place) at \(at): \(report.damages)")
                #expect((line + 1...line + 2).contains(report.firstBreak?.line ?? 0))
            }
        }
    }

    @Test(arguments: Suites.all)
    func `an event that was written anew with a hash of its own is named`(
        suite: Suites.Suite
    ) throws {
        let journal = try sample(suite)
        for place in 1...23 {
            let line = journal.lineOfPlace[place]
            var lines = journal.lines
            lines[line] = JournalLine.event(try journal.forged(place: place)).bytes
            let damages = journal.report(on: lines).damages
            #expect(damages.contains(damage(.replaced, place, line: line)), "\(place): \(damages)")
            // A checkpoint right after it speaks too; nothing else does.
            let others = damages.filter { $0.kind != .replaced }
            #expect(others.allSatisfy { $0.kind == .rewritten && $0.sequences.contains(place) })
        }
    }

    @Test(arguments: Suites.all)
    func `a history written anew to its end is found by the next checkpoint`(
        suite: Suites.Suite
    ) throws {
        let journal = try sample(suite)
        let own = try PrivateKey(generating: suite.signature)
        for place in 1...20 {
            for isSigned in [false, true] {
                let lines = try rewritten(journal, from: place, key: isSigned ? own : nil)
                let report = journal.report(on: lines)
                let line = try #require(
                    journal.checkpointLines.first { $0 > journal.lineOfPlace[place] })
                #expect(report.firstBreak?.line == line + 1)
                let first = try #require(report.damages.first)
                #expect(first.line == line + 1)
                #expect(first.kind == (isSigned ? .checkpointKey : .rewritten))
                #expect(isSigned || first.sequences.contains(place))
            }
        }
    }

    /// The journal with another event at a place and everything after it chained anew.
    private func rewritten(
        _ journal: SampleJournal, from place: Int, key: PrivateKey?
    ) throws -> [[UInt8]] {
        var lines = journal.lines
        var last = journal.events[place - 1].previous
        var checkpoint = 0
        for (line, bytes) in lines.enumerated() where line >= journal.lineOfPlace[place] {
            if case .event(let old)? = JournalLine(bytes.dropLast()) {
                let content =
                    line == journal.lineOfPlace[place]
                    ? try journal.forged(place: place).canonicalBytes : old.canonicalBytes
                let hash = ChainLink.hash(
                    previous: last, bytes: content, algorithm: journal.genesis.algorithm)
                lines[line] =
                    JournalLine.event(
                        SealedEvent(canonicalBytes: content, previous: last, hash: hash)
                    ).bytes
                last = hash
            } else if case .checkpoint? = JournalLine(bytes.dropLast()), let key {
                checkpoint =
                    journal.checkpointLines.firstIndex(of: line).map { $0 + 1 } ?? checkpoint
                let sequence = journal.lineOfPlace.lastIndex { $0 < line } ?? 0
                lines[line] = try JournalLine.checkpoint(
                    Checkpoint(
                        number: checkpoint,
                        head: JournalHead(
                            journal: journal.genesis.journal, algorithm: journal.genesis.algorithm,
                            sequence: sequence, hash: last), time: 1
                    ).signed(by: key)
                ).bytes
            } else if case .end(let end)? = JournalLine(bytes.dropLast()) {
                lines[line] =
                    JournalLine.end(
                        JournalEnd(checkpoints: end.checkpoints, events: end.events, head: last)
                    ).bytes
            }
        }
        return lines
    }
}
