public import Access
import Digest
public import Journal
public import LandModel

/// A person's request to perform an act.
public struct ActRequest: Sendable {
    /// The operation.
    public let operation: String
    /// Who asks.
    public let person: Person.ID
    /// The appointment to act under; nil for any that gives the right.
    public let capacity: Appointment.ID?
    /// The input.
    public let input: CanonicalJSON
    /// The caller's name of the request: the same request again, under the same name, is done once.
    public let key: IdempotencyKey
    /// When, in milliseconds since 1970-01-01 UTC.
    public let time: Int

    /// Makes a request.
    public init(
        operation: String, person: Person.ID, capacity: Appointment.ID? = nil,
        input: CanonicalJSON, key: IdempotencyKey, time: Int
    ) {
        self.operation = operation
        self.person = person
        self.capacity = capacity
        self.input = input
        self.key = key
        self.time = time
    }

    /// What makes two requests of one key the same: who asks for what.
    ///
    /// The time is left out, because a repetition comes later.
    ///
    /// - Throws: `JSONFault` for an input that the journal could not keep.
    func digest() throws -> HashValue {
        let whole: CanonicalJSON = [
            "capacity": capacity.map { .text($0.text) } ?? .null, "input": input,
            "operation": .text(operation), "person": .text(person.text),
        ]
        return MessageDigest.hash(of: try whole.canonicalBytes(), by: .sha256)
    }
}

/// What became of a request that was granted.
public struct ActReceipt: Sendable {
    /// The batch of the act on the record.
    public let batch: BatchReceipt
    /// The result in a sentence.
    public let message: BilingualText
    /// Whether the act was on the record before, under the same key.
    public let isRepetition: Bool
}
