public import Access
public import Journal
public import LandModel

/// What identifies datasets.
public enum DatasetSubject {}
/// A dataset (数据集): the survey of an area, edition after edition.
public typealias DatasetID = AccessID<DatasetSubject>

/// A snapshot of survey data came onto the record (数据导入).
///
/// The stream is `dataset/ID`; each event of it is a new edition, and the earlier ones stay.
public struct DatasetImported: Hashable, Sendable {
    /// A layer of the snapshot.
    public struct Layer: Hashable, Sendable {
        /// The table in the snapshot.
        public let name: String
        /// What the layer means.
        public let role: LayerRole
        /// How many features it has.
        public let featureCount: Int
        /// The sum of the computed areas; nil where none were computed.
        public let computedArea: Area?
        /// SHA-256 of the layer's content, which measured facts name.
        public let digest: String

        /// Describes a layer.
        public init(
            name: String, role: LayerRole, featureCount: Int, computedArea: Area?, digest: String
        ) {
            self.name = name
            self.role = role
            self.featureCount = featureCount
            self.computedArea = computedArea
            self.digest = digest
        }
    }

    static let eventType: EventType = "datasetImported"

    /// The dataset.
    public let id: DatasetID
    /// What people call it.
    public let name: String
    /// The area it is about.
    public let area: AdministrativeCode
    /// The snapshot in the vault.
    public let snapshot: VaultID
    /// The layers of the snapshot, in its order.
    public let layers: [Layer]

    /// Describes an edition of a dataset.
    public init(
        id: DatasetID, name: String, area: AdministrativeCode, snapshot: VaultID, layers: [Layer]
    ) {
        self.id = id
        self.name = name
        self.area = area
        self.snapshot = snapshot
        self.layers = layers
    }

    /// The stream of a dataset.
    public static func stream(of id: DatasetID) -> StreamID {
        StreamID(registered: "dataset/\(id.text)")
    }

    /// The entry of a batch that puts the event on the record.
    public var entry: Batch.Entry {
        Batch.Entry(
            stream: Self.stream(of: id), type: Self.eventType,
            payload: [
                "area": .text(area.payloadText), "id": .text(id.text),
                "layers": .array(layers.map(\.payload)), "name": .text(name),
                "snapshot": .text(snapshot.description),
            ])
    }

    init(_ payload: CanonicalJSON) throws(PayloadFault) {
        var reader = try StrictPayload(Self.eventType, payload)
        var layers: [Layer] = []
        for value in try reader.list("layers") {
            layers.append(try Layer(try reader.inner(value, "layers")))
        }
        self.init(
            id: try reader.id("id"), name: try reader.text("name"),
            area: try reader.text("area") { AdministrativeCode(payloadText: $0) },
            snapshot: try reader.text("snapshot") { VaultID($0) }, layers: layers)
        try reader.finish()
    }
}

extension DatasetImported.Layer {
    fileprivate var payload: CanonicalJSON {
        .members([
            "computedArea": computedArea.map { .integer(Int($0.hundredths)) },
            "digest": .text(digest),
            "features": .integer(featureCount), "name": .text(name), "role": .text(role.rawValue),
        ])
    }

    fileprivate init(_ reader: consuming StrictPayload) throws(PayloadFault) {
        let area = reader.optional("computedArea")
        guard area == nil || area?.integer != nil else {
            throw reader.fault("computedArea", .unfit)
        }
        self.init(
            name: try reader.text("name"),
            role: try reader.text("role") { LayerRole(rawValue: $0) },
            featureCount: try reader.integer("features"),
            computedArea: area?.integer.map { Area(hundredths: Int64($0)) },
            digest: try reader.text("digest"))
        try reader.finish()
    }
}
