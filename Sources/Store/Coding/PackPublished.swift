public import Access
public import Digest
public import Journal
public import LandModel

/// A revision of a policy pack is in force in this office from now on (规则包发布).
///
/// The stream is `pack/ID`. A project keeps the revision it was approved under, so revisions stay.
public struct PackPublished: Hashable, Sendable {
    static let eventType: EventType = "packPublished"

    /// The pack, such as `liuzhou-2020`.
    public let id: PackID
    /// What people call it.
    public let name: String
    /// The number that the pack gives its revision.
    public let revision: Int
    /// The digest of the pack's files.
    public let digest: HashValue
    /// Whether it is a draft, which judges and never blocks.
    public let isDraft: Bool
    /// The day from which the document is in force.
    public let from: CalendarDay
    /// The area it is for.
    public let area: AdministrativeCode
    /// The pack's files in the vault; nil when only the digest is kept.
    public let files: VaultID?
    /// The vocabulary the pack was checked against, in the vault.
    public let vocabulary: VaultID?

    /// Describes a revision.
    public init(
        id: PackID, name: String, revision: Int, digest: HashValue, isDraft: Bool = false,
        from: CalendarDay, area: AdministrativeCode, files: VaultID? = nil,
        vocabulary: VaultID? = nil
    ) {
        self.id = id
        self.name = name
        self.revision = revision
        self.digest = digest
        self.isDraft = isDraft
        self.from = from
        self.area = area
        self.files = files
        self.vocabulary = vocabulary
    }

    /// The stream of a pack.
    public static func stream(of id: PackID) -> StreamID {
        StreamID(registered: "pack/\(id.text)")
    }

    /// The entry of a batch that puts the event on the record.
    public var entry: Batch.Entry {
        Batch.Entry(
            stream: Self.stream(of: id), type: Self.eventType,
            payload: .members([
                "area": .text(area.payloadText), "digest": .text(digest.hex),
                "draft": .bool(isDraft), "files": files.map { .text($0.description) },
                "from": .text(from.description), "id": .text(id.text), "name": .text(name),
                "revision": .integer(revision),
                "vocabulary": vocabulary.map { .text($0.description) },
            ]))
    }

    init(_ payload: CanonicalJSON) throws(PayloadFault) {
        var reader = try StrictPayload(Self.eventType, payload)
        self.init(
            id: try reader.id("id"), name: try reader.text("name"),
            revision: try reader.integer("revision"),
            digest: try reader.text("digest") { HashValue(hex: $0) },
            isDraft: try reader.bool("draft"), from: try reader.day("from"),
            area: try reader.text("area") { AdministrativeCode(payloadText: $0) },
            files: try reader.optionalText("files") { VaultID($0) },
            vocabulary: try reader.optionalText("vocabulary") { VaultID($0) })
        try reader.finish()
    }
}

/// What identifies policy packs.
public enum PackSubject {}
/// A policy pack (规则包), such as `liuzhou-2020`.
public typealias PackID = AccessID<PackSubject>
