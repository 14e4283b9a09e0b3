import Access
import Digest
import HTTPTypes
import Journal
import LandModel
import Operations

/// The acts: what there are, what each asks, and performing one (办理事项).
enum OperationRoutes {
    static let name = Schema.text(pattern: "[A-Za-z0-9._-]{1,64}")

    static let form = Schema.object([
        .init("id", .text()), .init("title", .bilingual),
        .init(
            "fields",
            .list(
                .object([
                    .init("name", .text()), .init("title", .bilingual), .init("required", .flag),
                    .init("kind", .bilingual), .init("help", .nullable(.bilingual)),
                ]))),
    ])

    static let receipt = Schema.object([
        .init("first", .integer(), "first record"), .init("last", .integer(), "last record"),
        .init("hash", .text()), .init("message", .bilingual), .init("repetition", .flag),
    ])

    static let all: [Route] = [
        Route(
            method: .get, path: "/api/v1/operations", chapter: "operations",
            title: "The acts of the program",
            answers: [.json(200, .object([.init("items", .list(.named("Form")))]), "The acts")]
        ) { _ in
            .json(
                .object([("items", .array(OperationCatalogue.standard.entries.map(json)))]),
                tagged: true)
        },
        Route(
            method: .get, path: "/api/v1/operations/{operation}", chapter: "operations",
            title: "What an act asks",
            parameters: [.path("operation", name, "identifier of the act")],
            answers: [.json(200, .named("Form"), "Its form")]
        ) { call in
            guard let entry = OperationCatalogue.standard.entry(try call.value("operation")) else {
                throw Problem.missing(zh: "没有这个事项。", en: "There is no such act.")
            }
            return .json(json(entry), tagged: true)
        },
        Route(
            method: .post, path: "/api/v1/operations/{operation}", chapter: "operations",
            title: "Perform an act; one of the program, or of the pack that its subject is under",
            parameters: [
                .path("operation", name, "identifier of the act"),
                .header(
                    "Idempotency-Key", .text(pattern: "[A-Za-z0-9._-]{1,64}"),
                    "name of the request: sent again under it, it is done once"),
            ],
            body: .json(
                .object([
                    .init("input", .object([], isOpen: true), "the fields of the form"),
                    .init("capacity", .text(), required: false, "the appointment to act under"),
                ])),
            answers: [
                .json(201, .named("Receipt"), "It is on the record"),
                .json(200, .named("Receipt"), "It was on the record before"),
            ], right: .signedIn(.act), handle: perform),
    ]

    /// Performs an act in the name of the caller.
    static func perform(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        let body = try await call.json()
        guard let input = body["input"], case .object = input else {
            throw Problem.fault("input", zh: "缺少 input。", en: "input is missing.")
        }
        let receipt = try await perform(
            try call.value("operation"), input, capacity: body["capacity"]?.text, caller, call)
        return .json(json(receipt), receipt.isRepetition ? .ok : .created)
    }

    /// Performs an act in the name of a caller, with the caller's uploads at hand.
    static func perform(
        _ operation: String, _ input: CanonicalJSON, capacity: String? = nil, _ caller: Caller,
        _ call: Call, progress: WorkProgress = .silent
    ) async throws -> ActReceipt {
        let office = try call.office()
        var post: Appointment.ID?
        if let capacity {
            guard let id = Appointment.ID(capacity) else {
                throw Problem.fault("capacity", zh: "不是任职代号。", en: "No identifier of a post.")
            }
            post = id
        }
        let files = try office.uploads.paths(of: caller.person.id, named: input.texts)
        return try await office.desk.perform(
            ActRequest(
                operation: operation, person: caller.person.id, capacity: post, input: input,
                key: try call.idempotencyKey(), time: call.time),
            files: .uploads(files), progress: progress)
    }

    private static func json(_ entry: OperationCatalogue.Entry) -> JSONValue {
        let title = AccessPolicy.standard.operations[entry.id]?.title
        return .object([
            ("id", .string(entry.id.text)),
            ("title", .text(title ?? BilingualText(zh: entry.id.text, en: entry.id.text))),
            (
                "fields",
                .array(
                    entry.form.outlines.map { field in
                        .object([
                            ("name", .string(field.name)), ("title", .text(field.title)),
                            ("required", .bool(field.isRequired)),
                            ("kind", .text(field.kind.words)),
                            ("help", field.help.map { .text($0) } ?? .null),
                        ])
                    })
            ),
        ])
    }

    static func json(_ receipt: ActReceipt) -> JSONValue {
        .object([
            ("first", .integer(receipt.batch.sequences.lowerBound)),
            ("last", .integer(receipt.batch.sequences.upperBound)),
            ("hash", .string(receipt.batch.hash.hex)), ("message", .text(receipt.message)),
            ("repetition", .bool(receipt.isRepetition)),
        ])
    }
}

extension CanonicalJSON {
    /// Every text in it, at any depth.
    var texts: Set<String> {
        switch self {
        case .text(let text): [text]
        case .array(let values): values.reduce(into: []) { $0.formUnion($1.texts) }
        case .object(let members): members.values.reduce(into: []) { $0.formUnion($1.texts) }
        default: []
        }
    }
}
