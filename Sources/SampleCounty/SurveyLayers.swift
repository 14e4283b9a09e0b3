import Geodesy
import Geometry
import LandModel

/// The land-use layer (DLTB) of the sample county, with attributes that agree with each other.
enum SurveyLayers {
    /// Ridge coefficients (田坎系数) of the fictional county by slope class 2...5: terrace, slope.
    private static let ridges: [(terrace: Double, sloping: Double)] = [
        (0.0412, 0.0387), (0.0785, 0.0642), (0.1123, 0.0891), (0.1406, 0.1055),
    ]

    static func landUse(_ ground: SampleGround) -> LandLayer {
        let geometry = ground.tracer.polygons(labels: ground.patch, count: ground.patchCount)
        let areas = recordedAreas(geometry)
        return LandLayer(
            name: LayerRole.landUse.rawValue, role: .landUse, epsg: CountyLattice.epsg,
            featureIDs: (1...Int64(ground.patchCount)).map { $0 }, geometry: geometry,
            columns: columns(ground, areas))
    }

    /// The official ellipsoidal area of each feature, recorded to 0.01 m².
    static func recordedAreas(_ geometry: PolygonLayer) -> [Area] {
        do {
            let frame = try CoordinateFrame(epsg: CountyLattice.epsg)
            return EllipsoidalArea.areas(of: geometry, frame: frame).map {
                Area(roundingSquareMetres: $0)
            }
        } catch {
            preconditionFailure("EPSG:\(CountyLattice.epsg) is a zone of CGCS2000: \(error)")
        }
    }

    private static func columns(_ ground: SampleGround, _ areas: [Area]) -> [AttributeColumn] {
        let rows = Rows(ground, areas)
        return [
            text("BSM", rows.all.map(\.bsm)), text("YSDM", rows.all.map { _ in "2001010100" }),
            text("TBYBH", rows.all.map { _ in nil }), text("TBBH", rows.all.map(\.number)),
            text("DLBM", rows.all.map(\.code)), text("DLMC", rows.all.map(\.className)),
            text("QSXZ", rows.all.map(\.ownership)), text("QSDWDM", rows.all.map(\.villageCode)),
            text("QSDWMC", rows.all.map(\.villageName)),
            text("ZLDWDM", rows.all.map(\.villageCode)),
            text("ZLDWMC", rows.all.map(\.villageName)),
            real("TBMJ", rows.all.map(\.area.squareMetres)),
            text("KCDLBM", rows.all.map { $0.ridge == nil ? nil : "1203" }),
            real("KCXS", rows.all.map { $0.ridge ?? 0 }),
            real("KCMJ", rows.all.map(\.deducted.squareMetres)),
            real("TBDLMJ", rows.all.map { ($0.area - $0.deducted).squareMetres }),
            text("GDLX", rows.all.map(\.terrain)), text("GDPDJB", rows.all.map(\.slope)),
            real("XZDWKD", rows.all.map(\.width)), text("TBXHDM", rows.all.map { _ in nil }),
            text("TBXHMC", rows.all.map { _ in nil }), text("ZZSXDM", rows.all.map(\.planting)),
            text("ZZSXMC", rows.all.map { $0.planting == nil ? nil : "种植粮食作物" }),
            integer("GDDB", rows.all.map(\.grade)), text("FRDBS", rows.all.map { _ in "0" }),
            text("CZCSXM", rows.all.map(\.settlement)), integer("SJNF", rows.all.map { _ in 2025 }),
            text("MSSM", rows.all.map { _ in "00" }), text("HDMC", rows.all.map { _ in nil }),
            text("BZ", rows.all.map { _ in "合成示例数据" }),
        ]
    }

    static func text(_ name: String, _ values: [String?]) -> AttributeColumn {
        AttributeColumn(name: name, values: .text(DictionaryText(values)))
    }

    static func real(_ name: String, _ values: [Double?]) -> AttributeColumn {
        AttributeColumn(name: name, values: .real(values))
    }

    static func integer(_ name: String, _ values: [Int64?]) -> AttributeColumn {
        AttributeColumn(name: name, values: .integer(values))
    }

    /// The attributes of one patch.
    struct Row {
        let bsm: String
        let number: String
        let code: String
        let className: String
        let ownership: String
        let villageCode: String
        let villageName: String
        let area: Area
        let ridge: Double?
        let deducted: Area
        let terrain: String?
        let slope: String?
        let width: Double?
        let planting: String?
        let grade: Int64?
        let settlement: String?
    }

    private struct Rows {
        var all: [Row] = []

        init(_ ground: SampleGround, _ areas: [Area]) {
            var counters = [Int](repeating: 0, count: ground.terrain.villages.count)
            let names = Dictionary(
                uniqueKeysWithValues: LandClass.all.map { ($0.code, $0.chineseName) })
            for patch in 0..<ground.patchCount {
                let village = ground.village(ofPatch: patch)
                counters[village] += 1
                let code = ground.code(ofPatch: patch)
                all.append(
                    SurveyLayers.row(
                        ground, patch, code: code, className: names[code] ?? "",
                        number: ground.padded(counters[village], 5), area: areas[patch]))
            }
        }
    }

    private static func row(
        _ ground: SampleGround, _ patch: Int, code: String, className: String, number: String,
        area: Area
    ) -> Row {
        let village = ground.village(ofPatch: patch)
        let cultivated = code.hasPrefix("01")
        let slope = ground.slope(ofPatch: patch)
        let sloped = cultivated && slope > 1
        let terraced = ground.lattice.noise.unit(50, patch) < 0.6
        let ridge =
            sloped ? (terraced ? ridges[slope - 2].terrace : ridges[slope - 2].sloping) : nil
        let stateOwned = ["1003", "1101", "0701", "0601", "08H2", "0810", "05H1"].contains(code)
        return Row(
            bsm: SampleGround.county + ground.padded(patch + 1, 12), number: number, code: code,
            className: className, ownership: stateOwned ? "20" : "30",
            villageCode: ground.villageCode(village), villageName: ground.villageName(village),
            area: area, ridge: ridge,
            deducted: ridge.map { Area(roundingSquareMetres: area.squareMetres * $0) } ?? .zero,
            terrain: sloped ? (terraced ? "TT" : "PD") : nil,
            slope: cultivated ? String(slope) : nil, width: width(code),
            planting: cultivated ? "LS" : nil,
            grade: cultivated ? grade(ground, patch, code: code, slope: slope) : nil,
            settlement: settlement(code, isTown: ground.terrain.villages.isTown(village)))
    }

    private static func width(_ code: String) -> Double? {
        switch code {
        case "1003": 18
        case "1006": 6.5
        case "1101": 42
        case "1107": 4
        default: nil
        }
    }

    private static func settlement(_ code: String, isTown: Bool) -> String? {
        switch code {
        case "0702": "203"
        case "0701", "0810", "05H1": isTown ? "202" : "203"
        case "0601": isTown ? "202A" : "203A"
        case "08H2", "1201": isTown ? "202" : "203"
        default: nil
        }
    }

    /// Quality grade 1...15, 1 best: paddy on flat ground is better than dry land on slopes.
    private static func grade(
        _ ground: SampleGround, _ patch: Int, code: String, slope: Int
    ) -> Int64 {
        let start = code == "0101" ? 6 : 9
        return Int64(min(15, start + slope - 1 + Int(ground.lattice.noise.unit(51, patch) * 2)))
    }
}
