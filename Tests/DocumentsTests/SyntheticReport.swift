import Documents
import Geometry
import LandModel
import Policy

/// A whole synthetic report on a synthetic county, for the tests.
struct SyntheticReport {
    let county: SyntheticCounty

    static let small = SyntheticReport(county: SyntheticCounty(columns: 24, rows: 20, cell: 190))

    /// Patches whose class the plan changes: hamlets and poor forest become paddy or dry fields.
    func newCode(_ i: Int, _ j: Int) -> String? {
        let n = SyntheticCounty.noise(i, j, 11)
        switch county.code(i, j) {
        case "0702": return n < 0.3 ? "0101" : nil
        case "0307": return n < 0.4 ? "0103" : nil
        case "0404": return "0103"
        case "0101": return n > 0.985 ? "0702" : nil
        default: return nil
        }
    }

    func report(draft: Bool = false, seconds: Int = 1_795_135_620) -> ComplianceReport {
        let digest = "5f2c9a17e0b4d1836a5b0c7e92f4418d3a6c05be71f29d84c03b5e1670a9d2f4"
        var report = ComplianceReport(
            heading: ReportHeading(
                number: "TC-990122-20261120-5f2c9a17",
                projectName: "合成镇示例四村等 6 村全域土地综合整治项目（合成数据）", projectCode: "QY-990122-2026-003",
                applicant: "合成县人民政府", planVersion: BilingualText(zh: "第 3 稿", en: "draft 3"),
                remark: BilingualText(
                    zh: "演示数据：图斑、村界、永久基本农田、生态保护红线及业务记录均为合成，不代表任何真实行政区。",
                    en:
                        "Synthetic data: patches, villages, control lines and records stand for no real place."
                ),
                command: "tianchou check --data 合成县2025.gpkg --plan 方案第3稿.gpkg --pack liuzhou-2020 "
                    + "--as-of 2026-11-20 --out 报告",
                preparedBy: "周 敏", reviewedBy: "韦建国"),
            pack: ReportPack(
                code: "liuzhou-2020", revision: 4, digest: digest,
                title: BilingualText(
                    zh: "柳州市全域土地综合整治与生态修复工作实施方案",
                    en: "Liuzhou work plan for comprehensive land consolidation"), isDraft: draft,
                basis: ["桂自然资规〔2020〕9号"], clauseCount: 21),
            areaBasis: AreaBasis(kind: .ellipsoidal, densificationMetres: 70, gridMetres: 0.0001),
            moment: ReportMoment(epochSeconds: seconds),
            asOf: CalendarDay(daysSinceEpoch: 20_777), programVersion: "1.0.0")
        report.findings = SyntheticFindings(isDraft: draft, digest: digest).all
        report.acts = [
            ReportAct(
                id: "approveInitiation",
                name: BilingualText(zh: "整体批复立项", en: "initiation approval")),
            ReportAct(
                id: "approveImplementationPlan",
                name: BilingualText(zh: "批复实施方案", en: "approval of the implementation plan")),
            ReportAct(id: "acceptWhole", name: BilingualText(zh: "整体验收", en: "whole acceptance")),
        ]
        report.askedAct = "approveInitiation"
        report.names = SyntheticFindings.names
        report.sources = sources
        report.tables = tables
        report.map = map
        return report
    }

    private var sources: [SourceLayer] {
        let year = BilingualText(zh: "2025 年度", en: "2025")
        let third = BilingualText(zh: "第 3 稿", en: "draft 3")
        func hash(_ seed: Int) -> String {
            (0..<64).map { String(Int(SyntheticCounty.noise(seed, $0, 9) * 16), radix: 16) }
                .joined()
        }
        return [
            SourceLayer(
                name: BilingualText(zh: "地类图斑", en: "Land-use patches"), layer: "DLTB",
                edition: year,
                featureCount: county.cells.count, digest: hash(1)),
            SourceLayer(
                name: BilingualText(zh: "村级调查区", en: "Villages"), layer: "CJDCQ", edition: year,
                featureCount: 6, digest: hash(1)),
            SourceLayer(
                name: BilingualText(zh: "永久基本农田", en: "Permanent basic farmland"),
                layer: "YJJBNTBHTB", edition: year, featureCount: 118, digest: hash(2)),
            SourceLayer(
                name: BilingualText(zh: "整治地块", en: "Plan parcels"), layer: "ZZDK", edition: third,
                featureCount: 46, digest: hash(3)),
        ]
    }

