import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import LandModel
import Mustache

/// The pages: templates and the words in both languages (页面).
struct PageShelf: Sendable {
    private let library: MustacheLibrary
    private let words: [DisplayLanguage: PageWords]
    private let programVersion: String
    private let settings: ServerSettings
    /// The addresses below which our own files and the libraries are.
    private let own: String
    private let lib: String

    /// The templates that pages are made from; all must be there when the server starts.
    static let names = [
        "map", "sign-in", "second-factor", "setup", "data", "edition", "closure", "job", "check",
        "report", "evidence-fragment", "admin-people", "admin-roles", "admin-areas", "admin-packs",
        "admin-backups",
        "admin-journal", "admin-audit", "account", "inbox", "error", "styleguide",
        "desk", "desk-digest", "pool", "annual", "calendar",
        "acts", "acts-for", "acts-for-fragment", "act-form", "act-check-fragment", "act-options",
        "act-subject",
        "act-batch", "act-batch-done",
        "policy", "policy-pack", "policy-clause", "policy-machine", "policy-text", "meetings",
        "meeting", "review", "survey",
        "papers", "papers-fragment", "dossier",
        "projects", "project", "project-content", "project-evidence",
    ]

    /// Reads templates and words.
    ///
    /// - Throws: ``ServerError/resource(path:reason:)`` naming the file that cannot be used.
    init(
        folder: String, assets: AssetShelf, settings: ServerSettings, programVersion: String
    ) async throws {
        do {
            library = try await MustacheLibrary(directory: folder + "/templates")
        } catch let error as MustacheLibrary.ParserError {
            throw ServerError.resource(
                path: "templates/\(error.filename)",
                reason: "\(error.context.lineNumber): \(error.context.line) (\(error.error))")
        }
        var words: [DisplayLanguage: PageWords] = [:]
        for language in DisplayLanguage.allCases {
            let path = "\(folder)/words/\(language.rawValue).json"
            do {
                words[language] = PageWords(
                    try JSONDecoder().decode(
                        DecodedJSON.self, from: Data(contentsOf: URL(filePath: path))
                    ).value)
            } catch {
                throw ServerError.resource(path: path, reason: "\(error)")
            }
        }
        self.words = words
        let path = folder + "/examples/styleguide.json"
        do {
            let found = try JSONDecoder().decode(
                DecodedJSON.self, from: Data(contentsOf: URL(filePath: path)))
            guard case .object(let members) = found.value else { throw CancellationError() }
            examples = members
        } catch {
            throw ServerError.resource(path: path, reason: "\(error)")
        }
        for name in Self.names where library.getTemplate(named: name) == nil {
            throw ServerError.resource(path: "templates/\(name).mustache", reason: "missing")
        }
        self.programVersion = programVersion
        self.settings = settings
        own = "/assets/own/v\(assets.version)"
        lib = "/assets/lib/v\(assets.version)"
    }

    /// Examples of every component for the page of the house style (样式与组件).
    private let examples: [(String, JSONValue)]

    /// The page on which every component is seen.
    func styleguide(_ call: Call) async throws -> Reply {
        try await page("styleguide", examples, call)
    }

    /// A page for who calls.
    func page(
        _ name: String, _ values: [(String, JSONValue)], _ call: Call,
        status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        let flash = Flash.values(call)
        var reply = render(
            name, values, request: call.request, context: call.context, language: call.language,
            status: status,
            frame: try await PageFrame.values(call) + (flash.map { [("flash", $0)] } ?? []))
        if flash != nil {
            reply.headers.append(
                .init(
                    name: .setCookie,
                    value: "\(Flash.cookie)=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"))
        }
        return reply
    }

