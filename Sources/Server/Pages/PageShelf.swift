import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import LandModel
import NIOCore

/// The pages: templates and the words in both languages (页面).
struct PageShelf: Sendable {
    /// The templates with the words of each language.
    private let libraries: [DisplayLanguage: TemplateLibrary]
    private let programVersion: String
    private let settings: ServerSettings

    /// The templates that pages are made from; all must be there when the server starts.
    static let names = [
        "map", "sign-in", "second-factor", "setup", "data", "edition", "closure", "job", "check",
        "report", "evidence-fragment", "admin-people", "admin-roles", "admin-areas", "admin-packs",
        "admin-backups",
        "admin-journal", "admin-audit", "account", "inbox", "error", "styleguide",
        "desk", "desk-digest", "pool", "annual", "calendar",
        "acts", "acts-for", "acts-for-fragment", "act-form", "act-check-fragment", "act-subject",
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
    ) throws {
        let texts: [String: [UInt8]]
        do {
            texts = try TemplateLibrary.texts(in: folder + "/templates")
        } catch {
            throw ServerError.resource(path: "templates", reason: "\(error)")
        }
        var libraries: [DisplayLanguage: TemplateLibrary] = [:]
        for language in DisplayLanguage.allCases {
            let path = "\(folder)/words/\(language.rawValue).json"
            let words: JSONValue
            do {
                words = try JSONDecoder().decode(
                    DecodedJSON.self, from: Data(contentsOf: URL(filePath: path))
                ).value
            } catch {
                throw ServerError.resource(path: path, reason: "\(error)")
            }
            libraries[language] = try TemplateLibrary(
                texts,
                fixed: [
                    ("words", words), ("wordsJSON", .string((words["script"] ?? .object([])).text)),
                    // The addresses below which our own files and the libraries are.
                    ("own", .string("/assets/own/v\(assets.version)")),
                    ("lib", .string("/assets/lib/v\(assets.version)")),
                ])
        }
        self.libraries = libraries
        let path = folder + "/examples/styleguide.json"
        do {
            let found = try JSONDecoder().decode(
                DecodedJSON.self, from: Data(contentsOf: URL(filePath: path)))
            guard case .object(let members) = found.value else { throw CancellationError() }
            examples = members
        } catch {
            throw ServerError.resource(path: path, reason: "\(error)")
        }
        for name in Self.names where texts[name] == nil {
            throw ServerError.resource(path: "templates/\(name).mustache", reason: "missing")
        }
        self.programVersion = programVersion
        self.settings = settings
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
        String(decoding: bytes(name, values, language), as: UTF8.self)
    }

    private func bytes(
        _ name: String, _ values: [(String, JSONValue)], _ language: DisplayLanguage
    ) -> [UInt8] {
        guard let library = libraries[language] else {
            preconditionFailure("the templates of every language were read at the start")
        }
        return library.bytes(name, values)
    }

    private func render(
        _ name: String, _ values: [(String, JSONValue)], request: Request, context: ServerContext,
        language: DisplayLanguage, status: HTTPResponse.Status, frame: [(String, JSONValue)]
    ) -> Reply {
        let (csrf, freshKey) = formToken(request, context)
        let common: [(String, JSONValue)] = [
            ("lang", .string(language == .zh ? "zh-CN" : "en")),
            ("other", .string(language == .zh ? "en" : "zh")),
            ("path", .string(request.uri.string.percentEncoded)), ("csrf", .string(csrf)),
            ("version", .string(programVersion)),
        ]
        var reply = Reply.page(bytes(name, common + frame + values, language), status)
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
