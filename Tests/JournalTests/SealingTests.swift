import Digest
import Journal
import LandModel
import Testing

/// What comes onto the record and what is refused.
@Suite struct SealingTests {
    private let genesis = Genesis(journal: "j", algorithm: .sm3, created: 0)

    private func batch(
        _ key: IdempotencyKey = "k1", time: Int = 5, area: Int = 7,
        streams: [StreamID] = ["project/1"], expected: [StreamID: Int] = ["project/1": 0]
    ) -> Batch {
        Batch(
            key: key, actor: SampleJournal.person, basis: SampleJournal.basis, time: time,
            entries: streams.map {
                Batch.Entry(stream: $0, type: "areaMeasured", payload: ["area": .integer(area)])
            }, expectedVersions: expected)
    }

    private func sealed(
        _ sealing: Sealing
    ) throws -> (events: [SealedEvent], receipt: BatchReceipt, head: JournalHead) {
        guard case .sealed(let events, let receipt, let head) = sealing else {
            throw JournalError.notAnEvent
        }
        return (events, receipt, head)
    }

    @Test func `events say who, what, when, under which clauses, and where they stand`() throws {
        let streams: [StreamID] = ["project/1", "ledger/quota", "project/1"]
        let (events, receipt, head) = try sealed(
            genesis.head.sealing(batch(streams: streams), versions: ["ledger/quota": 4]))
        let read = try events.map { try $0.event() }
        #expect(read.map(\.sequence) == [1, 2, 3])
        #expect(read.map(\.version) == [1, 5, 2])
        #expect(read.map(\.stream) == streams)
        #expect(read.map(\.batchIndex) == [0, 1, 2])
        #expect(read.allSatisfy { $0.batchSize == 3 && $0.key == "k1" && $0.time == 5 })
        #expect(read.allSatisfy { $0.actor == SampleJournal.person && $0.type == "areaMeasured" })
        #expect(read.allSatisfy { $0.basis == SampleJournal.basis && $0.payload["area"] == 7 })
        #expect(events.map(\.previous) == [genesis.hash, events[0].hash, events[1].hash])
        #expect(head.sequence == 3 && head.hash == events[2].hash && head.journal == "j")
        #expect(receipt.sequences == 1...3 && receipt.hash == head.hash)
    }

