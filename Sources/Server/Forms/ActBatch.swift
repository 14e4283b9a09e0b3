import Access
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations

/// A batch of acts of one kind as it is being prepared and done (批量办理).
struct ActBatch {
    let call: Call
    let caller: Caller
    let form: ActForm
    let body: FormBody
    private let key: String
    /// What the subjects lie in; empty when it was not said.
    private let within: String

    init(_ call: Call, _ body: FormBody) async throws {
        self.call = call
        self.body = body
        let caller = try call.caller()
        self.caller = caller
        let within = body["within"]
        self.within = within
        let operation = try call.value("operation")
        let isOfProgram = OperationCatalogue.standard.entry(operation) != nil
        if isOfProgram,
            try await !ActRights.mayEver(operation, caller, call.register(), call.day)
        {
            throw Problem.missing()
        }
        let desk = try call.office().desk
        func form(on subject: String?, in place: String? = nil) async throws -> ActForm? {
            try await desk.form(
                of: operation, on: subject, in: place, for: caller.person.id, day: call.day,
                seeing: { caller.sees($0) })
        }
        let isListing = operation == "listSubject"
        var found: ActForm?
        if within.isEmpty {
            found = try await form(on: nil)
        } else {
            found = try await form(on: isListing ? nil : within, in: isListing ? within : nil)
            guard let area = (found?.subject ?? found?.place)?.area, caller.sees(area) else {
                throw Problem.missing()
            }
        }
        children = found?.children ?? []
        // The facts of a row are those of what the subject contains: the first of each kind lends its form.
        if !isListing, let sample = children.first?.value {
            var others: [ActForm] = []
            var kinds: Set<BilingualText?> = []
            for child in children where kinds.insert(child.group).inserted {
                if let other = try await form(on: child.value) { others.append(other) }
            }
            found = try await form(on: sample)?.with(factsOf: others)
        }
        guard let found else { throw Problem.missing() }
        self.form = found
        key = try ActFormPage.named(body[ActFormPage.keyMember])
    }

    private let children: [InputOption]
    private var title: BilingualText { form.title }

    // MARK: Rows

    /// One row with its input.
    struct Row {
        let number: Int
        let input: [String: CanonicalJSON]
        let name: String
    }

    /// What stands for every row, where no column says otherwise.
    private func rows(_ table: PastedTable, _ columns: BatchColumns) -> [Row] {
        var common = FormReading(body, form).input
        if form.operation == "listSubject", !within.isEmpty { common["parent"] = .text(within) }
        let names = Dictionary(children.map { ($0.value, $0.title.zh) }, uniquingKeysWith: { $1 })
        return table.rows.map { row in
            let input = columns.input(row.cells, common: common)
            let subject = input["subject"]?.text ?? input["id"]?.text ?? ""
            return Row(
                number: row.number, input: input,
                name: names[subject].map { "\($0)（\(subject)）" } ?? subject)
        }
    }

    private func request(_ row: Row) throws -> ActRequest {
        ActRequest(
            operation: form.operation, person: caller.person.id, input: .object(row.input),
            // The row's own name: the table sent again is not done again.
            key: try IdempotencyKey("web/\(caller.person.id)/batch/\(key)/\(row.number)"),
            time: call.time)
    }

    /// The subject of a row must be one the caller may see: else it is told as if it were not there.
    private func unseen(_ row: Row) async throws -> Refusal? {
        guard let subject = row.input["subject"]?.text ?? row.input["parent"]?.text,
            form.operation != "listSubject" || row.input["parent"] != nil
        else { return nil }
        let asked = form.operation == "listSubject" ? row.input["parent"]?.text ?? "" : subject
        guard
            let area = try await call.office().desk.area(of: asked),
            !caller.sees(area)
        else { return nil }
        return Refusal([
            Refusal.Item(
                "LIF-SUBJECT", field: "subject",
                BilingualText(
                    zh: "没有管理对象 \(asked)。请先建档，或核对代号。",
                    en: "There is no subject \(asked). List it first or check the identifier."),
                remedies: [Refusal.Remedy("listSubject")])
        ])
    }

