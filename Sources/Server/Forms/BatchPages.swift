import Access
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// Acts done in batches: one act for each row of a table, each on the record by itself (批量办理).
enum BatchPages {
    static let all: [Route] = [
        .page(
            "/acts/{operation}/batch", "An act for every row of a table",
            parameters: [
                ActFormRoutes.operation,
                .query("within", .text(longest: 128), "what the subjects lie in"),
            ] + PageTable.parameters
        ) { call in
            let batch = try await ActBatch(
                call, FormBody(Array((call.request.uri.query ?? "").utf8)))
            if let file = try PageTable.reply(call, among: [batch.template]) { return file }
            return try await batch.page(nil)
        },
        Route(
            method: .post, path: "/acts/{operation}/batch", chapter: "pages",
            title: "Examine or perform an act for every row of a table",
            parameters: [ActFormRoutes.operation],
            right: .signedIn(.act), isPage: true
        ) { call in
            var form = try await call.checkedForm()
            if !form[BatchWorkbook.member].isEmpty {
                do {
                    form = try await BatchWorkbook.read(form, call)
                } catch let problem as Problem where problem.status.kind == .clientError {
                    let left = form.without([BatchWorkbook.member])
                    return try await ActBatch(call, left).page(problem)
                }
            }
            let batch = try await ActBatch(call, form)
            return try await form[ActFormPage.deedMember] == "perform"
                ? batch.perform() : batch.preview()
        },
        .page(
            "/acts/{operation}/batch/{batch}", "What became of a batch",
            parameters: [
                ActFormRoutes.operation,
                .path("batch", .text(pattern: "[0-9a-f]{32}"), "the batch"),
            ] + PageTable.parameters
        ) { call in try await outcome(call) },
    ]

    // MARK: What became of it

    private static func outcome(_ call: Call) async throws -> Reply {
        let operation = try call.value("operation")
        guard
            let outcome = try call.batches().outcome(
                try call.value("batch"), of: try call.caller().person.id),
            outcome.operation == operation
        else { throw Problem.missing() }
        let table = table(outcome, call)
        if let file = try PageTable.reply(call, among: [table]) { return file }
        let done = outcome.rows.count { $0.sequence != nil }
        let refused = outcome.rows.count - done
        return try await call.page(
            "act-batch-done",
            [
                (
                    "act",
                    .members([
                        "title": .string(
                            call.said(outcome.title, outcome.english ?? outcome.title)),
                        "back": .string(
                            outcome.within.isEmpty
                                ? "/acts" : "/acts/for/\(outcome.within.percentEncoded)"),
                        "again": .string(
                            "/acts/\(operation)/batch"
                                + (outcome.within.isEmpty
                                    ? "" : "?within=\(outcome.within.percentEncoded)")),
                    ])
                ),
                ("table", table.value(call)), ("allDone", .bool(refused == 0)),
                (
                    "lead",
                    call.words(
                        "办成 \(done) 行，未办 \(refused) 行，\(call.moment(outcome.time))",
                        "\(done) rows done, \(refused) not, \(call.moment(outcome.time))")
                ),
            ])
    }

    private static func table(_ outcome: BatchShelf.Outcome, _ call: Call) -> PageTable {
        PageTable(
            name: "batch", title: BilingualText(zh: "批量办理结果", en: "Results of the batch"),
            columns: [
                .init(title: BilingualText(zh: "行", en: "Row"), isNumber: true, width: 6),
                .init(title: BilingualText(zh: "管理对象", en: "Subject"), width: 30),
                .init(title: BilingualText(zh: "结论", en: "State"), width: 10),
                .init(title: BilingualText(zh: "日志号", en: "Record"), isNumber: true, width: 10),
                .init(title: BilingualText(zh: "说明", en: "Result"), width: 60),
            ],
            rows: outcome.rows.map { row in
                [
                    .integer(row.number), .text(row.name),
                    .text(
                        row.sequence == nil
                            ? call.said("未办", "Not done")
                            : row.isRepetition
                                ? call.said("此前已办", "Done before") : call.said("已办", "Done")),
                    row.sequence.map { .integer($0) } ?? .empty,
                    .text(row.text.text[call.language]),
                ]
            })
    }
}

extension Call {
    /// The results of batches in this office.
    func batches() throws -> BatchShelf { BatchShelf(home: try office().home.path) }
}
