import DataQuality
import Geometry
import LandExchange
import LandModel

/// The findings of a quality check as an error layer a GIS opens.
struct QualityErrors {
    let report: QualityReport
    let layers: [LandLayer]

    /// Writes one layer per checked layer that has findings with a shape.
    func write(to path: String) throws {
        let found = layers.compactMap(errors)
        guard !found.isEmpty else { return }
        try LayerWriter.write(found, to: path, overwriting: true)
    }

    private func errors(_ layer: LandLayer) -> LandLayer? {
        let findings = report.findings.filter { $0.layer == layer.name && $0.shape != nil }
        guard !findings.isEmpty else { return nil }
        var geometry = PolygonLayer()
        for finding in findings {
            if let shape = finding.shape { geometry.appendFeature(0, of: shape) }
        }
        func text(_ name: String, _ value: (QualityFinding) -> String?) -> AttributeColumn {
            AttributeColumn(name: name, values: .text(DictionaryText(findings.map(value))))
        }
        return LandLayer(
            name: layer.name + "_errors", role: .other, epsg: layer.epsg,
            featureIDs: findings.indices.map { Int64($0 + 1) }, geometry: geometry,
            columns: [
                text("rule") { $0.rule }, text("severity") { $0.severity.rawValue },
                text("features") { $0.features.map(String.init).joined(separator: " ") },
                text("field") { $0.field },
                AttributeColumn(
                    name: "area_m2",
                    values: .real(findings.map { $0.areaSquareMetres?.squareMetres })),
                text("message_zh") { $0.message.zh }, text("message_en") { $0.message.en },
            ])
    }
}
