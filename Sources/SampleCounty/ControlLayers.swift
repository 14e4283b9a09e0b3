import Geodesy
import Geometry
import Glibc
import LandModel

/// The layers around the land use: villages, townships, slope, basic farmland, red line, boundary.
struct ControlLayers {
    let layers: [LandLayer]

    init(_ ground: SampleGround, landUse: LandLayer) {
        let farmland = Self.basicFarmland(ground, landUse)
        layers = [
            Self.villages(ground, landUse), Self.townships(ground, landUse), Self.slopes(ground),
            farmland, Self.redLine(ground), Self.development(ground), Self.outline(ground),
            Self.verification(farmland), Self.priorityAreas(ground),
        ]
    }

    private static func layer(
        _ role: LayerRole, _ geometry: PolygonLayer, _ columns: [AttributeColumn]
    ) -> LandLayer {
        LandLayer(
            name: role.rawValue, role: role, epsg: CountyLattice.epsg,
            featureIDs: (0..<geometry.featureCount).map { Int64($0 + 1) }, geometry: geometry,
            columns: columns)
    }

    /// Control areas are the sums of the patches, as the survey's levelling leaves them.
    private static func sums(
        _ landUse: LandLayer, count: Int, _ unit: (Int) -> Int
    ) -> [Double?] {
        var sums = [Area](repeating: .zero, count: count)
        if let column = landUse.column("TBMJ") {
            for patch in 0..<landUse.count {
                sums[unit(patch)] += Area(roundingSquareMetres: column.number(patch) ?? 0)
            }
        }
        return sums.map(\.squareMetres)
    }

    private static func villages(_ ground: SampleGround, _ landUse: LandLayer) -> LandLayer {
        let count = ground.terrain.villages.count
        let geometry = ground.tracer.polygons(labels: ground.terrain.village, count: count)
        let all = 0..<count
        return layer(
            .village, geometry,
            [
                SurveyLayers.text("BSM", all.map { "4599021" + ground.padded($0 + 1, 11) }),
                SurveyLayers.text("YSDM", all.map { _ in "1000600500" }),
                SurveyLayers.text("ZLDWDM", all.map(ground.villageCode)),
                SurveyLayers.text("ZLDWMC", all.map(ground.villageName)),
                SurveyLayers.real(
                    "DCMJ", sums(landUse, count: count) { ground.village(ofPatch: $0) }),
                SurveyLayers.real(
                    "JSMJ", SurveyLayers.recordedAreas(geometry).map(\.squareMetres)),
                SurveyLayers.text("MSSM", all.map { _ in "00" }),
                SurveyLayers.text("BZ", all.map { _ in "合成示例数据" }),
            ])
    }

    private static func townships(_ ground: SampleGround, _ landUse: LandLayer) -> LandLayer {
        let grid = ground.terrain.villages
        let labels = ground.terrain.village.map { Int32(grid.township(Int($0))) }
        let geometry = ground.tracer.polygons(labels: labels, count: grid.townshipCount)
        let all = 0..<grid.townshipCount
        return layer(
            .township, geometry,
            [
                SurveyLayers.text("BSM", all.map { "4599022" + ground.padded($0 + 1, 11) }),
                SurveyLayers.text("YSDM", all.map { _ in "1000600100" }),
                SurveyLayers.text("XZQDM", all.map(ground.townshipCode)),
                SurveyLayers.text("XZQMC", all.map(ground.townshipName)),
                SurveyLayers.real(
                    "DCMJ",
                    sums(landUse, count: grid.townshipCount) {
                        grid.township(ground.village(ofPatch: $0))
                    }),
                SurveyLayers.real(
                    "JSMJ", SurveyLayers.recordedAreas(geometry).map(\.squareMetres)),
                SurveyLayers.text("MSSM", all.map { _ in "00" }),
            ])
    }

    private static func slopes(_ ground: SampleGround) -> LandLayer {
        let (labels, first) = joined(ground) { cell in
            Int64(ground.terrain.village[cell]) * 8 + Int64(ground.terrain.slopeClass[cell])
        }
        let geometry = ground.tracer.polygons(labels: labels, count: first.count)
        return layer(
            .slope, geometry,
            [
                SurveyLayers.text(
                    "BSM", first.indices.map { "4599023" + ground.padded($0 + 1, 11) }),
                SurveyLayers.text("YSDM", first.map { _ in "2001010400" }),
                SurveyLayers.text("PDJB", first.map { String(ground.terrain.slopeClass[$0]) }),
            ])
    }

    /// Basic farmland covers most good cultivated cells; its borders run partly through patches.
    static func isBasicFarmland(_ ground: SampleGround, _ cell: Int) -> Bool {
        let code = CountyTerrain.classes[Int(ground.terrain.landClass[cell])]
        guard code == "0101" || code == "0103", ground.terrain.slopeClass[cell] <= 2 else {
            return false
        }
        let at = ground.lattice.centre(
            cell % ground.lattice.columnCount, cell / ground.lattice.columnCount)
        return 0.6 * ground.lattice.noise.smooth(60, at.x / 700, at.y / 700)
            + 0.4 * ground.lattice.noise.smooth(61, at.x / 150, at.y / 150) < 0.62
    }