    @Test func `the hash is that of the previous hash and the canonical bytes`() throws {
        let (events, _, _) = try sealed(genesis.head.sealing(batch(), versions: [:]))
        let text = [UInt8](repeating: 0, count: 32) + genesis.canonicalBytes
        #expect(genesis.hash == MessageDigest.hash(of: text, by: .sm3))
        #expect(
            events[0].hash
                == MessageDigest.hash(
                    of: genesis.hash.bytes + events[0].canonicalBytes, by: .sm3))
        #expect(
            String(decoding: genesis.canonicalBytes, as: UTF8.self)
                == #"{"created":0,"format":"tianchou-journal-1","hash":"sm3","journal":"j"}"#)
    }

    @Test func `a repeated batch gets the earlier receipt, though time and versions moved on`()
        throws
    {
        let (events, receipt, head) = try sealed(genesis.head.sealing(batch(), versions: [:]))
        let again = try head.sealing(
            batch(time: 99, expected: ["project/1": 0]), versions: ["project/1": 1],
            earlier: EarlierBatch(rebuiltFrom: events, algorithm: .sm3))
        guard case .recordedBefore(receipt) = again else {
            Issue.record("\(again)")
            return
        }
    }

    @Test func `the key of another act is refused, and before versions are looked at`() throws {
        let (events, _, head) = try sealed(genesis.head.sealing(batch(), versions: [:]))
        let earlier = try EarlierBatch(rebuiltFrom: events, algorithm: .sm3)
        let refusal = JournalError.keyUsedOtherwise(key: "k1", sequence: 1)
        for other in [
            batch(area: 8), batch(streams: ["project/2"]),
            batch(streams: ["project/1", "project/1"]),
        ] {
            #expect(throws: refusal) {
                try head.sealing(other, versions: ["project/1": 1], earlier: earlier)
            }
        }
    }

    @Test func `a stream that moved on refuses the act, even one that was only read`() throws {
        let act = batch(expected: ["project/1": 2, "plan/9": 3, "office/1": 1])
        let conflicts = [
            VersionConflict(stream: "plan/9", expected: 3, actual: 4),
            VersionConflict(stream: "project/1", expected: 2, actual: 0),
        ]
        #expect(throws: JournalError.versionConflict(conflicts)) {
            try genesis.head.sealing(act, versions: ["plan/9": 4, "office/1": 1])
        }
        #expect(act.streams == ["project/1", "plan/9", "office/1"])
    }

    @Test func `malformed batches are refused whole`() throws {
        let head = genesis.head
        #expect(throws: JournalError.batchSize(0, limit: 10_000)) {
            try head.sealing(batch(streams: []), versions: [:])
        }
        #expect(throws: JournalError.batchSize(3, limit: 2)) {
            try head.sealing(
                batch(streams: ["a", "b", "c"]), versions: [:],
                limits: JournalLimits(eventsPerBatch: 2))
        }
        #expect(throws: JournalError.unacceptableTime(-1)) {
            try head.sealing(batch(time: -1), versions: [:])
        }
        #expect(throws: JournalError.unacceptablePayload(entry: 0, fault: .integerRange)) {
            try head.sealing(batch(area: .max), versions: [:])
        }
        let long = Citation(document: String(repeating: "文", count: 30_000), clause: "", phrase: "")
        #expect(throws: JournalError.basisSize(citations: 1, bytes: 90_000)) {
            try head.sealing(
                Batch(
                    key: "k", actor: SampleJournal.person, basis: [long], time: 0,
                    entries: batch().entries, expectedVersions: [:]), versions: [:])
        }
    }

    @Test func `group commit: batches are sealed one after the other, a refused one leaves none`()
        throws
    {
        var head = genesis.head
        var versions: [StreamID: Int] = [:]
        var events: [SealedEvent] = []
        for number in 1...5 {
            let act = batch(
                try IdempotencyKey("k\(number)"),
                expected: ["project/1": number == 3 ? 9 : number - (number > 3 ? 2 : 1)])
            do {
                let result = try sealed(head.sealing(act, versions: versions))
                events += result.events
                head = result.head
                versions["project/1", default: 0] += 1
            } catch JournalError.versionConflict {
                #expect(number == 3)
            }
        }
        #expect(try events.map { try $0.event().key } == ["k1", "k2", "k4", "k5"])
        #expect(try events.map { try $0.event().version } == [1, 2, 3, 4])
    }

    @Test func `a receipt is made again from the events`() throws {
        let streams: [StreamID] = ["a", "b", "a"]
        let act = batch(streams: streams, expected: [:])
        let (events, receipt, _) = try sealed(genesis.head.sealing(act, versions: [:]))
        #expect(try BatchReceipt(rebuiltFrom: events) == receipt)
        #expect(throws: JournalError.notOneBatch(sequence: 1)) {
            try BatchReceipt(rebuiltFrom: events.dropLast())
        }
        #expect(throws: JournalError.notOneBatch(sequence: 2)) {
            try BatchReceipt(rebuiltFrom: Array(events.dropFirst()))
        }
        #expect(throws: JournalError.notOneBatch(sequence: 0)) {
            try BatchReceipt(rebuiltFrom: [])
        }
        let broken = SealedEvent(canonicalBytes: [1], previous: .zero, hash: .zero)
        #expect(throws: JournalError.notAnEvent) { try broken.event() }
    }

    @Test func `names are ASCII and short`() throws {
        for text in ["", "面积", "a b", "a\"", String(repeating: "a", count: 129), "é", "a\n"] {
            #expect(throws: JournalError.unacceptableName(text)) { try StreamID(text) }
        }
        let name = "450205/plan_2026:v1.0@x-y"
        #expect(try StreamID(name).text == name)
        #expect(try StreamID(String(repeating: "a", count: 128)).text.count == 128)
        #expect(StreamID("a") < StreamID("b"))
    }
}
