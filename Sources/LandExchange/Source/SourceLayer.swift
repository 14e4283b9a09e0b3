/// A layer of a survey file before it is read.
public struct SourceLayer: Equatable, Sendable {
    /// The name in the file; for a Shapefile or TXT the file's name without its ending.
    public let name: String
    /// The kind of geometry as the file says, such as `Polygon` or `LineString`.
    public let geometryKind: String
    /// Whether it holds polygons, by the file's word; single features may still differ.
    public let hasPolygons: Bool
    /// The fields in their order.
    public let fields: [SourceField]
    /// How many features the file claims.
    public let featureCount: Int
    /// The coordinate system; nil when the file names none.
    public let reference: CoordinateReference?
    /// The encoding of its texts.
    public let encoding: TextEncoding
    /// What was noticed and is no error.
    public let warnings: [ImportWarning]
    /// The grid on which the file keeps coordinates as integers (FileGDB); nil for any other format.
    public let grid: CoordinateGrid?
}
