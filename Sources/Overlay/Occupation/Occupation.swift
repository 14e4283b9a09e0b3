public import LandModel

/// What lies under one polygon, layer by layer (压占分析).
///
/// The stated area of the polygon is divided among the pieces of each layer and what lies outside,
/// and levelled to 0.01 m² (调平), so that for every layer `covered + outside` is ``area`` exactly
/// and every grouping adds up to `covered` exactly.
public struct Occupation: Equatable, Sendable {
    /// The area of a group of features.
    public struct Group: Equatable, Sendable {
        /// The value of the field; nil for features without one.
        public let value: String?
        /// The part of the polygon that lies in them.
        public let area: Area
        /// How many of them the polygon meets.
        public let featureCount: Int
    }

    /// The areas by the values of one field.
    public struct Grouping: Equatable, Sendable {
        /// The field.
        public let field: String
        /// The groups, by value; features without one come last.
        public let groups: [Group]
    }

    /// The part of one feature.
    public struct Piece: Equatable, Sendable {
        /// The feature's row in its layer.
        public let feature: Int
        /// The part of the polygon that lies in it.
        public let area: Area
        /// Twice that part in grid units, before levelling.
        public let twice: Int64
    }

    /// One layer under the polygon.
    public struct Layer: Equatable, Sendable {
        /// The layer's name.
        public let name: String
        /// What the layer means.
        public let role: LayerRole
        /// The pieces, by feature.
        public let pieces: [Piece]
        /// The sum of the pieces.
        public let covered: Area
        /// What lies in no feature; negative where features of the layer overlap under the polygon.
        public let outside: Area
        /// The areas by field, in the order the fields were asked for.
        public let groupings: [Grouping]
        /// Twice the polygon minus pieces, outside and ``droppedTwice``, in grid units: 0.
        public let closureResidual: Int64
        /// Twice the rounding dust of pieces that are not listed, in grid units.
        public let droppedTwice: Int64
    }

    /// The stated area of the polygon.
    public let area: Area
    /// Its area on the grid of the analysis in m², before levelling; it differs from the stated area by the rounding to the grid.
    public let gridArea: Double
    /// The layers, in the order of the dataset.
    public let layers: [Layer]

    /// The same result with the sums of some fields only, in the order they are named.
    public func keeping(groupings fields: [String]) -> Occupation {
        Occupation(
            area: area, gridArea: gridArea,
            layers: layers.map { layer in
                Layer(
                    name: layer.name, role: layer.role, pieces: layer.pieces,
                    covered: layer.covered, outside: layer.outside,
                    groupings: fields.compactMap { field in
                        layer.groupings.first { $0.field == field }
                    }, closureResidual: layer.closureResidual,
                    droppedTwice: layer.droppedTwice)
            })
    }
}
