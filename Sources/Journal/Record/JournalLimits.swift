/// How much the journal takes, so that no input can exhaust the machine.
public struct JournalLimits: Hashable, Sendable {
    /// How deep arrays and objects of a payload may be nested.
    public var depth: Int
    /// How many bytes the canonical text of a payload may have.
    public var payloadBytes: Int
    /// How many events a batch may have.
    public var eventsPerBatch: Int
    /// How many citations a batch may rest on.
    public var citations: Int
    /// How many bytes the texts of these citations may have.
    public var basisBytes: Int
    /// How many bytes a line of an export may have.
    public var lineBytes: Int
    /// How many damages a verification lists before it stops.
    public var damages: Int

    /// Makes limits; without arguments those of the format.
    public init(
        depth: Int = 32, payloadBytes: Int = 1 << 20, eventsPerBatch: Int = 10_000,
        citations: Int = 100, basisBytes: Int = 1 << 16, lineBytes: Int = 1 << 21,
        damages: Int = 1000
    ) {
        self.depth = depth
        self.payloadBytes = payloadBytes
        self.eventsPerBatch = eventsPerBatch
        self.citations = citations
        self.basisBytes = basisBytes
        self.lineBytes = lineBytes
        self.damages = damages
    }

    /// The limits of the format, which other programs keep too.
    public static let format = JournalLimits()
}