    var tables: ReportTables {
        let landUse = county.landUse
        var before: [String: Area] = [:]
        var after: [String: Area] = [:]
        var moves: [String: [String: Area]] = [:]
        for (feature, cell) in county.cells.enumerated() {
            let area = SyntheticCounty.area(feature, of: landUse.shapes)
            let old = landUse.codes[feature]
            let new = newCode(cell.i, cell.j) ?? old
            before[old, default: .zero] += area
            after[new, default: .zero] += area
            moves[old, default: [:]][new, default: .zero] += area
        }
        let classes = LandClass.all.filter { before[$0.code] != nil || after[$0.code] != nil }
        let total = before.values.reduce(.zero, +)
        var tables = ReportTables()
        tables.landUse = classes.map {
            LandUseChange(
                landClass: $0, before: before[$0.code] ?? .zero, after: after[$0.code] ?? .zero)
        }
        tables.transition = TransitionMatrix(
            classes: classes,
            cells: classes.map { row in classes.map { moves[row.code]?[$0.code] ?? .zero } })
        tables.spaces = ThreeSpace.allCases.map { space in
            let members = tables.landUse.filter { $0.landClass.space == space }
            return SpaceChange(
                space: space, before: members.reduce(.zero) { $0 + $1.before },
                after: members.reduce(.zero) { $0 + $1.after })
        }
        tables.villages = villages
        tables.farmland = FarmlandAdjustment(
            before: .init(
                parcels: 118, area: Area(hundredths: 1_888_236_200),
                remark: BilingualText(zh: "演示合成", en: "synthetic")),
            takenOut: .init(
                parcels: 11, area: Area(hundredths: 28_158_200),
                remark: BilingualText(zh: "安置区 3 处、零星 8 块", en: "3 housing sites, 8 scattered")),
            putIn: .init(
                parcels: 10, area: Area(hundredths: 29_113_700),
                remark: BilingualText(zh: "与现有永久基本农田相接", en: "adjoining basic farmland")),
            netRemark: BilingualText(zh: "净增率 3.39%，要求 5.00%", en: "3.39 % net, 5.00 % required"))
        addChecks(to: &tables, total: total)
        return tables
    }

    private func addChecks(to tables: inout ReportTables, total: Area) {
        let none = BilingualText(zh: "", en: "")
        tables.fragmentation = [
            FragmentationIndex(
                name: BilingualText(zh: "耕地图斑密度", en: "Patch density of cultivated land"),
                unit: BilingualText(zh: "块/百公顷", en: "per 100 ha"), before: 15.42, after: 12.07,
                decimals: 2, better: .lower),
            FragmentationIndex(
                name: BilingualText(zh: "平均图斑面积", en: "Mean patch area"),
                unit: BilingualText(zh: "公顷", en: "ha"), before: 3.6101, after: 4.0244, decimals: 4,
                better: .higher),
            FragmentationIndex(
                name: BilingualText(zh: "耕地连片度", en: "Contiguity"), unit: none, before: 0.7312,
                after: 0.7312, decimals: 4, better: .higher),
        ]
        let lines: [(String, String, Int)] = [
            ("各图斑之和 = 各村之和", "patches = villages", county.cells.count),
            ("各村之和 = 乡镇", "villages = township", 6), ("各乡镇之和 = 县控制面积", "townships = county", 1),
            ("整治后各地类之和 = 整治前", "classes after = classes before", tables.landUse.count),
        ]
        tables.closure = lines.map {
            ClosureLine(
                scope: BilingualText(zh: $0.0, en: $0.1), members: $0.2, sum: total, control: total)
        }
        tables.quality = [
            QualityLine(
                rule: "TOPO-OVERLAP", title: BilingualText(zh: "图斑重叠", en: "Overlapping patches"),
                severity: .error, count: 0),
            QualityLine(
                rule: "TOPO-GAP", title: BilingualText(zh: "图斑缝隙", en: "Gaps between patches"),
                severity: .error, count: 2, area: Area(hundredths: 1245)),
            QualityLine(
                rule: "ATTR-OWNER", title: BilingualText(zh: "权属性质未填", en: "Ownership empty"),
                severity: .warning, count: 14),
        ]
    }

