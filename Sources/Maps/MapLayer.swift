public import Geodesy
public import Geometry
import LandExchange
public import LandModel

/// A field of a layer as a map shows it.
public struct MapField: Hashable, Sendable {
    /// What the values are.
    public enum Kind: String, Hashable, Sendable {
        /// Text, days included.
        case text
        /// Whole numbers.
        case integer
        /// Other numbers.
        case real
    }

    /// The name in the snapshot, such as `DLBM`.
    public let name: String
    /// What the values are.
    public let kind: Kind
    /// The official Chinese name; nil for a field the survey does not know.
    public let title: String?
}

/// A layer of an open snapshot.
public struct MapLayer: Equatable, Sendable {
    /// The name in the snapshot.
    public let name: String
    /// What the layer means.
    public let role: LayerRole
    /// What it is called; a layer of no known role goes by its name.
    public let title: BilingualText
    /// How many features it has.
    public let count: Int
    /// The kind of its shapes, as GeoJSON names it.
    public let geometryKind: String
    /// The box around its features in degrees of longitude and latitude (CGCS2000); nil for an empty
    /// layer and for one whose coordinate system is none of the survey's.
    public let bounds: Box?
    /// The EPSG code of its coordinates in the snapshot; 0 when it has none.
    public let epsg: Int
    /// The frame of its coordinates; nil when they are not of CGCS2000, and the layer cannot be drawn.
    public let frame: CoordinateFrame?
    /// The fields, in the order of the file.
    public let fields: [MapField]
    /// The field with the recorded area of each feature (图斑面积, 调查面积); nil where the layer has none.
    public let areaField: String?
    /// The file the layer came from, by its SHA-256 in lower-case hex.
    public let digest: String

    /// Whether the import wrote the computed area of every feature.
    let hasComputedArea: Bool

    /// The field of a name; the exact name goes first, then the name in another case.
    public func field(_ name: String) -> MapField? {
        fields.first { $0.name == name }
            ?? fields.first { $0.name.uppercased() == name.uppercased() }
    }

    /// Fields that hold the recorded gross area of a feature in m², by role.
    ///
    /// 调查面积 of villages and townships is their control area. `MJ` of control lines has no fixed
    /// unit in the files that circulate, so the computed area stands for them.
    static func areaFields(of role: LayerRole) -> [String] {
        switch role {
        case .landUse, .cultivatedTarget: ["TBMJ"]
        case .permanentBasicFarmland: ["YJJBNTTBMJ", "TBMJ"]
        case .village, .township: ["DCMJ"]
        case .settlement: ["CZCMJ"]
        default: []
        }
    }
}

extension MapLayer {
    /// Describes a layer of a snapshot.
    init(_ layer: Snapshot.Layer, of snapshot: Snapshot) throws(LandExchangeError) {
        let all = try snapshot.fields(ofLayer: layer.name)
        let own = all.filter { $0.name != SnapshotConnection.computedAreaColumn }
        let box = try snapshot.box(ofLayer: layer.name)
        let frame = MapLayer.frame(layer.epsg)
        let fields = own.map { field in
            let kind: MapField.Kind =
                switch field.kind {
                case .integer: .integer
                case .real: .real
                case .text, .date: .text
                }
            return MapField(
                name: field.name, kind: kind,
                title: FieldTable.standard.chineseName(of: field.name, in: layer.role))
        }
        self.init(
            name: layer.name, role: layer.role,
            title: layer.role == .other
                ? BilingualText(zh: layer.name, en: layer.name) : layer.role.title,
            count: layer.featureCount, geometryKind: "MultiPolygon",
            bounds: box.flatMap { box in frame.map { MapSystem.degrees(of: box, in: $0) } },
            epsg: layer.epsg, frame: frame, fields: fields,
            areaField: MapLayer.areaFields(of: layer.role).first { name in
                fields.contains { $0.name == name && $0.kind != .text }
            }, digest: layer.digest, hasComputedArea: own.count < all.count)
    }

    private static func frame(_ epsg: Int) -> CoordinateFrame? {
        do { return try CoordinateFrame(epsg: epsg) } catch { return nil }
    }
}
