import Access
import Digest
import HTTPTypes
import Journal
import LandModel
import Operations
import Store

/// What is on the record: notices, acts, people, packs, and the proof that nothing was changed (记录).
enum RecordRoutes {
    static let before = Route.Parameter.query(
        "before", .integer(1...Int(Int32.max)), "only what stands before that record")
    static let limit = Route.Parameter.query("limit", .integer(1...1000), "how many at most")

    private static let act = Schema.object([
        .init("sequence", .integer()), .init("time", .integer(), "ms since 1970-01-01 UTC"),
        .init("when", .text(), "day, hour and minute in China"), .init("operation", .text()),
        .init("title", .bilingual), .init("person", .text()), .init("personName", .text()),
        .init("office", .text()), .init("officeName", .text()),
        .init("project", .nullable(.text())), .init("remark", .nullable(.text())),
    ])

    private static func list(_ item: Schema) -> Schema {
        .object([.init("items", .list(item)), .init("next", .nullable(.integer()))])
    }

    static let all: [Route] = [
        Route(
            method: .get, path: "/api/v1/inbox", chapter: "record", title: "The caller's notices",
            parameters: [before, limit],
            answers: [
                .json(
                    200,
                    list(
                        .object([
                            .init("sequence", .integer()), .init("heading", .bilingual),
                            .init("sentences", .list(.bilingual)), .init("acknowledged", .flag),
                        ])), "Latest first")
            ], handle: inbox),
        Route(
            method: .get, path: "/api/v1/acts", chapter: "record",
            title: "The acts in the caller's areas", parameters: [before, limit],
            answers: [.json(200, list(act), "Latest first")], handle: acts),
        Route(
            method: .get, path: "/api/v1/people", chapter: "record",
            title: "People, offices and posts in the caller's areas",
            answers: [.json(200, .object([], isOpen: true), "The register")], handle: people),
        Route(
            method: .get, path: "/api/v1/packs", chapter: "record", title: "The published packs",
            answers: [
                .json(
                    200,
                    list(
                        .object([
                            .init("id", .text()), .init("edition", .integer()),
                            .init("sequence", .integer()), .init("when", .text()),
                        ])), "By identifier")
            ], handle: packs),
        Route(
            method: .get, path: "/api/v1/search", chapter: "record",
            title: "Names and phrases on the record",
            parameters: [.query("q", .text(longest: 100), required: true, "what to look for")],
            answers: [
                .json(
                    200,
                    list(
                        .object([
                            .init("kind", .text()), .init("subject", .text()),
                            .init("text", .text()), .init("sequence", .integer()),
                        ])), "Best first")
            ], handle: search),
        Route(
            method: .post, path: "/api/v1/journal/verifications", chapter: "record",
            title: "Verify the whole journal",
            answers: [.json(202, .named("Job"), "It is under way")],
            right: .signedIn(.read), handle: verify),
    ]

    private static func inbox(_ call: Call) async throws -> Reply {
        let person = try call.caller().person.id
        let (before, limit) = (
            call.integer("before", standard: .max), call.integer("limit", standard: 50)
        )
        let (notices, register) = try await call.office().home.journal.read {
            view throws(StoreError) in
            (try view.inbox(of: person, before: before, limit: limit), try view.accessRegister())
        }
        let items = notices.map { notice in
            let text = NoticeText(notice, register: register)
            return JSONValue.object([
                ("sequence", .integer(notice.act.event.sequence)), ("heading", .text(text.heading)),
                ("sentences", .array(text.sentences.map { .text($0) })),
                ("acknowledged", .bool(notice.isAcknowledged)),
            ])
        }
        return page(items, next: notices.count == limit ? notices.last?.act.event.sequence : nil)
    }

    static func page(_ items: [JSONValue], next: Int? = nil) -> Reply {
        .json(
            .object([
                ("items", .array(items)), ("next", next.map { .integer($0) } ?? .null),
            ]))
    }

    private static func acts(_ call: Call) async throws -> Reply {
        let (found, register, next) = try await acts(
            call, before: call.integer("before", standard: .max),
            limit: call.integer("limit", standard: 50))
        return page(found.map { json($0, register) }, next: next)
    }

