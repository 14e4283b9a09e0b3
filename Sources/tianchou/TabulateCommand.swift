import ArgumentParser
import Foundation
import Geodesy
import Geometry
import LandExchange
import LandModel
import Overlay

extension OverlayMetric {
    /// The metric of the `--area` option.
    init(_ choice: AreaChoice) { self = choice == .planar ? .planar : .ellipsoidal }
}

/// How areas are measured.
enum AreaChoice: String, ExpressibleByArgument, CaseIterable {
    case ellipsoidal
    case planar
}

/// Tabulates layer A by layers B, C …: the area of every combination, exact on shared borders.
struct TabulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tabulate",
        abstract: "图层叠加面积表 · areas of one layer by others")

    @OptionGroup var common: CommonOptions

    @Option(help: "被叠加图层 文件#图层 · layer A, FILE#LAYER")
    var a: String

    @Option(parsing: .singleValue, help: "叠加图层，可多次 · layer B, repeatable")
    var b: [String] = []

    @Option(help: "A 的键字段；不写用要素号 · key field of A; the feature id without it")
    var keyA: String?

    @Option(parsing: .singleValue, help: "各 B 的键字段，依次 · key field of each B, in order")
    var keyB: [String] = []

    @Option(help: "按字段汇总，逗号分隔，先在 A 后在 B 中找 · group by fields")
    var group: String?

    @Option(help: "ellipsoidal 椭球面积，或 planar 平面面积 · kind of area")
    var area = AreaChoice.ellipsoidal

    @Option(help: "小数位数（默认 2，面积平差闭合到 0.01）· decimals")
    var decimals = 2

    @Option(help: "边长超过多少米加密，0 为不加密 · densify edges over this many metres, 0 for none")
    var densify = 70.0

    @Option(help: "输出 CSV；不写则输出到标准输出 · CSV file; standard output without it")
    var out: String?

    mutating func validate() throws {
        guard !b.isEmpty else { throw ValidationError("--b: 至少一个图层 · at least one layer") }
        guard keyB.count <= b.count else {
            throw ValidationError("--key-b: 多于 --b · more keys than layers")
        }
        guard (0...9).contains(decimals) else { throw ValidationError("--decimals: 0–9") }
        guard densify >= 0, densify.isFinite else { throw ValidationError("--densify: ≥ 0") }
    }

    mutating func run() throws {
        let console = Console(common)
        let progress = console.progress
        let started = Stopwatch()
        let groups = group.map { $0.split(separator: ",").map(String.init) } ?? []
        let keys = [keyA] + b.indices.map { $0 < keyB.count ? keyB[$0] : nil }
        var layers: [LandLayer] = []
        for (index, name) in ([a] + b).enumerated() {
            try progress.advance(
                BilingualText(zh: "读取图层", en: "Reading layers"), index, of: b.count + 1)
            let wanted = (keys[index].map { [$0] } ?? []) + groups
            layers.append(
                try SurveyReader.layer(LayerReference(parsing: name), fields: wanted))
        }
        let read = started.seconds
        let shapes = try AreaSpace.shapes(of: layers, area: area, densify: densify)
        let projected = started.seconds
        let table = try tabulate(
            shapes[0], by: Array(shapes.dropFirst()), metric: OverlayMetric(area),
            options: TabulationOptions(
                threads: Workers.count(common.threads), includesOutside: true))
        let stated = try statedAreas(layers[0])
        let rows = try TabulationRows(
            table, layers: layers, keys: keys, groups: groups, stated: stated, decimals: decimals)
        try write(rows, console)
        let phases =
            [("read", read), ("project", projected - read)]
            + table.phases.map { ($0.name, $0.seconds) }
        summarise(rows, table, phases, console)
    }

    /// The recorded unit is kept for ellipsoidal areas in two decimals: pieces sum to the patch.
    private func statedAreas(_ layer: LandLayer) throws -> [Int64]? {
        guard area == .ellipsoidal, decimals == 2 else { return nil }
        let frame = try CoordinateFrame(epsg: layer.epsg)
        return EllipsoidalArea.areas(
            of: layer.geometry, frame: frame, densifyingOver: densify > 0 ? densify : nil
        )
        .map { Area(roundingSquareMetres: $0).hundredths }
    }

    private func write(_ rows: TabulationRows, _ console: Console) throws {
        let text = common.json ? rows.jsonLines : rows.csv
        guard let out else {
            Console.emit(text, to: STDOUT_FILENO)
            return
        }
        try OutputFile.write(text, to: out)
    }

    private func summarise(
        _ rows: TabulationRows, _ table: Tabulation, _ phases: [(String, Double)],
        _ console: Console
    ) {
        let seconds = phases.map { "\($0.0) \(String(format: "%.3f", $0.1))" }.joined(
            separator: ", ")
        let residual = rows.residualText
        if common.json {
            Console.writeError(
                JSONValue.object([
                    ("pairs", .integer(rows.count)), ("total_m2", .number(rows.totalText)),
                    ("outside_m2", .number(rows.outsideText)),
                    ("closure_residual", .number(residual)),
                    ("grid_unit", .number("\(table.grid.unit)")),
                    (
                        "seconds",
                        .object(phases.map { ($0.0, .number(String(format: "%.6f", $0.1))) })
                    ),
                ]).text)
            return
        }
        Console.writeError(
            BilingualText(
                zh: "组合 \(rows.count)，合计 \(rows.totalText) 平方米（范围外 \(rows.outsideText)），"
                    + "闭合差 \(residual)，用时（秒）\(seconds)",
                en:
                    "pairs \(rows.count), total \(rows.totalText) m2 (outside \(rows.outsideText)), "
                    + "closure residual \(residual), seconds \(seconds)")[console.language])
    }
}
