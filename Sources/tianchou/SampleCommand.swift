import ArgumentParser
import Foundation
import LandExchange
import LandModel
import SampleCounty

/// Writes a synthetic county: survey files, a plan, a draft that breaks rules, and the known defects.
struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "生成合成示例县 · make a synthetic county")

    /// In which form the survey is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case gpkg
        case shpGBK = "shp-gbk"
    }

    @OptionGroup var common: CommonOptions

    @Option(help: "图斑数（200–3000000）· number of patches")
    var patches: Int

    @Option(help: "随机种子，同种子同结果 · seed; the same seed gives the same county")
    var seed: UInt64

    @Option(help: "输出文件夹 · output folder")
    var out: String

    @Flag(help: "放入已知缺陷并写出答案 · put in known defects and write the answers")
    var defects = false

    @Option(help: "gpkg 或 shp-gbk · format of the survey files")
    var format = Format.gpkg

    mutating func validate() throws {
        guard (200...3_000_000).contains(patches) else {
            throw ValidationError("--patches: 200–3000000")
        }
    }

    mutating func run() throws {
        let console = Console(common)
        let progress = console.progress
        try progress.advance(BilingualText(zh: "生成地块", en: "Making patches"), 0, of: 1)
        let county = SampleCounty(patches: patches, seed: seed, withDefects: defects)
        try SampleFolder(path: out).write(county, format: format, progress: progress)
        let rows = county.survey.map { "\($0.name)\t\($0.count)" }
        if common.json {
            console.result(
                JSONValue.object([
                    ("out", .string(out)), ("patches", .integer(patches)),
                    ("seed", .string(String(seed))), ("synthetic", .bool(true)),
                    (
                        "layers",
                        .object(county.survey.map { ($0.name, .integer($0.count)) })
                    ),
                ]).text)
        } else {
            console.result(rows.joined(separator: "\n"))
            console.note(
                BilingualText(
                    zh: "合成数据已写入 \(out)（不描述任何真实地区）",
                    en: "Synthetic data written to \(out); it depicts no real place"))
        }
    }
}
