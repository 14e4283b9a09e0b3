import DataQuality
import Documents
import Foundation
import LandModel
import Planning

/// The tables of a report, from what was measured.
struct ReportTablesAssembly {
    let check: CheckRun

    private var assessment: PlanAssessment { check.assessment }

    var tables: ReportTables {
        var tables = ReportTables()
        tables.landUse = assessment.landUse.rows.map {
            LandUseChange(
                landClass: $0.landClass, before: $0.grossBefore, after: $0.grossAfter)
        }
        tables.transition = transition
        tables.spaces = assessment.landUse.threeSpaces.map {
            SpaceChange(space: $0.space, before: $0.before, after: $0.after)
        }
        tables.villages = villages
        tables.farmland = farmland
        tables.fragmentation = fragmentation
        tables.closure = closure
        tables.quality = quality
        return tables
    }

    private var transition: Documents.TransitionMatrix {
        let matrix = assessment.transitions
        return Documents.TransitionMatrix(
            classes: matrix.classes,
            cells: matrix.classes.map { before in
                matrix.classes.map { after in matrix[before, after] }
            })
    }

    private var villages: VillageTasks {
        let actions = PlanAction.allCases.filter { action in
            action.changesLand
                && assessment.villages.rows.contains { $0.actions[action] != nil }
        }
        return VillageTasks(
            kinds: actions.map(\.name),
            rows: assessment.villages.rows.map { row in
                VillageTasks.Row(
                    village: row.name,
                    amounts: actions.map { action in
                        let sum = row.actions[action]
                        return VillageTasks.Amount(
                            parcels: sum?.parcels ?? 0, area: sum?.gross ?? .zero)
                    },
                    newCultivated: row.newCultivated, newConstruction: row.newConstruction)
            })
    }

    private var farmland: FarmlandAdjustment? {
        guard let table = assessment.basicFarmland else { return nil }
        let parcels = assessment.plan.parcels
        let whole =
            check.survey.first { $0.role == .permanentBasicFarmland }.map { "\($0.count)" } ?? "—"
        return FarmlandAdjustment(
            before: FarmlandAdjustment.Line(
                parcels: nil, area: table.before,
                remark: BilingualText(
                    zh: "净面积，整治区内；全县图斑 \(whole) 个",
                    en: "net, inside the consolidation area; \(whole) patches in the dataset")),
            takenOut: FarmlandAdjustment.Line(
                parcels: parcels.count { $0.action == .pbfOut }, area: table.out,
                remark: BilingualText(zh: "调整面积", en: "the area adjusted")),
            putIn: FarmlandAdjustment.Line(
                parcels: parcels.count { $0.action == .pbfIn }, area: table.added,
                remark: BilingualText(zh: "净面积", en: "net")),
            netRemark: BilingualText(zh: "补划减调出", en: "in minus out"))
    }

    // MARK: Fragmentation

    private struct IndexWords {
        let name: BilingualText
        let unit: BilingualText
        let decimals: Int
        let better: FragmentationIndex.Better
        let value: @Sendable (FragmentationIndices) -> Double?
    }

    private static let cultivated: [IndexWords] = [
        words("耕地斑块数", "cultivated patches", "个", "count", 0, .lower) { Double($0.patchCount) },
        words("耕地斑块密度", "patch density", "个/100公顷", "per 100 ha", 4, .lower) { $0.patchDensity },
        words("最大斑块指数", "largest patch index", "%", "%", 4, .higher) { $0.largestPatchIndex },
        words("平均斑块面积", "mean patch size", "公顷", "ha", 4, .higher) { $0.meanPatchSize },
        words("边缘密度", "edge density", "米/公顷", "m/ha", 4, .lower) { $0.edgeDensity },
        words("面积加权平均形状指数", "area-weighted shape index", "—", "—", 4, .lower) { $0.awmShapeIndex },
        words("面积加权平均分维数", "area-weighted fractal dimension", "—", "—", 4, .lower) {
            $0.awmFractalDimension
        },
        words("聚合度指数", "aggregation index", "%", "%", 4, .higher) { $0.aggregationIndex },
        words("有效网格面积", "effective mesh size", "公顷", "ha", 4, .higher) { $0.effectiveMeshSize },
    ]

