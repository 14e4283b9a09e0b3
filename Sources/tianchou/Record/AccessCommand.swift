import Access
import ArgumentParser
import LandModel
import Operations

/// Who may do what.
struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "权限 · who may do what",
        subcommands: [AccessMatrixCommand.self])
}

/// Prints role by operation.
struct AccessMatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix", abstract: "权限矩阵：角色 × 事项 · role by operation")

    @OptionGroup var common: CommonOptions

    @Flag(help: "输出 CSV · as CSV")
    var csv = false

    mutating func run() throws {
        let console = Console(common)
        let rows = AccessMatrix.rows(OperationRule.administration + OperationRule.records)
        if common.json {
            for row in rows { console.result(Self.json(row).text) }
        } else if csv {
            console.result(Self.csv(rows, console.language))
        } else {
            Self.table(rows, console)
        }
    }

    private static func words(_ cell: AccessMatrix.Cell) -> String {
        switch cell {
        case .allowed: "●"
        case .only: "◐"
        case .refused: "·"
        }
    }

    private static func json(_ row: AccessMatrix.Row) -> JSONValue {
        let allowed = zip(Role.allCases, row.cells).filter { $0.1 != .refused }
        return .object([
            ("operation", .string(row.operation.id.text)), ("title", .text(row.operation.title)),
            ("roles", .array(allowed.map { .string($0.0.rawValue) })),
            ("delegable", .bool(row.operation.isDelegable)),
            (
                "levels",
                .array(row.operation.areaLevels.sorted().map { .string("\($0)") })
            ),
        ])
    }

    private static func csv(_ rows: [AccessMatrix.Row], _ language: DisplayLanguage) -> String {
        let head = ["role", "title"] + rows.map(\.operation.id.text)
        let lines = Role.allCases.enumerated().map { index, role in
            [role.rawValue, role.title[language]]
                + rows.map { $0.cells[index] == .refused ? "" : "x" }
        }
        return ([head] + lines).map { $0.joined(separator: ",") }.joined(separator: "\n")
    }

    private static func table(_ rows: [AccessMatrix.Row], _ console: Console) {
        for (number, row) in rows.enumerated() {
            console.result(
                "\(number + 1)\t\(row.operation.id)\t\(row.operation.title[console.language])")
        }
        let numbers = (1...rows.count).map { $0 < 10 ? " \($0)" : "\($0)" }
        console.result(numbers.joined(separator: " "))
        for (index, role) in Role.allCases.enumerated() {
            let cells = rows.map { " " + words($0.cells[index]) }.joined(separator: " ")
            console.result("\(cells)  \(role.title[console.language])")
        }
        console.note(
            BilingualText(
                zh: "● 可以办理 · 不可办理；辖区、阶段与不相容职责另有限制",
                en: "● may, · may not; territory, stage and separation of duties limit further"))
    }
}
