import LandModel
import Operations
import Policy

/// A pack: its clauses, legal numbers, life cycle, duties and coverage (规则包).
struct PolicyPackPage {
    /// The parts of the page, each with an address of its own.
    enum Tab: String, CaseIterable {
        case clauses, parameters, life, duties, coverage, about

        var title: BilingualText {
            switch self {
            case .clauses: BilingualText(zh: "条款", en: "Clauses")
            case .parameters: BilingualText(zh: "法定参数", en: "Legal numbers")
            case .life: BilingualText(zh: "办理流程", en: "Life cycle")
            case .duties: BilingualText(zh: "期限事项", en: "Duties")
            case .coverage: BilingualText(zh: "覆盖与案例", en: "Coverage")
            case .about: BilingualText(zh: "文件与机构", en: "Documents")
            }
        }
    }

    private let call: Call
    private let edition: PolicyEdition
    private let all: [PolicyEdition]
    private let tab: Tab
    private let text: String?

    private var pack: Pack { edition.pack }
    private var language: DisplayLanguage { call.language }

    static func reply(_ call: Call) async throws -> Reply {
        let all = try await PolicyEdition.all(call)
        let edition = try PolicyEdition.asked(call, among: all)
        let text = try await call.office().library.text(of: edition.pack.code)
        return try await PolicyPackPage(
            call: call, edition: edition, all: all,
            tab: call.values["tab"].flatMap { Tab(rawValue: $0) } ?? .clauses, text: text
        ).reply()
    }

    private func reply() async throws -> Reply {
        let tables = PolicyTables(pack: pack, day: call.day, language: language)
        let shown = filtered
        if let file = try PageTable.reply(
            call,
            among: [tables.clauses(shown), tables.parameters, tables.duties, tables.coverage])
        {
            return file
        }
        let table: PageTable? =
            switch tab {
            case .parameters: tables.parameters
            case .duties: tables.duties
            case .coverage: tables.coverage
            case .clauses, .life, .about: nil
            }
        return try await call.page(
            "policy-pack",
            [
                ("pack", head), ("tabs", .list(Tab.allCases) { tabValue($0) }),
                ("table", table.map { $0.value(call) } ?? .bool(false)),
                ("clauses", tab == .clauses ? clauses(shown, tables.clauses(shown)) : .bool(false)),
                (
                    "life",
                    tab == .life
                        ? .list(pack.lifecycle.tracks) {
                            PolicyTrack(track: $0, pack: pack, language: language).value
                        } : .bool(false)
                ),
                ("about", tab == .about ? about : .bool(false)),
            ])
    }

    private var head: JSONValue {
        .members([
            "title": .string(pack.title[language]), "code": .string(pack.code),
            "revision": .integer(pack.revision), "digest": .string(String(pack.digest.prefix(12))),
            "state": edition.state(call).value(language),
            "from": .string(pack.inForceFrom.description),
            "until": .shown(pack.inForceTo?.description), "territory": .string(pack.territory),
            "count": .integer(pack.clauses.count),
            "machineHref": .string("/policy/machine?right=\(edition.key.percentEncoded)"),
            "editions": .list(all.filter { $0.pack.code == pack.code }.reversed()) { other in
                .members([
                    "line": .string(other.line(call)), "href": .string(other.href(in: all)),
                    "here": .bool(other.pack.digest == pack.digest),
                ])
            },
        ])
    }

    private func address(_ tab: Tab) -> String {
        let base = edition.href(in: all)
        guard tab != .clauses else { return base }
        return base + (base.contains("?") ? "&" : "?") + "tab=\(tab.rawValue)"
    }

    private func tabValue(_ tab: Tab) -> JSONValue {
        .members([
            "title": .string(tab.title[language]), "href": .string(address(tab)),
            "here": .bool(tab == self.tab),
        ])
    }

    // MARK: Clauses

