import Geodesy
import Geometry
import LandModel

/// Gathers the findings of one layer and counts them, also those not kept.
struct FindingCollector {
    let layer: LandLayer
    let frame: CoordinateFrame?
    let isInDegrees: Bool
    private let kept: Int?
    private(set) var findings: [QualityFinding] = []
    private(set) var outcomes: [String: QualityOutcome] = [:]

    init(_ layer: LandLayer, metric: AreaMetric, parameters: QualityParameters) {
        self.layer = layer
        frame = metric.frame
        isInDegrees = metric.isInDegrees
        kept = parameters.findingsKeptPerRule
    }

    /// Notes that a rule is looked at, so that its outcome appears also without findings.
    mutating func begin(_ rule: String) {
        if outcomes[rule] == nil {
            outcomes[rule] = QualityOutcome(rule: rule, layer: layer.name)
        }
    }

    /// Notes that a rule cannot be applied and says so once.
    mutating func skip(_ rule: String, _ why: BilingualText, field: String? = nil) {
        begin(rule)
        outcomes[rule]?.notApplicable = why
        add(rule, .info, rows: [], field: field, message: why)
    }

    /// Adds a finding about the features of some rows.
    ///
    /// - Parameter point: where, in the layer's coordinates; by default inside the first feature.
    mutating func add(
        _ rule: String, _ severity: QualitySeverity, rows: [Int], field: String? = nil,
        area: Area? = nil, message: BilingualText, at point: (x: Double, y: Double)? = nil,
        shape: PolygonLayer? = nil
    ) {
        begin(rule)
        outcomes[rule]?.counts[severity, default: 0] += 1
        if let kept, outcomes[rule]?.counts.values.reduce(0, +) ?? 0 > kept { return }
        let place = point ?? rows.first.flatMap { layer.geometry.pointInside(feature: $0) }
        findings.append(
            QualityFinding(
                rule: rule, severity: severity, layer: layer.name,
                features: rows.map { layer.featureIDs[$0] }, field: field, areaSquareMetres: area,
                message: message, location: place.map(location), shape: shape))
    }

    private func location(_ point: (x: Double, y: Double)) -> QualityLocation {
        if isInDegrees {
            return QualityLocation(
                x: point.x, y: point.y, longitude: point.x, latitude: point.y)
        }
        let degrees = frame?.inverse(x: point.x, y: point.y)
        return QualityLocation(
            x: point.x, y: point.y, longitude: degrees?.longitude, latitude: degrees?.latitude)
    }
}
