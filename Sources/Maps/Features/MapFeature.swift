import Geodesy
public import Geometry
public import LandExchange
public import LandModel

/// One feature of a layer.
public struct MapFeature: Sendable, Equatable {
    /// The layer.
    public let layer: String
    /// The identifier in the snapshot.
    public let id: Int64
    /// The legal area; nil where none is recorded and none can be computed.
    public let area: Area?
    /// How the area is known: ``LandModel/AreaProvenance/declared`` as the file records it,
    /// ``LandModel/AreaProvenance/computed`` from the coordinates by the official formula.
    public let areaKind: AreaProvenance
    /// The box around it in the frame of its layer.
    let extent: Box?
    /// The frame of its layer.
    let frame: CoordinateFrame?
    /// The fields that were asked for.
    public let fields: [String]
    /// The values of the fields, in their order.
    public let values: [SnapshotValue]
    /// The shape as the only feature of a layer, x before y, in the units of ``system``; nil when not asked for.
    public let geometry: PolygonLayer?
    /// The system of the shape.
    public let system: MapSystem

    /// The box around it in degrees of longitude and latitude; nil when it has no shape.
    ///
    /// Computed when asked for: its sides are followed through the projection, which takes longer than
    /// all else about a feature that is only passed on.
    public var bounds: Box? {
        guard let extent, let frame else { return nil }
        return MapSystem.degrees(of: extent, in: frame)
    }

    /// The value of a field; nil when it was not asked for.
    public subscript(field: String) -> SnapshotValue? {
        fields.firstIndex(of: field).map { values[$0] }
    }

    /// The value of a field as text; nil when there is none.
    public func text(_ field: String) -> String? {
        switch self[field] {
        case .text(let text)?: text
        case .integer(let number)?: String(number)
        case .real(let number)?: String(number)
        case .null?, nil: nil
        }
    }
}

/// A page of features.
public struct FeaturePage: Sendable {
    /// The layer.
    public let layer: MapLayer
    /// How many features satisfy the query on all pages; nil when that was not asked for.
    public let total: Int?
    /// How many were passed over.
    public let offset: Int
    /// The features.
    public let items: [MapFeature]
}
