import Access
import Accounts
import Digest
import Documents
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Policy
import Store

/// Checking plans: the form, what was checked, the report card, the evidence (方案审查).
enum CheckPages {
    private static let id = JobRoutes.id
    private static let clause = Route.Parameter.path(
        "clause", .text(pattern: "[A-Za-z0-9._-]{1,64}"), "identifier of the clause")

    static let all: [Route] = [
        .page("/check", "Check a plan") { try await page($0) },
        .page(
            "/check/{job}", "The report card of a check",
            parameters: [
                id, .query("status", .choice(FindingStatus.allCases.map(\.rawValue)), "only these"),
            ]
        ) { call in
            if let record = try found(call) { return try await ReportPage(record, call).reply() }
            let job = try JobRoutes.found(call)
            return .seeOther("/data/jobs/\(job.id)")
        },
        .page(
            "/check/{job}/clauses/{clause}", "The evidence of a clause", parameters: [id, clause]
        ) { call in
            guard let record = try found(call) else { throw Problem.missing() }
            return try await ReportPage(record, call).reply(clause: try call.value("clause"))
        },
        file("report.html", "text/html; charset=utf-8"),
        file("tables.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        file("findings.json", "application/json; charset=utf-8"),
        Route(
            method: .post, path: "/api/v1/checks", chapter: "checks",
            title: "Check an uploaded plan against an edition under a pack",
            body: .json(
                .object([
                    .init("uploads", .list(.text(), most: 1), "the plan"),
                    .init("dataset", .text()),
                    .init("edition", .text()), .init("pack", .text()),
                    .init("day", .text(), required: false),
                ])),
            answers: [.json(202, .named("Job"), "It is under way")], right: .signedIn(.act)
        ) { call in
            let body = try await call.json()
            let job = try await start(call, upload: body["uploads"]?.array?.first?.text ?? "") {
                body[$0]?.text ?? ""
            }
            return .json(job.json(call.language), .accepted)
        },
    ]

    /// A check that the caller may look at; nil when there is none.
    private static func found(_ call: Call) throws -> CheckShelf.Record? {
        guard let record = try call.office().checks.record(try call.value("job")) else {
            return nil
        }
        guard let area = AdministrativeCode(record.area), try call.caller().sees(area) else {
            throw Problem.missing()
        }
        return record
    }

    private static func file(_ name: String, _ type: String) -> Route {
        .page("/check/{job}/\(name)", "A file of the report", parameters: [id]) { call in
            guard let record = try found(call) else { throw Problem.missing() }
            let place = try call.office().checks.file(name, of: record.id)
            let bytes = try await Offload.run { [UInt8](try Data(contentsOf: place)) }
            return Reply.bytes(bytes, type: type).saved(
                as: "\(record.pack)-\(record.id.suffix(8))-\(name)")
        }
    }

    // MARK: Starting

    private static func start(
        _ call: Call, upload: String, _ field: (String) -> String
    ) async throws -> JobBoard.Job {
        let caller = try call.caller()
        let office = try call.office()
        let editions = try await DatasetRoutes.editions(of: field("dataset"), call)
        let edition = field("edition")
        guard
            let recorded = edition == "latest"
                ? editions.last : editions.first(where: { String($0.edition) == edition })
        else { throw Problem.missing(zh: "没有这一版。", en: "There is no such edition.") }
        guard let known = try office.uploads.upload(upload, of: caller.person.id),
            let path = try office.uploads.paths(of: caller.person.id, named: [upload])[upload]
        else { throw Problem.fault("uploads", zh: "没有这个上传。", en: "There is no such upload.") }
        let pack = field("pack")
        guard try PackShelf(nil).codes.contains(pack) else {
            throw Problem.fault("pack", zh: "没有这个规则包。", en: "There is no such pack.")
        }
        let day = field("day")
        guard day.isEmpty || CalendarDay(day) != nil else {
            throw Problem.fault("day", zh: "日期应为 YYYY-MM-DD。", en: "A day is written YYYY-MM-DD.")
        }
        let order = CheckShelf.Order(
            id: call.jobID, recorded: recorded,
            survey: try office.home.vault.path(of: recorded.dataset.snapshot), plan: path,
            planName: known.name, pack: pack, day: CalendarDay(day) ?? call.day, time: call.time,
            person: caller.person, programVersion: call.services.programVersion)
        return try office.jobs.start(
            BilingualText(zh: "审查方案“\(known.name)”", en: "Check the plan “\(known.name)”"),
            for: caller.person.id, at: call.time, id: call.jobID
        ) { progress in
            let record = try await Offload.run {
                try office.checks.perform(order, progress: progress)
            }
            return .members([
                "href": .string("/check/\(record.id)"), "check": .string(record.id),
                "blocking": .integer(record.blocking),
                "counts": .object(
                    record.counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) }),
            ])
        }
    }

    // MARK: The form

    private static func page(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        let office = try call.office()
        let datasets = try await DatasetRoutes.visible(to: caller, office)
        let published = try await office.home.journal.read { view throws(StoreError) in
            try view.packs()
        }
        let installed = try call.office().packs
        let packs = try await Offload.run { try installed.all() }
        let checks = try office.checks.all().filter { record in
            AdministrativeCode(record.area).map { caller.sees($0) } ?? false
        }
        // The pack that is published for the area stands first.
        let usual = published.last?.pack.id.text ?? packs.first?.code
        return try await call.page(
            "check",
            [
                ("api", .string("/api/v1")), ("plans", .array([])), ("refusal", .bool(false)),
                ("day", .string(call.day.description)),
                ("most", .string("\(call.services.settings.uploadMegabytes) MB")),
                (
                    "datasets",
                    .list(datasets.enumerated()) { place, one in
                        .members([
                            "id": .string(one.dataset.id.text), "edition": .integer(one.edition),
                            "name": .string(
                                "\(one.dataset.name) \(SnapshotPages.title(one)[call.language])"),
                            "selected": .bool(place == 0),
                        ])
                    }
                ),
                (
                    "packs",
                    .list(packs) { pack in
                        .members([
                            "id": .string(pack.code),
                            "name": .string("\(pack.title[call.language]) r\(pack.revision)"),
                            "clauses": call.words(
                                "\(pack.clauses.count) 条", "\(pack.clauses.count) clauses"),
                            "selected": .bool(pack.code == usual),
                        ])
                    }
                ),
                ("checks", .list(checks.prefix(100)) { line($0, call) }),
            ])
    }

    private static func line(_ record: CheckShelf.Record, _ call: Call) -> JSONValue {
        let order: [FindingStatus] = [.violated, .overdue, .awaitingEvidence, .satisfied]
        return .members([
            "title": .string("\(record.project) · \(record.plan)"),
            "pack": .string("\(record.pack) r\(record.revision)"),
            "time": .string(call.moment(record.time)),
            "person": .string(record.personName), "href": .string("/check/\(record.id)"),
            "counts": .list(order.filter { record.counts[$0.rawValue, default: 0] > 0 }) { status in
                ReportPage.mark(status, record.counts[status.rawValue]).value(call.language)
            },
        ])
    }
}