    /// The acts that concern what a caller may look at, latest first, and where to go on.
    static func acts(
        _ call: Call, before: Int, limit: Int
    ) async throws -> (acts: [RecordedAct], register: AccessRegister, next: Int?) {
        let caller = try call.caller()
        var found: [RecordedAct] = []
        var from = before
        if before == .max {
            let (latest, isAll) = try await call.office().recent.acts(at: call.head)
            found = Array(latest.lazy.filter { caller.mayLookAt($0.act) }.prefix(limit))
            if found.count == limit || isAll {
                let next = found.count == limit ? found.last?.event.sequence : nil
                return (found, try await call.register(), next)
            }
            from = latest.last?.event.sequence ?? .max
        }
        return try await call.office().home.journal.read { [found, from] view throws(StoreError) in
            var (found, from) = (found, from)
            // Acts elsewhere are passed over, in steps so that a page never reads the whole record.
            for _ in 0..<20 {
                let some = try view.acts(.all, before: from, limit: 200)
                for act in some where found.count < limit {
                    from = act.event.sequence
                    if caller.mayLookAt(act.act) { found.append(act) }
                }
                if found.count == limit { return (found, try view.accessRegister(), from) }
                if some.count < 200 { return (found, try view.accessRegister(), nil) }
            }
            return (found, try view.accessRegister(), from)
        }
    }

    static func json(_ recorded: RecordedAct, _ register: AccessRegister) -> JSONValue {
        let (event, act) = (recorded.event, recorded.act)
        let title =
            AccessPolicy.standard.operations[act.operation]?.title
            ?? BilingualText(zh: act.title ?? act.operation.text, en: act.operation.text)
        let person = Person.ID(event.actor.person.text).flatMap { register.people[$0]?.name }
        let office = Office.ID(event.actor.office.text).flatMap { register.offices[$0]?.name }
        return .object([
            ("sequence", .integer(event.sequence)), ("time", .integer(event.time)),
            ("when", .string(ChinaTime.text(event.time))),
            ("operation", .string(act.operation.text)), ("title", .text(title)),
            ("person", .string(event.actor.person.text)),
            ("personName", .string(person ?? event.actor.person.text)),
            ("office", .string(event.actor.office.text)),
            ("officeName", .string(office ?? event.actor.office.text)),
            ("project", .optional(act.project?.text)), ("remark", .optional(act.remark)),
        ])
    }

    private static func people(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        let register = try await call.office().home.journal.read { view throws(StoreError) in
            try view.accessRegister()
        }
        return .json(RegisterView(register, for: caller, on: call.day).json)
    }

    private static func packs(_ call: Call) async throws -> Reply {
        let packs = try await call.office().home.journal.read { view throws(StoreError) in
            try view.packs()
        }
        return page(
            packs.map { pack in
                .object([
                    ("id", .string(pack.pack.id.text)), ("edition", .integer(pack.edition)),
                    ("sequence", .integer(pack.sequence)),
                    ("when", .string(ChinaTime.text(pack.time))),
                ])
            })
    }

    private static func search(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        let text = try call.value("q")
        let hits = try await call.office().home.journal.read { view throws(StoreError) in
            let datasets = try view.datasets()
            return try view.search(text, limit: 200).filter { hit in
                caller.mayLookAt(hit, datasets)
            }
        }
        return page(
            hits.prefix(50).map { hit in
                .object([
                    ("kind", .string(hit.kind.rawValue)), ("subject", .string(hit.subject)),
                    ("text", .string(hit.text)), ("sequence", .integer(hit.sequence)),
                ])
            })
    }

    private static func verify(_ call: Call) async throws -> Reply {
        let office = try call.office()
        let job = try office.jobs.start(
            BilingualText(zh: "核验记录", en: "Verify the journal"),
            for: try call.caller().person.id, at: call.time, id: call.jobID
        ) { progress in
            try progress.advance(
                BilingualText(zh: "逐条核验", en: "Verifying every record"), 0, of: 1)
            let keys = try office.home.keys.trusted()
            let report = try await office.home.journal.verify(trusting: keys)
            return .object([
                ("sound", .bool(report.isSound)), ("events", .integer(report.events)),
                ("head", .optional(report.head?.hex)),
                ("damages", .array(report.damages.map { .text($0.explanation) })),
            ])
        }
        return .json(job.json(call.language), .accepted)
    }
}

extension Caller {
    /// Whether an act concerns what the caller may look at.
    func mayLookAt(_ act: ActPerformed) -> Bool {
        if isAdministrator, AccessPolicy.administration.operations[act.operation] != nil {
            return true
        }
        return switch act.areas {
        case .nation: areas.contains(.nation)
        case .areas(let codes): codes.contains { sees($0) }
        }
    }

    /// Whether a name that was found is of something the caller may look at.
    func mayLookAt(_ hit: SearchHit, _ datasets: [RecordedDataset]) -> Bool {
        switch hit.kind {
        case .dataset:
            datasets.contains { $0.dataset.id.text == hit.subject && sees($0.dataset.area) }
        default: true
        }
    }
}

extension Call {
    /// How many notices the caller has not confirmed.
    func waitingNotices() async throws -> Int {
        let (office, person) = (try office(), try caller().person.id)
        let moment = route.isChange ? nil : context.moment
        let now = if let moment { moment } else { try await office.watch.now() }
        return try await now.waiting(person, office)
    }

    /// The name of a job that this request asks for.
    var jobID: String { context.reference }
}