    private var villages: VillageTasks {
        let names = ["示例四村", "示例五村", "示例八村", "示例九村", "示例十村", "示例十一村"]
        let landUse = county.landUse
        let rows = names.enumerated().map { village, name in
            let (columns, rows) = county.block(village)
            var amounts = [VillageTasks.Amount](
                repeating: .init(parcels: 0, area: .zero), count: 3)
            var built = Area.zero
            for (feature, cell) in county.cells.enumerated()
            where columns.contains(cell.i) && rows.contains(cell.j) {
                guard newCode(cell.i, cell.j) != nil else { continue }
                let area = SyntheticCounty.area(feature, of: landUse.shapes)
                switch landUse.codes[feature] {
                case "0702": amounts[0].add(area)
                case "0307": amounts[1].add(area)
                case "0404": amounts[2].add(area)
                default: built += area
                }
            }
            return VillageTasks.Row(
                village: name, amounts: amounts,
                newCultivated: amounts.reduce(.zero) { $0 + $1.area }, newConstruction: built)
        }
        return VillageTasks(
            kinds: [
                BilingualText(zh: "宅基地复垦", en: "Homesteads"),
                BilingualText(zh: "残次林地整理", en: "Poor forest"),
                BilingualText(zh: "宜耕草地开发", en: "Grassland"),
            ], rows: rows)
    }

    var map: MapDrawing {
        var map = MapDrawing(
            plane: .metres,
            title: BilingualText(zh: "合成镇六村整治项目", en: "Synthetic township"), before: county.landUse)
        var changed: [String] = []
        for cell in county.cells {
            if let code = newCode(cell.i, cell.j) { changed.append(code) }
        }
        map.changed = ClassedPolygons(
            shapes: county.layer { newCode($0, $1) != nil }, codes: changed)
        map.villages = county.villages
        map.villageNames = ["示例四村", "示例五村", "示例八村", "示例九村", "示例十村", "示例十一村"]
        map.farmland = county.layer {
            county.code($0, $1) == "0101" && SyntheticCounty.noise($0 / 2, $1 / 2, 20) > 0.55
        }
        let (columns, rows) = (county.columns, county.rows)
        var red = PolygonLayer()
        red.appendFeature([[county.ring(0..<columns / 5, rows * 3 / 4..<rows)]])
        map.redLine = red
        var project = PolygonLayer()
        project.appendFeature([[county.ring(0..<columns, 0..<rows)]])
        map.project = project
        var urban = PolygonLayer()
        urban.appendFeature([
            [county.ring(columns * 3 / 4..<columns - 1, rows / 6..<rows / 3)]
        ])
        map.urbanBoundary = urban
        map.putIn = county.layer {
            county.code($0, $1) == "0103" && SyntheticCounty.noise($0, $1, 21) > 0.8
        }
        map.takenOut = county.layer {
            county.code($0, $1) == "0101" && SyntheticCounty.noise($0, $1, 22) > 0.975
        }
        map.newlyBuilt = county.layer { newCode($0, $1) == "0702" }
        map.offences = [
            MapDrawing.Offence(
                clause: "LZ-009", shapes: county.layer { $0 == columns / 8 && $1 == rows * 4 / 5 })
        ]
        map.maker = "合成规划设计院"
        return map
    }
}

extension VillageTasks.Amount {
    fileprivate mutating func add(_ more: Area) {
        parcels += 1
        area += more
    }
}