    private static func basicFarmland(
        _ ground: SampleGround, _ landUse: LandLayer
    ) -> LandLayer {
        let (labels, first) = joined(ground) { cell in
            isBasicFarmland(ground, cell)
                ? Int64(ground.terrain.village[cell]) * 64 + Int64(ground.terrain.landClass[cell])
                : -1
        }
        let geometry = ground.tracer.polygons(labels: labels, count: first.count)
        let areas = SurveyLayers.recordedAreas(geometry)
        let patches = first.map { Int(ground.patch[$0]) }
        let rows = first.indices
        func patchText(_ name: String, _ field: String) -> AttributeColumn {
            let column = landUse.column(field)
            return SurveyLayers.text(name, patches.map { column?.text($0) })
        }
        let ridges = rows.map { row in
            Area(
                roundingSquareMetres: areas[row].squareMetres
                    * (landUse.column("KCXS")?.number(patches[row]) ?? 0))
        }
        return layer(
            .permanentBasicFarmland, geometry,
            [
                SurveyLayers.text("BSM", rows.map { "4599024" + ground.padded($0 + 1, 11) }),
                SurveyLayers.text("YSDM", rows.map { _ in "2005010300" }),
                SurveyLayers.text("XZQDM", rows.map { _ in SampleGround.county }),
                SurveyLayers.text("XZQMC", rows.map { _ in "示例县" }),
                SurveyLayers.text("YJJBNTTBBH", rows.map { ground.padded($0 + 1, 8) }),
                patchText("TBBH", "TBBH"), patchText("DLBM", "DLBM"), patchText("DLMC", "DLMC"),
                patchText("QSXZ", "QSXZ"), patchText("QSDWDM", "QSDWDM"),
                patchText("QSDWMC", "QSDWMC"), patchText("ZLDWDM", "ZLDWDM"),
                patchText("ZLDWMC", "ZLDWMC"),
                SurveyLayers.real("YJJBNTTBMJ", areas.map(\.squareMetres)),
                patchText("KCDLBM", "KCDLBM"),
                SurveyLayers.real("KCXS", patches.map { landUse.column("KCXS")?.number($0) }),
                SurveyLayers.real("KCMJ", ridges.map(\.squareMetres)),
                SurveyLayers.real("YJJBNTMJ", rows.map { (areas[$0] - ridges[$0]).squareMetres }),
                patchText("GDLX", "GDLX"), patchText("GDPDJB", "GDPDJB"),
                patchText("ZZSXDM", "ZZSXDM"), patchText("FRDBS", "FRDBS"),
                SurveyLayers.text("WDGD", rows.map { _ in "是" }),
                SurveyLayers.text("LXDH", rows.map { _ in "00000000000" }),
                SurveyLayers.text("BHKSSJ", rows.map { _ in "20220101" }),
                SurveyLayers.integer("SJNF", rows.map { _ in 2025 }),
            ])
    }

    /// The verified base: the farmland layer as it is.
    private static func verification(_ farmland: LandLayer) -> LandLayer {
        layer(
            .farmlandVerification, farmland.geometry,
            ["BSM", "DLBM"].compactMap { farmland.column($0) })
    }

    /// The first township is where the county wants its consolidation done.
    private static func priorityAreas(_ ground: SampleGround) -> LandLayer {
        let labels: [Int32] = ground.terrain.village.map {
            ground.terrain.villages.township(Int($0)) == 0 ? 0 : -1
        }
        return layer(
            .priorityArea, ground.tracer.polygons(labels: labels, count: 1),
            [SurveyLayers.text("MC", ["示例重点区域（合成数据）"])])
    }

    /// Connected runs of cells with equal keys; negative keys belong to none.
    static func joined(
        _ ground: SampleGround, _ key: (Int) -> Int64
    ) -> (labels: [Int32], first: [Int]) {
        var keys = ground.terrain.village.indices.map(key)
        for cell in keys.indices where keys[cell] < 0 { keys[cell] = -1 - Int64(cell) }
        var merging = CellMerging(cells: keys.count)
        merging.join(keys: keys, lattice: ground.lattice, target: nil) { _ in .max }
        var labels = merging.labels()
        var number: [Int32: Int32] = [:]
        var first: [Int] = []
        for cell in keys.indices {
            guard keys[cell] >= 0 else {
                labels[cell] = -1
                continue
            }
            if let known = number[labels[cell]] {
                labels[cell] = known
            } else {
                let next = Int32(first.count)
                number[labels[cell]] = next
                labels[cell] = next
                first.append(cell)
            }
        }
        return (labels, first)
    }

