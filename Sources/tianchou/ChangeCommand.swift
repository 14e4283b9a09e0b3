import ArgumentParser
import Foundation
import LandExchange
import LandModel
import Operations
import Planning

/// Compares the land use of two survey years: classes, drawing noise, causes and residuals.
struct ChangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "两个调查年度的地类变化 · change between two survey years")

    @OptionGroup var common: CommonOptions

    @Argument(help: "前一年度 文件[#图层] · the first year, FILE[#LAYER]")
    var before: String

    @Argument(help: "后一年度 文件[#图层] · the second year, FILE[#LAYER]")
    var after: String

    @Option(parsing: .singleValue, help: "规划地块 文件[#图层]，可多次 · planned parcels, repeatable")
    var plan: [String] = []

    @Option(parsing: .singleValue, help: "验收地块 文件[#图层]，可多次，先于规划 · accepted parcels, repeatable")
    var accepted: [String] = []

    @Option(help: "制图误差容限（米）· how far a border may be drawn elsewhere, in metres")
    var tolerance = 1.0

    @Option(help: "边长超过多少米加密，0 为不加密 · densify edges over this many metres, 0 for none")
    var densify = 70.0

    @Flag(help: "输出转移矩阵 CSV · the matrix as CSV")
    var csv = false

    mutating func validate() throws {
        guard tolerance >= 0, tolerance.isFinite else { throw ValidationError("--tolerance: ≥ 0") }
        guard densify >= 0, densify.isFinite else { throw ValidationError("--densify: ≥ 0") }
        guard !(csv && common.json) else {
            throw ValidationError("--csv, --json: 只能选一个 · only one of them")
        }
    }

    mutating func run() throws {
        let console = Console(common)
        let progress = console.progress
        let reading = BilingualText(zh: "读取两个年度", en: "Reading both years")
        try progress.advance(reading, 0, of: 2)
        let first = try landUse(before)
        try progress.advance(reading, 1, of: 2)
        let second = try landUse(after)
        try progress.advance(reading, 2, of: 2)
        try ForeignPlace.check(
            first.name, try AreaSpace.extent(of: first), second.name,
            try AreaSpace.extent(of: second))
        let causes =
            try accepted.map { ChangeCauseLayer(try parcels($0), kind: .accepted) }
            + plan.map { ChangeCauseLayer(try parcels($0), kind: .planned) }
        let change = try SurveyChange(
            before: first, after: second, causes: causes,
            options: SurveyChangeOptions(
                toleranceInMetres: tolerance, densification: densify > 0 ? densify : nil,
                threads: Workers.count(common.threads)),
            progress: progress)
        let report = ChangeReport(change)
        if common.json {
            console.result(report.json.text)
        } else if csv {
            Console.emit(report.csv, to: STDOUT_FILENO)
        } else {
            console.result(report.text(console.language))
        }
    }

    /// The land use of a year, named with its file so that errors tell the two years apart.
    private func landUse(_ text: String) throws -> LandLayer {
        let reference = LayerReference(parsing: text)
        if reference.layer != nil {
            return Self.named(text, try SurveyReader.layer(reference, fields: nil))
        }
        let layers = try PlanSource.survey(in: reference.path)
        guard let found = layers.first(where: { $0.role == .landUse }) else {
            throw PlanSourceError.noLandUse(path: reference.path, found: layers.map(\.name))
        }
        return Self.named("\(text)#\(found.name)", found)
    }

    /// The parcels of a plan, or the only layer of any other file.
    private func parcels(_ text: String) throws -> LandLayer {
        let reference = LayerReference(parsing: text)
        if reference.layer == nil {
            let layers = try PlanSource.all(in: reference.path)
            if let found = layers.first(where: { $0.role == .planParcel }) {
                return Self.named("\(text)#\(found.name)", found)
            }
        }
        return Self.named(text, try SurveyReader.layer(reference, fields: nil))
    }

    private static func named(_ name: String, _ layer: LandLayer) -> LandLayer {
        LandLayer(
            name: name, role: layer.role, epsg: layer.epsg, featureIDs: layer.featureIDs,
            geometry: layer.geometry, columns: layer.columns, digest: layer.digest)
    }
}
