import Access
import Accounts
import Documents
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Policy
import Store

/// The official documents that are made from the record (公文).
enum PaperRoutes {
    /// A paper of a project.
    private enum Kind: String, CaseIterable {
        case findings, returned, approval, notice

        var title: BilingualText {
            switch self {
            case .findings: BilingualText(zh: "一次性告知单", en: "All findings at once")
            case .returned: BilingualText(zh: "退回意见", en: "Return with reasons")
            case .approval: BilingualText(zh: "批复", en: "Approval")
            case .notice: BilingualText(zh: "公示", en: "Public notice")
            }
        }

        /// The document; nil when the record does not give it.
        func document(_ papers: ProjectPapers) -> OfficialDocument? {
            switch self {
            case .findings: papers.findings
            case .returned: papers.returned
            case .approval: papers.approval
            case .notice: papers.notice
            }
        }
    }

    private static let subject = Route.Parameter.path(
        "subject", .text(longest: 128), "identifier of the project")

    static let all: [Route] =
        PaperPress.Format.allCases.flatMap(files) + [
            .page(
                "/papers/projects/{subject}", "The papers of a project", parameters: [subject]
            ) { try await list($0) }
        ]

    private static func files(_ format: PaperPress.Format) -> [Route] {
        let ofProjects = Kind.allCases.map { kind in
            Route.page(
                "/papers/projects/{subject}/\(kind.rawValue).\(format.rawValue)", kind.title.en,
                parameters: [subject]
            ) { try await project(kind, format, $0) }
        }
        return ofProjects + [
            .page(
                "/papers/meetings/{meeting}/minutes.\(format.rawValue)",
                "The minutes of a meeting",
                parameters: [.path("meeting", .text(longest: 128), "identifier of the meeting")]
            ) { try await minutes(format, $0) },
            .page(
                "/papers/duties/{duty}/reminder.\(format.rawValue)", "A reminder of a duty",
                parameters: [.path("duty", .text(longest: 300), "identifier of the duty")]
            ) { try await reminder(format, $0) },
        ]
    }

    private static func project(
        _ kind: Kind, _ format: PaperPress.Format, _ call: Call
    ) async throws -> Reply {
        let source = try await PaperSource(try call.value("subject"), call)
        guard let document = kind.document(ProjectPapers(source: source)) else {
            throw Problem.missing(
                zh: "业务日志中没有可据以生成“\(kind.title.zh)”的记录。",
                en: "The record holds nothing for “\(kind.title.en)”.")
        }
        return try await PaperPress.reply(
            document, "\(source.view.subject.name)-\(kind.title.zh)", as: format, call)
    }

    private static func minutes(_ format: PaperPress.Format, _ call: Call) async throws -> Reply {
        let (caller, office) = (try call.caller(), try call.office())
        let sheet = try await OfficeMeetings(office.library)
            .sheet(try call.value("meeting"), on: call.day)
        guard let sheet, caller.sees(sheet.area) else { throw Problem.missing() }
        let (register, head) = try await office.home.journal.read { view throws(StoreError) in
            (try view.accessRegister(), try view.head().sequence)
        }
        let minutes = MeetingMinutes(sheet: sheet, register: register, sequence: head)
        return try await PaperPress.reply(
            minutes.document, "\(sheet.name)-纪要", as: format, call)
    }

    private static func reminder(_ format: PaperPress.Format, _ call: Call) async throws -> Reply {
        let duty = try call.value("duty")
        let source = try await PaperSource(String(duty.prefix { $0 != ":" }), call)
        let document = try ProjectPapers(source: source).reminder(duty)
        return try await PaperPress.reply(
            document, "\(source.view.subject.name)-督办函", as: format, call)
    }

    /// Which papers the record of a project gives, with what is left open in each; the part alone for a page that
    /// asks by script.
    private static func list(_ call: Call) async throws -> Reply {
        let source = try await PaperSource(try call.value("subject"), call)
        let papers = ProjectPapers(source: source)
        let base = "/papers/projects/\(source.view.subject.id.percentEncoded)/"
        let rows = Kind.allCases.compactMap { kind -> JSONValue? in
            // What the record does not give is absent.
            guard let document = kind.document(papers) else { return nil }
            return .members([
                "name": .string(kind.title[call.language]), "title": .string(document.title),
                "docxHref": .string(base + kind.rawValue + ".docx"),
                "pdfHref": .string(base + kind.rawValue + ".pdf"),
            ])
        }
        let values: [(String, JSONValue)] = [
            (
                "project",
                .members([
                    "name": .string(source.view.subject.name),
                    "id": .string(source.view.subject.id),
                    "href": .string("/projects/\(source.view.subject.id.percentEncoded)"),
                    "dossierHref": .string(
                        "/projects/\(source.view.subject.id.percentEncoded)/dossier.zip"),
                ])
            ), ("papers", .array(rows)),
        ]
        let isPart = call.request.headers.value("HX-Request") != nil
        return try await call.page(isPart ? "papers-fragment" : "papers", values)
    }
}
