import Geodesy
import Geometry
import LandExchange
import LandModel
import Maps

/// Features of a layer as parcels of a boundary-coordinate file (界址点坐标文件), in a 3-degree zone.
struct BoundaryParcels {
    /// The parcels with the fields that the file knows.
    let layer: LandLayer

    init(_ query: FeatureQuery, _ source: MapLayer, _ map: MapSnapshot) throws {
        var query = query
        query.system = try BoundaryParcels.zone(of: source)
        var shapes = PolygonLayer()
        var identifiers: [Int64] = []
        var numbers: [String?] = []
        var names: [String?] = []
        var classes: [String?] = []
        var areas: [Double?] = []
        try map.forEachFeature(query) { feature in
            guard let shape = feature.geometry else { return true }
            shapes.append(contentsOf: shape)
            identifiers.append(feature.id)
            numbers.append(Self.first(["DKBH", "TBBH", "BSM"], feature))
            names.append(Self.first(["DKMC", "ZLDWMC", "XZQMC", "MC"], feature))
            classes.append(Self.first(["DLBM"], feature))
            areas.append(feature.area?.squareMetres)
            return true
        }
        layer = LandLayer(
            name: source.name, role: .boundaryParcel, epsg: query.system.frame.epsg,
            featureIDs: identifiers, geometry: shapes,
            columns: [
                AttributeColumn(name: "DKBH", values: .text(DictionaryText(numbers))),
                AttributeColumn(name: "DKMC", values: .text(DictionaryText(names))),
                AttributeColumn(name: "DLBM", values: .text(DictionaryText(classes))),
                AttributeColumn(name: "stated_area_m2", values: .real(areas)),
            ])
    }

    private static func first(_ fields: [String], _ feature: MapFeature) -> String? {
        for field in fields {
            if let text = feature.text(field), !text.isEmpty { return text }
        }
        return nil
    }

    /// The zone of the layer, or the one around its middle where it is kept in degrees.
    private static func zone(of layer: MapLayer) throws -> MapSystem {
        if let frame = layer.frame, frame.zone != nil { return try MapSystem(epsg: frame.epsg) }
        let middle = layer.bounds.map { ($0.minX + $0.maxX) / 2 } ?? 0
        let zone = try GaussKruegerZone(
            width: .three, number: Int((middle / 3).rounded()), eastingHasZonePrefix: true)
        return try MapSystem(epsg: zone.epsg)
    }
}
