import ArgumentParser
import LandModel
import Operations
import Policy

/// Policy packs: what there is, what it says, whether it is sound, whether its cases hold.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "规则包的浏览、校验、案例与覆盖 · policy packs",
        subcommands: [
            PolicyListCommand.self, PolicyShowCommand.self, PolicyValidateCommand.self,
            PolicyTestCommand.self, PolicyCoverageCommand.self, PolicyBenchCommand.self,
        ])
}

/// Where the packs lie.
struct PackOptions: ParsableArguments {
    @Option(help: "规则包文件夹 · folder of the packs (PolicyPacks)")
    var packs: String?
}

/// Lists the packs.
struct PolicyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出规则包 · list the packs")

    @OptionGroup var common: CommonOptions
    @OptionGroup var shelf: PackOptions

    mutating func run() throws {
        let console = Console(common)
        let packs = try PackShelf(shelf.packs).packs([])
        if common.json {
            console.result(JSONValue.array(packs.map(Self.json)).text)
            return
        }
        for pack in packs {
            let status =
                pack.isDraft
                ? BilingualText(zh: "征求意见稿", en: "draft") : BilingualText(zh: "已印发", en: "issued")
            let clauses = BilingualText(
                zh: "\(pack.clauses.count) 条", en: "\(pack.clauses.count) clauses")
            console.result(
                [
                    pack.code, "r\(pack.revision)", status[console.language],
                    clauses[console.language], String(pack.digest.prefix(12)),
                    pack.title[console.language],
                ].joined(separator: "\t"))
        }
    }

    private static func json(_ pack: Pack) -> JSONValue {
        .object([
            ("pack", .string(pack.code)), ("revision", .integer(pack.revision)),
            ("digest", .string(pack.digest)),
            ("status", .string(pack.isDraft ? "draft" : "issued")),
            ("clauses", .integer(pack.clauses.count)), ("territory", .string(pack.territory)),
            ("inForceFrom", .string(pack.inForceFrom.description)),
            ("successor", pack.successor.map(JSONValue.string) ?? .null),
            ("title", .text(pack.title)),
        ])
    }
}

/// Shows one pack, or one clause of it.
struct PolicyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "查看一个规则包 · show a pack")

    @OptionGroup var common: CommonOptions
    @OptionGroup var shelf: PackOptions

    @Argument(help: "规则包代码 · code of the pack")
    var pack: String

    @Option(help: "只看一条，如 LZ-004 · one clause")
    var clause: String?

    mutating func run() throws {
        let console = Console(common)
        let loaded = try PackShelf(shelf.packs).pack(pack)
        var clauses = loaded.clauses
        if let clause {
            guard let one = loaded.clause(clause) else {
                throw PolicyCommandError.unknownClause(clause, pack: pack)
            }
            clauses = [one]
        }
        if common.json {
            console.result(json(loaded, clauses).text)
            return
        }
        if clause == nil { head(loaded, console) }
        for one in clauses {
            console.result(
                [
                    one.id, one.strength.rawValue, one.kind.rawValue, one.citation.clause,
                    "“\(one.citation.phrase)”", one.title[console.language],
                ].joined(separator: "\t"))
            if clause != nil, !one.blocks.isEmpty {
                console.result("blocks: " + one.blocks.joined(separator: ", "))
            }
            if clause != nil, let note = one.note { console.result("note: \(note)") }
        }
    }

    private func head(_ pack: Pack, _ console: Console) {
        let language = console.language
        console.result("\(pack.code) r\(pack.revision) · \(pack.title[language])")
        console.result("sha256 \(pack.digest)")
        for document in pack.basis { console.result("basis: \(document.number) \(document.zh)") }
        for reading in pack.readings {
            console.result("reading \(reading.id): \(reading.text[language])")
        }
        console.result("")
    }

    private func json(_ pack: Pack, _ clauses: [Clause]) -> JSONValue {
        .object([
            ("pack", .string(pack.code)), ("revision", .integer(pack.revision)),
            ("digest", .string(pack.digest)), ("title", .text(pack.title)),
            (
                "basis",
                .array(
                    pack.basis.map {
                        .object([("number", .string($0.number)), ("zh", .string($0.zh))])
                    })
            ),
            (
                "readings",
                .array(
                    pack.readings.map {
                        .object([("id", .string($0.id)), ("text", .text($0.text))])
                    })
            ),
            (
                "clauses",
                .array(
                    clauses.map {
                        .object([
                            ("id", .string($0.id)), ("kind", .string($0.kind.rawValue)),
                            ("strength", .string($0.strength.rawValue)),
                            ("clause", .string($0.citation.clause)),
                            ("phrase", .string($0.citation.phrase)), ("title", .text($0.title)),
                            ("subject", .string($0.subject)),
                            ("blocks", .array($0.blocks.map(JSONValue.string))),
                        ])
                    })
            ),
        ])
    }
}

/// Why a policy command cannot run.
enum PolicyCommandError: ExplainedError, Equatable {
    case unknownClause(String, pack: String)

    var explanation: BilingualText {
        switch self {
        case .unknownClause(let clause, let pack):
            BilingualText(
                zh: "规则包 \(pack) 没有条款 \(clause)。用 tianchou policy show \(pack) 查看全部条款。",
                en:
                    "The pack \(pack) has no clause \(clause). See all with tianchou policy show \(pack)."
            )
        }
    }
}
