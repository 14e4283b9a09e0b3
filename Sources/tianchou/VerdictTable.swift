import Documents
import LandModel
import Policy
import Server

/// How verdicts under two packs stand beside each other, in words, CSV and JSON.
enum VerdictTable {
    static func text(_ change: VerdictChange, _ language: DisplayLanguage) -> String {
        let name = change.subject.name.isEmpty ? change.subject.entity : change.subject.name
        return [
            side(change.before, language), "→", side(change.after, language), "\t", name, "\t",
            (change.after ?? change.before)?.title[language] ?? "",
        ].joined(separator: " ")
    }

    private static func side(_ finding: Finding?, _ language: DisplayLanguage) -> String {
        guard let finding else { return "—" }
        return "\(finding.clause) \(VerdictLine.word(finding.status)[language])"
            + finding.boundText(language)
    }

    static func csv(_ changes: [(project: String, change: VerdictChange)]) -> String {
        var rows = ["\u{FEFF}项目,对象,原条款,原结论,新条款,新结论,新增拦阻,解除拦阻,内容"]
        for (project, change) in changes {
            let fields = [
                project, change.subject.name, change.before?.clause ?? "",
                change.before.map { VerdictLine.word($0.status).zh } ?? "",
                change.after?.clause ?? "",
                change.after.map { VerdictLine.word($0.status).zh } ?? "",
                change.blocksAnew ? "是" : "", change.blocksNoMore ? "是" : "",
                (change.after ?? change.before)?.title.zh ?? "",
            ]
            rows.append(fields.map(CSVField.quoted).joined(separator: ","))
        }
        return rows.joined(separator: "\r\n") + "\r\n"
    }

    static func json(_ change: VerdictChange, project: String) -> JSONValue {
        func side(_ finding: Finding?) -> JSONValue {
            guard let finding else { return .null }
            return .object([
                ("pack", .string(finding.pack)), ("revision", .integer(finding.revision)),
                ("clause", .string(finding.clause)), ("status", .string(finding.status.rawValue)),
                ("blocking", .bool(finding.isBlocking)), ("message", .text(finding.message)),
            ])
        }
        return .object([
            ("project", .string(project)), ("subject", .string(change.subject.id)),
            ("entity", .string(change.subject.entity)), ("before", side(change.before)),
            ("after", side(change.after)), ("blocksAnew", .bool(change.blocksAnew)),
            ("blocksNoMore", .bool(change.blocksNoMore)),
        ])
    }
}
