import Geometry
import LandModel

/// Runs the topology rules on one layer and puts the defects into findings.
struct TopologyCheck {
    private let layer: LandLayer
    private let metric: AreaMetric
    private let parameters: QualityParameters
    private let wanted: Set<String>
    private(set) var collector: FindingCollector
    /// How far the borders agree; nil when shapes were not looked at against each other.
    private(set) var agreement: BorderAgreement?

    init(
        _ layer: LandLayer, metric: AreaMetric, parameters: QualityParameters, wanted: Set<String>,
        collector: FindingCollector
    ) {
        self.layer = layer
        self.metric = metric
        self.parameters = parameters
        self.wanted = wanted
        self.collector = collector
    }

    /// Layers that must cover their area without gaps.
    private var isCoverage: Bool { [.landUse, .village, .township].contains(layer.role) }

    /// Runs the wanted rules; the boundary is that of the survey or of the villages.
    mutating func run(boundary: LandLayer?) {
        let own: Set = [
            "DQ-T01", "DQ-T02", "DQ-T03", "DQ-T05", "DQ-T06", "DQ-T07", "DQ-T08", "DQ-T11",
        ]
        for rule in wanted.intersection(own) where rule != "DQ-T03" || isCoverage {
            collector.begin(rule)
        }
        let isBounded = wanted.contains("DQ-T09") || wanted.contains("DQ-T10")
        guard isBounded || !wanted.isDisjoint(with: own) else { return }
        let other = isBounded ? comparable(boundary) : nil
        let extent = FiniteExtent(layer.geometry)
        let shapes = GridShapes(layer.geometry, extent: extent, grid: grid(extent, with: other))
        let single = ShapeCheck(
            shapes, of: layer.geometry, spikeAngleInDegrees: parameters.spikeAngleInDegrees)
        report(single.defects)
        let wantsCoverage = !wanted.isDisjoint(with: ["DQ-T02", "DQ-T03", "DQ-T05"])
        guard wantsCoverage || isBounded else { return }
        let edges = UnmatchedEdges(shapes)
        let side = BoundaryCheck.Side(shapes: shapes, edges: edges, broken: single.broken)
        let gaps = wantsCoverage ? checkCoverage(side) : []
        if isBounded, layer.role == .landUse {
            check(side, extent, against: boundary, besides: gaps)
        }
    }

    /// Looks at the shapes against each other; the gaps found.
    private mutating func checkCoverage(_ side: BoundaryCheck.Side) -> [TopologyDefect] {
        let coverage = CoverageCheck(
            side.shapes, edges: side.edges, broken: side.broken, strips: strips,
            wantsGaps: isCoverage && wanted.contains("DQ-T03"))
        report(coverage.defects)
        report(ignored: coverage.ignoredOverlaps, rule: "DQ-T02", zh: "重叠", en: "overlaps")
        report(ignored: coverage.ignoredGaps, rule: "DQ-T03", zh: "缝隙", en: "gaps")
        agreement = BorderAgreement(
            layer: layer.name, sharedEdges: side.edges.matchedCount,
            otherEdges: side.edges.uses.count,
            disagreeing: coverage.misfits.map { layer.featureIDs[$0] })
        return coverage.defects.filter { if case .gap = $0.kind { true } else { false } }
    }

    private var strips: StripFilter { StripFilter(metric: metric, parameters: parameters) }

    /// The boundary of this layer, when the two can be compared.
    private func comparable(_ boundary: LandLayer?) -> LandLayer? {
        guard let boundary, layer.role == .landUse, boundary.epsg == layer.epsg else { return nil }
        return boundary
    }

    /// The grid of the layer; that of layer and boundary together where it is as fine.
    private func grid(_ extent: FiniteExtent, with other: LandLayer?) -> CoverageGrid {
        let own = CoverageGrid(box: extent.box, isInDegrees: metric.isInDegrees)
        guard let other else { return own }
        let joint = jointGrid(extent, FiniteExtent(other.geometry))
        return joint.cellsPerUnit == own.cellsPerUnit ? joint : own
    }

