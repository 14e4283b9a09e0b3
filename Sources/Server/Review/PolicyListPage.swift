import Access
import LandModel
import Operations
import Policy
import Store

/// The library of policy packs: documents, revisions, and how much of them is judged (政策规则包).
enum PolicyListPage {
    static func reply(_ call: Call) async throws -> Reply {
        let all = try await PolicyEdition.all(call)
        let installed = try call.office().packs
        let requirements = try await Offload.run { try installed.requirements() }
        var codes: [String] = []
        for edition in all where !codes.contains(edition.pack.code) {
            codes.append(edition.pack.code)
        }
        let rows = codes.compactMap { code in
            PolicyEdition.usual(code, among: all).map { Row($0, all, requirements, installed) }
        }
        let table = table(rows, call)
        if let file = try PageTable.reply(call, among: [table]) { return file }
        return try await call.page(
            "policy",
            [
                ("packs", .list(rows) { value($0, call) }),
                (
                    "mayPublish",
                    .bool(
                        ActRights.mayEver(
                            "publishPack", try call.caller(), try await call.register(), call.day)
                    )
                ),
                (
                    "sum",
                    call.words(
                        "\(rows.count) 部文件，\(rows.reduce(0) { $0 + $1.pack.clauses.count }) 条，"
                            + "要求 \(requirements.count) 条",
                        "\(rows.count) documents, "
                            + "\(rows.reduce(0) { $0 + $1.pack.clauses.count }) clauses, "
                            + "\(requirements.count) requirements")
                ),
            ])
    }

    /// A pack by its usual edition, with its other ones.
    private struct Row {
        let edition: PolicyEdition
        let editions: [PolicyEdition]
        /// The requirements of the document, and how many of them are a clause.
        let required: Int
        let covered: Int
        /// The clauses that are wholly decided now.
        let decided: Int
        let cases: Int

        var pack: Pack { edition.pack }

        init(
            _ edition: PolicyEdition, _ all: [PolicyEdition], _ requirements: [RequirementRow],
            _ installed: InstalledPacks
        ) {
            self.edition = edition
            editions = all.filter { $0.pack.code == edition.pack.code }
            let own = requirements.filter { $0.sourceFile == edition.pack.sourceDocument }
            required = own.count
            covered = own.count { edition.pack.clause($0.id) != nil }
            let coverage = installed.coverage(of: edition.pack)
            decided = coverage.count { $0.left.isEmpty && $0.blanks.isEmpty }
            cases = coverage.reduce(0) { $0 + $1.proofs.count }
        }
    }

    private static func value(_ row: Row, _ call: Call) -> JSONValue {
        let pack = row.pack
        return .members([
            "href": .string("/policy/\(pack.code)"), "title": .string(pack.title[call.language]),
            "code": .string(pack.code),
            "documents": .list(pack.basis) { .string($0.number) },
            "state": row.edition.state(call).value(call.language),
            "revisions": .list(row.editions.reversed()) { edition in
                .members([
                    "line": .string(edition.line(call)),
                    "href": .string("/policy/\(pack.code)?revision=\(edition.pack.revision)"),
                ])
            },
            "from": .string(pack.inForceFrom.description),
            "assumed": .bool(pack.isInForceAssumed), "clauses": .integer(pack.clauses.count),
            "must": .integer(
                pack.clauses.count { $0.strength == .must || $0.strength == .mustNot }),
            "covered": .string("\(row.covered) / \(row.required)"),
            "decided": .integer(row.decided), "cases": .integer(row.cases),
        ])
    }

    private static func table(_ rows: [Row], _ call: Call) -> PageTable {
        func column(_ zh: String, _ en: String, _ width: Int, number: Bool = false)
            -> PageTable.Column
        {
            PageTable.Column(
                title: BilingualText(zh: zh, en: en), isNumber: number, width: width)
        }
        return PageTable(
            name: "policy-packs", title: BilingualText(zh: "政策规则包一览表", en: "Policy packs"),
            columns: [
                column("规则包", "pack", 18), column("文件", "document", 50),
                column("版本", "revision", 8, number: true), column("生效日", "in force from", 12),
                column("条款", "clauses", 8, number: true),
                column("要求", "requirements", 8, number: true),
                column("已有条款的要求", "requirements with a clause", 14, number: true),
                column("现已完全可判", "wholly decided now", 14, number: true),
                column("案例", "cases", 8, number: true),
            ],
            rows: rows.map { row in
                [
                    .text(row.pack.code), .text(row.pack.title[call.language]),
                    .integer(row.pack.revision),
                    .day(row.pack.inForceFrom), .integer(row.pack.clauses.count),
                    .integer(row.required), .integer(row.covered), .integer(row.decided),
                    .integer(row.cases),
                ]
            })
    }
}
