public import Geometry

/// A feature that a search found.
public struct MapHit: Equatable, Sendable {
    /// The layer.
    public let layer: String
    /// The identifier in the snapshot.
    public let id: Int64
    /// The value that was found, such as a name or a code.
    public let label: String
    /// The field it stands in.
    public let field: String
    /// What else tells the feature apart: its number, class, owner or village.
    public let detail: String
    /// The box around it in degrees of longitude and latitude.
    public let bounds: Box?
    /// How many features of the layer have the same value in the field, this one counted.
    public let count: Int
}
