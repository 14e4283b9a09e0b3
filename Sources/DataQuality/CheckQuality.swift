import Geometry
public import LandModel

/// Checks received layers against the quality rules (数据质检).
///
/// A pure function of its arguments: the same layers give the same report, findings sorted by
/// severity, rule, layer and features. A rule whose fields a layer lacks is not applied and says
/// so once.
/// - Parameters:
///   - layers: the layers of one dataset; their roles decide which rules concern them.
///   - rules: identifiers of the rules to apply; nil applies all of ``QualityRule/catalogue``.
///   - parameters: tolerances and thresholds.
///   - progress: is told how far the work is and may stop it.
/// - Throws: `CancellationError` when the progress asks to stop.
public func checkQuality(
    of layers: [LandLayer], rules: Set<String>? = nil,
    parameters: QualityParameters = QualityParameters(), progress: WorkProgress = .silent
) throws -> QualityReport {
    let wanted = rules ?? Set(QualityRule.catalogue.map(\.id))
    let boundary = [LayerRole.surveyBoundary, .village, .township].lazy
        .compactMap { role in layers.first { $0.role == role } }.first
    var findings: [QualityFinding] = []
    var outcomes: [QualityOutcome] = []
    var borders: [BorderAgreement] = []
    let steps = layers.count * 3
    for (position, layer) in layers.enumerated() {
        let metric = AreaMetric(layer, parameters: parameters)
        var collector = FindingCollector(layer, metric: metric, parameters: parameters)
        try progress.advance(QualityPhase.attributes(layer.name), position * 3, of: steps)
        CoordinateCheck.run(layer, wanted, &collector)
        var attributes = AttributeCheck(
            layer, wanted: wanted, parameters: parameters, collector: collector)
        attributes.run()
        try progress.advance(QualityPhase.areas(layer.name), position * 3 + 1, of: steps)
        collector = checkAreas(
            layer, metric: metric, wanted: wanted, parameters: parameters,
            collector: attributes.collector)
        try progress.advance(QualityPhase.topology(layer.name), position * 3 + 2, of: steps)
        var topology = TopologyCheck(
            layer, metric: metric, parameters: parameters, wanted: wanted, collector: collector)
        topology.run(boundary: boundary)
        findings += topology.collector.findings
        outcomes += topology.collector.outcomes.values
        if let agreement = topology.agreement { borders.append(agreement) }
    }
    let closure = layers.first { $0.role == .landUse }.map { landUse in
        AreaClosure.report(
            landUse: landUse, villages: layers.first { $0.role == .village },
            townships: layers.first { $0.role == .township })
    }
    if let closure, let landUse = layers.first(where: { $0.role == .landUse }) {
        var collector = FindingCollector(
            landUse, metric: AreaMetric(landUse, parameters: parameters), parameters: parameters)
        ClosureCheck.run(closure, wanted, &collector)
        findings += collector.findings
        outcomes += collector.outcomes.values
    }
    try progress.advance(QualityPhase.sorting, steps, of: steps)
    return QualityReport(
        findings: sorted(findings, layers), outcomes: sorted(outcomes, layers), closure: closure,
        borders: borders, parameters: parameters)
}

/// The rules that need the measured area of every feature.
private func checkAreas(
    _ layer: LandLayer, metric: AreaMetric, wanted: Set<String>, parameters: QualityParameters,
    collector: FindingCollector
) -> FindingCollector {
    let rules: Set = ["DQ-A20", "DQ-A21", "DQ-A22", "DQ-A29", MappingAreaCheck.rule]
    guard !wanted.isDisjoint(with: rules) else { return collector }
    let needsAreas = !wanted.isDisjoint(with: ["DQ-A20", MappingAreaCheck.rule])
    let measured = needsAreas ? metric.areas(layer.geometry) : []
    var collector = collector
    if var check = RecordedAreaCheck(
        layer, measured: measured, parameters: parameters, collector: collector)
    {
        check.run(wanted)
        collector = check.collector
    }
    if wanted.contains(MappingAreaCheck.rule) {
        MappingAreaCheck.run(layer, measured: measured, parameters: parameters, &collector)
    }
    return collector
}

private func positions(_ layers: [LandLayer]) -> [String: Int] {
    Dictionary(layers.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
}

private func sorted(_ findings: [QualityFinding], _ layers: [LandLayer]) -> [QualityFinding] {
    let place = positions(layers)
    let rank = Dictionary(
        uniqueKeysWithValues: QualityRule.catalogue.enumerated().map { ($1.id, $0) })
    // The position keeps findings in the order they were made where all else is equal.
    return findings.enumerated().sorted { left, right in
        let (a, b) = (left.element, right.element)
        if a.severity != b.severity { return a.severity < b.severity }
        if a.rule != b.rule { return rank[a.rule, default: 0] < rank[b.rule, default: 0] }
        if a.layer != b.layer { return place[a.layer, default: 0] < place[b.layer, default: 0] }
        if a.features != b.features { return a.features.lexicographicallyPrecedes(b.features) }
        return left.offset < right.offset
    }.map(\.element)
}

private func sorted(_ outcomes: [QualityOutcome], _ layers: [LandLayer]) -> [QualityOutcome] {
    let place = positions(layers)
    let rank = Dictionary(
        uniqueKeysWithValues: QualityRule.catalogue.enumerated().map { ($1.id, $0) })
    return outcomes.sorted {
        (rank[$0.rule, default: 0], place[$0.layer, default: 0])
            < (rank[$1.rule, default: 0], place[$1.layer, default: 0])
    }
}

/// What the check is busy with, for the person who waits.
private enum QualityPhase {
    static func attributes(_ layer: String) -> BilingualText {
        BilingualText(zh: "检查属性：\(layer)", en: "checking attributes: \(layer)")
    }

    static func areas(_ layer: String) -> BilingualText {
        BilingualText(zh: "核对面积：\(layer)", en: "checking areas: \(layer)")
    }

    static func topology(_ layer: String) -> BilingualText {
        BilingualText(zh: "检查拓扑：\(layer)", en: "checking topology: \(layer)")
    }

    static let sorting = BilingualText(zh: "整理结果", en: "sorting findings")
}
