import Digest
import Journal
import LandModel
import TestSupport
import Testing

/// A small journal as lines of an export, and the means to forge them.
struct SampleJournal {
    let genesis: Genesis
    let key: PrivateKey
    /// Lines with their newlines.
    private(set) var lines: [[UInt8]] = []
    /// The events, by place from 1.
    private(set) var events: [SealedEvent] = []
    /// The index of the line of each place; that of the genesis record first.
    private(set) var lineOfPlace: [Int] = [0]
    private(set) var checkpointLines: [Int] = []

    static let person = ActingPerson(person: "chen.wei", office: "450205/nnr")
    static let basis = [
        Citation(document: "liuzhou-2020", clause: "一(二)1", phrase: "建设用地增减挂钩"),
        Citation(document: "柳自然资发〔2020〕45号", clause: "", phrase: ""),
    ]

    /// Makes a journal of so many events in batches of 1 to 3, with a checkpoint after every fourth
    /// batch.
    init(
        events count: Int, algorithm: DigestAlgorithm, key: PrivateKey, seed: UInt64,
        checkpoints: Bool = true
    ) throws {
        var random = SeededGenerator(seed: seed)
        genesis = Genesis(
            journal: "450205/journal-1", algorithm: algorithm, created: 1_700_000_000_000)
        self.key = key
        var writer = ExportWriter(genesis)
        lines.append(writer.opening)
        var head = genesis.head
        var versions: [StreamID: Int] = [:]
        var (batches, signed) = (0, 0)
        while events.count < count {
            batches += 1
            let size = min(Int.random(in: 1...3, using: &random), count - events.count)
            let batch = try Self.batch(number: batches, size: size, using: &random)
            guard
                case .sealed(let sealed, _, let next) = try head.sealing(batch, versions: versions)
            else { continue }
            for entry in batch.entries { versions[entry.stream, default: 0] += 1 }
            for event in sealed {
                lineOfPlace.append(lines.count)
                lines.append(writer.line(for: event))
                events.append(event)
            }
            head = next
            if checkpoints, batches % 4 == 0 {
                signed += 1
                checkpointLines.append(lines.count)
                lines.append(
                    writer.line(
                        for: try Checkpoint(
                            number: signed, head: head, time: 1_700_000_000_000 + batches
                        ).signed(by: key)))
            }
        }
        lines.append(writer.closing())
    }

    private static func batch(
        number: Int, size: Int, using random: inout SeededGenerator
    ) throws -> Batch {
        let entries = try (0..<size).map { index in
            Batch.Entry(
                stream: try StreamID("project/\(Int.random(in: 1...4, using: &random))"),
                type: ["subprojectRegistered", "areaMeasured", "opinionGiven"][index],
                payload: [
                    "area": .integer(Int.random(in: -5...2_000_000, using: &random)),
                    "name": .text(["西鹅乡地块", "a\"b\\c\n", "\u{1}é\u{301}𠮷", ""][number % 4]),
                    "parcels": .array([.bool(true), .null, ["id": .integer(number)]]),
                ])
        }
        return Batch(
            key: try IdempotencyKey("batch-\(number)"), actor: person,
            basis: number.isMultiple(of: 2) ? basis : [], time: 1_700_000_000_000 + number,
            entries: entries, expectedVersions: [:])
    }

    /// The bytes of an export.
    static func bytes(_ lines: [[UInt8]]) -> [UInt8] { Array(lines.joined()) }

    /// An event of the same place with another content and a hash that fits it.
    func forged(place: Int, previous: HashValue? = nil) throws -> SealedEvent {
        let original = events[place - 1]
        let text = String(decoding: original.canonicalBytes, as: UTF8.self)
        let other = Array(text.replacing("\"area\":", with: "\"area\":9").utf8)
        let bytes = other == original.canonicalBytes ? [] : other
        let before = previous ?? original.previous
        return SealedEvent(
            canonicalBytes: bytes, previous: before,
            hash: ChainLink.hash(
                previous: before, bytes: bytes, algorithm: genesis.algorithm))
    }

    /// What the verifier says of some lines.
    func report(on lines: [[UInt8]], trusting keys: [PublicKey]? = nil) -> VerificationReport {
        Self.report(on: Self.bytes(lines), trusting: keys ?? [key.publicKey])
    }

    /// What the verifier says of some bytes.
    static func report(on bytes: [UInt8], trusting keys: [PublicKey]) -> VerificationReport {
        var verifier = JournalVerifier(trusting: keys)
        var splitter = LineSplitter()
        splitter.add(bytes) { verifier.add($0) }
        if splitter.end() { verifier.add(nil) }
        return verifier.report()
    }
}

/// The two suites of algorithms.
enum Suites {
    struct Suite: Sendable, CustomTestStringConvertible {
        let digest: DigestAlgorithm
        let signature: SignatureAlgorithm
        var testDescription: String { "\(digest.rawValue) and \(signature.rawValue)" }
    }

    static let all = [
        Suite(digest: .sha256, signature: .ed25519), Suite(digest: .sm3, signature: .sm2),
    ]
}
