import Digest
import Foundation
import Journal
import TestSupport
import Testing

/// Several threads report what one does.
@Suite struct ThreadTests {
    private struct Interruption: Error {}

    /// What the verifier says with so many threads, every part of it.
    private func report(on bytes: [UInt8], _ key: PublicKey, threads: Int) -> String {
        let report = JournalVerifier.report(trusting: [key], threads: threads) { take in
            var splitter = LineSplitter()
            splitter.add(bytes, take)
            if splitter.end() { take(nil) }
        }
        return "\(report)"
    }

    @Test(arguments: Suites.all)
    func `a damaged journal is reported alike by one thread and by several`(
        suite: Suites.Suite
    ) throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        print("threads of verification: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        // Some seven times what is handed to another thread at once.
        let journal = try SampleJournal(
            events: 400, algorithm: suite.digest, key: PrivateKey(generating: suite.signature),
            seed: seed)
        let key = journal.key.publicKey
        for trial in 0..<TrialCount.mutations / 5 {
            var lines = journal.lines
            var applied: [Mutation] = []
            for _ in 0...trial % 4 {
                let mutation = try #require(Mutation.allCases.randomElement(using: &random))
                lines = try mutation.applied(to: lines, of: journal, using: &random)
                applied.append(mutation)
            }
            let bytes = SampleJournal.bytes(lines)
            let several = report(on: bytes, key, threads: 2 + trial % 4)
            #expect(
                report(on: bytes, key, threads: 1) == several,
                "seed \(seed), trial \(trial), \(applied)")
        }
    }

    @Test(arguments: Suites.all)
    func `a whole journal is sound, and one without its first line is not, for all alike`(
        suite: Suites.Suite
    ) throws {
        let journal = try SampleJournal(
            events: 400, algorithm: suite.digest, key: PrivateKey(generating: suite.signature),
            seed: 11)
        let key = journal.key.publicKey
        let whole = SampleJournal.bytes(journal.lines)
        #expect(whole.count > 6 << 15)
        #expect(
            JournalVerifier.report(trusting: [key], threads: 3) { take in
                for line in journal.lines { take(line.dropLast()) }
            }.isSound)
        // Without the genesis record the function of the chain must be found out.
        for bytes in [whole, SampleJournal.bytes(Array(journal.lines.dropFirst())), []] {
            #expect(report(on: bytes, key, threads: 1) == report(on: bytes, key, threads: 3))
        }
    }

    @Test func `a file is reported alike, and a list of damages that is full`() throws {
        let journal = try SampleJournal(
            events: 400, algorithm: .sha256, key: PrivateKey(generating: .ed25519), seed: 12)
        let file = FileManager.default.temporaryDirectory
            .appending(path: "journal-" + UUID().uuidString)
        var lines = journal.lines
        for place in stride(from: 5, to: 400, by: 7) { lines[place] = Array("rubbish\n".utf8) }
        try Data(SampleJournal.bytes(lines)).write(to: file)
        for limits in [JournalLimits.format, JournalLimits(damages: 10)] {
            let reports = try [1, 2, 4].map { threads in
                let report = try JournalVerifier.report(
                    onFile: file.path, limits: limits, threads: threads)
                return "\(report)"
            }
            #expect(Set(reports).count == 1)
        }
        try FileManager.default.removeItem(at: file)
    }

    @Test func `who brings the lines may fail in the middle`() throws {
        let journal = try SampleJournal(
            events: 200, algorithm: .sha256, key: PrivateKey(generating: .ed25519), seed: 13)
        #expect(throws: Interruption.self) {
            try JournalVerifier.report(threads: 2) { take in
                for line in journal.lines { take(line.dropLast()) }
                throw Interruption()
            }
        }
    }
}
