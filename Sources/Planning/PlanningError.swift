public import LandModel

/// Why a plan cannot be assessed at all.
///
/// What is wrong *within* a readable plan is data: ``PlanProblem``.
public enum PlanningError: Error, Equatable, Sendable {
    /// No layer with this role was handed in.
    case missingLayer(LayerRole)
    /// A layer holds no feature.
    case emptyLayer(LayerRole)
    /// A layer lacks a field that cannot be done without.
    case missingField(layer: String, field: String)
    /// A field without which a feature means nothing is empty or unreadable.
    case unreadableValue(layer: String, feature: Int64, field: String, value: String)
    /// The layer's coordinate system is not one of CGCS2000.
    case unsupportedFrame(layer: String, epsg: Int)
    /// The data reach too far for one grid.
    case extentTooLarge(kilometres: Int)
    /// Borders cross each other so often that cutting them does not come to rest.
    case bordersTooEntangled
    /// The overlay of two layers failed.
    case overlayFailed(layer: String, BilingualText)
}

extension PlanningError: ExplainedError {
    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .missingLayer(let role):
            BilingualText(
                zh: "缺少图层 \(role.rawValue)；请在数据中加入该图层，或用图层对照指明它的名称",
                en:
                    "layer \(role.rawValue) is missing: add it to the data or name it by the layer mapping"
            )
        case .emptyLayer(let role):
            BilingualText(
                zh: "图层 \(role.rawValue) 没有要素；请检查导出范围",
                en: "layer \(role.rawValue) holds no feature: check what was exported")
        case .missingField(let layer, let field):
            BilingualText(
                zh: "图层 \(layer) 缺少字段 \(field)；请补充该字段，或用字段对照指明它的名称",
                en:
                    "layer \(layer) lacks the field \(field): add it or name it by the field mapping"
            )
        case .unreadableValue(let layer, let feature, let field, let value):
            BilingualText(
                zh: "图层 \(layer) 要素 \(feature) 的 \(field) 为“\(value)”，无法使用；请先做数据检查并更正",
                en: "layer \(layer), feature \(feature): \(field) is \"\(value)\", which cannot be "
                    + "used: run the data check and correct it")
        case .unsupportedFrame(let layer, let epsg):
            BilingualText(
                zh: "图层 \(layer) 的坐标系 EPSG:\(epsg) 不是 CGCS2000；请先转换，或指明正确的坐标系",
                en:
                    "layer \(layer): EPSG:\(epsg) is not CGCS2000: transform it or name the right system"
            )
        case .extentTooLarge(let kilometres):
            BilingualText(
                zh: "数据范围达 \(kilometres) 公里，超出一次评估的上限；请按县分别评估，并检查坐标是否错误",
                en:
                    "the data reach over \(kilometres) km, more than one assessment can hold: assess "
                    + "by county and check the coordinates")
        case .bordersTooEntangled:
            BilingualText(
                zh: "图斑边界反复相交，无法切分；请先做拓扑检查并修复自相交与重叠",
                en: "borders cross too often to be cut: run the topology check and mend "
                    + "self-crossings and overlaps")
        case .overlayFailed(let layer, let reason):
            BilingualText(
                zh: "图层 \(layer) 叠加失败：\(reason.zh)",
                en: "overlay of layer \(layer) failed: \(reason.en)")
        }
    }
}
