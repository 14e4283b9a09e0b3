import Geodesy
import Geometry
import LandModel

/// Whether the frame is known and the numbers can be of it (DQ-S01, S02).
enum CoordinateCheck {
    static func run(
        _ layer: LandLayer, _ wanted: Set<String>, _ collector: inout FindingCollector
    ) {
        let frame: CoordinateFrame
        do throws(GeodesyError) {
            frame = try CoordinateFrame(epsg: layer.epsg)
        } catch {
            guard wanted.contains("DQ-S01") else { return }
            let inDegrees = collector.isInDegrees
            collector.add(
                "DQ-S01", .warning, rows: [],
                message: BilingualText(
                    zh: "图层 \(layer.name)：\(error.chineseExplanation)。本次检查中的面积"
                        + (inDegrees ? "按经纬度计算椭球面积" : "为平面面积"),
                    en: "layer \(layer.name): \(error.englishExplanation). Areas in this check are "
                        + (inDegrees ? "ellipsoidal, from degrees" : "plane areas")))
            return
        }
        if wanted.contains("DQ-S01") { collector.begin("DQ-S01") }
        guard wanted.contains("DQ-S02") else { return }
        collector.begin("DQ-S02")
        let found = CoordinateDiagnosis.diagnose(layer.geometry, frame: frame)
        guard found != .consistent else { return }
        collector.add(
            "DQ-S02", found.blocksMeasurement ? .blocking : .warning, rows: [],
            message: BilingualText(
                zh: "图层 \(layer.name)：\(found.chineseExplanation)",
                en: "layer \(layer.name): \(found.englishExplanation)"))
    }
}
