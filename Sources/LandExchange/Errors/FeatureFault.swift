/// What can be wrong with a feature or one of its values.
public enum FeatureFault: Equatable, Sendable, Fault {
    /// A coordinate is no finite number.
    case notFinite
    /// There is no geometry.
    case emptyGeometry
    /// A ring has fewer than three points.
    case shortRing(points: Int)
    /// The record cannot be read, at a byte of its file.
    case brokenRecord(offset: Int)
    /// The geometry is of another kind, as the library names it.
    case notPolygon(kind: String)
    /// The bytes are not of the encoding.
    case undecodable(encoding: String)
    /// The text is no number.
    case notNumber(String)
    /// The text is no date.
    case notDate(String)
    /// The identifier occurs twice.
    case repeatedIdentifier

    var text: FaultText {
        switch self {
        case .notFinite, .emptyGeometry, .shortRing, .brokenRecord, .notPolygon: geometryText
        default: valueText
        }
    }

    private var geometryText: FaultText {
        switch self {
        case .notFinite:
            FaultText(
                "坐标不是有限数（NaN 或无穷大）", "a coordinate is no finite number (NaN or infinity)",
                remedy: "请在原软件中修复或删除该要素", "Repair or delete the feature in its program")
        case .emptyGeometry:
            FaultText(
                "没有图形", "it has no geometry", remedy: "请在原软件中补绘或删除该要素",
                "Draw or delete the feature in its program")
        case .shortRing(let points):
            FaultText(
                "有一圈只有 \(points) 个点，构不成面", "a ring has only \(points) points and no area",
                remedy: "请在原软件中修复几何后重新导出", "Repair the geometry in its program and export again")
        case .notPolygon(let kind):
            FaultText(
                "几何类型是 \(kind)，不是面", "the geometry is \(kind), not a polygon",
                remedy: "请转换为面（曲线先打散为折线）", "Convert it to a polygon, curves to straight segments")
        default:
            FaultText(
                "记录损坏（字节 \(offset)）", "the record is broken (byte \(offset))",
                remedy: "请重新复制文件，或用原软件修复后导出", "Copy the file again, or repair and export it")
        }
    }

    private var offset: Int { if case .brokenRecord(let offset) = self { offset } else { 0 } }

    private var valueText: FaultText {
        switch self {
        case .undecodable(let encoding):
            FaultText(
                "文字不是 \(encoding) 编码", "the text is not \(encoding)",
                remedy: "请用 --encoding 指明正确的编码；若混有几种编码，请在原软件中统一",
                "Give the right encoding with --encoding; if several are mixed, unify them first")
        case .notNumber(let value):
            FaultText(
                "“\(value)”不是数字", "“\(value)” is no number", remedy: "请在原软件中改正该值",
                "Correct the value in its program")
        case .notDate(let value):
            FaultText(
                "“\(value)”不是日期（应为 YYYYMMDD）", "“\(value)” is no date (YYYYMMDD)",
                remedy: "请在原软件中改正该值", "Correct the value in its program")
        default:
            FaultText(
                "要素标识重复", "the feature identifier occurs twice", remedy: "请用原软件重新导出",
                "Export the layer again from its program")
        }
    }
}
