import Geodesy
import Geometry
import LandModel

/// Compares recorded areas with the shapes and with each other (DQ-A20, A21, A22, A29).
struct RecordedAreaCheck {
    private let layer: LandLayer
    private let table: SurveyTable
    private let measured: [Double]
    private let parameters: QualityParameters
    private let names: AreaFields
    private(set) var collector: FindingCollector

    /// The fields that hold gross, deducted and net area in one kind of layer.
    struct AreaFields {
        let gross: String
        let net: String?

        init?(_ role: LayerRole) {
            switch role {
            case .landUse: (gross, net) = ("TBMJ", "TBDLMJ")
            case .permanentBasicFarmland: (gross, net) = ("YJJBNTTBMJ", "YJJBNTMJ")
            case .village, .township: (gross, net) = ("JSMJ", nil)
            default: return nil
            }
        }
    }

    /// - Parameter measured: the ellipsoidal areas of the features in m².
    init?(
        _ layer: LandLayer, measured: [Double], parameters: QualityParameters,
        collector: FindingCollector
    ) {
        guard let names = AreaFields(layer.role) else { return nil }
        self.layer = layer
        self.names = names
        self.measured = measured
        self.parameters = parameters
        self.collector = collector
        table = SurveyTable(layer)
    }

    /// Runs the wanted rules.
    mutating func run(_ wanted: Set<String>) {
        if wanted.contains("DQ-A20") { checkGross() }
        if wanted.contains("DQ-A29") { checkSigns() }
        guard names.net != nil else { return }
        if wanted.contains("DQ-A21") { checkDeducted() }
        if wanted.contains("DQ-A22") { checkNet() }
    }

    private mutating func column(_ rule: String, _ field: String) -> [Area?]? {
        guard let areas = table.areas(field) else {
            collector.skip(
                rule,
                BilingualText(
                    zh: "图层 \(layer.name) 没有字段 \(field)，本规则不适用",
                    en: "layer \(layer.name) has no field \(field), so the rule does not apply"),
                field: field)
            return nil
        }
        collector.begin(rule)
        return areas
    }

    private mutating func add(
        _ rule: String, _ severity: QualitySeverity, _ row: Int, _ field: String,
        _ difference: Area,
        zh: String, en: String
    ) {
        let id = layer.featureIDs[row]
        collector.add(
            rule, severity, rows: [row], field: field, area: difference.magnitude,
            message: BilingualText(
                zh: "图层 \(layer.name) 要素 \(id)：\(zh)",
                en: "layer \(layer.name) feature \(id): \(en)"))
    }

    /// DQ-A20: the recorded area is that of the shape.
    private mutating func checkGross() {
        let rule = "DQ-A20"
        guard let recorded = column(rule, names.gross) else { return }
        for (row, area) in recorded.enumerated() {
            guard let area, area > .zero else { continue }
            let computed = measured[row]
            let difference = area.squareMetres - computed
            let tolerance = max(
                parameters.areaToleranceInSquareMetres, parameters.areaToleranceAsShare * computed)
            guard abs(difference) > tolerance else { continue }
            let isGross = abs(difference) > parameters.grossAreaDeviationAsShare * computed
            let shown = Area(roundingSquareMetres: computed)
            let planar = layer.geometry.planarArea(ofFeature: row)
            let isPlanar = abs(area.squareMetres - planar) <= 0.02 && abs(planar - computed) > 0.1
            add(
                rule, isGross ? .blocking : .warning, row, names.gross, area - shown,
                zh:
                    "\(names.gross) 记录 \(area.squareMetresText) m²，椭球面积 \(shown.squareMetresText) m²，差 \((area - shown).squareMetresText) m²；"
                    + (isPlanar ? "记录的是高斯平面面积，请改用椭球面积" : "请重新计算面积，或确认是否经过调平"),
                en: "\(names.gross) records \(area.squareMetresText) m², the ellipsoidal area is "
                    + "\(shown.squareMetresText) m²; "
                    + (isPlanar
                        ? "the record is the plane area: record the ellipsoidal area"
                        : "compute the area again, or confirm that it was levelled"))
        }
    }

    /// DQ-A29: recorded areas are positive, deducted ones not negative.
    private mutating func checkSigns() {
        let rule = "DQ-A29"
        for field in [names.gross, "KCMJ", names.net].compactMap({ $0 }) {
            guard let numbers = table.numbers(field) else { continue }
            collector.begin(rule)
            for (row, number) in numbers.enumerated() {
                guard let number else { continue }
                let isFine =
                    number.isFinite && abs(number) < 1e14
                    && (field == names.gross ? number > 0 : number >= 0)
                guard !isFine else { continue }
                add(
                    rule, .blocking, row, field, .zero,
                    zh: "\(field) 的值 \(number) 不是有效面积；请重新计算",
                    en: "\(field) is \(number), which is no area; compute it again")
            }
        }
    }

    /// DQ-A21: KCMJ = round(gross × KCXS, 2).
    private mutating func checkDeducted() {
        let rule = "DQ-A21"
        guard let gross = column(rule, names.gross), let deducted = column(rule, "KCMJ"),
            let shares = table.numbers("KCXS")
        else { return }
        for row in gross.indices {
            guard let area = gross[row] else { continue }
            let share = shares[row] ?? 0
            let recorded = deducted[row] ?? .zero
            guard share.isFinite, abs(share) < 1, !Self.agrees(recorded, area, share) else {
                continue
            }
            let expected = Area(roundingSquareMetres: area.squareMetres * share)
            add(
                rule, .warning, row, "KCMJ", recorded - expected,
                zh:
                    "KCMJ 记录 \(recorded.squareMetresText) m²，按 \(names.gross)×KCXS 应为 \(expected.squareMetresText) m²；请重新计算",
                en: "KCMJ records \(recorded.squareMetresText) m², \(names.gross) × KCXS is "
                    + "\(expected.squareMetresText) m²; compute it again")
        }
    }

    /// Whether the recorded area is the rounded product; at an exact half both neighbours are right,
    /// because programs that multiply in binary fall to either side.
    private static func agrees(_ recorded: Area, _ gross: Area, _ share: Double) -> Bool {
        let product = Double(gross.hundredths) * share
        let distance = abs(Double(recorded.hundredths) - product)
        return distance <= 0.5 + 1e-9 * max(1, product.magnitude)
    }

    /// DQ-A22: net = gross − KCMJ.
    private mutating func checkNet() {
        let rule = "DQ-A22"
        guard let net = names.net, let gross = column(rule, names.gross),
            let recorded = column(rule, net)
        else { return }
        let deducted = table.areas("KCMJ")
        for row in gross.indices {
            guard let area = gross[row], let found = recorded[row] else { continue }
            let expected = area - (deducted?[row] ?? .zero)
            guard found != expected else { continue }
            add(
                rule, .warning, row, net, found - expected,
                zh:
                    "\(net) 记录 \(found.squareMetresText) m²，按 \(names.gross)-KCMJ 应为 \(expected.squareMetresText) m²；请重新计算",
                en: "\(net) records \(found.squareMetresText) m², \(names.gross) − KCMJ is "
                    + "\(expected.squareMetresText) m²; compute it again")
        }
    }
}