    private func table() throws -> (PastedTable, BatchColumns) {
        let table = try PastedTable(body[BatchWorkbook.tableMember]) {
            BatchColumns.isKnown($0, form)
        }
        return (table, BatchColumns(table.heads, form))
    }

    // MARK: Looking before

    func preview() async throws -> Reply {
        do {
            let (table, columns) = try table()
            var lines: [JSONValue] = []
            var good = 0
            let desk = try call.office().desk
            for row in rows(table, columns) {
                var items = try await unseen(row)?.items
                if items == nil {
                    items = try await desk.examine(try request(row)).refusal?.items ?? []
                }
                let found = items ?? []
                if found.isEmpty { good += 1 }
                lines.append(
                    .members([
                        "number": .integer(table.line(ofRow: row.number)),
                        "name": .string(row.name),
                        "finding":
                            (found.isEmpty
                            ? FindingMark.good("可办", "In order")
                            : .bad(
                                "有误", "Faulty")).value(call.language),
                        "faults": .list(found) { item in
                            .members([
                                "cell": .shown(cell(of: item, row, table, columns)),
                                "text": .string(item.text[call.language]),
                            ])
                        },
                        "cells": .string(named(row.input)),
                    ]))
            }
            let unused = columns.unused.filter {
                ![BatchColumns.nameHead.zh, BatchColumns.nameHead.en, ""].contains($0)
            }
            return try await page(
                nil,
                preview: .members([
                    "rows": .array(lines), "good": .integer(good),
                    "bad": .integer(lines.count - good), "hasGood": .bool(good > 0),
                    "act": call.words(
                        "\(title.zh)：办理 \(good) 行", "\(title.en): perform \(good) rows"),
                    "lead": call.words(
                        "共 \(lines.count) 行，可办 \(good) 行，有误 \(lines.count - good) 行。",
                        "\(lines.count) rows: \(good) in order, \(lines.count - good) faulty."),
                    "unused": .shown(
                        unused.isEmpty
                            ? nil : unused.joined(separator: call.said("、", ", "))),
                ]))
        } catch let problem as Problem where problem.status.kind == .clientError {
            return try await page(problem)
        }
    }

    /// What a row would state, in the words of the form.
    private func named(_ input: [String: CanonicalJSON]) -> String {
        let titles = Dictionary(
            form.outlines.map { ($0.name, $0.title) } + form.facts.map { ($0.name, $0.title) },
            uniquingKeysWith: { first, _ in first })
        func words(_ members: [String: CanonicalJSON]) -> [String] {
            members.sorted { $0.key < $1.key }.flatMap { name, value in
                if case .object(let inner) = value { return words(inner) }
                let title = titles[name]?[call.language] ?? name
                return ["\(title)\(call.said("：", ": "))\(shown(value))"]
            }
        }
        return words(input.filter { $0.key != "subject" }).joined(separator: call.said("；", "; "))
    }

    /// The cell that a fault is about, with the head over it: `C12 村民代表同意`.
    private func cell(
        of item: Refusal.Item, _ row: Row, _ table: PastedTable, _ columns: BatchColumns
    ) -> String? {
        guard let field = item.field, let index = columns.index(of: field) else { return nil }
        let place = PastedTable.letters(ofColumn: index) + "\(table.line(ofRow: row.number))"
        return "\(place) \(table.heads[index])"
    }

    private func shown(_ value: CanonicalJSON) -> String {
        switch value {
        case .text(let text): text
        case .integer(let number): String(number)
        case .bool(let flag): flag ? call.said("是", "yes") : call.said("否", "no")
        case .array(let items): items.map(shown).joined(separator: call.said("、", ", "))
        default: ""
        }
    }

    // MARK: Doing

