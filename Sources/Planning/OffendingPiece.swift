import Geodesy
public import Geometry
public import LandModel

/// Where a plan breaks a spatial rule, for the map (违规图形).
public struct OffendingPiece: Sendable {
    /// The fact of the vocabulary that it adds to, such as `redLineOccupiedArea`.
    public let fact: String
    /// Number of the parcel.
    public let parcel: String
    /// Layer and feature it runs into.
    public let layer: String
    /// The feature of that layer.
    public let featureID: Int64
    /// Its shape, one feature, in the plane ``epsg``.
    public let shape: PolygonLayer
    /// EPSG code of the shape.
    public let epsg: Int
    /// Its official area.
    public let area: Area
}

/// The works of a plan against a layer they must keep off.
struct ForbiddenGround {
    private(set) var pieces: [OffendingPiece] = []
    private(set) var area = Area.zero

    /// - Parameters:
    ///   - rows: the parcels concerned, rows of ZZDK.
    ///   - zones: plane shapes of the layer.
    init(
        _ ground: PlanGround, _ plan: PlanModel, rows: [Int], zones: PolygonLayer,
        layer: LandLayer, fact: String
    ) throws(PlanningError) {
        let boxes = rows.map { ground.parcels.box(ofFeature: $0) }
        var borders = BorderSegments(grid: ground.grid)
        let first = Int32(ground.parcels.featureCount)
        var isMet = false
        for feature in 0..<zones.featureCount {
            let box = zones.box(ofFeature: feature)
            guard !box.isEmpty, boxes.contains(where: { $0.intersects(box) }) else { continue }
            borders.append(feature: feature, of: zones, key: first + Int32(feature))
            isMet = true
        }
        guard isMet else { return }
        for row in rows { borders.append(feature: row, of: ground.parcels, key: Int32(row)) }
        let arrangement = try PlanarArrangement(borders)
        for face in arrangement.faces {
            guard let parcel = face.cover.keys.first(where: { $0 < first }),
                let zone = face.cover.keys.first(where: { $0 >= first })
            else { continue }
            var shape = PolygonLayer()
            arrangement.append(face, to: &shape)
            shape.endFeature()
            let area = ground.recordedAreas(of: shape)[0]
            guard area > .zero else { continue }
            self.area += area
            pieces.append(
                OffendingPiece(
                    fact: fact, parcel: plan.parcels[Int(parcel)].id, layer: layer.name,
                    featureID: layer.featureIDs[Int(zone - first)], shape: shape,
                    epsg: ground.frame.epsg, area: area))
        }
    }
}
