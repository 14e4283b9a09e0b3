import DataQuality
import LandExchange
import LandModel

/// What the quality rules say of a snapshot, as it is kept beside the record (质检结果).
struct QualitySheet: Sendable, Codable {
    /// One finding.
    struct Finding: Sendable, Codable {
        let rule: String
        let severity: String
        let layer: String
        let features: [Int64]
        let zh: String
        let en: String
        let longitude: Double?
        let latitude: Double?
    }

    /// The sum of a unit against its control area, in hundredths of a square metre.
    struct Unit: Sendable, Codable {
        let level: Int
        let code: String
        let name: String
        let patches: Int
        let sum: Int64
        let control: Int64?
    }

    /// The patches of a land class, in hundredths of a square metre.
    struct Class: Sendable, Codable {
        let code: String
        let patches: Int
        let sum: Int64
    }

    /// A layer of the snapshot.
    struct Layer: Sendable, Codable {
        let name: String
        let role: String
        let epsg: Int
        let system: String
        let patches: Int
        let area: Int64?
        let fields: Int
        let source: String
    }

    /// How many findings of each severity there are, kept or not.
    let counts: [String: Int]
    let findings: [Finding]
    /// Villages, townships, counties; empty without a layer of land use.
    let units: [Unit]
    let classes: [Class]
    let layers: [Layer]
    let total: Int64
    let totalPatches: Int
    /// Whether every unit with a control area meets it and every patch is placed.
    let isClosed: Bool

    /// Findings of one rule in one layer that are kept; counts are never cut.
    private static let keptPerRule = 500

    /// Applies the rules to the snapshot at a path.
    init(snapshot path: String, progress: WorkProgress) throws {
        try progress.advance(BilingualText(zh: "读取快照", en: "Reading the snapshot"), 0, of: 1)
        let snapshot = try Snapshot.open(path)
        let read = try snapshot.layers.map { try snapshot.layer(named: $0.name) }
        var parameters = QualityParameters()
        parameters.findingsKeptPerRule = Self.keptPerRule
        let report = try checkQuality(of: read, parameters: parameters, progress: progress)
        counts = Dictionary(
            uniqueKeysWithValues: QualitySeverity.allCases.map { ($0.rawValue, report.count($0)) })
        findings = report.findings.map { finding in
            Finding(
                rule: finding.rule, severity: finding.severity.rawValue, layer: finding.layer,
                features: Array(finding.features.prefix(10)), zh: finding.message.zh,
                en: finding.message.en, longitude: finding.location?.longitude,
                latitude: finding.location?.latitude)
        }
        units = (report.closure?.rows ?? []).map { row in
            Unit(
                level: row.level.rawValue, code: row.code, name: row.name, patches: row.patchCount,
                sum: row.sum.hundredths, control: row.control?.hundredths)
        }
        layers = try snapshot.layers.map { layer in
            Layer(
                name: layer.name, role: layer.role.rawValue, epsg: layer.epsg,
                system: layer.systemName, patches: layer.featureCount,
                area: layer.computedArea?.hundredths,
                fields: try snapshot.fields(ofLayer: layer.name).count,
                source: layer.source.layer ?? "")
        }
        let landUse = read.first { $0.role == .landUse }
        classes = landUse.map(Self.classes) ?? []
        total = report.closure?.total.hundredths ?? 0
        totalPatches = landUse?.count ?? 0
        isClosed = report.closure?.isClosed ?? false
    }

    private static func classes(_ layer: LandLayer) -> [Class] {
        let (codes, areas) = (layer.column("DLBM"), layer.column("TBMJ"))
        var sums: [String: (patches: Int, sum: Area)] = [:]
        for row in 0..<layer.count {
            let code = codes?.text(row) ?? ""
            let area = areas?.number(row) ?? 0
            sums[code, default: (0, .zero)].patches += 1
            sums[code, default: (0, .zero)].sum += Area(roundingSquareMetres: area)
        }
        return sums.keys.sorted().map { code in
            Class(
                code: code, patches: sums[code]?.patches ?? 0,
                sum: sums[code]?.sum.hundredths ?? 0)
        }
    }

    /// How many findings of a severity.
    func count(_ severity: QualitySeverity) -> Int { counts[severity.rawValue] ?? 0 }
}
