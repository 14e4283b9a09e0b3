public import LandExchange
public import LandModel

/// What is wrong with a drawn or uploaded shape.
///
/// Vertices and rings are counted from 1, the closing vertex left out.
public enum ShapeFault: ExplainedError, Equatable {
    /// A place in a shape.
    public struct Place: Hashable, Sendable {
        /// The polygon or line, in the order of the file.
        public let part: Int
        /// The ring of the polygon; the first is its exterior.
        public let ring: Int
        /// The vertex.
        public let vertex: Int
        /// Degrees east.
        public let longitude: Double
        /// Degrees north.
        public let latitude: Double
    }

    /// The file or text is larger than it may be, in bytes.
    case tooLarge(Int, most: Int)
    /// The shape has more vertices than it may have.
    case tooManyVertices(Int, most: Int)
    /// There are more polygons than can be analysed at once.
    case tooManyParts(Int, most: Int)
    /// The text is no JSON; the character at which it breaks, from 1.
    case notJSON(position: Int)
    /// The JSON is no GeoJSON; where, as a path such as `features[0].geometry`, and what should be there.
    case notGeoJSON(path: String, expected: String)
    /// A coordinate is not a place in China; the vertex.
    case outsideChina(Place)
    /// The system that the text declares is none of CGCS2000.
    case unknownSystem(String)
    /// A ring has fewer than three different vertices, or a line fewer than two.
    case tooFewVertices(Place)
    /// Rings cross or touch themselves or each other; where they do, the first twenty.
    case selfCrossing([Place])
    /// There is no polygon, and one is needed.
    case noPolygon
    /// A file that cannot be read.
    case file(LandExchangeError)
    /// The name of a file ends in none of the offered formats.
    case unknownFormat(String)
    /// A temporary file could not be written; the error number of the system.
    case noScratch(code: Int32)

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .file(let error): error.explanation
        case .tooLarge, .tooManyVertices, .tooManyParts, .noScratch: limitExplanation
        case .notJSON, .notGeoJSON, .unknownSystem, .noPolygon, .unknownFormat: textExplanation
        default: placeExplanation
        }
    }

    private var limitExplanation: BilingualText {
        switch self {
        case .tooLarge(let count, let most):
            BilingualText(
                zh: "文件 \(count) 字节，超过上限 \(most) 字节。请只上传需要分析的范围。",
                en:
                    "The file has \(count) bytes, over \(most). Upload only the range to be analysed."
            )
        case .tooManyVertices(let count, let most):
            BilingualText(
                zh: "图形有 \(count) 个折点，超过上限 \(most)。请分成几块，或用导入功能。",
                en:
                    "The shape has \(count) vertices, over \(most). Divide it, or import it as a dataset."
            )
        case .tooManyParts(let count, let most):
            BilingualText(
                zh: "共有 \(count) 个图形，超过上限 \(most)。请分几次上传。",
                en: "There are \(count) shapes, over \(most). Upload them in several files.")
        case .noScratch(let code):
            BilingualText(
                zh: "无法写临时文件（错误号 \(code)）。请管理员检查缓存文件夹的权限与剩余空间。",
                en:
                    "A temporary file could not be written (error \(code)). Have the cache folder's "
                    + "rights and free space checked.")
        default: BilingualText(zh: "", en: "")
        }
    }

    private var textExplanation: BilingualText {
        switch self {
        case .notJSON(let position):
            BilingualText(
                zh: "第 \(position) 个字符处不是合法的 JSON。请重新导出 GeoJSON。",
                en: "The text is no JSON at character \(position). Export the GeoJSON again.")
        case .notGeoJSON(let path, let expected):
            BilingualText(
                zh: "GeoJSON 的 \(path.isEmpty ? "根" : path) 处应为 \(expected)。请改正后重试。",
                en: "GeoJSON needs \(expected) at \(path.isEmpty ? "its root" : path). Correct it.")
        case .unknownSystem(let name):
            BilingualText(
                zh: "图形声明的坐标系“\(name)”不是 CGCS2000。请转换到 EPSG:4490 或三度带后重试。",
                en:
                    "The shape declares the system \"\(name)\", which is not of CGCS2000. Transform it to "
                    + "EPSG:4490 or a 3-degree zone.")
        case .noPolygon:
            BilingualText(
                zh: "没有面图形。请画一个面，或上传含面的文件。",
                en: "There is no polygon. Draw one, or upload a file with polygons.")
        case .unknownFormat(let name):
            BilingualText(
                zh: "不认识文件“\(name)”。请上传 .geojson、界址点坐标 .txt 或含 Shapefile 的 .zip。",
                en:
                    "The file \"\(name)\" is of no known kind. Upload .geojson, a boundary-coordinate .txt "
                    + "or a .zip with a Shapefile.")
        default: BilingualText(zh: "", en: "")
        }
    }

    private var placeExplanation: BilingualText {
        switch self {
        case .outsideChina(let place):
            BilingualText(
                zh: "\(place.chineseText)的坐标不在中国范围内。请核对坐标系、带号与经纬度顺序（先经度后纬度）。",
                en:
                    "\(place.englishText) is not a place in China. Check the coordinate system, the zone and "
                    + "the order (longitude first).")
        case .tooFewVertices(let place):
            BilingualText(
                zh: "\(place.chineseText)所在的环或线折点太少。面至少三个不同的点，线至少两个。",
                en:
                    "The ring or line at \(place.englishText) has too few vertices. A ring needs three "
                    + "different ones, a line two.")
        case .selfCrossing(let places):
            BilingualText(
                zh:
                    "图形自相交，共 \(places.count) 处，首处在\(places.first?.chineseText ?? "")附近。请调整该处折点的位置或顺序。",
                en: "The shape crosses itself in \(places.count) places, first near "
                    + "\(places.first?.englishText ?? ""). Move or reorder the vertices there.")
        default: BilingualText(zh: "", en: "")
        }
    }
}

extension ShapeFault.Place {
    private var position: String { "\(fixed(longitude)), \(fixed(latitude))" }

    /// Degrees with seven decimals, a centimetre.
    private func fixed(_ degrees: Double) -> String {
        let text = String((degrees * 1e7).rounded() / 1e7)
        return text
    }

    fileprivate var chineseText: String {
        "第 \(part) 个图形第 \(ring) 环第 \(vertex) 点（\(position)）"
    }

    fileprivate var englishText: String {
        "vertex \(vertex) of ring \(ring) of shape \(part) (\(position))"
    }
}
