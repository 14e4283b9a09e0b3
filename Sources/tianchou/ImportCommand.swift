import ArgumentParser
import LandExchange
import LandModel

/// Imports survey files into one immutable dataset.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "导入调查数据 · import survey files")

    @OptionGroup var common: CommonOptions

    @Argument(help: "文件或文件夹 · files, or folders of them")
    var files: [String]

    @Option(help: "写入的数据集 · dataset to write (GeoPackage)")
    var into: String

    @Option(help: "坐标系 EPSG 代码，文件缺失或矛盾时 · EPSG code when the file has none or contradicts itself")
    var crs: Int?

    @Option(help: "属性编码，如 GBK、UTF-8 · encoding of attributes")
    var encoding: String?

    @Option(
        name: .customLong("layer"), parsing: .singleValue,
        help: "指定图层含义 图层=角色，如 a=DLTB · what a layer means, SOURCE=ROLE")
    var layers: [String] = []

    @Flag(help: "覆盖已有数据集 · replace an existing dataset")
    var overwrite = false

    mutating func run() throws {
        let console = Console(common)
        var options = ReadingOptions(epsg: crs)
        if let encoding {
            guard let known = TextEncoding(named: encoding) else {
                throw LandExchangeError.file(
                    path: files.first ?? into, .unknownEncoding(encoding))
            }
            options.encoding = known
        }
        let found = try SurveyFolder.files(files, excluding: into)
        let request = SnapshotImport.Request(
            files: found, target: into, options: options,
            assignments: try layers.map { try RoleAssignment(parsing: $0) },
            isOverwriting: overwrite, programVersion: ProgramVersion.text)
        let summary = try SnapshotImport(request).run(progress: console.progress)
        if common.json {
            console.result(Self.json(summary, console.language).text)
        } else {
            write(summary, console)
        }
    }

    private func write(_ summary: ImportSummary, _ console: Console) {
        let language = console.language
        for layer in summary.layers {
            let dropped = layer.droppedFields.joined(separator: ",")
            let area = layer.computedArea.map { "\($0.squareMetresText) m²" } ?? "—"
            console.result(
                [
                    layer.role.rawValue, layer.name, layer.role.title[language],
                    "\(layer.featureCount)", "EPSG:\(layer.reference.epsg)",
                    layer.encoding.name, area, layer.digest, layer.sourceFile,
                ].joined(separator: "\t"))
            if !dropped.isEmpty {
                console.result(
                    BilingualText(
                        zh: "  已剔除个人信息字段：\(dropped)", en: "  personal fields dropped: \(dropped)")[
                            language])
            }
            for warning in layer.warnings { console.result("  ! " + warning.explanation[language]) }
        }
        for warning in summary.skipped { console.result("! " + warning.explanation[language]) }
        console.note(
            BilingualText(zh: "已写入 \(summary.target)", en: "written to \(summary.target)"))
    }

    private static func json(_ summary: ImportSummary, _ language: DisplayLanguage) -> JSONValue {
        .object([
            ("dataset", .string(summary.target)),
            (
                "layers",
                .array(
                    summary.layers.map { layer in
                        .object([
                            ("role", .string(layer.role.rawValue)), ("layer", .string(layer.name)),
                            ("source", .string(layer.sourceFile)),
                            ("source_layer", .string(layer.sourceLayer)),
                            ("features", .integer(layer.featureCount)),
                            ("crs", .integer(layer.reference.epsg)),
                            ("encoding", .string(layer.encoding.name)),
                            ("dropped_fields", .array(layer.droppedFields.map(JSONValue.string))),
                            (
                                "computed_area_m2",
                                layer.computedArea.map { .number($0.squareMetresText) } ?? .null
                            ),
                            ("sha256", .string(layer.digest)),
                            (
                                "warnings",
                                .array(layer.warnings.map { .string($0.explanation[language]) })
                            ),
                        ])
                    })
            ),
            ("skipped", .array(summary.skipped.map { .string($0.explanation[language]) })),
        ])
    }
}