    /// The clauses that the filter leaves.
    private var filtered: [Clause] {
        let words = (call.values["q"] ?? "").lowercased()
        return pack.clauses.filter { clause in
            guard matches("strength", clause.strength.rawValue),
                matches("kind", clause.kind.rawValue),
                call.values["blocks"].map({ $0.isEmpty || clause.blocks.contains($0) }) ?? true
            else { return false }
            guard !words.isEmpty else { return true }
            return [
                clause.id, clause.citation.clause, clause.citation.phrase, clause.title.zh,
                clause.title.en,
            ].contains { $0.lowercased().contains(words) }
        }
    }

    private func matches(_ name: String, _ value: String) -> Bool {
        call.values[name].map { $0.isEmpty || $0 == value } ?? true
    }

    private func clauses(_ shown: [Clause], _ table: PageTable) -> JSONValue {
        let chapters = Dictionary(grouping: shown) { Self.chapter($0.citation.clause) }
        var order: [String] = []
        for clause in shown {
            let chapter = Self.chapter(clause.citation.clause)
            if !order.contains(chapter) { order.append(chapter) }
        }
        return .members([
            "q": .string(call.values["q"] ?? ""),
            "revision": .shown(call.values["revision"]), "action": .string("/policy/\(pack.code)"),
            "strengths": choices(
                "strength", Strength.allCases.map { ($0.rawValue, ClauseWords.word($0)) }),
            "kinds": choices(
                "kind", ClauseKind.allCases.map { ($0.rawValue, ClauseWords.word($0)) }),
            "blocks": choices("blocks", blocking.map { ($0, pack.term($0)) }),
            "sum": call.words(
                "\(shown.count) / \(pack.clauses.count) 条",
                "\(shown.count) of \(pack.clauses.count)"),
            "table": table.value(call),
            "chapters": .list(order) { chapter in
                .members([
                    "title": .string(heading(chapter)),
                    "rows": .list(chapters[chapter] ?? []) { row($0) },
                    "note": call.words(
                        "\(chapters[chapter]?.count ?? 0) 条",
                        "\(chapters[chapter]?.count ?? 0) clauses"),
                ])
            },
        ])
    }

    private var blocking: [String] {
        var seen: Set<String> = []
        return pack.clauses.flatMap(\.blocks).filter { seen.insert($0).inserted }
    }

    private func choices(_ name: String, _ list: [(String, BilingualText)]) -> JSONValue {
        .list(list) { value, words in
            .members([
                "value": .string(value), "word": .string(words[language]),
                "selected": .bool(call.values[name] == value),
            ])
        }
    }

    private func row(_ clause: Clause) -> JSONValue {
        .members([
            "id": .string(clause.id), "href": .string(edition.href(clause.id, in: all)),
            "strength": ClauseWords.tag(clause.strength, language),
            "title": .string(clause.title[language]), "place": .string(clause.citation.clause),
            "phrase": .string(clause.citation.phrase),
            "kind": .string(ClauseWords.word(clause.kind)[language]),
            "blocks": .shown(
                clause.blocks.isEmpty ? nil : pack.terms(clause.blocks, language)),
        ])
    }

    /// The outermost number of a place: `一` of `一(二)1`.
    static func chapter(_ place: String) -> String {
        if place.hasPrefix("附件") { return String(place.prefix { $0 != "(" && $0 != "（" }) }
        return String(place.prefix { $0 != "(" && $0 != "（" && !$0.isASCII })
    }

    private func heading(_ chapter: String) -> String {
        if let text, let heading = GoverningPassage.heading(of: chapter, in: text) {
            return heading
        }
        return chapter
    }

    // MARK: Documents and offices

    private var about: JSONValue {
        .members([
            "documents": .list(pack.basis) { document in
                .members(["number": .string(document.number), "title": .string(document.zh)])
            },
            "readings": .list(pack.readings) { reading in
                .members(["id": .string(reading.id), "text": .string(reading.text[language])])
            },
            "offices": .list(pack.offices) { office in
                .members([
                    "name": .string(pack.term(office.id)[language]),
                    "posts": .string(pack.terms(office.posts, language)),
                    "duties": .string(office.duties.joined(separator: "；")),
                ])
            },
            "loaded": .bool(text != nil),
            "published": .bool(edition.published != nil),
        ])
    }
}
