import Documents
import LandModel
import Operations
import Policy
import Store

/// A clause: its words, how it is judged, what it blocks, what proves it, where it stands today (条款).
struct PolicyClausePage {
    private let call: Call
    private let edition: PolicyEdition
    private let all: [PolicyEdition]
    private let sheet: ClauseSheet

    private var pack: Pack { edition.pack }
    private var clause: Clause { sheet.clause }
    private var language: DisplayLanguage { call.language }

    static func reply(_ call: Call, refusal: JSONValue? = nil) async throws -> Reply {
        let all = try await PolicyEdition.all(call)
        let edition = try PolicyEdition.asked(call, among: all)
        guard let sheet = edition.pack.sheet(of: try call.value("clause")) else {
            throw Problem.missing()
        }
        return try await PolicyClausePage(call: call, edition: edition, all: all, sheet: sheet)
            .reply()
    }

    private func reply() async throws -> Reply {
        let caller = try call.caller()
        let library = try call.office().library
        let text = try await library.text(of: pack.code)
        let standings = try await library.standings(
            of: clause.id, in: pack.code, on: call.day
        ) { caller.sees($0) }
        let table = standingTable(standings)
        if let file = try PageTable.reply(call, among: [table]) { return file }
        let requirement = try await Offload.run { try PackShelf(nil).requirements() }
            .first { $0.id == clause.id && $0.sourceFile == pack.sourceDocument }
        return try await call.page(
            "policy-clause",
            [
                ("clause", head(requirement)), ("passage", passage(text)),
                ("conditions", .list(sheet.conditions) { condition($0) }),
                ("hasFacts", .bool(!facts.isEmpty)), ("facts", .list(facts) { fact($0) }),
                ("fields", .list(fields) { $0 }),
                ("parameters", .list(parameters) { $0 }), ("cases", .list(cases) { $0 }),
                ("coverage", coverage), ("standing", table.value(call)),
                ("standingSum", .string(standingSum(standings))),
            ])
    }

    private func head(_ requirement: RequirementRow?) -> JSONValue {
        let index = pack.clauses.firstIndex { $0.id == clause.id } ?? 0
        func neighbour(_ place: Int) -> JSONValue {
            guard pack.clauses.indices.contains(place) else { return .bool(false) }
            return .members([
                "id": .string(pack.clauses[place].id),
                "href": .string(edition.href(pack.clauses[place].id, in: all)),
            ])
        }
        return .members([
            "id": .string(clause.id), "title": .string(clause.title[language]),
            "strength": ClauseWords.tag(clause.strength, language),
            "kind": .string(ClauseWords.word(clause.kind)[language]),
            "place": .string(clause.citation.clause), "phrase": .string(clause.citation.phrase),
            "pack": .string("\(pack.title[language]) r\(pack.revision)"),
            "packHref": .string(edition.href(in: all)),
            "state": edition.state(call).value(language),
            "note": .shown(note), "remedy": .string(sheet.remedy[language]),
            "requirement": requirement.map { row in
                .members(["id": .string(row.id), "mode": .string(Self.mode(row)[language])])
            } ?? .bool(false),
            "previous": neighbour(index - 1), "next": neighbour(index + 1),
        ])
    }

    /// The readings that the note of the clause names, in words; else the note.
    private var note: String? {
        guard let note = clause.note else { return nil }
        let readings = pack.readings.filter { note.contains($0.id) }.map { $0.text[language] }
        return readings.isEmpty ? note : readings.joined(separator: " ")
    }

    /// How the register of requirements says that it is to be checked.
    private static func mode(_ row: RequirementRow) -> BilingualText {
        switch row.checkMode {
        case "auto": BilingualText(zh: "须自动判定", en: "to be judged by the program")
        case "gate": BilingualText(zh: "须前置把关", en: "to stand before an act")
        case "record": BilingualText(zh: "须留有记录", en: "to be on record")
        default: BilingualText(zh: "人工判断", en: "for people to judge")
        }
    }

    // MARK: Words of the document

    private func passage(_ text: String?) -> JSONValue {
        let found = text.flatMap { GoverningPassage(clause.citation, in: $0) }
        return .members([
            "loaded": .bool(text != nil), "found": .bool(found != nil),
            "published": .bool(edition.published != nil),
            "action": .string("/policy/\(pack.code)/text"), "clause": .string(clause.id),
            "command": .string(
                "tianchou do keepPackText '{\"pack\":\"\(pack.code)\",\"area\":\""
                    + (edition.published?.pack.area.digits ?? pack.territory)
                    + "\",\"file\":\"\(pack.sourceDocument)\"}'"),
            "headings": .list(found?.headings ?? []) { .string($0) },
            "paragraphs": .list(found?.paragraphs ?? []) { part in
                .members([
                    "before": .string(part.before), "marked": .string(part.marked),
                    "after": .string(part.after),
                ])
            },
        ])
    }

