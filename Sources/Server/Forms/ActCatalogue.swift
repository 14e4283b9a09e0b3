import Access
import Foundation
import HTTPTypes
import Hummingbird
import LandModel
import Operations

/// What can be done: on a subject, and everywhere (办理事项).
enum ActCatalogue {
    static let all: [Route] = [
        .page(
            "/acts", "The acts a person can do",
            parameters: [.query("q", .text(longest: 60), "a part of a name")]
        ) { call in try await catalogue(call) },
        // Every act is tried out, so it is not done anew while nothing happens.
        .recordPage("/acts/for/**", "What a person can do on a subject") { call in
            try await onSubject(call)
        },
    ]

    /// Whether an act of the program, or one that only a pack can know, needs a subject.
    static func isOnSubject(_ operation: String) -> Bool {
        OperationCatalogue.standard.entry(operation)?.isOnSubject ?? false
    }

    // MARK: One subject

    private static func onSubject(_ call: Call) async throws -> Reply {
        let path = call.request.uri.path.dropFirst("/acts/for/".count)
        guard let subject = String(path).removingPercentEncoding, !subject.isEmpty,
            subject.count <= 128
        else { throw Problem.missing() }
        let caller = try call.caller()
        guard
            let found = try await call.office().desk.acts(
                on: subject, for: caller.person.id, day: call.day),
            caller.sees(found.subject.area)
        else { throw Problem.missing(zh: "没有找到这个管理对象。", en: "There is no such subject.") }
        let values: [(String, JSONValue)] = [
            (
                "subject",
                .members([
                    "id": .string(found.subject.id), "name": .string(found.subject.name),
                    "kind": .string(found.subject.kind.heading(call.language)),
                    "stages": .list(found.subject.stages) { .string($0.heading(call.language)) },
                    "project": .shown(
                        found.subject.entity == "project"
                            ? "/projects/\(found.subject.id.percentEncoded)" : nil),
                    "address": .string("/acts/for/\(found.subject.id.percentEncoded)"),
                ])
            ),
            (
                "groups",
                .list(
                    ActGroup.allCases.filter { group in
                        found.possible.contains { $0.group == group }
                    }
                ) { group in
                    .members([
                        "title": .string(group.title[call.language]),
                        "main": .bool(group == .lifecycle),
                        "acts": .list(found.possible.filter { $0.group == group }) {
                            act($0, call)
                        },
                    ])
                }
            ),
            ("blocked", .list(found.blocked) { act($0, call) }),
            ("hasBlocked", .bool(!found.blocked.isEmpty)),
            ("later", .list(found.later) { act($0, call) }),
            ("laterCount", found.later.isEmpty ? .bool(false) : .integer(found.later.count)),
            ("nothing", .bool(found.possible.isEmpty)),
        ]
        let isPart = call.request.headers.value("HX-Request") == "true"
        return try await call.page(isPart ? "acts-for-fragment" : "acts-for", values)
    }

    private static func act(_ act: AvailableAct, _ call: Call) -> JSONValue {
        var items: [Refusal.Item] = []
        if case .blocked(let found, _) = act.standing { items = found }
        let query = act.given.sorted { $0.key < $1.key }.map {
            "\($0.key)=\($0.value.percentEncoded)"
        }.joined(separator: "&")
        return .members([
            "id": .string(act.operation), "title": .string(act.title.heading(call.language)),
            "href": .string("/acts/\(act.operation)?\(query)"),
            "clauses": .shown(
                act.clauses.isEmpty
                    ? nil
                    : call.said("\(act.clauses.count) 条", "\(act.clauses.count) clauses")),
            "count": .integer(items.count),
            "reasons": ActReasons.value(items, ActReasons.heading(items.count), call),
            "first": .shown(items.first?.text[call.language]),
        ])
    }

    // MARK: All acts

    private static func catalogue(_ call: Call) async throws -> Reply {
        let caller = try call.caller()
        let register = try await call.register()
        let wanted = (call.values["q"] ?? "").lowercased()
        let entries = OperationCatalogue.standard.entries.filter { entry in
            ActRights.mayEver(entry.id.text, caller, register, call.day)
        }
        let shown = entries.filter { entry in
            let title = title(entry)
            return wanted.isEmpty || title.zh.contains(wanted)
                || title.en.lowercased().contains(wanted)
                || entry.id.text.lowercased().contains(wanted)
        }
        let drafts = try call.drafts().all(of: caller.person.id)
        let subjects = try await subjects(call, caller)
        let found =
            wanted.isEmpty
            ? []
            : subjects.filter {
                $0.value.lowercased().contains(wanted) || $0.title.zh.lowercased().contains(wanted)
            }
        return try await call.page(
            "acts",
            [
                ("q", .string(call.values["q"] ?? "")), ("groups", groups(shown, call)),
                ("none", .bool(shown.isEmpty && found.isEmpty)),
                ("found", found.isEmpty ? .bool(false) : .members(["list": options(found, call)])),
                ("subjects", options(subjects, call)),
                (
                    "drafts",
                    drafts.isEmpty
                        ? .bool(false)
                        : .members(["list": .list(drafts) { value($0, call) }])
                ),
            ])
    }

    private static func title(_ entry: OperationCatalogue.Entry) -> BilingualText {
        AccessPolicy.standard.operations[entry.id]?.title
            ?? BilingualText(zh: entry.id.text, en: entry.id.text)
    }

    /// The acts under the heads of their groups.
    private static func groups(_ shown: [OperationCatalogue.Entry], _ call: Call) -> JSONValue {
        let filled = ActGroup.allCases.filter { group in shown.contains { $0.group == group } }
        return .list(filled) { group in
            .members([
                "id": .string("g-\(group.rawValue)"),
                "title": .string(group.title[call.language]),
                "acts": .list(shown.filter { $0.group == group }) { entry in
                    .members([
                        "href": .string("/acts/\(entry.id)"),
                        "title": .string(title(entry).heading(call.language)),
                        "onSubject": .bool(entry.isOnSubject),
                    ])
                },
            ])
        }
    }

    private static func value(_ draft: DraftShelf.Draft, _ call: Call) -> JSONValue {
        .members([
            "title": .string(draft.title), "name": .string(draft.name),
            "href": .string(draft.address), "action": .string("/acts/\(draft.operation)"),
            "subject": .string(draft.subject), "member": .string(draft.member),
            "when": .string(call.moment(draft.saved)),
        ])
    }

    /// A page on which the subject of an act is chosen.
    static func chooseSubject(_ call: Call, _ operation: String) async throws -> Reply {
        let caller = try call.caller()
        guard
            ActRights.mayEver(operation, caller, try await call.register(), call.day),
            let rule = AccessPolicy.standard.operations.values.first(where: {
                $0.id.text == operation
            })
        else { throw Problem.missing() }
        return try await call.page(
            "act-subject",
            [
                (
                    "act",
                    .members([
                        "id": .string(operation),
                        "title": .string(rule.title.heading(call.language)),
                    ])
                ),
                ("subjects", options(try await subjects(call, caller), call)),
            ])
    }

    /// More subjects than this are not listed to choose from.
    private static let mostSubjects = 2000

    static func subjects(_ call: Call, _ caller: Caller) async throws -> [InputOption] {
        try await call.office().desk.subjects(limit: mostSubjects)
            .filter { caller.sees($0.area) }.map(\.option)
    }

    private static func options(_ options: [InputOption], _ call: Call) -> JSONValue {
        .list(options) { option in
            .members([
                "value": .string(option.value), "title": .string(option.title[call.language]),
                "href": .string("/acts/for/\(option.value.percentEncoded)"),
            ])
        }
    }
}
