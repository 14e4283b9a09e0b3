import Geodesy
import Geometry
import LandModel

/// The consolidation plan of the sample county: what happens to which ground in one township.
///
/// The plan keeps the measured rules of the five documents; the draft takes the same parcels but
/// reclaims too little, replaces too little basic farmland and builds inside the red line.
struct SamplePlan {
    private let ground: SampleGround
    private let area: [Bool]
    private var parcels: [Parcel] = []
    private var grades: [Int64?]

    private struct Parcel {
        var action: String
        var cells: [Int]
        var target: String?
        var grade: Int64?
        var inDraft = true
        var ring: [(x: Double, y: Double)]?
    }

    init(_ ground: SampleGround, landUse: LandLayer) {
        self.ground = ground
        let grid = ground.terrain.villages
        area = ground.terrain.village.map { grid.township(Int($0)) == 0 }
        grades = (0..<ground.patchCount).map { patch in
            landUse.column("GDDB")?.number(patch).map { Int64($0) }
        }
        let facts = PatchFacts(ground, landUse: landUse, area: area)
        choose(facts)
    }

    /// Sizes and places of the patches inside the consolidation area.
    private struct PatchFacts {
        var patches: [Int] = []
        var cells: [Int: [Int]] = [:]
        var size: [Int: Double] = [:]
        var toVillage: [Int: Double] = [:]
        var cultivated = 0.0

        init(_ ground: SampleGround, landUse: LandLayer, area: [Bool]) {
            let areas = landUse.column("TBMJ")
            for (cell, patch) in ground.patch.enumerated() where area[cell] {
                let patch = Int(patch)
                if cells[patch] == nil {
                    patches.append(patch)
                    size[patch] = areas?.number(patch) ?? 0
                    let at = ground.lattice.centre(
                        cell % ground.lattice.columnCount, cell / ground.lattice.columnCount)
                    toVillage[patch] = ground.terrain.villages.distance(
                        at, ground.village(ofPatch: patch))
                    if ground.code(ofPatch: patch).hasPrefix("01") {
                        cultivated += areas?.number(patch) ?? 0
                    }
                }
                cells[patch, default: []].append(cell)
            }
            patches.sort {
                (ground.lattice.noise.unit(80, $0), $0) < (ground.lattice.noise.unit(80, $1), $1)
            }
        }
    }

    private mutating func choose(_ facts: PatchFacts) {
        var used: Set<Int> = []
        let vacated = chooseNewCultivated(facts, &used)
        chooseConstruction(facts, budget: vacated * 0.35, &used)
        chooseImprovements(facts, &used)
        chooseReplacements(facts, used)
        chooseBreach()
    }

    /// Homesteads away from the village, then open land on gentle slopes, up to 7.5 % of the cultivated area.
    private mutating func chooseNewCultivated(_ facts: PatchFacts, _ used: inout Set<Int>) -> Double
    {
        let wanted = facts.cultivated * 0.075
        var gained = 0.0
        var vacated = 0.0
        for codes in [["0702", "1201"], ["0404", "0305", "0307"], ["0201"], ["0301"]] {
            for patch in facts.patches where gained < wanted {
                let code = ground.code(ofPatch: patch)
                let size = facts.size[patch] ?? 0
                guard codes.contains(code), ground.slope(ofPatch: patch) <= 3,
                    code != "0702" || (facts.toVillage[patch] ?? 0) > 260
                else { continue }
                let built = codes[0] == "0702"
                let flat = ground.slope(ofPatch: patch) == 1
                parcels.append(
                    Parcel(
                        action: built ? "腾退" : "复垦", cells: facts.cells[patch] ?? [],
                        target: flat ? "0101" : "0103", grade: flat ? 5 : 7,
                        inDraft: gained < wanted * 0.45))
                used.insert(patch)
                gained += size
                if built { vacated += size }
            }
        }
        return vacated
    }

    private mutating func chooseConstruction(
        _ facts: PatchFacts, budget: Double, _ used: inout Set<Int>
    ) {
        var built = 0.0
        for patch in facts.patches {
            let distance = facts.toVillage[patch] ?? 0
            let size = facts.size[patch] ?? 0
            guard ground.code(ofPatch: patch).hasPrefix("01"), ground.slope(ofPatch: patch) <= 2,
                distance > 190, distance < 520, size < 16_000, built + size <= budget
            else { continue }
            built += size
            used.insert(patch)
            let cells = facts.cells[patch] ?? []
            parcels.append(Parcel(action: "建新", cells: cells, target: "0702"))
            let basic = cells.filter { ControlLayers.isBasicFarmland(ground, $0) }
            if !basic.isEmpty { parcels.append(Parcel(action: "永农调出", cells: basic)) }
        }
    }

