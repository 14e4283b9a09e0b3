import Access
import Accounts
import Foundation
import HTTPTypes
import Journal
import LandModel
import Operations
import Policy
import Store

/// What governs the work, for everyone who does it: packs, clauses, and what another revision would change
/// (政策规则包).
enum PolicyPages {
    private static let pack = Route.Parameter.path(
        "pack", .text(pattern: "[a-z0-9-]{2,40}"), "code of the pack")
    private static let revision = Route.Parameter.query(
        "revision", .integer(1...100_000), "a revision other than the usual one")
    private static let clause = Route.Parameter.path(
        "clause", .text(pattern: "[A-Z]{2,4}-[0-9]{3}"), "identifier of the clause")

    static let all: [Route] = [
        .page("/policy", "The policy packs", parameters: PageTable.parameters) {
            try await PolicyListPage.reply($0)
        },
        .page(
            "/policy/machine", "Verdicts under two packs or on two days",
            parameters: [
                .query("project", .text(longest: 128), "the project, or all"),
                .query("left", .text(longest: 60), "the first pack; none for the project's own"),
                .query("right", .text(longest: 60), "the second pack"),
                .query("leftDay", .text(longest: 10), "the first day"),
                .query("rightDay", .text(longest: 10), "the second day"),
                .query("rows", .choice(["all", "changed"]), "also what stays the same"),
            ] + PageTable.parameters
        ) { try await PolicyMachinePage.reply($0) },
        .page(
            "/policy/{pack}", "A policy pack",
            parameters: [
                pack, revision, .query("tab", .text(longest: 20), "the part that is shown"),
                .query("q", .text(longest: 100), "words in a clause"),
                .query("strength", .text(longest: 20), "only clauses of a strength"),
                .query("kind", .text(longest: 20), "only clauses of a kind"),
                .query("blocks", .text(longest: 60), "only clauses that stand before an act"),
            ] + PageTable.parameters
        ) { try await PolicyPackPage.reply($0) },
        .page(
            "/policy/{pack}/{clause}", "A clause",
            parameters: [pack, clause, revision] + PageTable.parameters
        ) { try await PolicyClausePage.reply($0) },
        .form(
            "/policy/{pack}/text", "Load the text of a document", parameters: [pack],
            refusedOn: { call, form, refusal in
                try await loading(call, form["clause"], refusal)
            }
        ) { call, form in try await keep(call, form) },
    ]

    /// The page on which the text is loaded again after a refusal.
    private static func loading(
        _ call: Call, _ clause: String, _ refusal: JSONValue
    ) async throws -> Reply {
        try await call.page(
            "policy-text",
            [
                ("refusal", refusal), ("pack", .string(try call.value("pack"))),
                ("clause", .string(clause)),
            ])
    }

    /// Takes the text that was pasted into the form to the act that keeps it.
    private static func keep(_ call: Call, _ form: FormBody) async throws -> Reply {
        let code = try call.value("pack")
        let all = try await PolicyEdition.all(call)
        guard let edition = PolicyEdition.usual(code, among: all) else { throw Problem.missing() }
        guard let area = edition.published?.pack.area else {
            throw Problem(
                .conflict, "not-published", zh: "规则包尚未发布，发布后才能收存原文。",
                en: "The pack is not published yet.")
        }
        let name = edition.pack.sourceDocument
        let receipt = try await PassingFile.holding(Array(form["text"].utf8), "txt") { path in
            try await call.perform(
                "keepPackText",
                ["pack": .text(code), "area": .text(area.digits), "file": .text(name)],
                files: .uploads([name: path]))
        }
        let clause = form["clause"]
        let isKnown = edition.pack.clause(clause) != nil
        return Flash.seeOther(
            "/policy/\(code)" + (isKnown ? "/\(clause)" : ""), "good",
            receipt.message[call.language])
    }
}
