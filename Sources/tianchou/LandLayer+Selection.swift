import Geometry
import LandModel

extension LandLayer {
    /// The layer with only the given features, in the given order; `shapes` are theirs.
    func selecting(_ features: [Int], shapes: PolygonLayer) -> LandLayer {
        LandLayer(
            name: name, role: role, epsg: epsg, featureIDs: features.map { featureIDs[$0] },
            geometry: shapes,
            columns: columns.map { column in
                let values: AttributeColumn.Values =
                    switch column.values {
                    case .text(let text): .text(DictionaryText(features.map { text[$0] }))
                    case .integer(let numbers): .integer(features.map { numbers[$0] })
                    case .real(let numbers): .real(features.map { numbers[$0] })
                    }
                return AttributeColumn(name: column.name, values: values)
            }, digest: digest)
    }
}
