import ArgumentParser
import DataQuality
import LandExchange
import LandModel
import Operations

/// Checks a dataset: attributes, logic, topology, area closure.
struct QualityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quality", abstract: "数据质量检查 · check a dataset")

    @OptionGroup var common: CommonOptions

    @Argument(help: "数据集 · dataset")
    var dataset: String

    @Option(help: "只用这些规则，逗号分隔 · only these rules")
    var rules: String?

    @Option(help: "错误图层输出 · error layer (GeoPackage)")
    var errors: String?

    @Flag(help: "列出全部规则 · list the rules")
    var listRules = false

    mutating func run() throws {
        let console = Console(common)
        if listRules {
            for rule in QualityRule.catalogue {
                console.result("\(rule.id)\t\(rule.title[console.language])\t\(rule.source)")
            }
            return
        }
        let chosen = try rules.map(Self.rules)
        let layers = try PlanSource.received(in: dataset)
        let report = try checkQuality(of: layers, rules: chosen, progress: console.progress)
        if let errors {
            try QualityErrors(report: report, layers: layers).write(to: errors)
        }
        if common.json {
            for finding in report.findings {
                console.result(Self.json(finding, console.language).text)
            }
        } else {
            write(report, console)
        }
        if report.isBlocked { throw Stop.blocked }
    }

    private static func rules(_ list: String) throws -> Set<String> {
        let names = list.split(separator: ",").map { String($0).trimmingPrefix(" ") }.map(
            String.init)
        for name in names where QualityRule.named(name) == nil {
            throw QualityCommandError.unknownRule(name)
        }
        return Set(names)
    }

    private static func json(_ finding: QualityFinding, _ language: DisplayLanguage) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("rule", .string(finding.rule)), ("severity", .string(finding.severity.rawValue)),
            ("layer", .string(finding.layer)),
            ("features", .array(finding.features.map { .number(String($0)) })),
        ]
        if let field = finding.field { members.append(("field", .string(field))) }
        if let area = finding.areaSquareMetres {
            members.append(("area_m2", .number(area.squareMetresText)))
        }
        members.append(("message", .string(finding.message[language])))
        members.append(("location", finding.location.map(location) ?? .null))
        return .object(members)
    }

    private static func location(_ place: QualityLocation) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("x", .number("\(place.x)")), ("y", .number("\(place.y)")),
        ]
        if let longitude = place.longitude, let latitude = place.latitude {
            members.append(("longitude", .number("\(longitude)")))
            members.append(("latitude", .number("\(latitude)")))
        }
        return .object(members)
    }

    private func write(_ report: QualityReport, _ console: Console) {
        let language = console.language
        for finding in report.findings {
            let features = finding.features.map(String.init).joined(separator: " ")
            let area = finding.areaSquareMetres.map { " \($0.squareMetresText) m²" } ?? ""
            console.result(
                "\(finding.severity.rawValue)\t\(finding.rule)\t\(finding.layer) \(features)\(area)\t"
                    + finding.message[language])
        }
        if let closure = report.closure {
            for row in closure.rows {
                guard let residual = row.residual else { continue }
                console.result(
                    BilingualText(
                        zh:
                            "闭合\t\(row.code) \(row.name)\t图斑 \(row.patchCount)\t合计 \(row.sum.squareMetresText)\t差 \(residual.squareMetresText)",
                        en:
                            "closure\t\(row.code) \(row.name)\tpatches \(row.patchCount)\tsum \(row.sum.squareMetresText)\tresidual \(residual.squareMetresText)"
                    )[language])
            }
        }
        console.result(
            BilingualText(
                zh:
                    "错误 \(report.count(.blocking))，警告 \(report.count(.warning))，提示 \(report.count(.info))",
                en:
                    "blocking \(report.count(.blocking)), warnings \(report.count(.warning)), info \(report.count(.info))"
            )[language])
    }
}

/// Why a quality command cannot run.
enum QualityCommandError: ExplainedError, Equatable {
    case unknownRule(String)

    var explanation: BilingualText {
        switch self {
        case .unknownRule(let name):
            BilingualText(
                zh: "没有质检规则 \(name)。用 tianchou quality DATASET --list-rules 查看全部规则。",
                en:
                    "There is no quality rule \(name). See all with tianchou quality DATASET --list-rules."
            )
        }
    }
}
