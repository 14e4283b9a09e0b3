public import Geometry
public import LandModel

/// One layer of an open dataset, as an occupation analysis takes it.
public struct OccupationLayer: Sendable {
    /// A field by which areas are summed, with one value per feature.
    public struct Grouping: Sendable {
        /// The field, such as `DLBM`.
        public let field: String
        /// The value of each feature; features without one are grouped under nil.
        public let values: DictionaryText

        /// Takes the values of a field.
        public init(field: String, values: DictionaryText) {
            self.field = field
            self.values = values
        }
    }

    /// The layer's name.
    public let name: String
    /// What the layer means.
    public let role: LayerRole
    /// The shapes, in the space areas are measured in: degrees with long edges divided, or a plane.
    public private(set) var shapes: PolygonLayer
    /// How many features it has.
    let featureCount: Int
    /// The fields to sum by.
    public let groupings: [Grouping]

    /// Takes the shapes and the wanted fields of a layer.
    ///
    /// - Parameters:
    ///   - layer: name, role and attributes.
    ///   - shapes: its shapes in the space of the analysis, one feature per feature of `layer`.
    ///   - fields: the fields to sum by; those the layer does not have are left out.
    public init(_ layer: LandLayer, shapes: PolygonLayer, groupedBy fields: [String]) {
        precondition(shapes.featureCount == layer.count, "one shape per feature")
        name = layer.name
        role = layer.role
        self.shapes = shapes
        featureCount = shapes.featureCount
        groupings = fields.compactMap { field in
            guard let column = layer.column(field) else { return nil }
            return Grouping(
                field: column.name,
                values: DictionaryText((0..<layer.count).map { column.text($0) }))
        }
    }

    /// The layer without its shapes, once they lie on the grid of an index.
    func lettingShapesGo() -> OccupationLayer {
        var layer = self
        layer.shapes = PolygonLayer()
        return layer
    }
}
