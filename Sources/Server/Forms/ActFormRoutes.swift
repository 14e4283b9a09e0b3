import Access
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations

/// The forms of the acts: filling in, checking as one types, drafts, performing (事项办理).
enum ActFormRoutes {
    static let operation = Route.Parameter.path(
        "operation", .text(pattern: "[A-Za-z0-9._-]{1,64}"), "identifier of the act")

    static let all: [Route] = [
        options,
        .page(
            "/acts/{operation}", "The form of an act",
            parameters: [
                operation, .query("subject", .text(longest: 128), "the subject"),
                .query("draft", .text(longest: 1), "whether to go on with the draft"),
            ]
        ) { call in
            try await open(call, FormBody(Array((call.request.uri.query ?? "").utf8)))
        },
        Route(
            method: .post, path: "/acts/{operation}", chapter: "pages", title: "Perform an act",
            parameters: [operation], right: .signedIn(.act), isPage: true
        ) { call in try await post(call, try await call.checkedForm()) },
        Route(
            method: .post, path: "/acts/{operation}/check", chapter: "pages",
            title: "What stands against an act as it is typed", parameters: [operation],
            right: .signedIn(.act), isPage: true
        ) { call in
            let page = try await ActFormPage(call, try await call.checkedForm())
            let (examination, items) = try await page.examine()
            // What is still empty is no fault while one types.
            let shown = items.filter { $0.code != "INP-MISSING" }
            let faults = JSONValue.list(page.form.outlines.filter { !page.isSettled($0) }) {
                outline in
                .members([
                    "id": .string("f-\(outline.name)"),
                    "faults": .list(shown.filter { $0.field == outline.name }) {
                        .string($0.text[call.language])
                    },
                ])
            }
            return try await call.page(
                "act-check-fragment",
                [
                    ("check", page.check(shown, examination, isFresh: true)), ("faults", faults),
                ])
        },
    ]

    /// What a field can be filled with, among what the caller may see.
    private static let options = Route.page(
        "/acts/{operation}/options/{field}", "What a field of an act can be filled with",
        parameters: [
            operation, .path("field", .text(pattern: "[A-Za-z0-9]{1,64}"), "name of the field"),
        ]
    ) { call in
        let given = FormBody(Array((call.request.uri.query ?? "").utf8))
        let (field, page) = (try call.value("field"), try await ActFormPage(call, given))
        guard page.form.outlines.contains(where: { $0.name == field }) else {
            throw Problem.missing()
        }
        let typed = FormReading.line(given.all(field).last ?? "")
        let found = PickerOptions(page.form, field).matching(typed)
        return try await call.page(
            "act-options",
            [("options", .list(found) { .string(PickerOptions.label($0, call.language)) })])
    }

    // MARK: Opening

    private static func open(_ call: Call, _ given: FormBody) async throws -> Reply {
        let operation = try call.value("operation")
        // A pack is a folder of the installation: its page offers those that are there.
        if operation == "publishPack" { return .seeOther("/admin/packs") }
        let isSubjectNeeded =
            given["subject"].isEmpty && given["parent"].isEmpty
            && ActCatalogue.isOnSubject(operation)
        if isSubjectNeeded { return try await ActCatalogue.chooseSubject(call, operation) }
        var page = try await ActFormPage(call, given)
        if call.values["draft"] == "1",
            let draft = try call.drafts().draft(
                operation, page.subject, of: page.caller.person.id)
        {
            page = try await ActFormPage(call, draft.body.without([ActFormPage.keyMember]))
            let (examination, items) = try await page.examine()
            return try await page.page(
                items, examination, isFresh: false,
                note: call.words(
                    "这是您 \(call.moment(draft.saved)) 保存的草稿。",
                    "This is your draft of \(call.moment(draft.saved))."))
        }
        let (examination, items) = try await page.examine()
        return try await page.page(items, examination, isFresh: true)
    }

