import Digest
import Foundation
import Journal
import TestSupport
import Testing

/// The program and the independent verifier say the same of every export, good or damaged.
@Suite struct OfflineAgreementTests {
    private static let isReady: Bool = {
        do {
            let (status, output) = try OfflineVerifier.run([])
            if status == 2, output.contains("no export named") { return true }
            print("SKIPPED: offline verifier: \(output)")
        } catch {
            print("SKIPPED: offline verifier: python3 does not start (\(error))")
        }
        return false
    }()

    private func verdict(_ report: VerificationReport) -> OfflineVerifier.Verdict {
        if let found = report.firstBreak {
            return .broken(line: found.line, event: found.sequence)
        }
        return .sound(
            events: report.events, head: report.head?.hex ?? "",
            confirmed: report.confirmedThrough)
    }

    @Test(.enabled(if: isReady), arguments: Suites.all)
    func `both call a whole journal sound, with its keys and without`(
        suite: Suites.Suite
    ) throws {
        let offline = try OfflineVerifier()
        let journal = try SampleJournal(
            events: 30, algorithm: suite.digest, key: PrivateKey(generating: suite.signature),
            seed: 5)
        let bytes = SampleJournal.bytes(journal.lines)
        for keys in [[], [journal.key.publicKey]] {
            let verdicts = try offline.verdicts(on: [bytes], trusting: keys)
            #expect(verdicts == [verdict(journal.report(on: journal.lines, trusting: keys))])
            #expect(verdicts.first.map { if case .sound = $0 { true } else { false } } == true)
        }
        let other = try PrivateKey(generating: suite.signature).publicKey
        let line = try #require(journal.checkpointLines.first) + 1
        guard case .broken(line, _) = try offline.verdicts(on: [bytes], trusting: [other])[0] else {
            Issue.record("a checkpoint of an unknown key is accepted")
            return
        }
        try offline.remove()
    }

    @Test(.enabled(if: isReady), arguments: Suites.all)
    func `both name the same first broken line after random mutations`(
        suite: Suites.Suite
    ) throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        var random = SeededGenerator(seed: seed)
        let journal = try SampleJournal(
            events: 18, algorithm: suite.digest, key: PrivateKey(generating: suite.signature),
            seed: seed)
        var exports: [[UInt8]] = []
        var names: [String] = []
        for trial in 0..<TrialCount.mutations {
            var lines = journal.lines
            var applied: [Mutation] = []
            for _ in 0...trial % 3 {
                let mutation = try #require(Mutation.allCases.randomElement(using: &random))
                lines = try mutation.applied(to: lines, of: journal, using: &random)
                applied.append(mutation)
            }
            exports.append(SampleJournal.bytes(lines))
            names.append("seed \(seed), trial \(trial), \(applied)")
        }
        let offline = try OfflineVerifier()
        let keys = [journal.key.publicKey]
        let verdicts = try offline.verdicts(on: exports, trusting: keys)
        var broken = 0
        for (index, bytes) in exports.enumerated() {
            let report = SampleJournal.report(on: bytes, trusting: keys)
            #expect(verdict(report) == verdicts[index], "\(names[index])")
            // The reading of the damage and the plain reading agree that there is one.
            #expect(report.damages.isEmpty == (report.firstBreak == nil), "\(names[index])")
            #expect(report.isSound == (bytes == SampleJournal.bytes(journal.lines)))
            if !report.isSound { broken += 1 }
        }
        #expect(broken * 4 > exports.count * 3, "most mutations change something (seed \(seed))")
        try offline.remove()
    }

    @Test(.enabled(if: isReady))
    func `both refuse the same of many odd texts in a payload`() throws {
        let journal = try SampleJournal(
            events: 1, algorithm: .sha256, key: PrivateKey(generating: .ed25519), seed: 1,
            checkpoints: false)
        let deep = { (count: Int) in
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        let payloads: [(text: String, isGood: Bool)] = [
            ("{}", true), ("[]", true), ("\"\"", true), ("0", true), ("-1", true), ("null", true),
            ("9007199254740991", true), ("-9007199254740991", true), ("9007199254740992", false),
            ("-0", false), ("01", false), ("1.0", false), ("1e3", false), ("+1", false),
            ("NaN", false), ("Infinity", false), ("{\"a\":1,\"b\":2}", true),
            ("{\"b\":2,\"a\":1}", false), ("{\"a\":1,\"a\":1}", false), ("{\"a\" :1}", false),
            ("{\"\":1}", false), ("{\"面积\":1}", false), ("{\"a b\":1}", false),
            ("{\"A\":1,\"a\":1}", true), ("{\"a\":1,\"aa\":1}", true),
            ("{\"aa\":1,\"a\":1}", false),
            ("\"面积\"", true), ("\"\\u9762\"", false), ("\"\\u001f\"", true),
            ("\"\\u001F\"", false), ("\"\\u000a\"", false), ("\"\\n\"", true), ("\"\\/\"", false),
            ("\"/\"", true), ("\"\u{7F}\"", true), ("\"\u{2028}\"", true), ("\"e\u{301}\"", true),
            ("\"\\ud800\"", false), ("\"\\ud834\\udd1e\"", false), ("\"\u{1D11E}\"", true),
            ("\"\t\"", false), (deep(32), true), (deep(33), false), ("[1,]", false), ("tru", false),
            ("[true,false,null]", true), ("\"\u{FEFF}\"", true), (deep(2000), false),
        ]
        var exports: [[UInt8]] = []
        for payload in payloads {
            exports.append(try export(of: journal, payload: Array(payload.text.utf8)))
        }
        for bytes: [UInt8] in [
            [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
        ] {
            exports.append(try export(of: journal, payload: [0x22] + bytes + [0x22]))
        }
        let offline = try OfflineVerifier()
        let verdicts = try offline.verdicts(on: exports, trusting: [])
        for (index, bytes) in exports.enumerated() {
            let name = index < payloads.count ? payloads[index].text : "bytes \(index)"
            let report = SampleJournal.report(on: bytes, trusting: [])
            #expect(verdict(report) == verdicts[index], "\(name)")
            #expect(report.isSound == (index < payloads.count && payloads[index].isGood), "\(name)")
        }
        try offline.remove()
    }

    /// An export of one event with that payload, chained by the rule whatever the payload is.
    private func export(of journal: SampleJournal, payload: [UInt8]) throws -> [UInt8] {
        let text = journal.events[0].canonicalBytes
        let (start, end) = (Array("\"payload\":".utf8), Array(",\"sequence\":".utf8))
        let from = try #require(text.indices.first { text[$0...].starts(with: start) })
        let to = try #require(text.indices.last { text[$0...].starts(with: end) })
        let bytes = text[..<from] + start + payload + text[to...]
        let event = SealedEvent(
            canonicalBytes: Array(bytes), previous: journal.genesis.hash,
            hash: ChainLink.hash(
                previous: journal.genesis.hash, bytes: bytes, algorithm: .sha256))
        return [
            journal.lines[0], JournalLine.event(event).bytes,
            JournalLine.end(JournalEnd(checkpoints: 0, events: 1, head: event.hash)).bytes,
        ].flatMap(\.self)
    }
}
