public import Digest

/// A statement that the chain had a certain head at a certain time (检查点).
///
/// Signed and kept away from the journal, it proves that nothing up to its event was changed since.
public struct Checkpoint: Hashable, Sendable {
    /// The name and version of the format.
    static let format: StaticString = "tianchou-checkpoint-1"

    /// The number of the checkpoint in its journal, from 1 without gaps.
    public let number: Int
    /// The head it states: journal, sequence, hash.
    public let head: JournalHead
    /// When, in milliseconds since 1970-01-01 UTC.
    public let time: Int

    /// Makes a statement.
    public init(number: Int, head: JournalHead, time: Int) {
        precondition(number >= 1 && EventTime.accepts(time), "numbers from 1, times from 1970")
        self.number = number
        self.head = head
        self.time = time
    }

    /// The statement with a signature.
    ///
    /// - Throws: ``JournalError/signing(_:)`` when libcrypto cannot sign.
    public func signed(by key: PrivateKey) throws(JournalError) -> SignedCheckpoint {
        let bytes = canonicalBytes(algorithm: key.algorithm, keyID: key.publicKey.id)
        do throws(DigestError) {
            return SignedCheckpoint(
                canonicalBytes: bytes, signature: try key.signature(over: bytes))
        } catch {
            throw .signing(error)
        }
    }

    private func canonicalBytes(algorithm: SignatureAlgorithm, keyID: String) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.add("{\"algorithm\":")
        writer.add(plain: algorithm.rawValue)
        writer.add(",\"format\":\"")
        writer.add(Self.format)
        writer.add("\",\"head\":")
        writer.add(plain: head.hash.hex)
        writer.add(",\"journal\":")
        writer.add(plain: head.journal.text)
        writer.add(",\"key\":")
        writer.add(plain: keyID)
        writer.add(",\"number\":")
        writer.add(number)
        writer.add(",\"sequence\":")
        writer.add(head.sequence)
        writer.add(",\"time\":")
        writer.add(time)
        writer.add("}")
        return writer.bytes
    }
}

/// A checkpoint with its signature, as a store keeps it and an export writes it.
public struct SignedCheckpoint: Hashable, Sendable {
    /// The longest signature that is read, in bytes.
    static let longestSignature = 128

    /// The canonical text of the statement, which is what is signed.
    public let canonicalBytes: [UInt8]
    /// The signature.
    public let signature: [UInt8]

    /// Takes the parts as a store keeps them.
    public init(canonicalBytes: [UInt8], signature: [UInt8]) {
        self.canonicalBytes = canonicalBytes
        self.signature = signature
    }
}

/// What a checkpoint's canonical text says.
struct CheckpointStatement {
    let algorithm: SignatureAlgorithm
    let hash: HashValue
    let journal: JournalID
    let keyID: String
    let number: Int
    let sequence: Int
    let time: Int

    init?(_ cursor: inout CanonicalCursor) {
        guard cursor.take("{\"algorithm\":"), let name = cursor.name(),
            let algorithm = SignatureAlgorithm(
                rawValue: String(decoding: cursor.bytes[name], as: UTF8.self)),
            cursor.take(",\"format\":\""), cursor.take(Checkpoint.format),
            cursor.take("\",\"head\":"), let hash = cursor.hash(), cursor.take(",\"journal\":"),
            let journal = cursor.name(), cursor.take(",\"key\":"), let key = cursor.hash(),
            cursor.take(",\"number\":"), let number = cursor.integer(), number >= 1,
            cursor.take(",\"sequence\":"), let sequence = cursor.integer(), sequence >= 0,
            cursor.take(",\"time\":"), let time = cursor.integer(), EventTime.accepts(time),
            cursor.take("}")
        else { return nil }
        (self.algorithm, self.hash, keyID) = (algorithm, hash, key.hex)
        self.journal = JournalID(checked: cursor.bytes[journal])
        (self.number, self.sequence, self.time) = (number, sequence, time)
    }
}