    // MARK: How it is judged

    private func condition(_ condition: ClauseSheet.Condition) -> JSONValue {
        let bound = condition.bound.map(\.sign)
        let whole = [
            condition.tree.words[language], bound,
            condition.limit.map { limit in
                limit.words[language] + value(of: limit)
            },
        ].compactMap(\.self).joined(separator: " ")
        return .members([
            "role": .string(ClauseWords.word(condition.role)[language]),
            "sentence": .string(whole),
            "source": .string(
                [condition.tree.text, bound, condition.limit?.text].compactMap(\.self)
                    .joined(separator: " ")),
            "parts": .array([tree(condition.tree)] + (condition.limit.map { [tree($0)] } ?? [])),
        ])
    }

    /// The value of a legal number today, in brackets.
    private func value(of tree: ExpressionTree) -> String {
        guard case .parameter(let name) = tree.kind,
            let sheet = sheet.parameters.first(where: { $0.name == name }),
            let value = sheet.value(on: call.day)
        else { return "" }
        let text = ValueWriter(language).text(value, unit: sheet.unit)
        return language == .zh ? "（\(text)）" : " (\(text))"
    }

    private func tree(_ node: ExpressionTree) -> JSONValue {
        .members([
            "word": .string(node.operation[language] + value(of: node)),
            "tag": .shown(tag(node.kind)), "hasParts": .bool(!node.children.isEmpty),
            "parts": .list(node.children) { tree($0) },
        ])
    }

    private func tag(_ kind: ExpressionTree.Kind) -> String? {
        switch kind {
        case .fact(let name):
            switch pack.vocabulary.anyFact(name)?.origin {
            case .measured: call.said("量算", "measured")
            case .recorded: call.said("填报", "stated")
            case .balanced: call.said("台账", "ledger")
            case nil: nil
            }
        case .parameter: call.said("法定参数", "legal number")
        case .act: call.said("办理", "act")
        case .document: call.said("材料", "paper")
        case .value, .operation: nil
        }
    }

    private var facts: [String] { sheet.facts + clause.shows.filter { !sheet.facts.contains($0) } }

    private func fact(_ name: String) -> JSONValue {
        let definition = pack.vocabulary.anyFact(name)
        return .members([
            "name": .string(pack.term(name)[language]),
            "origin": .string(tag(.fact(name)) ?? "—"),
            "definition": .string(definition?.definition ?? ""),
        ])
    }

    /// The fields that the clause gives, in words.
    private var fields: [JSONValue] {
        func names(_ zh: String, _ en: String, _ ids: [String]) -> (String, String)? {
            ids.isEmpty ? nil : (call.said(zh, en), pack.terms(ids, language))
        }
        let rows: [(String, String)?] = [
            (call.said("判定对象", "Judged on"), pack.term(clause.subject)[language]),
            names("责任单位", "Who must move", sheet.actors),
            names("未满足时不得办理", "It stands before", clause.blocks),
            sheet.from.map { (call.said("自此阶段起判定", "From the stage"), pack.term($0)[language]) },
            sheet.limit.map { (call.said("期限", "Limit"), $0[language]) },
            names("须先办理", "After", sheet.after),
            sheet.approvals.isEmpty
                ? nil
                : (
                    call.said("须经批准", "Approved by"),
                    sheet.approvals.map { approval in
                        "\(pack.term(approval.act)[language])：\(pack.terms(approval.offices, language))"
                    }.joined(separator: "；")
                ),
            names("材料", "Papers", clause.documents),
            sheet.sections.isEmpty
                ? nil : (call.said("材料须含", "Sections"), sheet.sections.joined(separator: "、")),
            names("报送", "Sent to", sheet.recipients), names("机构", "Offices", sheet.offices),
            names("岗位", "Posts", sheet.posts),
            sheet.act.map { (call.said("须办理", "To be done"), pack.term($0)[language]) },
            names("专属事项", "Performed by it alone", sheet.performs),
            names("账户", "Accounts", sheet.accounts), names("使用次序", "Order of uses", sheet.order),
            names("须有其一", "One of", sheet.options),
            clause.attester.map { (call.said("承诺确认", "Attested by"), pack.term($0)[language]) },
            names("所需图层", "Layers", clause.layers),
            names("成立时替代", "Replaces while it holds", clause.overrides),
            sheet.isWaivable ? names("可说明理由豁免", "May be waived by", sheet.waivers) : nil,
            names("豁免须附", "A waiver needs", sheet.waiverDocuments),
        ]
        return rows.compactMap(\.self).map { name, text in
            .members(["name": .string(name), "text": .string(text)])
        }
    }

