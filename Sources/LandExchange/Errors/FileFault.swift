/// What can be wrong with a file as a whole.
public enum FileFault: Equatable, Sendable, Fault {
    /// There is no such file.
    case notFound
    /// The system refuses to read it; `code` is its error number.
    case unreadable(code: Int32)
    /// A folder that is no FileGDB.
    case isFolder
    /// A folder without any survey file.
    case noSurveyFiles
    /// A file without bytes.
    case empty
    /// No reader knows the format; `message` is the library's.
    case unknownFormat(message: String)
    /// A part of a Shapefile is missing, such as `.dbf`.
    case partMissing(String)
    /// The file claims more bytes than there are.
    case truncated(part: String, claimed: Int, actual: Int)
    /// A header holds something impossible at an offset.
    case badHeader(part: String, offset: Int)
    /// The shapes and the attribute rows of a Shapefile are not equally many.
    case countMismatch(shapes: Int, rows: Int)
    /// An archive holds a name that would leave its folder (zip slip).
    case unsafeEntry(String)
    /// An archive holds more files than the limit.
    case archiveTooMany(entries: Int, limit: Int)
    /// An archive would unpack to more than the limit, in bytes.
    case archiveTooLarge(claimed: Int, limit: Int)
    /// An archive that cannot be read, or holds no survey file.
    case archiveUnusable
    /// No layer of polygons; `layers` are those there are.
    case noPolygons(layers: [String])
    /// The name of a character encoding that nobody knows.
    case unknownEncoding(String)
    /// The bytes are of no encoding this program knows, or of several.
    case undecodable
    /// The file changed while it was read.
    case changed

    var text: FaultText {
        switch self {
        case .notFound, .unreadable, .isFolder, .empty, .unknownFormat, .changed: accessText
        case .partMissing, .truncated, .badHeader, .countMismatch: partText
        default: contentText
        }
    }

    private var accessText: FaultText {
        switch self {
        case .notFound:
            FaultText(
                "文件不存在", "there is no such file", remedy: "请核对路径与文件名",
                "Check path and name")
        case .unreadable(let code):
            FaultText(
                "系统拒绝读取（错误号 \(code)）", "the system refuses to read it (error \(code))",
                remedy: "请检查读取权限，或把文件复制到本机再试",
                "Check the permissions, or copy the file to this machine and try again")
        case .isFolder:
            FaultText(
                "这是文件夹，不是测绘数据文件", "this is a folder, not a survey file",
                remedy: "请指明文件夹中的文件；FileGDB 的文件夹名应以 .gdb 结尾",
                "Name a file in it; the folder of a FileGDB ends in .gdb")
        case .empty:
            FaultText(
                "文件为空（0 字节）", "the file is empty (0 bytes)", remedy: "请重新取得该文件",
                "Get the file again from its source")
        case .changed:
            FaultText(
                "读取过程中文件被修改", "the file changed while it was read",
                remedy: "请等写入结束后重新导入", "Wait until nobody writes it and import again")
        default:
            FaultText(
                "无法识别的文件格式" + (libraryMessage.isEmpty ? "" : "（\(libraryMessage)）"),
                "no reader knows this format"
                    + (libraryMessage.isEmpty ? "" : " (\(libraryMessage))"),
                remedy: "请提供 Shapefile、FileGDB、GeoPackage、GeoJSON、FlatGeobuf、界址点坐标 TXT 或其 zip 包",
                "Supply a Shapefile, FileGDB, GeoPackage, GeoJSON, FlatGeobuf, boundary-coordinate "
                    + "TXT or a zip of one")
        }
    }

    private var libraryMessage: String {
        if case .unknownFormat(let message) = self { message } else { "" }
    }

    private var partText: FaultText {
        switch self {
        case .partMissing(let part):
            FaultText(
                "缺少同名的 \(part) 文件", "the \(part) file of the same name is missing",
                remedy: "请把 .shp、.dbf、.shx、.prj 放在同一文件夹并同名",
                "Put .shp, .dbf, .shx and .prj into one folder under one name")
        case .truncated(let part, let claimed, let actual):
            FaultText(
                "\(part) 不完整：文件头声明 \(claimed) 字节，实有 \(actual) 字节",
                "\(part) is incomplete: it claims \(claimed) bytes and has \(actual)",
                remedy: "请重新复制或下载该文件", "Copy or download the file again")
        case .countMismatch(let shapes, let rows):
            FaultText(
                "图形 \(shapes) 个而属性 \(rows) 行，两者不属于同一份数据",
                "\(shapes) shapes but \(rows) attribute rows: the parts do not belong together",
                remedy: "请核对 .shp 与 .dbf 是否来自同一次导出",
                "Check that .shp and .dbf come from one export")
        case .badHeader(let part, let offset):
            FaultText(
                "\(part) 第 \(offset) 字节处的内容不合规范",
                "\(part) holds something impossible at byte \(offset)",
                remedy: "请用原软件重新导出该文件", "Export the file again from its program")
        default:
            accessText
        }
    }

    private var contentText: FaultText {
        switch self {
        case .unsafeEntry(let name):
            FaultText(
                "压缩包内的文件名“\(name)”越出解压文件夹", "the archive entry “\(name)” leaves its folder",
                remedy: "请勿使用来历不明的压缩包；请重新打包后再导入",
                "Do not use archives of unknown origin; pack the files again")
        case .archiveTooLarge(let claimed, let limit):
            FaultText(
                "压缩包解压后为 \(claimed) 字节，超过上限 \(limit) 字节",
                "the archive unpacks to \(claimed) bytes, over the limit of \(limit)",
                remedy: "请自行解压并核对内容后导入", "Unpack it yourself, check it, import the files")
        case .archiveTooMany(let entries, let limit):
            FaultText(
                "压缩包内有 \(entries) 个文件，超过上限 \(limit) 个",
                "the archive holds \(entries) files, over the limit of \(limit)",
                remedy: "请只打包需要的文件", "Pack only the files that are needed")
        case .archiveUnusable:
            FaultText(
                "压缩包损坏、加密或不含测绘数据", "the archive is broken, encrypted or holds no survey file",
                remedy: "请重新打包（不加密、不嵌套）", "Pack the files again, not encrypted, not nested")
        case .noPolygons(let layers):
            FaultText(
                "没有面图层（现有：\(layers.joined(separator: "、"))）",
                "there is no polygon layer (there are: \(layers.joined(separator: ", ")))",
                remedy: "请提供面图层；线、点图层不能导入", "Supply polygons; lines and points are not imported")
        case .unknownEncoding(let name):
            FaultText(
                "不认识字符编码“\(name)”", "the character encoding “\(name)” is unknown",
                remedy: "请用 --encoding GBK、UTF-8 或 GB18030", "Use --encoding GBK, UTF-8 or GB18030")
        case .noSurveyFiles:
            FaultText(
                "文件夹中没有调查数据文件", "the folder holds no survey file",
                remedy: "请指明含 shp、gdb、gpkg、geojson、txt 或 zip 的文件夹",
                "Name a folder with shp, gdb, gpkg, geojson, txt or zip files")
        default:
            FaultText(
                "文字不是任何一种已知编码，或混有几种编码", "the text is of no known encoding or mixes several",
                remedy: "请用 --encoding 指明编码，或用原软件统一编码后导出",
                "Name the encoding with --encoding, or export again in one encoding")
        }
    }
}
