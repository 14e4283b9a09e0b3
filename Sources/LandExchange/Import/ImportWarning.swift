public import Geodesy
public import LandModel

/// Something noticed while reading that does not stop an import, and that a person should know.
public enum ImportWarning: Equatable, Sendable {
    /// The encoding was found from the bytes; `declared` is what the file says, if anything.
    case encodingFound(TextEncoding, declared: String?)
    /// So many texts were cut within a character by their field's width; the broken character was dropped.
    case textsCut(count: Int)
    /// So many rows are marked deleted and were left out.
    case deletedRows(count: Int)
    /// The index of a Shapefile (`.shx`) is missing; the shapes were read in sequence.
    case indexMissing
    /// The layer has no features.
    case noFeatures
    /// A layer that holds no polygons was left out; `kind` as its file says.
    case layerSkipped(name: String, kind: String)
    /// Heights or measures were dropped.
    case heightsDropped
    /// A field of a kind that cannot be kept was left out.
    case fieldSkipped(String)
    /// The coordinate system was found from its parameters, not from a code.
    case systemFoundByParameters(epsg: Int)
    /// The coordinate system is not CGCS2000; no area is computed.
    case notCGCS2000(name: String)
    /// The layer reaches beyond its zone.
    case coordinates(CoordinateDiagnosis)
    /// The code given by the person replaces what the file says.
    case systemReplaced(file: Int, given: Int)
    /// A parcel states another number of points than it has.
    case pointCount(parcel: String, stated: Int, found: Int)
    /// A boundary TXT has easting before northing; they were exchanged.
    case axesExchanged
    /// The parcels have values beyond the eight of the basic header; they are kept under `VALUEn`.
    case extraValues(count: Int)

    /// What was noticed.
    public var explanation: BilingualText {
        switch self {
        case .encodingFound, .textsCut, .deletedRows, .indexMissing, .fieldSkipped: tableText
        case .systemFoundByParameters, .notCGCS2000, .coordinates, .systemReplaced, .axesExchanged:
            systemText
        default: contentText
        }
    }

    private var tableText: BilingualText {
        switch self {
        case .encodingFound(let encoding, let declared):
            BilingualText(
                zh: "按内容判定编码为 \(encoding)" + (declared.map { "（声明为 \($0)）" } ?? "（未声明）"),
                en: "the bytes are \(encoding)"
                    + (declared.map { ", though the file says \($0)" } ?? "; the file does not say")
            )
        case .textsCut(let count):
            BilingualText(
                zh: "\(count) 处文字在字段末尾截断了半个字符，已去除",
                en: "\(count) texts end in half a character, which was dropped")
        case .deletedRows(let count):
            BilingualText(
                zh: "\(count) 行标记为已删除，未导入", en: "\(count) rows are marked deleted and left out")
        case .fieldSkipped(let name):
            BilingualText(zh: "字段 \(name) 的类型无法保存，已略去", en: "field \(name) cannot be kept")
        default:
            BilingualText(
                zh: "缺 .shx 索引，按顺序读取图形", en: "the .shx index is missing; shapes read in sequence")
        }
    }

    private var systemText: BilingualText {
        switch self {
        case .systemFoundByParameters(let epsg):
            BilingualText(
                zh: "按投影参数判定坐标系为 EPSG:\(epsg)",
                en: "the coordinate system is EPSG:\(epsg) by its parameters")
        case .notCGCS2000(let name):
            BilingualText(
                zh: "坐标系 \(name) 不是 CGCS2000：坐标原样保存，不计算椭球面积",
                en: "\(name) is not CGCS2000: coordinates kept as they are, no area computed")
        case .coordinates(let diagnosis):
            BilingualText(zh: diagnosis.chineseExplanation, en: diagnosis.englishExplanation)
        case .systemReplaced(let file, let given):
            BilingualText(
                zh: "文件声明 EPSG:\(file)，按指定采用 EPSG:\(given)",
                en: "the file says EPSG:\(file); EPSG:\(given) was given and is used")
        default:
            BilingualText(
                zh: "文件中东坐标在前、北坐标在后，已对调",
                en: "the file has easting before northing; they were exchanged")
        }
    }

    private var contentText: BilingualText {
        switch self {
        case .layerSkipped(let name, let kind):
            BilingualText(
                zh: "图层 \(name)（\(kind)）不是面，未导入", en: "layer \(name) (\(kind)) is no polygon layer")
        case .heightsDropped:
            BilingualText(zh: "高程（Z）或量测值（M）已略去", en: "heights (Z) or measures (M) were dropped")
        case .pointCount(let parcel, let stated, let found):
            BilingualText(
                zh: "地块 \(parcel)：写明 \(stated) 个界址点，实有 \(found) 个（含闭合点）",
                en:
                    "parcel \(parcel) states \(stated) points and has \(found), closing ones counted"
            )
        case .extraValues(let count):
            BilingualText(
                zh: "地块行有 \(count) 个标准外的值，已原样保存",
                en: "parcel headers have \(count) values beyond the standard ones; kept")
        default:
            BilingualText(zh: "图层没有要素", en: "the layer has no features")
        }
    }
}
