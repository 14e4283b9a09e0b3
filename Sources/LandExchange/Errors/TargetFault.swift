/// What can go wrong with a file that is written, or with a snapshot that is opened.
public enum TargetFault: Equatable, Sendable, Fault {
    /// The file is there and must not be overwritten.
    case exists
    /// The system refuses to write; `code` is its error number.
    case unwritable(code: Int32)
    /// The database reports an error; `message` is its.
    case database(message: String)
    /// The library that writes the format reports an error; `message` is its.
    case library(message: String)
    /// The file is no snapshot of this program.
    case notSnapshot
    /// The ending of the name is none that can be written.
    case unknownFormat(ending: String)
    /// A text cannot be written in the encoding asked for.
    case unwritableText(String, encoding: String)
    /// A layer has no coordinate system that the format can express.
    case coordinateSystem(epsg: Int)

    var text: FaultText {
        switch self {
        case .exists:
            FaultText(
                "目标文件已存在", "the target exists", remedy: "快照不可覆盖；请另取文件名，或先移走原文件",
                "Snapshots are not overwritten; choose another name or move the file away")
        case .unwritable(let code):
            FaultText(
                "无法写入（错误号 \(code)）", "it cannot be written (error \(code))",
                remedy: "请检查文件夹是否存在、可写、有剩余空间",
                "Check that the folder exists, is writable and has room")
        case .database(let message):
            FaultText(
                "数据库报错：\(message)", "the database says: \(message)",
                remedy: "请检查剩余空间，并关闭正在使用该文件的程序",
                "Check the free space and close other programs that use it")
        case .library(let message):
            FaultText(
                "写出失败：\(message)", "writing failed: \(message)", remedy: "请检查剩余空间与文件名，或换一种格式",
                "Check free space and name, or use another format")
        case .notSnapshot:
            FaultText(
                "不是本程序导入的快照", "it is no snapshot of this program",
                remedy: "请先用 tianchou import 导入原始文件",
                "Import the survey files with tianchou import first")
        case .unknownFormat(let ending):
            FaultText(
                "不能写出“\(ending)”格式", "the format “\(ending)” cannot be written",
                remedy: "请用 .gpkg、.shp、.geojson 或 .txt", "Use .gpkg, .shp, .geojson or .txt")
        case .unwritableText(let text, let encoding):
            FaultText(
                "“\(text)”不能用 \(encoding) 编码写出", "“\(text)” cannot be written in \(encoding)",
                remedy: "请改用 UTF-8", "Use UTF-8 instead")
        case .coordinateSystem(let epsg):
            FaultText(
                "坐标系 EPSG:\(epsg) 不能用于该格式", "the format cannot express EPSG:\(epsg)",
                remedy: "界址点坐标 TXT 须用 CGCS2000 高斯投影；请换坐标系或格式",
                "Boundary TXT needs a CGCS2000 Gauss-Krueger zone; change system or format")
        }
    }
}
