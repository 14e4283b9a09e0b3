public import LandExchange
public import LandModel
public import Overlay

/// Why a map cannot answer.
public enum MapsError: ExplainedError, Equatable {
    /// The snapshot cannot be read.
    case snapshot(LandExchangeError)
    /// The snapshot has no such layer; `available` are those it has.
    case noLayer(String, available: [String])
    /// The layer has no such field; `available` are those it has.
    case noField(String, layer: String, available: [String])
    /// The layer's coordinates are not of CGCS2000, so it cannot be put on a map.
    case layerOffMap(String, epsg: Int)
    /// The name of a coordinate system is none the map is asked in.
    case unknownSystem(String)
    /// Numbers that are no box.
    case badBounds([Double])
    /// A sort key that cannot be read.
    case badSort(String)
    /// Offset or limit below 0, or a page longer than it may be.
    case badPage(offset: Int, limit: Int, most: Int)
    /// The filter cannot be used.
    case filter(CQL2Error)
    /// A drawn or uploaded shape cannot be used.
    case shape(ShapeFault)
    /// The overlay of a shape failed.
    case overlay(OverlayError)
    /// The file of prepared tiles cannot be written or opened; `code` is the system's error number.
    case tileCache(path: String, code: Int32)
    /// The work was stopped by whoever asked for it.
    case stopped

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .snapshot(let error): error.explanation
        case .filter(let error): error.explanation
        case .shape(let fault): fault.explanation
        case .overlay(let error): error.explanation
        case .noLayer, .noField, .layerOffMap: nameExplanation
        case .unknownSystem, .badBounds, .badSort, .badPage: queryExplanation
        case .tileCache(let path, let code):
            BilingualText(
                zh: "底图缓存文件 \(path) 无法读写（系统错误 \(code)）。请检查该文件夹的权限和剩余空间；缓存文件可以删除，会重新生成。",
                en:
                    "The file of prepared tiles \(path) cannot be read or written (system error \(code)). "
                    + "Check the rights and the free space of its folder; the file may be deleted and is made again."
            )
        case .stopped:
            BilingualText(zh: "操作已停止。需要时请重新发起。", en: "The work was stopped. Ask again if needed.")
        }
    }

    /// Whose move it is.
    public var failureKind: FailureKind {
        switch self {
        case .stopped, .tileCache: .operational
        case .snapshot(let error): error.failureKind
        default: .badInput
        }
    }

    private var nameExplanation: BilingualText {
        switch self {
        case .noLayer(let name, let available):
            BilingualText(
                zh: "数据集中没有图层“\(name)”（现有：\(available.joined(separator: "、"))）。请用其中之一。",
                en:
                    "The dataset has no layer \"\(name)\" (it has: \(available.joined(separator: ", "))). "
                    + "Use one of them.")
        case .noField(let name, let layer, let available):
            BilingualText(
                zh: "图层 \(layer) 没有字段“\(name)”（现有：\(available.joined(separator: "、"))）。请用其中之一。",
                en: "The layer \(layer) has no field \"\(name)\" "
                    + "(it has: \(available.joined(separator: ", "))). Use one of them.")
        case .layerOffMap(let layer, let epsg):
            BilingualText(
                zh: "图层 \(layer) 的坐标系（EPSG:\(epsg)）不是 CGCS2000，无法上图。请转换到 CGCS2000 后重新导入。",
                en:
                    "The coordinates of layer \(layer) (EPSG:\(epsg)) are not of CGCS2000, so it cannot "
                    + "be shown. Transform it to CGCS2000 and import it again.")
        default: BilingualText(zh: "", en: "")
        }
    }

    private var queryExplanation: BilingualText {
        switch self {
        case .unknownSystem(let name):
            BilingualText(
                zh: "不支持坐标系“\(name)”。请用 CRS84、EPSG:4490 或 CGCS2000 三度带（EPSG:4513-4554）。",
                en: "The coordinate system \"\(name)\" is not offered. Use CRS84, EPSG:4490 or a "
                    + "3-degree zone of CGCS2000 (EPSG:4513 to 4554).")
        case .badBounds(let numbers):
            BilingualText(
                zh: "范围 \(numbers) 不是四至（最小、最小、最大、最大）。请按坐标系的轴序给出四个数。",
                en:
                    "The bounds \(numbers) are no box (least, least, greatest, greatest). Give four "
                    + "numbers in the axis order of the coordinate system.")
        case .badSort(let text):
            BilingualText(
                zh: "排序“\(text)”无法识别。请写作 字段.asc 或 字段.desc。",
                en: "The sort key \"\(text)\" cannot be read. Write FIELD.asc or FIELD.desc.")
        case .badPage(let offset, let limit, let most):
            BilingualText(
                zh: "分页参数 offset=\(offset)、limit=\(limit) 不可用。offset 不小于 0，limit 为 1 至 \(most)。",
                en:
                    "The page offset=\(offset), limit=\(limit) cannot be given. Use an offset of 0 or "
                    + "more and a limit of 1 to \(most).")
        default: BilingualText(zh: "", en: "")
        }
    }
}