    private func jointGrid(_ extent: FiniteExtent, _ other: FiniteExtent) -> CoverageGrid {
        var box = extent.box
        box.extend(other.box)
        return CoverageGrid(box: box, isInDegrees: metric.isInDegrees)
    }

    /// - Parameters:
    ///   - side: the layer as it was checked for itself.
    ///   - gaps: places between patches, which are not reported as uncovered once more.
    private mutating func check(
        _ side: BoundaryCheck.Side, _ extent: FiniteExtent, against boundary: LandLayer?,
        besides gaps: [TopologyDefect]
    ) {
        let rules = ["DQ-T09", "DQ-T10"].filter { wanted.contains($0) }
        guard let other = comparable(boundary) else {
            skip(rules, boundary)
            return
        }
        for rule in rules { collector.begin(rule) }
        let otherExtent = FiniteExtent(other.geometry)
        let grid = jointGrid(extent, otherExtent)
        var side = side
        if side.shapes.grid != grid {
            let shapes = GridShapes(layer.geometry, extent: extent, grid: grid)
            side = BoundaryCheck.Side(
                shapes: shapes, edges: UnmatchedEdges(shapes), broken: side.broken)
        }
        let outer = GridShapes(other.geometry, extent: otherExtent, grid: grid)
        let check = BoundaryCheck(
            layer: side,
            boundary: BoundaryCheck.Side(
                shapes: outer, edges: UnmatchedEdges(outer),
                broken: ShapeCheck(outer, of: other.geometry, spikeAngleInDegrees: 0).broken),
            strips: strips)
        report(check.defects.filter { defect in !gaps.contains { $0.isSamePlace(as: defect) } })
        report(ignored: check.ignoredOutside, rule: "DQ-T09", zh: "超界条带", en: "strips outside")
        report(
            ignored: check.ignoredUncovered, rule: "DQ-T10", zh: "未覆盖条带", en: "uncovered strips")
    }

    /// Says why the layer cannot be compared with its boundary.
    private mutating func skip(_ rules: [String], _ boundary: LandLayer?) {
        for rule in rules {
            collector.skip(
                rule,
                BilingualText(
                    zh: boundary == nil
                        ? "没有调查界线、村级调查区或行政区图层，无法检查图斑是否超界或漏测"
                        : "界线图层与 \(layer.name) 坐标系不同，无法比较；请转换到同一坐标系后重新导入",
                    en: boundary == nil
                        ? "no survey boundary, village or township layer to compare with"
                        : "the boundary layer has another coordinate system; transform it and "
                            + "import again"))
        }
    }

    private mutating func report(_ defects: [TopologyDefect]) {
        for defect in defects {
            let wording = wording(defect)
            guard wanted.contains(wording.rule) else { continue }
            let names = defect.rows.map { String(layer.featureIDs[$0]) }.joined(separator: ", ")
            let area = defect.area.map { Area(roundingSquareMetres: $0) }
            collector.add(
                wording.rule, wording.severity, rows: defect.rows, area: area,
                message: BilingualText(
                    zh: "图层 \(layer.name)" + (names.isEmpty ? "" : " 要素 \(names)")
                        + "：\(wording.text.zh)",
                    en: "layer \(layer.name)" + (names.isEmpty ? "" : " features \(names)")
                        + ": \(wording.text.en)"),
                at: defect.point, shape: defect.shape)
        }
    }

    private mutating func report(ignored: IgnoredStrips, rule: String, zh: String, en: String) {
        guard ignored.count > 0, wanted.contains(rule) else { return }
        let area = Area(roundingSquareMetres: ignored.area)
        let width = parameters.minimumDefectWidthInMetres
        let least = parameters.minimumDefectArea.squareMetresText
        collector.add(
            rule, .info, rows: [], area: area,
            message: BilingualText(
                zh:
                    "图层 \(layer.name)：另有 \(ignored.count) 处\(zh)小于 \(least) m² 或平均宽度小于 \(width) m（坐标取整所致，合计 \(area.squareMetresText) m²），未逐一列出",
                en:
                    "layer \(layer.name): \(ignored.count) more \(en) below \(least) m² or \(width) m "
                    + "mean width (rounding of coordinates, \(area.squareMetresText) m² together) are "
                    + "not listed"))
    }
}
