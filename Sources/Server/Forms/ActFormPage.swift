import Access
import Digest
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// The page of one act: its form, what stands against it, what it would seal (事项表单页).
struct ActFormPage {
    let call: Call
    let caller: Caller
    let form: ActForm
    /// What was typed, or what the address gives.
    let body: FormBody
    let key: String
    /// A parent that is named and is not there for the caller; nil when there is none such.
    private(set) var absentPlace: String?

    /// Names of the page's own members.
    static let keyMember = "_key"
    static let confirmMember = "_confirm"
    static let deedMember = "_do"

    /// Reads which act on which subject is meant; what the caller may not see is not there.
    init(_ call: Call, _ body: FormBody) async throws {
        self.call = call
        let caller = try call.caller()
        self.caller = caller
        self.body = body
        let operation = try call.value("operation")
        let subject = body["subject"].isEmpty ? nil : body["subject"]
        let place = body["parent"].isEmpty ? nil : body["parent"]
        let desk = try call.office().desk
        func find(in place: String?) async throws -> ActForm? {
            let found = try await desk.form(
                of: operation, on: operation == "listSubject" ? nil : subject, in: place,
                for: caller.person.id, day: call.day, seeing: { caller.sees($0) })
            let area = (found?.subject ?? found?.place)?.area
            return area.map { caller.sees($0) } ?? true ? found : nil
        }
        var found = try await find(in: place)
        if found == nil, let place, operation == "listSubject" {
            // A parent that was typed, or that a page supposed: what a person may not see is told as what is not there.
            found = try await find(in: nil)
            absentPlace = place
        }
        guard let form = found else { throw Problem.missing() }
        if form.group == .lifecycle {
            guard form.subject != nil else { throw Problem.missing() }
        } else if try await !ActRights.mayEver(
            operation, caller, call.register(), call.day)
        {
            throw Problem.missing()
        }
        self.form = form
        key = try Self.named(body[Self.keyMember])
    }

    /// The name of the request: the one the form carries, or a new one.
    static func named(_ given: String) throws -> String {
        if given.isEmpty { return HexText.text(try SecureRandom.bytes(16)) }
        guard given.wholeMatch(of: /[0-9a-f]{32}/) != nil else {
            throw Problem.fault(keyMember, zh: "表单编号无效，请重新打开表单。", en: "Open the form anew.")
        }
        return given
    }

    /// The subject an act and its draft belong to.
    var subject: String { form.subject?.id ?? form.place?.id ?? "" }
    /// The address of the form.
    var address: String {
        "/acts/\(form.operation)"
            + (form.subject.map { "?subject=\($0.id.percentEncoded)" }
                ?? form.place.map { "?parent=\($0.id.percentEncoded)" } ?? "")
    }

    /// Whether a field stands over the form and is not typed.
    func isSettled(_ outline: InputOutline) -> Bool {
        FieldControls(form: form, body: body, faults: [], files: [], call: call).isSettled(outline)
    }

    // MARK: Asking

    /// What was typed, as the input of the act.
    var reading: FormReading { FormReading(body, form) }

    func request(_ input: [String: CanonicalJSON]) throws -> ActRequest {
        var capacity: Appointment.ID?
        if !body["_capacity"].isEmpty {
            guard let id = Appointment.ID(body["_capacity"]),
                caller.appointments.contains(where: { $0.id == id })
            else { throw Problem.missing() }
            capacity = id
        }
        return ActRequest(
            operation: form.operation, person: caller.person.id, capacity: capacity,
            input: .object(input),
            key: try IdempotencyKey("web/\(caller.person.id)/form/\(key)"), time: call.time)
    }

    func files(_ input: [String: CanonicalJSON]) throws -> PersonFiles {
        .uploads(
            try call.office().uploads.paths(
                of: caller.person.id, named: CanonicalJSON.object(input).texts))
    }

    /// What stands against an act inside of something that is not there; nil when it is.
    var absence: Refusal.Item? {
        absentPlace.map { place in
            Refusal.Item(
                "LIF-SUBJECT", field: "parent",
                BilingualText(
                    zh: "没有管理对象 \(place)。请先为它建档，或核对代号。",
                    en: "There is no subject \(place). List it first or check the identifier."))
        }
    }

    /// What would become of it, and every fault of what was typed.
    func examine() async throws -> (examination: ActExamination?, items: [Refusal.Item]) {
        let reading = reading
        if let absence { return (nil, reading.faults + [absence]) }
        let found = try await call.office().desk.examine(
            try request(reading.input), files: try files(reading.input))
        let items = reading.faults + (found.refusal?.items ?? [])
        return (reading.faults.isEmpty ? found : nil, items)
    }

    // MARK: Drawing

