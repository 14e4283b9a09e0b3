import ArgumentParser
import Foundation
import Geodesy
import Geometry
import LandExchange
import LandModel
import Operations
import Overlay

/// Tells what lies under one or more polygons, layer by layer (压占分析).
struct OccupyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "occupy",
        abstract: "压占分析：界线范围内各图层面积 · what lies under a boundary, layer by layer")

    /// Classes, owners, villages and townships, and the names of control lines.
    static let usualFields = "DLBM,QSDWMC,ZLDWMC,XZQMC,HXMC,GHFQMC,PDJB"

    @OptionGroup var common: CommonOptions

    @Argument(help: "导入得到的数据集 · dataset made by import")
    var snapshot: String

    @Option(help: "界线 文件#图层，每个要素分别分析 · boundary FILE#LAYER; each feature by itself")
    var boundary: String

    @Option(help: "汇总字段，逗号分隔；BSM 等字段按图层有无取用 · fields to sum by, where a layer has them")
    var group = Self.usualFields

    @Option(parsing: .singleValue, help: "只分析这些图层，可多次 · only these layers, repeatable")
    var layer: [String] = []

    @Option(help: "边长超过多少米加密，0 为不加密 · densify edges over this many metres, 0 for none")
    var densify = 70.0

    mutating func validate() throws {
        guard densify >= 0, densify.isFinite else { throw ValidationError("--densify: ≥ 0") }
    }

    mutating func run() throws {
        let console = Console(common)
        let clock = Stopwatch()
        let reference = LayerReference(parsing: boundary)
        let polygons = try SurveyReader.layer(reference, fields: [])
        guard polygons.count > 0 else {
            throw OccupyError.noPolygon(path: reference.path, layer: polygons.name)
        }
        let layers = try read(console)
        let read = clock.seconds
        let shapes = try AreaSpace.shapes(
            of: [polygons] + layers, area: .ellipsoidal, densify: densify)
        try ForeignPlace.check(
            boundary, shapes[0].box, snapshot,
            shapes.dropFirst().reduce(into: Box.empty) { $0.extend($1.box) })
        let fields = group.split(separator: ",").map(String.init)
        let references = layers.map { LayerReference(path: snapshot, layer: $0.name) }
        let index: OccupationIndex
        do {
            index = try OccupationIndex(
                zip(layers, shapes.dropFirst()).map {
                    OccupationLayer($0, shapes: $1, groupedBy: fields)
                },
                metric: .ellipsoidal, threads: Workers.count(common.threads))
        } catch {
            throw OverlayFailure(error, divided: reference, zones: references)
        }
        let prepared = clock.seconds
        let stated = try areas(of: polygons)
        for feature in 0..<polygons.count {
            let found: Occupation
            do {
                found = try index.occupation(
                    under: feature, of: shapes[0], stated: stated[feature])
            } catch {
                throw OverlayFailure(error, divided: reference, zones: references)
            }
            let report = OccupationReport(found, polygon: polygons.featureIDs[feature])
            console.result(common.json ? report.json.text : report.text(console.language))
        }
        let seconds = [read, prepared - read, clock.seconds - prepared]
            .map { String(format: "%.3f", $0) }
        console.note(
            BilingualText(
                zh:
                    "界线 \(polygons.count) 个；读取 \(seconds[0]) 秒，准备 \(seconds[1]) 秒，分析 \(seconds[2]) 秒；"
                    + "格网 \(index.grid.unit)°",
                en:
                    "\(polygons.count) boundaries; seconds: read \(seconds[0]), prepare \(seconds[1]), "
                    + "analyse \(seconds[2]); grid \(index.grid.unit)°"))
    }

    /// The layers asked for, or all but those of a plan.
    private func read(_ console: Console) throws -> [LandLayer] {
        try console.progress.advance(
            BilingualText(zh: "读取数据集", en: "Reading the dataset"), 0, of: 1)
        let all = try PlanSource.received(in: snapshot)
        for name in layer where !all.contains(where: { $0.name == name }) {
            throw OccupyError.noLayer(name, path: snapshot, found: all.map(\.name))
        }
        return layer.isEmpty ? all : all.filter { layer.contains($0.name) }
    }

    private func areas(of polygons: LandLayer) throws -> [Area] {
        EllipsoidalArea.areas(
            of: polygons.geometry, frame: try CoordinateFrame(epsg: polygons.epsg),
            densifyingOver: densify > 0 ? densify : nil
        )
        .map { Area(roundingSquareMetres: $0) }
    }
}

