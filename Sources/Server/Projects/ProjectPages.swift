import Access
import Accounts
import Digest
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Policy
import Store

/// Projects and all else that has a life: the list, the page of one, the evidence of a clause (整治项目).
enum ProjectPages {
    private static let name = Schema.text(pattern: "[A-Za-z0-9._/-]{1,128}")
    private static let inner = Schema.text(pattern: "[A-Za-z0-9._-]{1,64}")
    private static let subject = Route.Parameter.path("subject", name, "identifier of the subject")
    private static let part = Route.Parameter.path("part", inner, "identifier inside the subject")
    private static let clause = Route.Parameter.path("clause", inner, "identifier of the clause")
    private static let file = Route.Parameter.path(
        "digest", .text(pattern: "[0-9a-f]{64}"), "digest of the file")
    private static let state: [Route.Parameter] =
        [
            .query("tab", .choice(ProjectTab.allCases.map(\.rawValue)), "what is shown"),
            .query("day", .text(format: "date"), "the state at the end of that day"),
            .query(
                "status", .choice(FindingStatus.allCases.map(\.rawValue) + ["blocking"]),
                "only these"),
            .query("page", .integer(1...100_000), "which page of a long list"),
        ] + PageTable.parameters

    static let all: [Route] =
        [
            .recordPage("/projects", "Projects", parameters: ProjectListPage.parameters) {
                try await ProjectListPage($0).reply()
            }
        ] + pages("/projects/{subject}", [subject])
        + pages(
            "/projects/{subject}/{part}", [subject, part])

    /// The pages of a subject; what is inside a project has an identifier of two parts.
    private static func pages(_ path: String, _ place: [Route.Parameter]) -> [Route] {
        [
            .page(path, "A project, or another subject with a life", parameters: place + state) {
                try await page($0)
            },
            .page(
                path + "/findings/{clause}", "The evidence of a clause on a subject",
                parameters: place + [clause] + state
            ) { try await page($0, clause: try $0.value("clause")) },
            .page(
                path + "/files/{digest}", "A paper on file", parameters: place + [file]
            ) { try await download($0) },
        ]
    }

    /// What the caller may look at; a subject out of the caller's area is told as one that is not there.
    private static func reading(
        _ call: Call
    ) async throws -> (ProjectShelf.Key, ProjectReader.Reading) {
        let id = [try call.value("subject"), call.values["part"]].compactMap(\.self)
            .joined(separator: "/")
        let through = call.values["day"].flatMap { CalendarDay($0) }
        let key = ProjectShelf.Key(subject: id, day: call.day, through: through)
        let reading = try await call.office().projects.reading(key, at: call.head)
        guard try call.caller().sees(reading.view.area) else {
            throw Problem.missing(
                zh: "没有找到，或所在地尚未发布规则包。",
                en: "Not found, or no policy pack is published for its place.")
        }
        return (key, reading)
    }

    private static func page(_ call: Call, clause: String? = nil) async throws -> Reply {
        let (key, reading) = try await reading(call)
        let view = reading.view
        guard let pages = call.services.pages else { throw Problem.missing() }
        if call.values["format"] != nil {
            let page = ProjectPage(view, call, try await call.register())
            guard let reply = try PageTable.reply(call, among: page.tables) else {
                throw Problem.missing()
            }
            return reply
        }
        // The page holds as long as what it was made of, whatever happens elsewhere.
        return try await call.kept(.reading(reading.head)) {
            let isFragment = clause != nil && call.request.headers.value("HX-Request") != nil
            let address = (isFragment ? "drawer:" : "") + call.request.uri.string
            let part = ProjectShelf.PartKey(key: key, address: address, language: call.language)
            let content = try await call.office().projects.part(part, of: reading) {
                let page = ProjectPage(view, call, try await call.register())
                if isFragment, let clause {
                    return pages.part("project-evidence", try page.evidence(clause), call.language)
                }
                return pages.part(
                    "project-content", try page.values(clause: clause), call.language)
            }
            if isFragment {
                return .page(call.language == .zh ? content : ForeignWords.marked(content))
            }
            return try await call.page(
                "project",
                [
                    ("content", .string(content)), ("title", .string(view.subject.name)),
                    ("turns", try await turns(view, call)), ("live", live(reading, call)),
                ])
        }
    }

    /// What lies beside the content and depends on who looks: the workspace of its review, and what can be done.
    private static func turns(_ view: ProjectView, _ call: Call) async throws -> JSONValue {
        guard call.values["day"] == nil else { return .bool(false) }
        let id = view.subject.id.percentEncoded
        let posts = DeskPosts(try call.caller(), try await call.register(), on: call.day)
        return .members([
            "review": .shown(
                view.subject.entity == "project" && posts.reviews ? "/review/\(id)" : nil),
            "acts": .string("/acts/for/\(id)"),
            "papers": .shown(view.subject.entity == "project" ? "/papers/projects/\(id)" : nil),
        ])
    }

    /// Where the page hears of later acts; false where the page shows a day that is over.
    private static func live(_ reading: ProjectReader.Reading, _ call: Call) -> JSONValue {
        guard call.values["day"] == nil else { return .bool(false) }
        let subject = reading.view.subject.id.percentEncoded
        return .string("/api/v1/events?subject=\(subject)&from=\(reading.head)")
    }

    /// A paper from the vault; noted in the audit.
    private static func download(_ call: Call) async throws -> Reply {
        let (_, reading) = try await reading(call)
        let view = reading.view
        let named = try "vault:" + call.value("digest")
        let paper = view.papers.first { $0.digest == named }
        let isPlan = view.measurement?.plan == named
        guard paper != nil || isPlan, let id = VaultID(named) else { throw Problem.missing() }
        let vault = try call.office().home.vault
        let known = try await vault.description(of: id)
        let bytes = try await Offload.run { try vault.bytes(of: id) }
        try call.office().accounts.noteExport(
            "\(view.subject.id) \(paper?.document ?? "plan") \(id.digest.hex.prefix(16))",
            at: call.time, by: try call.accountActor())
        let title = paper?.zh ?? "方案"
        return Reply.bytes(bytes, type: known.type.rawValue)
            .saved(as: "\(view.subject.name)_\(title).\(known.type.fileEnding)")
            .kept("private, no-store")
    }
}
