import Foundation
import LandModel
import Planning

/// The change between two years as JSON, as CSV or as a table for people.
struct ChangeReport {
    private let change: SurveyChange

    init(_ change: SurveyChange) { self.change = change }

    private static func number(_ area: Area) -> JSONValue { .number(area.squareMetresText) }

    // MARK: JSON

    var json: JSONValue {
        .object([
            ("tolerance_m", .number("\(change.options.toleranceInMetres)")),
            ("grid_unit", .number("\(change.gridUnit)")),
            ("net_m2", Self.number(change.net)), ("noise_m2", Self.number(change.noise)),
            ("cells", .array(change.cells.map(json))),
            ("classes", .array(change.accounts.map(json))),
            ("causes", .array(change.causes.map(json))),
            ("residuals", .array(change.residuals.map(json))),
        ])
    }

    private func json(_ cell: SurveyChange.Cell) -> JSONValue {
        .object([
            ("before", .string(cell.before.code)), ("after", .string(cell.after.code)),
            ("area_m2", Self.number(cell.gross)), ("noise_m2", Self.number(cell.noise)),
            ("explained_m2", Self.number(cell.explained)),
            ("at_variance_m2", Self.number(cell.atVariance)),
            ("residual_m2", Self.number(cell.residual)), ("pieces", .integer(cell.pieces)),
        ])
    }

    private func json(_ account: SurveyChange.ClassAccount) -> JSONValue {
        .object([
            ("class", .string(account.landClass.code)), ("before_m2", Self.number(account.before)),
            ("after_m2", Self.number(account.after)), ("gained_m2", Self.number(account.gained)),
            ("lost_m2", Self.number(account.lost)), ("departed_m2", Self.number(account.departed)),
            ("arrived_m2", Self.number(account.arrived)),
            ("recording_difference_m2", Self.number(account.recordingDifference)),
        ])
    }

    private func json(_ cause: ChangeCause) -> JSONValue {
        .object([
            ("kind", .string(cause.kind.rawValue)), ("layer", .string(cause.layer)),
            ("parcel", .string(cause.parcel)),
            ("action", cause.action.map { .string($0.rawValue) } ?? .null),
            ("target", cause.target.map { .string($0.code) } ?? .null),
            ("explained_m2", Self.number(cause.explained)),
            ("at_variance_m2", Self.number(cause.atVariance)),
        ])
    }

    private func json(_ residual: ChangeResidual) -> JSONValue {
        .object([
            ("number", .integer(residual.number)), ("name", .string(residual.name)),
            ("before", .string(residual.before.code)), ("after", .string(residual.after.code)),
            ("area_m2", Self.number(residual.area)),
            (
                "location",
                .array(
                    [residual.longitude, residual.latitude].map {
                        .number(String(format: "%.8f", $0))
                    })
            ),
            ("before_feature", .integer(Int(residual.beforeFeature))),
            ("after_feature", .integer(Int(residual.afterFeature))),
            ("village", .string(residual.village)),
        ])
    }

    // MARK: CSV

    var csv: String {
        var out =
            "before,after,area_m2,noise_m2,explained_m2,at_variance_m2,residual_m2,pieces\n"
        for cell in change.cells {
            let areas = [cell.gross, cell.noise, cell.explained, cell.atVariance, cell.residual]
            out += "\(cell.before.code),\(cell.after.code),"
            out += areas.map(\.squareMetresText).joined(separator: ",") + ",\(cell.pieces)\n"
        }
        return out
    }

    // MARK: Text

    /// How many residuals are printed; the rest are in the JSON.
    private static let mostPrinted = 20

    func text(_ language: DisplayLanguage) -> String {
        func line(_ zh: String, _ en: String) -> String {
            BilingualText(zh: zh, en: en)[language]
        }
        func m2(_ area: Area) -> String { area.squareMetresText }
        let tolerance = change.options.toleranceInMetres
        var lines = [
            line(
                "净变化 \(m2(change.net)) 平方米；制图误差（容限 \(tolerance) 米）\(m2(change.noise)) 平方米",
                "net change \(m2(change.net)) m2; drawing noise (tolerance \(tolerance) m) \(m2(change.noise)) m2"
            ),
            line(
                "地类\t前\t后\t增\t减\t移出\t移入\t记录差",
                "class\tbefore\tafter\tgained\tlost\tdeparted\tarrived\trecording difference"),
        ]
        for account in change.accounts {
            let areas = [
                account.before, account.after, account.gained, account.lost, account.departed,
                account.arrived, account.recordingDifference,
            ]
            lines.append(account.landClass.code + "\t" + areas.map(m2).joined(separator: "\t"))
        }
        lines.append(
            line(
                "变化\t面积\t误差\t有因\t不符\t残差\t块数",
                "change\tarea\tnoise\texplained\tat variance\tresidual\tpieces"))
        for cell in change.cells where cell.before != cell.after {
            let areas = [cell.gross, cell.noise, cell.explained, cell.atVariance, cell.residual]
            lines.append(
                "\(cell.before.code)→\(cell.after.code)\t"
                    + areas.map(m2).joined(separator: "\t") + "\t\(cell.pieces)")
        }
        for cause in change.causes {
            let what = cause.action.map { $0.name[language] } ?? "—"
            lines.append(
                line(
                    "原因 \(cause.parcel) \(what)：有因 \(m2(cause.explained))，不符 \(m2(cause.atVariance))",
                    "cause \(cause.parcel) \(what): explained \(m2(cause.explained)), at variance \(m2(cause.atVariance))"
                ))
        }
        for residual in change.residuals.prefix(Self.mostPrinted) {
            let place = String(format: "%.6f, %.6f", residual.longitude, residual.latitude)
            lines.append(
                line(
                    "残差 \(residual.number) \(residual.name)：\(m2(residual.area))，\(place)",
                    "residual \(residual.number) \(residual.name): \(m2(residual.area)), \(place)"))
        }
        let more = change.residuals.count - Self.mostPrinted
        if more > 0 {
            lines.append(line("另有残差 \(more) 处，见 --json", "\(more) more residuals, see --json"))
        }
        return lines.joined(separator: "\n")
    }
}
