public import Digest

/// An event in the chain: its canonical bytes, its hash, and the hash before it.
///
/// These three are what a store keeps and an export writes; ``event`` is read from the bytes.
public struct SealedEvent: Sendable, Hashable {
    /// The canonical text of the event.
    public let canonicalBytes: [UInt8]
    /// The hash of the record before.
    public let previous: HashValue
    /// The hash of ``previous`` followed by ``canonicalBytes``.
    public let hash: HashValue

    /// Takes the parts as a store or an export gives them; ``JournalVerifier`` tells whether they
    /// belong together.
    public init(canonicalBytes: [UInt8], previous: HashValue, hash: HashValue) {
        self.canonicalBytes = canonicalBytes
        self.previous = previous
        self.hash = hash
    }

    /// The event.
    ///
    /// - Throws: ``JournalError/notAnEvent`` when the bytes are no canonical text of an event.
    public func event(limits: JournalLimits = .format) throws(JournalError) -> Event {
        var cursor = CanonicalCursor(canonicalBytes[...])
        guard let places = EventPlaces(&cursor, limits: limits), cursor.isAtEnd else {
            throw .notAnEvent
        }
        return try places.event(in: cursor.bytes, limits: limits)
    }
}
