import Geometry
import LandModel

typealias Ring = [(x: Double, y: Double)]

/// A layer of shapes only; a plane without datum (EPSG 0) unless said otherwise.
func shapes(
    _ features: [[[Ring]]], role: LayerRole = .landUse, epsg: Int = 0, name: String? = nil
) -> LandLayer {
    var geometry = PolygonLayer()
    for feature in features { geometry.appendFeature(feature) }
    return LandLayer(
        name: name ?? role.rawValue, role: role, epsg: epsg,
        featureIDs: features.indices.map(Int64.init), geometry: geometry, columns: [])
}

/// An axis-parallel rectangle, far enough from the origin to look like metres.
func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Ring {
    let (x, y) = (x + 1000, y + 1000)
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
}

/// One land-use patch in EPSG:4524 and its attributes; every rule is met until a value is changed.
struct Patch {
    var values: [String: String?] = [
        "BSM": "450200000000000001", "YSDM": "2001010100", "TBBH": "00001", "DLBM": "0101",
        "DLMC": "水田", "QSXZ": "30", "QSDWDM": "4502030010010000000", "QSDWMC": "某村",
        "ZLDWDM": "4502030010010000000", "ZLDWMC": "某村", "TBMJ": "10000.00", "KCDLBM": "1203",
        "KCXS": "0.1000", "KCMJ": "1000.00", "TBDLMJ": "9000.00", "GDLX": "TT", "GDPDJB": "2",
        "XZDWKD": nil, "TBXHDM": nil, "ZZSXDM": "LS", "GDDB": "5", "FRDBS": "0", "CZCSXM": nil,
        "SJNF": "2023", "MSSM": "00",
    ]

    /// A patch of another class without the attributes of cultivated land.
    static func other(_ code: String, _ name: String) -> Patch {
        var patch = Patch()
        patch.values["DLBM"] = code
        patch.values["DLMC"] = name
        for field in ["KCDLBM", "KCXS", "KCMJ", "GDLX", "GDPDJB", "ZZSXDM", "GDDB"] {
            patch.values[field] = .some(nil)
        }
        patch.values["TBDLMJ"] = "10000.00"
        return patch
    }

    func with(_ changes: [String: String?]) -> Patch {
        var patch = self
        for (field, value) in changes { patch.values[field] = .some(value) }
        return patch
    }

    /// A land-use layer of patches, 100 m squares in a row on the central meridian of zone 36 (V01).
    static func layer(_ patches: [Patch], without absent: Set<String> = []) -> LandLayer {
        var geometry = PolygonLayer()
        for index in patches.indices {
            let x = 36_499_950 + Double(index) * 100
            let y = 2_691_789.6552
            geometry.appendFeature([[[(x, y), (x, y + 100), (x + 100, y + 100), (x + 100, y)]]])
        }
        let fields = (patches.first ?? Patch()).values.keys.sorted().filter { !absent.contains($0) }
        return LandLayer(
            name: "DLTB", role: .landUse, epsg: 4524,
            featureIDs: patches.indices.map { Int64($0) + 10 },
            geometry: geometry,
            columns: fields.map { field in
                AttributeColumn(
                    name: field,
                    values: .text(DictionaryText(patches.map { ($0.values[field] ?? nil) })))
            })
    }
}