    // MARK: Sending

    private static func post(_ call: Call, _ body: FormBody) async throws -> Reply {
        let deed = body[ActFormPage.deedMember]
        if deed.hasPrefix("remove.") {
            let page = try await ActFormPage(call, body.removing(deed))
            let (examination, items) = try await page.examine()
            return try await page.page(items, examination, isFresh: true)
        }
        let page = try await ActFormPage(call, body)
        if deed.hasPrefix("add.") {
            let (examination, items) = try await page.examine()
            return try await page.page(
                items, examination, isFresh: true, extraRows: [String(deed.dropFirst(4))])
        }
        switch deed {
        case "draft": return try await keep(page)
        case "discard":
            try call.drafts().remove(page.form.operation, page.subject, of: page.caller.person.id)
            return Flash.seeOther("/acts", "good", call.said("草稿已删除。", "The draft is removed."))
        default: return try await perform(page)
        }
    }

    private static func keep(_ page: ActFormPage) async throws -> Reply {
        let call = page.call
        let draft = DraftShelf.Draft(
            operation: page.form.operation, subject: page.subject,
            member: page.form.subject == nil ? "parent" : "subject",
            title: page.form.title[call.language],
            name: (page.form.subject ?? page.form.place)?.name ?? "", saved: call.time,
            members: page.body.members.filter {
                !["csrf", ActFormPage.deedMember].contains($0.name)
            }
            .map { [$0.name, $0.value] })
        try call.drafts().keep(draft, of: page.caller.person.id)
        return Flash.seeOther(
            draft.address, "good",
            call.said("草稿已保存，尚未办理。", "The draft is kept; nothing is done yet."))
    }

    private static func perform(_ page: ActFormPage) async throws -> Reply {
        let call = page.call
        let reading = page.reading
        var items = reading.faults
        if page.form.isFinal, page.body[ActFormPage.confirmMember] != "yes" {
            items.append(
                Refusal.Item(
                    "FRM-CONFIRM", field: ActFormPage.confirmMember,
                    BilingualText(
                        zh: "办理后不能撤回，请先勾选确认。",
                        en: "It cannot be taken back: confirm it first.")))
        }
        if let absence = page.absence { items.append(absence) }
        if !items.isEmpty {
            items += try await page.examine().examination?.refusal?.items ?? []
            return try await page.page(
                items, nil, isFresh: false, status: .unprocessableContent)
        }
        do {
            let receipt = try await call.office().desk.perform(
                try page.request(reading.input), files: try page.files(reading.input))
            try call.drafts().remove(page.form.operation, page.subject, of: page.caller.person.id)
            let sequence = receipt.batch.sequences.lowerBound
            let place = page.subject.isEmpty ? "/acts" : "/acts/for/\(page.subject.percentEncoded)"
            return Flash.seeOther(
                place, receipt.isRepetition ? "note" : "good",
                receipt.message[call.language]
                    + (receipt.isRepetition
                        ? "" : call.said("（日志第 \(sequence) 号）", " (journal record \(sequence))")))
        } catch let refusal as Refusal {
            let status = Problem(refusal).status
            return try await page.page(refusal.items, nil, isFresh: false, status: status)
        }
    }
}

extension FormBody {
    /// The members without some.
    func without(_ names: Set<String>) -> FormBody {
        FormBody(members: members.filter { !names.contains($0.name) })
    }

    /// The members without the row that a button `remove.FIELD.ROW` stands beside.
    func removing(_ deed: String) -> FormBody {
        let parts = deed.split(separator: ".")
        guard parts.count == 3, let row = Int(parts[2]) else { return self }
        let field = String(parts[1])
        var seen: [String: Int] = [:]
        return FormBody(
            members: members.filter { member in
                guard [field, field + ".name", field + ".value"].contains(member.name) else {
                    return true
                }
                seen[member.name, default: -1] += 1
                return seen[member.name] != row
            })
    }
}