    /// What goes wrong, as a page.
    func problem(
        _ problem: Problem, _ request: Request, _ context: ServerContext,
        _ language: DisplayLanguage
    ) -> Response {
        let remedy = BilingualText(
            zh: problem.findings.map(\.text.zh).joined(separator: " "),
            en: problem.findings.map(\.text.en).joined(separator: " "))
        let values: [(String, JSONValue)] = [
            (
                "error",
                .object([
                    ("status", .integer(problem.status.code)),
                    ("title", .string(problem.title[language])), ("text", .string("")),
                    (
                        "remedy",
                        problem.findings.isEmpty ? .bool(false) : .string(remedy[language])
                    ),
                    ("reference", .string(context.reference)),
                    ("signIn", .bool(problem.status == .unauthorized)),
                ])
            )
        ]
        var reply = render(
            "error", values, request: request, context: context, language: language,
            status: problem.status, frame: [])
        for field in problem.headers { reply.headers[field.name] = field.value }
        return reply.response(to: request)
    }

    /// A part of a page without its frame, such as may be kept: nothing in it depends on who looks.
    func part(
        _ name: String, _ values: [(String, JSONValue)], _ language: DisplayLanguage
    ) -> String {
        var data: [String: any Sendable] = ["own": own, "lib": lib]
        for (name, value) in values { data[name] = value.mustache }
        data["words"] = words[language]?.values
        guard let text = library.render(data, withTemplate: name) else {
            preconditionFailure("a template that was there at the start")
        }
        return text
    }

    private func render(
        _ name: String, _ values: [(String, JSONValue)], request: Request, context: ServerContext,
        language: DisplayLanguage, status: HTTPResponse.Status, frame: [(String, JSONValue)]
    ) -> Reply {
        let (csrf, freshKey) = formToken(request, context)
        let common: [(String, JSONValue)] = [
            ("lang", .string(language == .zh ? "zh-CN" : "en")),
            ("other", .string(language == .zh ? "en" : "zh")),
            ("path", .string(request.uri.string.percentEncoded)), ("own", .string(own)),
            ("lib", .string(lib)), ("csrf", .string(csrf)), ("version", .string(programVersion)),
        ]
        var data: [String: any Sendable] = [:]
        for (name, value) in common + frame + values { data[name] = value.mustache }
        data["words"] = words[language]?.values
        data["wordsJSON"] = words[language]?.script
        guard let text = library.render(data, withTemplate: name) else {
            preconditionFailure("a template that was there at the start")
        }
        var reply = Reply.page(language == .zh ? text : ForeignWords.marked(text), status)
        if let freshKey { SessionCookie.give(visitor: freshKey, to: &reply, settings) }
        return reply
    }

    /// What forms of this page carry, and the key to give a browser that has none yet.
    private func formToken(_ request: Request, _ context: ServerContext) -> (String, Secret?) {
        if case .session(let value) = context.caller?.proof { return (value, nil) }
        if let key = SessionCookie.visitorKey(request) {
            return (FormToken.token(for: key).text, nil)
        }
        do {
            let key = try FormToken.visitorKey()
            return (FormToken.token(for: key).text, key)
        } catch {
            // Without randomness no form can be sent; the page itself can be read.
            return ("", nil)
        }
    }
}

/// The words of the pages in one language, made ready for templates once: there are a thousand of them.
private struct PageWords: Sendable {
    let values: any Sendable
    /// Those that scripts need, as JSON.
    let script: String

    init(_ words: JSONValue) {
        values = words.mustache
        script = (words["script"] ?? .object([])).text
    }
}

/// JSON as it is read from a file, members in the order of their names.
private struct DecodedJSON: Decodable {
    let value: JSONValue

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            value = .string(text)
            return
        }
        if let flag = try? container.decode(Bool.self) {
            value = .bool(flag)
            return
        }
        if let number = try? container.decode(Int.self) {
            value = .integer(number)
            return
        }
        if let list = try? container.decode([DecodedJSON].self) {
            value = .array(list.map(\.value))
            return
        }
        let members = try container.decode([String: DecodedJSON].self)
        value = .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value.value) })
    }
}

extension JSONValue {
    /// The value as templates read it: dictionaries, lists, texts, truth; null is not there.
    var mustache: any Sendable {
        switch self {
        case .null: false
        case .bool(let value): value
        case .integer(let value): value
        case .number(let text): text
        case .string(let text): text
        case .array(let values): values.map(\.mustache)
        case .object(let members):
            Dictionary(members.map { ($0.0, $0.1.mustache) }, uniquingKeysWith: { $1 })
        }
    }
}