    private static func words(
        _ zh: String, _ en: String, _ unitZH: String, _ unitEN: String, _ decimals: Int,
        _ better: FragmentationIndex.Better,
        _ value: @escaping @Sendable (FragmentationIndices) -> Double?
    ) -> IndexWords {
        IndexWords(
            name: BilingualText(zh: zh, en: en), unit: BilingualText(zh: unitZH, en: unitEN),
            decimals: decimals, better: better, value: value)
    }

    private var fragmentation: [FragmentationIndex] {
        let indices = assessment.indices
        var rows = Self.cultivated.compactMap {
            row($0, indices.cultivatedBefore, indices.cultivatedAfter)
        }
        let gap = String(format: "%g", assessment.options.gapDistance)
        let contiguity = Self.words(
            "连片度（间距 \(gap) 米）", "contiguity (gap \(gap) m)", "—", "—", 6, .higher
        ) { $0.contiguityIndex }
        if let row = row(contiguity, indices.cultivatedBefore, indices.cultivatedAfter) {
            rows.append(row)
        }
        let density = Self.words(
            "建设用地斑块密度", "construction patch density", "个/100公顷", "per 100 ha", 4, .lower
        ) { $0.patchDensity }
        if let row = row(density, indices.constructionBefore, indices.constructionAfter) {
            rows.append(row)
        }
        if let before = indices.ecologicalBefore, let after = indices.ecologicalAfter {
            rows.append(
                FragmentationIndex(
                    name: BilingualText(zh: "生态整体连通性指数", en: "integral index of connectivity"),
                    unit: BilingualText(zh: "—", en: "—"), before: before, after: after,
                    decimals: 6, better: .higher))
        }
        return rows
    }

    private func row(
        _ words: IndexWords, _ before: FragmentationIndices, _ after: FragmentationIndices
    ) -> FragmentationIndex? {
        guard let first = words.value(before), let second = words.value(after) else { return nil }
        return FragmentationIndex(
            name: words.name, unit: words.unit, before: first, after: second,
            decimals: words.decimals, better: words.better)
    }

    // MARK: Books and quality

    private var closure: [Documents.ClosureLine] {
        var lines: [Documents.ClosureLine] = []
        if let report = check.quality.closure {
            for row in report.rows {
                guard let control = row.control else { continue }
                lines.append(
                    Documents.ClosureLine(
                        scope: Self.scope(row), members: row.patchCount, sum: row.sum,
                        control: control))
            }
        }
        let pieces = assessment.state.pieces.count
        lines += assessment.closure.compactMap { line in
            switch line.subject {
            case .pieces, .afterAgainstBefore, .areaAgainstVillages:
                Documents.ClosureLine(
                    scope: line.name, members: pieces, sum: line.parts, control: line.whole)
            default: nil
            }
        }
        return lines
    }

    private static func scope(_ row: AreaClosureReport.Row) -> BilingualText {
        let level: BilingualText
        switch row.level {
        case .village: level = BilingualText(zh: "村", en: "village")
        case .township: level = BilingualText(zh: "乡镇", en: "township")
        case .county: level = BilingualText(zh: "县", en: "county")
        case .city: level = BilingualText(zh: "市", en: "city")
        case .province: level = BilingualText(zh: "省", en: "province")
        }
        let name = row.name.isEmpty ? row.code : row.name
        return BilingualText(zh: "\(level.zh) \(name)", en: "\(level.en) \(name)")
    }

    private var quality: [QualityLine] {
        var lines: [QualityLine] = []
        for rule in QualityRule.catalogue {
            let found = check.quality.outcomes.filter { $0.rule == rule.id }
            for (severity, shown) in [
                (QualitySeverity.blocking, QualityLine.Severity.error), (.warning, .warning),
            ] {
                let count = found.reduce(0) { $0 + $1.counts[severity, default: 0] }
                if count > 0 {
                    lines.append(
                        QualityLine(
                            rule: rule.id, title: rule.title, severity: shown, count: count))
                }
            }
        }
        return lines
    }
}
