public import LandModel

/// One thing that happened, on the record for good (事件).
public struct Event: Sendable {
    /// The place in the journal, from 1 without gaps.
    public let sequence: Int
    /// What it happened to.
    public let stream: StreamID
    /// The place in the stream, from 1 without gaps.
    public let version: Int
    /// What happened.
    public let type: EventType
    /// Who did it, for which office.
    public let actor: ActingPerson
    /// The clauses it rests on (依据条款).
    public let basis: [Citation]
    /// When, in milliseconds since 1970-01-01 UTC, as the office's clock said.
    ///
    /// The order of events is that of ``sequence``; times may run back when a clock is set right.
    public let time: Int
    /// The caller's name of the batch.
    public let key: IdempotencyKey
    /// The place in the batch, from 0.
    public let batchIndex: Int
    /// How many events the batch has.
    public let batchSize: Int
    /// What there is to say about it.
    public let payload: CanonicalJSON
}

/// The parts that all events of one batch share.
struct EventFrame {
    let actor: ActingPerson
    let basis: [Citation]
    let time: Int
    let key: IdempotencyKey
    let batchSize: Int
}

extension CanonicalWriter {
    mutating func add(_ actor: ActingPerson) {
        add("{\"office\":")
        add(plain: actor.office.text)
        add(",\"person\":")
        add(plain: actor.person.text)
        add("}")
    }

    mutating func add(_ basis: [Citation]) {
        add("[")
        for (index, citation) in basis.enumerated() {
            add(index > 0 ? ",{\"clause\":" : "{\"clause\":")
            add(text: citation.clause)
            add(",\"document\":")
            add(text: citation.document)
            add(",\"phrase\":")
            add(text: citation.phrase)
            add("}")
        }
        add("]")
    }

    /// Adds an event whose payload is canonical already.
    mutating func add(
        _ frame: EventFrame, index: Int, sequence: Int, version: Int, entry: Batch.Entry,
        payload: [UInt8]
    ) {
        add("{\"actor\":")
        add(frame.actor)
        add(",\"basis\":")
        add(frame.basis)
        add(",\"batch\":{\"index\":")
        add(index)
        add(",\"size\":")
        add(frame.batchSize)
        add("},\"key\":")
        add(plain: frame.key.text)
        add(",\"payload\":")
        add(canonical: payload)
        add(",\"sequence\":")
        add(sequence)
        add(",\"stream\":")
        add(plain: entry.stream.text)
        add(",\"time\":")
        add(frame.time)
        add(",\"type\":")
        add(plain: entry.type.text)
        add(",\"version\":")
        add(version)
        add("}")
    }
}
