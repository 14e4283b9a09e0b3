import Geometry
import LandModel

/// Runs the topology rules on one layer and puts the defects into findings.
struct TopologyCheck {
    private let layer: LandLayer
    private let metric: AreaMetric
    private let parameters: QualityParameters
    private let wanted: Set<String>
    private(set) var collector: FindingCollector

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
        let shapes = GridShapes(layer.geometry, grid: grid(with: nil))
        let single = ShapeCheck(
            shapes, of: layer.geometry, spikeAngleInDegrees: parameters.spikeAngleInDegrees)
        report(single.defects)
        let strips = StripFilter(metric: metric, parameters: parameters)
        var gaps: [TopologyDefect] = []
        if !wanted.isDisjoint(with: ["DQ-T02", "DQ-T03", "DQ-T05"]) {
            let coverage = CoverageCheck(
                shapes, broken: single.broken, strips: strips,
                wantsGaps: isCoverage && wanted.contains("DQ-T03"))
            report(coverage.defects)
            gaps = coverage.defects.filter { if case .gap = $0.kind { true } else { false } }
            report(ignored: coverage.ignoredOverlaps, rule: "DQ-T02", zh: "重叠", en: "overlaps")
            report(ignored: coverage.ignoredGaps, rule: "DQ-T03", zh: "缝隙", en: "gaps")
        }
        if isBounded, layer.role == .landUse {
            check(against: boundary, strips, broken: single.broken, besides: gaps)
        }
    }

    private func grid(with other: LandLayer?) -> CoverageGrid {
        var box = layer.geometry.finiteBox
        if let other { box.extend(other.geometry.finiteBox) }
        return CoverageGrid(box: box, isInDegrees: metric.isInDegrees)
    }

    /// - Parameters:
    ///   - broken: rows of the layer that cross themselves.
    ///   - gaps: places between patches, which are not reported as uncovered once more.
    private mutating func check(
        against boundary: LandLayer?, _ strips: StripFilter, broken: Set<Int>,
        besides gaps: [TopologyDefect]
    ) {
        let rules = ["DQ-T09", "DQ-T10"].filter { wanted.contains($0) }
        guard let boundary, boundary.epsg == layer.epsg else {
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
            return
        }
        for rule in rules { collector.begin(rule) }
        let grid = grid(with: boundary)
        let inner = GridShapes(layer.geometry, grid: grid)
        let outer = GridShapes(boundary.geometry, grid: grid)
        let check = BoundaryCheck(
            inner: inner,
            broken: broken,
            boundary: outer,
            brokenBoundary: ShapeCheck(outer, of: boundary.geometry, spikeAngleInDegrees: 0).broken,
            strips: strips)
        report(check.defects.filter { defect in !gaps.contains { $0.isSamePlace(as: defect) } })
        report(ignored: check.ignoredOutside, rule: "DQ-T09", zh: "超界条带", en: "strips outside")
        report(
            ignored: check.ignoredUncovered, rule: "DQ-T10", zh: "未覆盖条带", en: "uncovered strips")
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