    private mutating func chooseImprovements(_ facts: PatchFacts, _ used: inout Set<Int>) {
        var withdrawn = 0.0
        for patch in facts.patches where !used.contains(patch) {
            let code = ground.code(ofPatch: patch)
            let slope = ground.slope(ofPatch: patch)
            let chance = ground.lattice.noise.unit(81, patch)
            let cells = facts.cells[patch] ?? []
            let grade = grades[patch].map { max(1, $0 - 2) }
            if code == "0103", slope >= 4, withdrawn < facts.cultivated * 0.004 {
                parcels.append(Parcel(action: "生态退耕", cells: cells, target: "0301"))
                withdrawn += facts.size[patch] ?? 0
            } else if code == "0103", slope == 1, chance < 0.25 {
                parcels.append(Parcel(action: "旱改水", cells: cells, target: "0101", grade: grade))
            } else if code == "0103", slope <= 2, chance < 0.45 {
                parcels.append(Parcel(action: "提质改造", cells: cells, target: "0103", grade: grade))
            } else {
                continue
            }
            used.insert(patch)
        }
    }

    /// Cultivated ground that is not yet basic farmland replaces what goes out, with a margin.
    private mutating func chooseReplacements(_ facts: PatchFacts, _ used: Set<Int>) {
        let out = parcels.filter { $0.action == "永农调出" }.reduce(0.0) { $0 + extent($1.cells) }
        var replaced = 0.0
        for patch in facts.patches where replaced < out * 1.25 {
            guard !used.contains(patch), ground.code(ofPatch: patch).hasPrefix("01"),
                ground.slope(ofPatch: patch) <= 2
            else { continue }
            let cells = (facts.cells[patch] ?? []).filter {
                !ControlLayers.isBasicFarmland(ground, $0)
            }
            guard !cells.isEmpty else { continue }
            parcels.append(
                Parcel(action: "永农补划", cells: cells, inDraft: replaced < out * 0.8))
            replaced += extent(cells)
        }
    }

    /// The draft's mistake: housing on the red line.
    private mutating func chooseBreach() {
        guard let at = ControlLayers.reserve(ground) else { return }
        let ring = [(-70.0, -40.0), (70, -40), (70, 40), (-70, 40), (-70, -40)].map {
            ground.lattice.place(at.x + $0.0, at.y + $0.1)
        }
        parcels.append(
            Parcel(action: "建新", cells: [], target: "0702", inDraft: true, ring: ring))
    }

    /// Size of cells before the warp, good enough to choose by.
    private func extent(_ cells: [Int]) -> Double {
        let lattice = ground.lattice
        return cells.reduce(0) { sum, cell in
            let i = cell % lattice.columnCount
            let j = cell / lattice.columnCount
            return sum + (lattice.lineX[i + 1] - lattice.lineX[i])
                * (lattice.lineY[j + 1] - lattice.lineY[j])
        }
    }

    // MARK: Layers

    func layers(draft: Bool) -> [LandLayer] {
        let kept = parcels.filter { draft ? $0.inDraft : $0.ring == nil }
        return [extentLayer(draft: draft), parcelLayer(kept), zones()]
    }

    private func extentLayer(draft: Bool) -> LandLayer {
        let geometry = ground.tracer.polygons(labels: area.map { $0 ? 0 : -1 }, count: 1)
        return LandLayer(
            name: LayerRole.consolidationArea.rawValue, role: .consolidationArea,
            epsg: CountyLattice.epsg, featureIDs: [1], geometry: geometry,
            columns: [
                SurveyLayers.text("XMBH", ["QY-\(SampleGround.county)-2025-001"]),
                SurveyLayers.text("XMMC", ["示例1镇全域土地综合整治项目（合成数据）"]),
                SurveyLayers.text("GC", [draft ? "第1稿" : "第2稿"]),
                SurveyLayers.text("XZQDM", [ground.townshipCode(0)]),
                SurveyLayers.text("XZQMC", [ground.townshipName(0)]),
                SurveyLayers.integer("DTND", [2025]), SurveyLayers.integer("ZXND", [2025]),
                SurveyLayers.text("SXTZ", ["否"]), SurveyLayers.text("QSTZ", ["否"]),
                SurveyLayers.integer("RKS", [Int64(residents)]),
                SurveyLayers.integer("GHRKS", [Int64(residents)]),
            ])
    }

