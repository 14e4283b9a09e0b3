import Geodesy
import Geometry
import LandModel

/// A layer whose shapes lie in the space areas are measured in; those it was read with are let go.
struct PlacedLayer {
    let layer: LandLayer
    /// The areas its pieces must sum to, in hundredths of a square metre; nil where pieces sum to nothing recorded.
    let stated: [Int64]?

    var shapes: PolygonLayer { layer.geometry }

    init(_ layer: LandLayer, shapes: PolygonLayer, stated: [Int64]? = nil) {
        self.layer = LandLayer(
            name: layer.name, role: layer.role, epsg: layer.epsg, featureIDs: layer.featureIDs,
            geometry: shapes, columns: layer.columns, digest: layer.digest)
        self.stated = stated
    }

    /// The layer with only the given features, in the given order.
    func selecting(_ features: [Int]) -> PlacedLayer {
        PlacedLayer(
            layer: layer.selecting(features, shapes: shapes.selecting(features)),
            stated: stated.map { all in features.map { all[$0] } })
    }

    private init(layer: LandLayer, stated: [Int64]?) {
        self.layer = layer
        self.stated = stated
    }
}
