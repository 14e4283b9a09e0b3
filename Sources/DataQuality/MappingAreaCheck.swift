import LandModel

/// Patches below the minimum mapping area of their class (DQ-T04, 碎图斑).
enum MappingAreaCheck {
    static let rule = "DQ-T04"

    /// - Parameter measured: the ellipsoidal areas of the features in m².
    static func run(
        _ layer: LandLayer, measured: [Double], parameters: QualityParameters,
        _ collector: inout FindingCollector
    ) {
        guard layer.role == .landUse else { return }
        collector.begin(rule)
        for (row, reading) in SurveyTable(layer).classes.enumerated() {
            // Linear classes are mapped by width, not by area.
            guard let landClass = reading.landClass, !landClass.isLinear, measured[row] > 0,
                let least = parameters.minimumMappingAreas[landClass.threeWay],
                measured[row] < least
            else { continue }
            let area = Area(roundingSquareMetres: measured[row])
            let id = layer.featureIDs[row]
            collector.add(
                rule, .warning, rows: [row], area: area,
                message: BilingualText(
                    zh:
                        "图层 \(layer.name) 要素 \(id)：面积 \(area.squareMetresText) m²，小于 \(landClass.chineseName) 的最小上图面积 \(least) m²；请并入相邻图斑或确认保留",
                    en:
                        "layer \(layer.name) feature \(id): \(area.squareMetresText) m² is below the "
                        + "minimum mapping area of \(landClass.englishName), \(least) m²; merge it "
                        + "with a neighbour or confirm it"))
        }
    }
}