    /// Invented: 1,200 residents to the village.
    private var residents: Int {
        (0..<ground.terrain.villages.count).filter { ground.terrain.villages.township($0) == 0 }
            .count * 1200
    }

    private static let subprojects: [String: (number: String, type: String)] = [
        "腾退": ("ZXM01", "homestead"), "建新": ("ZXM01", "homestead"),
        "复垦": ("ZXM02", "reserveCultivableLand"), "提质改造": ("ZXM03", "qualityUpgrade"),
        "旱改水": ("ZXM04", "dryToPaddyConversion"), "生态退耕": ("ZXM05", "greening"),
    ]

    private func parcelLayer(_ kept: [Parcel]) -> LandLayer {
        var geometry = PolygonLayer()
        for parcel in kept {
            if let ring = parcel.ring {
                geometry.appendFeature([[ring]])
                continue
            }
            geometry.appendFeature(0, of: ground.tracer.union(of: parcel.cells))
        }
        let areas = SurveyLayers.recordedAreas(geometry)
        return LandLayer(
            name: LayerRole.planParcel.rawValue, role: .planParcel, epsg: CountyLattice.epsg,
            featureIDs: kept.indices.map { Int64($0 + 1) }, geometry: geometry,
            columns: [
                SurveyLayers.text("DKBH", kept.indices.map { "DK" + ground.padded($0 + 1, 5) }),
                SurveyLayers.text("ZZLX", kept.map(\.action)),
                SurveyLayers.text("MBDL", kept.map(\.target)),
                SurveyLayers.text("ZXMBH", kept.map { Self.subprojects[$0.action]?.number }),
                SurveyLayers.text("ZXMLX", kept.map { Self.subprojects[$0.action]?.type }),
                SurveyLayers.text("RWBH", kept.map { Self.task($0.action) }),
                SurveyLayers.text("MJLY", kept.map { _ in "computed" }),
                SurveyLayers.integer("ZLDB", kept.map(\.grade)),
                SurveyLayers.integer("NF", kept.map { _ in 2026 }),
                SurveyLayers.real("SBMJ", areas.map(\.squareMetres)),
                SurveyLayers.text("GCLX", kept.map { $0.action == "建新" ? "建筑" : nil }),
                SurveyLayers.text(
                    "PZWH",
                    kept.map { $0.action == "建新" && $0.ring == nil ? "示例批〔2025〕1号（合成）" : nil }),
            ])
    }

    private static func task(_ action: String) -> String {
        "RW-" + (subprojects[action]?.number ?? "YN")
    }

    /// Four functional zones in every village of the area, without gap or overlap.
    private func zones() -> LandLayer {
        let kinds = [
            "agriculturalProduction", "villageConstruction", "industryDevelopment",
            "ecologicalProtection",
        ]
        let villages = (0..<ground.terrain.villages.count).filter {
            ground.terrain.villages.township($0) == 0
        }
        let number = Dictionary(uniqueKeysWithValues: villages.enumerated().map { ($1, $0) })
        let labels: [Int32] = area.indices.map { cell in
            guard area[cell], let village = number[Int(ground.terrain.village[cell])] else {
                return -1
            }
            return Int32(village * 4 + zone(cell))
        }
        let count = villages.count * 4
        let geometry = ground.tracer.polygons(labels: labels, count: count)
        let kept = (0..<count).filter { !geometry.polygons(ofFeature: $0).isEmpty }
        return LandLayer(
            name: LayerRole.functionalZone.rawValue, role: .functionalZone,
            epsg: CountyLattice.epsg, featureIDs: kept.indices.map { Int64($0 + 1) },
            geometry: geometry.selecting(kept),
            columns: [
                SurveyLayers.text("ZLDWDM", kept.map { ground.villageCode(villages[$0 / 4]) }),
                SurveyLayers.text("FQLX", kept.map { kinds[$0 % 4] }),
            ])
    }

    private func zone(_ cell: Int) -> Int {
        let at = ground.lattice.centre(
            cell % ground.lattice.columnCount, cell / ground.lattice.columnCount)
        let distance = ground.terrain.villages.distance(at, Int(ground.terrain.village[cell]))
        if distance < 190 { return 1 }
        if distance < 270 { return 2 }
        switch CountyTerrain.classes[Int(ground.terrain.landClass[cell])] {
        case "0301", "0305", "0307", "1101", "1106": return 3
        case "0702", "0701": return 1
        default: return distance > 700 && ground.terrain.slopeClass[cell] >= 4 ? 3 : 0
        }
    }
}