    /// The legal numbers by revision and area; of other documents too, where they have one of the name.
    private var parameters: [JSONValue] {
        sheet.parameters.map { parameter in
            let rows = all.flatMap { edition -> [JSONValue] in
                let same = edition.pack.parameterSheets.first { $0.name == parameter.name }
                return (same?.values ?? []).map { value in
                    .members([
                        "edition": .string("\(edition.pack.code) r\(edition.pack.revision)"),
                        "area": .string(
                            edition.published?.pack.area.digits ?? call.said("未发布", "not published")
                        ),
                        "days": .string(
                            "\(value.from)—\(value.to?.description ?? "")"),
                        "value": .string(
                            PolicyTables(pack: pack, day: call.day, language: language)
                                .text(value.value, parameter.unit)),
                        "own": .bool(edition.pack.digest == pack.digest),
                    ])
                }
            }
            return .members([
                "name": .string(pack.term(parameter.name)[language]),
                "clause": .string(parameter.clause), "rows": .array(rows),
            ])
        }
    }

    // MARK: What proves it, where it stands

    private var cases: [JSONValue] {
        pack.runCases(of: clause.id).map { outcome in
            .members([
                "name": .string(outcome.name),
                "mark":
                    (FindingStatus(rawValue: outcome.got).map { ReportPage.mark($0) }
                    ?? .without(outcome.got, outcome.got)).value(language),
                "passed": .bool(outcome.isPassed),
                "place": .string("\(outcome.file):\(outcome.line)"),
                "bound": .shown(
                    outcome.finding.map { $0.boundText(language) }.flatMap { $0.isEmpty ? nil : $0 }
                ),
            ])
        }
    }

    private var coverage: JSONValue {
        guard let row = pack.coverage().first(where: { $0.clause == clause.id }) else {
            return .bool(false)
        }
        return .members([
            "sources": .string(
                row.sources.map { $0.words[language] }.joined(
                    separator: language == .zh ? "、" : ", ")),
            "worst": .string(row.worst.words[language]),
            "why": .shown(row.worst.reason?[language]),
            "left": .list(row.left) { part in
                .members([
                    "name": .string(part.words[language]),
                    "reason": .string(pack.vocabulary.reason(for: part)?[language] ?? ""),
                ])
            },
            "sum": call.words(
                "\(row.satisfying.count) 个符合，\(row.breaking.count) 个判为最坏，共 \(row.proofs.count) 个",
                "\(row.satisfying.count) met, \(row.breaking.count) at the worst, "
                    + "\(row.proofs.count) in all"),
        ])
    }

    private func standingSum(_ standings: [PolicyLibrary.Standing]) -> String {
        let broken = standings.count { [.violated, .overdue].contains($0.finding.status) }
        return call.said(
            "\(standings.count) 个对象，\(broken) 个不符合或逾期",
            "\(standings.count) subjects, \(broken) violated or overdue")
    }

    private func standingTable(_ standings: [PolicyLibrary.Standing]) -> PageTable {
        let order = Dictionary(
            uniqueKeysWithValues: VerdictLine.order.enumerated().map { ($0.element, $0.offset) })
        let sorted = standings.sorted { left, right in
            (order[left.finding.status] ?? 9, left.finding.subject.id)
                < (order[right.finding.status] ?? 9, right.finding.subject.id)
        }
        func column(_ zh: String, _ en: String, _ width: Int) -> PageTable.Column {
            PageTable.Column(title: BilingualText(zh: zh, en: en), width: width)
        }
        return PageTable(
            name: "standing", title: BilingualText(zh: "今天在哪里", en: "Where it stands today"),
            columns: [
                column("结论", "verdict", 12), column("对象", "subject", 30),
                column("所在项目或档案", "file", 40), column("说明", "in words", 80),
            ],
            rows: sorted.map { standing in
                let finding = standing.finding
                let isProject = finding.subject.entity != "meeting"
                return [
                    .text(VerdictLine.word(finding.status)[language]),
                    .text(finding.subject.name),
                    .text(
                        standing.ownerName,
                        href: (isProject ? "/projects/" : "/meetings/") + standing.owner),
                    .text(finding.message[language]),
                ]
            },
            note: BilingualText(
                zh: "只列本人辖区内按本规则包办理的对象。",
                en: "Only what lies in your areas and is under this pack."))
    }
}