    /// The page.
    ///
    /// - Parameters:
    ///   - items: What stands against the act.
    ///   - isFresh: Whether nobody typed anything yet, so that empty fields are no faults.
    func page(
        _ items: [Refusal.Item], _ examination: ActExamination?, isFresh: Bool,
        extraRows: Set<String> = [], status: HTTPResponse.Status = .ok,
        note: JSONValue = .bool(false)
    ) async throws -> Reply {
        let shown = isFresh ? items.filter { !$0.code.hasPrefix("INP-") } : items
        let uploads = try call.office().uploads.whole(of: caller.person.id)
        let controls = FieldControls(
            form: form, body: body, faults: shown, files: uploads.map { ($0.id, $0.name) },
            extraRows: extraRows,
            places: form.operation == "listSubject" && form.place == nil
                ? try await ActCatalogue.subjects(call, caller) : [],
            call: call)
        return try await call.page(
            "act-form",
            [
                ("act", act), ("subject", subjectValue), ("fields", controls.values),
                ("settled", controls.settled), ("key", .string(key)),
                ("check", check(shown, examination, isFresh: isFresh)),
                ("capacities", capacities), ("note", note),
                (
                    "refused",
                    .shown(
                        status == .ok || shown.isEmpty
                            ? nil : ActReasons.heading(shown.count)[call.language])
                ),
                ("clauses", ActReasons.clauses(form.clauses, call)),
                ("confirm", confirmation), ("draftKept", try draftNote()),
                ("hasFiles", .bool(form.outlines.contains { Self.takesFile($0.kind) })),
            ], status: status)
    }

    private static func takesFile(_ kind: InputKind) -> Bool {
        switch kind {
        case .file, .list(of: .file, _): true
        default: false
        }
    }

    private var act: JSONValue {
        .members([
            "id": .string(form.operation), "title": .string(form.title.heading(call.language)),
            "group": .string(form.group.title[call.language]),
            "action": .string("/acts/\(form.operation)"), "address": .string(address),
            "batch": .shown(batch),
            "back": .string(subject.isEmpty ? "/acts" : "/acts/for/\(subject.percentEncoded)"),
        ])
    }

    /// Where the act is done for many at once: for what a project contains, or without a subject.
    private var batch: String? {
        let path = "/acts/\(form.operation)/batch"
        if subject.isEmpty { return form.group == .lifecycle ? nil : path }
        let owner = form.subject.map { String($0.id.prefix { $0 != "/" }) } ?? subject
        if form.group == .lifecycle, owner == subject { return nil }
        return path + "?within=\(owner.percentEncoded)"
    }

    private var subjectValue: JSONValue {
        guard let found = form.subject ?? form.place else { return .bool(false) }
        return .members([
            "id": .string(found.id), "name": .string(found.name),
            "kind": .string(found.kind.heading(call.language)),
            "stages": .list(found.stages) { .string($0.heading(call.language)) },
            "pack": .string(found.pack),
            "href": .string("/acts/for/\(found.id.percentEncoded)"),
            "isPlace": .bool(form.subject == nil),
        ])
    }

    /// The posts to choose from, for who holds several.
    private var capacities: JSONValue {
        guard caller.appointments.count > 1 else { return .bool(false) }
        return .members([
            "posts": .list(caller.appointments) { post in
                .members([
                    "id": .string(post.id.text),
                    "title": .string("\(post.office) \(post.post.title[call.language])"),
                    "here": .bool(body["_capacity"] == post.id.text),
                ])
            }
        ])
    }

    /// What a person confirms before what cannot be taken back: act and object once more.
    private var confirmation: JSONValue {
        guard form.isFinal else { return .bool(false) }
        let name = (form.subject ?? form.place)?.name
        return .members([
            "text": .string(
                name.map { name in
                    call.said(
                        "我确认对“\(name)”办理“\(form.title.zh)”。办理后不能撤回，只能依规另行更正。",
                        "I confirm: \(form.title.en), on “\(name)”. It cannot be taken back, only corrected by another act."
                    )
                }
                    ?? call.said(
                        "我确认办理“\(form.title.zh)”。办理后不能撤回，只能依规另行更正。",
                        "I confirm: \(form.title.en). It cannot be taken back, only corrected by another act."
                    )),
            "here": .bool(body[Self.confirmMember] == "yes"),
        ])
    }

    private func draftNote() throws -> JSONValue {
        guard call.values["draft"] == nil,
            let draft = try call.drafts().draft(form.operation, subject, of: caller.person.id)
        else { return .bool(false) }
        return .members([
            "when": .string(call.moment(draft.saved)), "href": .string(draft.address),
        ])
    }

    /// What stands against the act, or what it would seal.
    func check(
        _ items: [Refusal.Item], _ examination: ActExamination?, isFresh: Bool
    ) -> JSONValue {
        let sealing = examination?.sealing
        return .members([
            "reasons": ActReasons.value(items, ActReasons.heading(items.count), call),
            "seal": sealing.map { sealing in
                .members([
                    "message": .string(sealing.message[call.language]),
                    "actor": .string(sealing.actor), "stream": .string(sealing.stream),
                    "records": .integer(sealing.events.count + 1),
                    "events": .string((sealing.events + ["actPerformed"]).joined(separator: "、")),
                    "told": .shown(
                        sealing.notified.isEmpty
                            ? nil
                            : sealing.notified.prefix(8).joined(separator: "、")
                                + (sealing.notified.count > 8 ? " …" : "")),
                    "toldCount": .integer(sealing.notified.count),
                ])
            } ?? .bool(false),
            "rest": .bool(examination.map { $0.refusal == nil && !$0.isWhole } ?? false),
            "waits": .bool(
                isFresh && items.isEmpty && examination?.refusal != nil),
        ])
    }
}

extension Call {
    /// The drafts of this office.
    func drafts() throws -> DraftShelf { DraftShelf(home: try office().home.path) }
}
