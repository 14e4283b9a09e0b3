public import Geometry

/// One layer of a dataset in memory: what it means, where it lies, its shapes and attributes.
public struct LandLayer: Sendable {
    /// The layer's name in its file.
    public let name: String
    /// What the layer means.
    public let role: LayerRole
    /// EPSG code of the coordinates in `geometry`; 0 when the layer has none and none was given.
    public let epsg: Int
    /// The feature identifiers of the file (GeoPackage fid, Shapefile record number from 0).
    public let featureIDs: [Int64]
    /// The shapes, one feature per identifier, x (easting or longitude) before y.
    public let geometry: PolygonLayer
    /// The attributes, each with one value per feature.
    public let columns: [AttributeColumn]
    /// SHA-256 of the file the layer came from, lower-case hex; empty for a computed layer.
    public let digest: String

    /// Makes a layer; the geometry and every column must have one entry per identifier.
    public init(
        name: String, role: LayerRole, epsg: Int, featureIDs: [Int64], geometry: PolygonLayer,
        columns: [AttributeColumn], digest: String = ""
    ) {
        precondition(geometry.featureCount == featureIDs.count, "one geometry per feature")
        precondition(
            columns.allSatisfy { $0.count == featureIDs.count }, "one value per feature and column")
        self.name = name
        self.role = role
        self.epsg = epsg
        self.featureIDs = featureIDs
        self.geometry = geometry
        self.columns = columns
        self.digest = digest
    }

    /// The number of features.
    public var count: Int { featureIDs.count }

    /// The column of a field, found without regard to case; nil when the layer has none.
    public func column(_ name: String) -> AttributeColumn? {
        columns.first { $0.name == name }
            ?? columns.first { $0.name.uppercased() == name.uppercased() }
    }
}