/// One occupation as JSON or as a table for people.
struct OccupationReport {
    private let found: Occupation
    private let polygon: Int64

    init(_ found: Occupation, polygon: Int64) {
        self.found = found
        self.polygon = polygon
    }

    private static func number(_ area: Area) -> JSONValue { .number(area.squareMetresText) }

    var json: JSONValue {
        .object([
            ("polygon", .integer(Int(polygon))), ("area_m2", Self.number(found.area)),
            ("layers", .array(found.layers.map(json))),
        ])
    }

    private func json(_ layer: Occupation.Layer) -> JSONValue {
        let groups = layer.groupings.map { grouping in
            let rows = grouping.groups.map { group in
                JSONValue.object([
                    ("value", group.value.map { .string($0) } ?? .null),
                    ("area_m2", Self.number(group.area)),
                    ("features", .integer(group.featureCount)),
                ])
            }
            return (grouping.field, JSONValue.array(rows))
        }
        return .object([
            ("layer", .string(layer.name)), ("role", .string(layer.role.rawValue)),
            ("features", .integer(layer.pieces.count)), ("covered_m2", Self.number(layer.covered)),
            ("outside_m2", Self.number(layer.outside)),
            ("closure_residual", .integer(Int(layer.closureResidual))),
            ("groups", .object(groups)),
        ])
    }

    func text(_ language: DisplayLanguage) -> String {
        let head = BilingualText(
            zh: "界线 \(polygon)：\(found.area.squareMetresText) 平方米",
            en: "boundary \(polygon): \(found.area.squareMetresText) m2")
        var lines = [head[language]]
        for layer in found.layers {
            let name = layer.role.title
            let line = BilingualText(
                zh: "  \(layer.name) \(name.zh)：压占 \(layer.covered.squareMetresText)，"
                    + "未覆盖 \(layer.outside.squareMetresText)，要素 \(layer.pieces.count)",
                en: "  \(layer.name) \(name.en): covered \(layer.covered.squareMetresText), "
                    + "outside \(layer.outside.squareMetresText), features \(layer.pieces.count)")
            lines.append(line[language])
            for grouping in layer.groupings {
                for group in grouping.groups {
                    lines.append(
                        "    \(grouping.field)=\(group.value ?? "—")\t\(group.area.squareMetresText)"
                            + "\t\(group.featureCount)")
                }
            }
        }
        return lines.joined(separator: "\n")
    }
}

/// Why an occupation cannot be analysed.
enum OccupyError: ExplainedError, Equatable {
    case noPolygon(path: String, layer: String)
    case noLayer(String, path: String, found: [String])

    var explanation: BilingualText {
        switch self {
        case .noPolygon(let path, let layer):
            BilingualText(
                zh: "\(path) 的图层 \(layer) 没有面要素。请用 --boundary 文件#图层 指定含界线的图层。",
                en:
                    "The layer \(layer) of \(path) has no polygon. Name the layer with the boundary: "
                    + "--boundary FILE#LAYER.")
        case .noLayer(let name, let path, let found):
            BilingualText(
                zh: "\(path) 中没有图层 \(name)（现有：\(found.joined(separator: "、"))）。请核对 --layer。",
                en: "\(path) has no layer \(name) (it has: \(found.joined(separator: ", "))). "
                    + "Check --layer.")
        }
    }
}
