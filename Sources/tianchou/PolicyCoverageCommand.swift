import ArgumentParser
import LandModel
import Policy

/// How many requirements have their clause, what decides each, and what the others wait for.
struct PolicyCoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "条款覆盖 · coverage of the requirements")

    @OptionGroup var common: CommonOptions
    @OptionGroup var shelf: PackOptions

    /// What a clause still waits for when a plan and its survey are all there is.
    private enum Awaits: String, CaseIterable {
        case nothing
        case recordedFact
        case paper
        case act
        case appointment
        case account
        case attestation
        case parameter
        case subject

        var words: BilingualText {
            switch self {
            case .nothing:
                BilingualText(zh: "由空间、数字事实直接评判", en: "evaluated from spatial and numeric facts")
            case .recordedFact: BilingualText(zh: "待登记事实", en: "awaiting recorded facts")
            case .paper: BilingualText(zh: "待归档材料", en: "awaiting papers on file")
            case .act: BilingualText(zh: "待行政行为记录", en: "awaiting acts in the journal")
            case .appointment: BilingualText(zh: "待任命记录", en: "awaiting appointments")
            case .account: BilingualText(zh: "待台账数据", en: "awaiting ledger accounts")
            case .attestation: BilingualText(zh: "待承诺确认", en: "awaiting attestation")
            case .parameter: BilingualText(zh: "文件留空的数值", en: "a number the document leaves blank")
            case .subject: BilingualText(zh: "待登记对象", en: "awaiting the register of its subjects")
            }
        }
    }

    private struct Row {
        let pack: String
        let coverage: ClauseCoverage
        let title: BilingualText
        let awaits: [Awaits]
        var isEvaluated: Bool { awaits == [.nothing] }
    }

    mutating func run() throws {
        let console = Console(common)
        let packShelf = try PackShelf(shelf.packs)
        let register = try packShelf.requirements()
        let packs = try packShelf.packs([])
        let rows = packs.flatMap { pack in
            pack.coverage().map { coverage in
                Row(
                    pack: pack.code, coverage: coverage,
                    title: pack.clause(coverage.clause)?.title ?? BilingualText(zh: "", en: ""),
                    awaits: Self.awaits(pack, coverage))
            }
        }
        let present = Set(rows.map(\.coverage.clause))
        let missing = register.map(\.id).filter { !present.contains($0) }
        if common.json {
            console.result(Self.json(rows, register: register.count, missing: missing).text)
        } else {
            write(rows, register: register.count, missing: missing, console)
        }
        if !missing.isEmpty { throw Stop.blocked }
    }

    /// Judges the clause on a project of which nothing is known and sorts what it asks for.
    private static func awaits(_ pack: Pack, _ coverage: ClauseCoverage) -> [Awaits] {
        if coverage.decidedBy == .stated { return [.nothing] }
        let context = JudgementContext(
            root: blank("region", pack.vocabulary), journal: [], occasion: .plan,
            asOf: pack.inForceFrom.adding(months: 120),
            layersPresent: Set(pack.vocabulary.layers))
        var found: Set<Awaits> = []
        for entry in pack.judge(coverage.clause, in: context).flatMap(\.missing) {
            switch entry.item {
            case .fact(let name), .collection(let name):
                found.insert(origin(name, pack))
            case .entity, .option: found.insert(.subject)
            case .parameter, .parameterNotInForce, .calendar: found.insert(.parameter)
            case .document: found.insert(.paper)
            case .act, .condition: found.insert(.act)
            case .post: found.insert(.appointment)
            case .account: found.insert(.account)
            case .attestation: found.insert(.attestation)
            case .layer: break
            }
        }
        if found.count > 1 { found.remove(.nothing) }
        if found.isEmpty { found.insert(coverage.decidedBy == .expression ? .nothing : .act) }
        return Awaits.allCases.filter(found.contains)
    }

    /// One subject of every entity, without a single fact.
    private static func blank(_ entity: String, _ vocabulary: Vocabulary) -> Subject {
        var collections: [String: [Subject]] = [:]
        for child in vocabulary.entities where child.within == entity {
            collections[child.collection ?? child.name] = [blank(child.name, vocabulary)]
        }
        return Subject(entity: entity, id: entity, name: entity, collections: collections)
    }

    private static func origin(_ name: String, _ pack: Pack) -> Awaits {
        guard let fact = pack.vocabulary.anyFact(name) else { return .subject }
        switch fact.origin {
        case .measured: return .nothing
        case .recorded: return .recordedFact
        case .balanced: return .account
        }
    }

    private func write(_ rows: [Row], register: Int, missing: [String], _ console: Console) {
        let language = console.language
        let evaluated = rows.count(where: \.isEvaluated)
        let tested = rows.count { $0.coverage.caseCount > 0 }
        console.result(
            BilingualText(
                zh:
                    "\(register - missing.count) of \(register) clauses present（要求已有条款）；\(evaluated) 条由事实直接评判，"
                    + "\(rows.count - evaluated) 条待后续证据；\(tested) 条有案例",
                en:
                    "\(register - missing.count) of \(register) clauses present; \(evaluated) evaluated, "
                    + "\(rows.count - evaluated) awaiting later evidence; \(tested) with cases")[
                    language])
        for kind in Awaits.allCases {
            let count = rows.count { $0.awaits.contains(kind) }
            if count > 0 { console.result("  \(kind.words[language]): \(count)") }
        }
        guard !common.quiet else { return }
        for row in rows {
            console.result(
                [
                    row.coverage.clause, row.coverage.decidedBy.rawValue,
                    "\(row.coverage.caseCount)",
                    row.awaits.map(\.rawValue).joined(separator: "+"), row.title[language],
                ].joined(separator: "\t"))
        }
        for id in missing { console.result("MISSING \(id)") }
    }

    private static func json(_ rows: [Row], register: Int, missing: [String]) -> JSONValue {
        .object([
            ("requirements", .integer(register)), ("present", .integer(register - missing.count)),
            ("evaluated", .integer(rows.count(where: \.isEvaluated))),
            ("missing", .array(missing.map(JSONValue.string))),
            (
                "clauses",
                .array(
                    rows.map { row in
                        .object([
                            ("id", .string(row.coverage.clause)), ("pack", .string(row.pack)),
                            ("decidedBy", .string(row.coverage.decidedBy.rawValue)),
                            ("tests", .integer(row.coverage.caseCount)),
                            (
                                "statuses",
                                .array(
                                    FindingStatus.allCases.filter(row.coverage.statuses.contains)
                                        .map { .string($0.rawValue) })
                            ),
                            (
                                "awaits",
                                .array(
                                    row.isEvaluated ? [] : row.awaits.map { .string($0.rawValue) })
                            ),
                        ])
                    })
            ),
        ])
    }
}
