import Geodesy
import Geometry
import LandModel

/// Hand-made layers on a lattice of squares in EPSG:4524, near the middle of zone 36.
enum Lattice {
    static let epsg = 4524
    static let originX = 36_500_000.0
    static let originY = 2_690_000.0

    /// A rectangle in metres from the origin, counter-clockwise.
    static func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double
    ) -> [(x: Double, y: Double)] {
        [
            (originX + x, originY + y), (originX + x + width, originY + y),
            (originX + x + width, originY + y + height), (originX + x, originY + y + height),
        ]
    }

    static func shapes(_ polygons: [[[(x: Double, y: Double)]]]) -> PolygonLayer {
        var layer = PolygonLayer()
        for rings in polygons { layer.appendFeature([rings]) }
        return layer
    }

    static func text(_ name: String, _ values: [String?]) -> AttributeColumn {
        AttributeColumn(name: name, values: .text(DictionaryText(values)))
    }

    static func real(_ name: String, _ values: [Double?]) -> AttributeColumn {
        AttributeColumn(name: name, values: .real(values))
    }

    static func layer(
        _ role: LayerRole, _ shapes: PolygonLayer, _ columns: [AttributeColumn]
    ) -> LandLayer {
        LandLayer(
            name: role.rawValue, role: role, epsg: epsg,
            featureIDs: (0..<shapes.featureCount).map { Int64($0 + 1) }, geometry: shapes,
            columns: columns, digest: "d-" + role.rawValue)
    }

    /// The official areas, recorded.
    static func areas(_ shapes: PolygonLayer) throws -> [Area] {
        EllipsoidalArea.areas(of: shapes, frame: try CoordinateFrame(epsg: epsg)).map {
            Area(roundingSquareMetres: $0)
        }
    }

    /// One patch of a hand-made survey.
    struct Patch {
        var shape: [[(x: Double, y: Double)]]
        var code: String
        var ridge = 0.0
        var grade: Int?
        var village = "459902101201"
    }

    static func landUse(_ patches: [Patch]) throws -> LandLayer {
        let shapes = shapes(patches.map(\.shape))
        let gross = try areas(shapes)
        let net = zip(gross, patches).map {
            $0 - Area(roundingSquareMetres: $0.squareMetres * $1.ridge)
        }
        return layer(
            .landUse, shapes,
            [
                text("DLBM", patches.map(\.code)), text("ZLDWDM", patches.map(\.village)),
                real("TBMJ", gross.map(\.squareMetres)), real("TBDLMJ", net.map(\.squareMetres)),
                real("GDDB", patches.map { $0.grade.map(Double.init) }),
            ])
    }

    /// One parcel of a hand-made plan.
    struct Parcel {
        var shape: [[(x: Double, y: Double)]]
        var action: String
        var target: String?
        var provenance: String? = "measured"
        var grade: Int?
        var declared: Double?
        var ridge: Double?
        var subproject: String?
        var type: String?
    }

    static func plan(
        extent: [(x: Double, y: Double)], parcels: [Parcel], extra: [AttributeColumn] = []
    ) -> [LandLayer] {
        let extent = layer(
            .consolidationArea, shapes([[extent]]),
            [
                text("XMBH", ["P-1"]), text("XMMC", ["示例"]), text("XZQDM", ["459902101"]),
                real("DTND", [2025]), real("ZXND", [2025]),
            ] + extra)
        let works = layer(
            .planParcel, shapes(parcels.map(\.shape)),
            [
                text("DKBH", parcels.indices.map { "DK\($0 + 1)" }),
                text("ZZLX", parcels.map(\.action)), text("MBDL", parcels.map(\.target)),
                text("MJLY", parcels.map(\.provenance)),
                real("ZLDB", parcels.map { $0.grade.map(Double.init) }),
                real("SBMJ", parcels.map(\.declared)), real("KCXS", parcels.map(\.ridge)),
                text("ZXMBH", parcels.map(\.subproject)), text("ZXMLX", parcels.map(\.type)),
                text("RWBH", parcels.map { $0.subproject.map { "RW-" + $0 } }),
            ])
        return [extent, works]
    }
}