    func perform() async throws -> Reply {
        let (table, columns) = try table()
        let desk = try call.office().desk
        var done: [BatchShelf.Row] = []
        for row in rows(table, columns) {
            do {
                if let refusal = try await unseen(row) { throw refusal }
                let receipt = try await desk.perform(try request(row), files: .uploads([:]))
                done.append(
                    line(
                        row, receipt.message, receipt.batch.sequences.lowerBound,
                        receipt.isRepetition))
            } catch let refusal as Refusal {
                done.append(
                    line(
                        row,
                        BilingualText(
                            zh: refusal.items.map(\.text.zh).joined(separator: " "),
                            en: refusal.items.map(\.text.en).joined(separator: " ")), nil, false))
            } catch {
                let problem = Gate.problem(of: error, call.context.logger)
                done.append(line(row, problem.detail, nil, false))
            }
        }
        try call.batches().keep(
            BatchShelf.Outcome(
                operation: form.operation, title: title.zh, english: title.en, within: within,
                time: call.time, rows: done), key, of: caller.person.id)
        return Reply.seeOther("/acts/\(form.operation)/batch/\(key)")
    }

    private func line(
        _ row: Row, _ text: BilingualText, _ sequence: Int?, _ isRepetition: Bool
    ) -> BatchShelf.Row {
        BatchShelf.Row(
            number: row.number, subject: row.input["subject"]?.text ?? "", name: row.name,
            sequence: sequence, isRepetition: isRepetition, text: .init(text))
    }

    // MARK: The page

    /// The columns of a table for this act, with the subjects it could be about.
    var template: PageTable {
        let fields = form.outlines.filter { outline in
            if case .members = outline.kind { return false }
            return outline.source != .record(.itself) || outline.name == "subject"
        }
        let facts = form.facts.filter { !$0.isMeasured }
        let isListing = form.operation == "listSubject"
        var columns: [PageTable.Column] = fields.map { outline in
            let subject = BilingualText(
                zh: "subject（管理对象代号，勿改）", en: "subject (identifier, keep it)")
            return PageTable.Column(
                title: outline.name == "subject" ? subject : outline.title, width: 20)
        }
        columns.append(
            PageTable.Column(
                title: BatchColumns.nameHead, width: 24))
        for fact in facts {
            columns.append(PageTable.Column(title: fact.title, unit: fact.unit, width: 16))
        }
        return PageTable(
            name: "template-\(form.operation)",
            title: BilingualText(zh: "\(title.zh)（批量办理模板）", en: "\(title.en) (template)"),
            columns: columns,
            rows: isListing ? [] : children.map { cells($0, fields, facts.count) },
            // A line below the rows would be read as one of them.
            note: nil)
    }

    /// A row of the template: the subject and its name, the rest to be filled in.
    private func cells(
        _ child: InputOption, _ fields: [InputOutline], _ facts: Int
    ) -> [PageTable.Cell] {
        var cells: [PageTable.Cell] = []
        for field in fields {
            cells.append(field.name == "subject" ? .text(child.value) : .empty)
        }
        cells.append(.text(child.title.zh))
        for _ in 0..<facts { cells.append(.empty) }
        return cells
    }

    func page(_ problem: Problem?, preview: JSONValue = .bool(false)) async throws -> Reply {
        let common = form.outlines.filter { outline in
            if case .members = outline.kind { return false }
            return outline.source != .record(.itself) && outline.name != "id"
        }
        let controls = FieldControls(
            form: form.with(common), body: body, faults: [], files: [], call: call)
        let names =
            form.outlines.map(\.title[call.language])
            + form.facts.filter { !$0.isMeasured }.map(\.title[call.language])
        let template =
            "/acts/\(form.operation)/batch?format=xlsx"
            + (within.isEmpty ? "" : "&within=\(within.percentEncoded)")
        return try await call.page(
            "act-batch",
            [
                (
                    "act",
                    .members([
                        "id": .string(form.operation),
                        "title": .string(title.heading(call.language)),
                        "action": .string("/acts/\(form.operation)/batch"),
                        "back": .string(
                            within.isEmpty
                                ? "/acts/\(form.operation)"
                                : "/acts/\(form.operation)?subject=\(within.percentEncoded)"),
                        "template": .string(template),
                    ])
                ),
                ("within", .string(within)), ("key", .string(key)),
                ("table", .string(body[BatchWorkbook.tableMember])), ("fields", controls.values),
                ("columns", .string(names.prefix(60).joined(separator: "、"))),
                ("preview", preview),
                ("refusal", problem.map { Refusing.values($0, call.language) } ?? .bool(false)),
                ("most", .integer(PastedTable.mostRows)),
            ], status: problem?.status ?? .ok)
    }
}