    /// The red line: free curves over the hills, and one reserve that follows patch borders.
    private static func redLine(_ ground: SampleGround) -> LandLayer {
        let lattice = ground.lattice
        var geometry = PolygonLayer()
        var seen: [(x: Double, y: Double)] = []
        if let at = reserve(ground) {
            seen.append(at)
            geometry.appendFeature([[curve(lattice, around: at, salt: 1)]])
        }
        let step = 37
        for j in stride(from: 8, to: lattice.rowCount - 8, by: step) {
            for i in stride(from: 8, to: lattice.columnCount - 8, by: step) {
                let cell = j * lattice.columnCount + i
                let at = lattice.centre(i, j)
                guard ground.terrain.slopeClass[cell] >= 4,
                    seen.allSatisfy({ hypot($0.x - at.x, $0.y - at.y) > 2400 })
                else { continue }
                seen.append(at)
                geometry.appendFeature([[curve(lattice, around: at, salt: cell)]])
            }
        }
        let all = 0..<geometry.featureCount
        return layer(
            .ecologicalRedLine, geometry,
            [
                SurveyLayers.text("BSM", all.map { "4599025" + ground.padded($0 + 1, 11) }),
                SurveyLayers.text("YSDM", all.map { _ in "2005020100" }),
                SurveyLayers.text("XZQMC", all.map { _ in "示例县" }),
                SurveyLayers.text("HXBM", all.map { "HX" + ground.padded($0 + 1, 4) }),
                SurveyLayers.real(
                    "MJ",
                    SurveyLayers.recordedAreas(geometry).map {
                        ($0.squareMetres / 100).rounded() / 100
                    }),
                SurveyLayers.text("HXMC", all.map { "示例生态保护红线\($0 + 1)" }),
                SurveyLayers.text("HXLX", all.map { _ in "水源涵养" }),
                SurveyLayers.text("XZQDM", all.map { _ in SampleGround.county }),
            ])
    }

    /// The middle of the reserve in the first township: ground that is no farmland, far from houses.
    static func reserve(_ ground: SampleGround) -> (x: Double, y: Double)? {
        let grid = ground.terrain.villages
        let lattice = ground.lattice
        var best: (score: Double, at: (x: Double, y: Double))?
        for cell in ground.terrain.village.indices {
            let village = Int(ground.terrain.village[cell])
            guard grid.township(village) == 0, !grid.isTown(village) else { continue }
            let code = CountyTerrain.classes[Int(ground.terrain.landClass[cell])]
            let i = cell % lattice.columnCount
            let j = cell / lattice.columnCount
            guard code.hasPrefix("03"), min(i, lattice.columnCount - 1 - i) > 8,
                min(j, lattice.rowCount - 1 - j) > 8
            else { continue }
            let at = lattice.centre(i, j)
            let score =
                Double(ground.terrain.slopeClass[cell]) * 300 + grid.distance(at, village)
            if score > best?.score ?? -1 { best = (score, at) }
        }
        return best?.at
    }

    private static func curve(
        _ lattice: CountyLattice, around at: (x: Double, y: Double), salt: Int
    ) -> [(x: Double, y: Double)] {
        let radius = 260 + 380 * lattice.noise.unit(70, salt)
        let points = 120
        return (0...points).map { index in
            let angle = 2 * Double.pi * Double(index % points) / Double(points)
            let wave =
                1 + 0.18 * sin(3 * angle + lattice.noise.unit(71, salt) * 6)
                + 0.07 * sin(7 * angle + lattice.noise.unit(72, salt) * 6)
            return lattice.place(
                at.x + radius * wave * cos(angle), at.y + radius * wave * sin(angle))
        }
    }

    private static func development(_ ground: SampleGround) -> LandLayer {
        let grid = ground.terrain.villages
        let labels: [Int32] = ground.terrain.village.indices.map { cell in
            let village = Int(ground.terrain.village[cell])
            guard grid.isTown(village) else { return -1 }
            let at = ground.lattice.centre(
                cell % ground.lattice.columnCount, cell / ground.lattice.columnCount)
            return grid.distance(at, village) < 800 ? Int32(grid.township(village)) : -1
        }
        let geometry = ground.tracer.polygons(labels: labels, count: grid.townshipCount)
        let kept = (0..<geometry.featureCount).filter {
            !geometry.polygons(ofFeature: $0).isEmpty
        }
        let shapes = geometry.selecting(kept)
        return layer(
            .urbanDevelopmentBoundary, shapes,
            [
                SurveyLayers.text("BSM", kept.map { "4599026" + ground.padded($0 + 1, 11) }),
                SurveyLayers.text("XZQDM", kept.map { _ in SampleGround.county }),
                SurveyLayers.text("YSDM", kept.map { _ in "2005030100" }),
                SurveyLayers.text("XZQMC", kept.map { _ in "示例县" }),
                SurveyLayers.text("GHFQDM", kept.map { _ in "100" }),
                SurveyLayers.text("GHFQMC", kept.map { _ in "城镇集中建设区" }),
                SurveyLayers.real("MJ", SurveyLayers.recordedAreas(shapes).map(\.squareMetres)),
            ])
    }

    private static func outline(_ ground: SampleGround) -> LandLayer {
        let labels = [Int32](repeating: 0, count: ground.lattice.cellCount)
        return layer(
            .surveyBoundary, ground.tracer.polygons(labels: labels, count: 1),
            [SurveyLayers.text("MC", ["示例县（合成数据）"])])
    }
}
