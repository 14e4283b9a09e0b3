import Digest
import Foundation
import Journal
import Testing

/// Exports line by line, and streams of bytes cut anywhere.
@Suite struct ExportTests {
    @Test(arguments: Suites.all)
    func `lines are read back to what was written`(suite: Suites.Suite) throws {
        let journal = try SampleJournal(
            events: 9, algorithm: suite.digest, key: PrivateKey(generating: suite.signature),
            seed: 2)
        var events: [SealedEvent] = []
        for bytes in journal.lines {
            let line = try #require(JournalLine(bytes.dropLast()))
            #expect(line.bytes == bytes)
            switch line {
            case .genesis(let genesis, let hash):
                #expect(genesis == journal.genesis && hash == genesis.hash)
            case .event(let event): events.append(event)
            case .checkpoint(let checkpoint):
                #expect(
                    try journal.key.publicKey.verifies(
                        checkpoint.signature, over: checkpoint.canonicalBytes))
            case .end(let end):
                #expect(end.events == 9 && end.head == journal.events.last?.hash)
            }
        }
        #expect(events == journal.events)
    }

    @Test func `bytes may come in any pieces`() {
        let text = Array("one\n\nthree\nfour".utf8)
        for size in 1...text.count {
            var splitter = LineSplitter(longest: 10)
            var lines: [String?] = []
            for start in stride(from: 0, to: text.count, by: size) {
                splitter.add(Array(text[start..<min(start + size, text.count)])) { line in
                    lines.append(line.map { String(decoding: $0, as: UTF8.self) })
                }
            }
            #expect(lines == ["one", "", "three"], "pieces of \(size)")
            #expect(splitter.end(), "a line without newline is left over")
        }
    }

    @Test func `a line beyond the limit is given up, not kept`() {
        var splitter = LineSplitter(longest: 4)
        var lines: [String?] = []
        for piece in ["12345", "6789", "\nab", "cd\nabcde\nx\n"] {
            splitter.add(Array(piece.utf8)) { line in
                lines.append(line.map { String(decoding: $0, as: UTF8.self) })
            }
        }
        #expect(lines == [nil, "abcd", nil, "x"])
        #expect(!splitter.end())
    }

    @Test func `a file is verified as its bytes are`() throws {
        let journal = try SampleJournal(
            events: 9, algorithm: .sm3, key: PrivateKey(generating: .ed25519), seed: 2)
        let file = FileManager.default.temporaryDirectory
            .appending(path: "journal-" + UUID().uuidString)
        try Data(SampleJournal.bytes(journal.lines)).write(to: file)
        let report = try JournalVerifier.report(
            onFile: file.path, trusting: [journal.key.publicKey])
        #expect(report.isSound && report.events == 9)
        try Data(SampleJournal.bytes(journal.lines).dropLast(3)).write(to: file)
        #expect(
            try JournalVerifier.report(onFile: file.path).damages.map(\.kind)
                == [.unreadable, .endMissing])
        try FileManager.default.removeItem(at: file)
        #expect(throws: JournalError.unreadableFile(path: file.path, code: 2)) {
            try JournalVerifier.report(onFile: file.path)
        }
    }

    @Test func `an export of nothing and one of no events`() throws {
        #expect(
            SampleJournal.report(on: [], trusting: []).damages.map(\.kind) == [.endMissing])
        let genesis = Genesis(journal: "j", algorithm: .sm3, created: 1)
        let writer = ExportWriter(genesis)
        let bytes = writer.opening + writer.closing()
        let report = SampleJournal.report(on: bytes, trusting: [])
        #expect(report.isSound && report.events == 0 && report.head == genesis.hash)
    }

    @Test func `a list of damages ends at its limit`() throws {
        var verifier = JournalVerifier(limits: JournalLimits(damages: 10))
        for _ in 0..<5000 { verifier.add(Array("rubbish".utf8)[...]) }
        let report = verifier.report()
        #expect(report.damages.count == 10 && report.isCut)
        #expect(report.lines == 5000)
    }

    @Test func `versions and batches that do not follow are found in a whole chain`() throws {
        let genesis = Genesis(journal: "j", algorithm: .sha256, created: 1)
        var head = genesis.head
        var writer = ExportWriter(genesis)
        var bytes = writer.opening
        for (number, known) in [0, 5, 6].enumerated() {
            let batch = Batch(
                key: try IdempotencyKey("k\(number)"), actor: SampleJournal.person, basis: [],
                time: 1, entries: [Batch.Entry(stream: "s", type: "t", payload: .null)],
                expectedVersions: [:])
            guard
                case .sealed(let events, _, let next) = try head.sealing(
                    batch, versions: ["s": known])
            else { continue }
            head = next
            bytes += writer.line(for: events[0])
        }
        bytes += writer.closing()
        let report = SampleJournal.report(on: bytes, trusting: [])
        #expect(report.damages == [Damage(line: 3, sequences: 2...2, kind: .version)])
        #expect(report.firstBreak == JournalBreak(line: 3, sequence: 2))
    }

    @Test func `half a batch at the end is found`() throws {
        let genesis = Genesis(journal: "j", algorithm: .sha256, created: 1)
        let batch = Batch(
            key: "k", actor: SampleJournal.person, basis: [], time: 1,
            entries: [
                Batch.Entry(stream: "s", type: "t", payload: 1),
                Batch.Entry(stream: "s", type: "t", payload: 2),
            ], expectedVersions: [:])
        guard case .sealed(let events, _, _) = try genesis.head.sealing(batch, versions: [:]) else {
            Issue.record("not sealed")
            return
        }
        var writer = ExportWriter(genesis)
        let bytes = writer.opening + writer.line(for: events[0]) + writer.closing()
        #expect(
            SampleJournal.report(on: bytes, trusting: []).damages
                == [Damage(line: 3, sequences: 1...1, kind: .batch)])
    }
}
