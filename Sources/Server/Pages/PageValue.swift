import Access
import Accounts
import Digest
import Documents
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

extension JSONValue {
    /// Members in their order, as a page is given them.
    static func members(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { ($0.key, $0.value) })
    }

    /// A text; what is not there is false, so that a section of a page stays closed.
    static func shown(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .bool(false) }

    /// What a value is shown as; false where there is none, so that a section stays closed.
    static func when<Value>(_ value: Value?, _ shown: (Value) -> JSONValue) -> JSONValue {
        guard let value else { return .bool(false) }
        return shown(value)
    }

    /// A list, a member for each element.
    static func list<Elements: Sequence>(
        _ elements: Elements, _ value: (Elements.Element) throws -> JSONValue
    ) rethrows -> JSONValue {
        .array(try elements.map(value))
    }
}

extension BilingualText {
    /// The text as it begins a line: English terms are written small elsewhere.
    func heading(_ language: DisplayLanguage) -> String {
        let text = self[language]
        return language == .zh ? text : text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension Call {
    /// A text in the language of the answer.
    func said(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    /// The same as a value of a page.
    func words(_ zh: String, _ en: String) -> JSONValue { .string(said(zh, en)) }

    /// Day, hour and minute in China.
    func moment(_ time: Int?) -> String { time.map(ChinaTime.text) ?? "—" }
}

/// How something stands, with the shape and the word that say so (结论标记).
struct FindingMark {
    private let state: String
    private let icon: String
    private let word: BilingualText

    private init(_ state: String, _ icon: String, _ zh: String, _ en: String) {
        (self.state, self.icon, word) = (state, icon, BilingualText(zh: zh, en: en))
    }

    static func good(_ zh: String = "符合", _ en: String = "Satisfied") -> FindingMark {
        FindingMark("satisfied", "check-lg", zh, en)
    }
    static func bad(_ zh: String = "不符合", _ en: String = "Violated") -> FindingMark {
        FindingMark("violated", "x-lg", zh, en)
    }
    static func waived(_ zh: String = "已豁免", _ en: String = "Waived") -> FindingMark {
        FindingMark("waived", "shield-slash", zh, en)
    }
    static func awaiting(_ zh: String = "待补证", _ en: String = "Evidence wanted") -> FindingMark {
        FindingMark("awaiting", "hourglass-split", zh, en)
    }
    static func overdue(_ zh: String = "逾期", _ en: String = "Overdue") -> FindingMark {
        FindingMark("overdue", "alarm-fill", zh, en)
    }
    static func notDue(_ zh: String = "未到期", _ en: String = "Not due") -> FindingMark {
        FindingMark("notdue", "calendar3", zh, en)
    }
    static func without(_ zh: String = "不适用", _ en: String = "Not applicable") -> FindingMark {
        FindingMark("na", "dash-lg", zh, en)
    }

    /// The mark as the part `finding` reads it.
    func value(_ language: DisplayLanguage) -> JSONValue {
        .members([
            "state": .string(state), "icon": .string(icon), "word": .string(word[language]),
        ])
    }
}

extension Route {
    /// A page that holds nothing but what is on the record, as far as the caller may see it, on a day: it is kept
    /// until one of these changes.
    ///
    /// Drafts, uploads, jobs, accounts and files are not on the record; a page that tells of them must not be one.
    static func recordPage(
        _ path: String, _ title: String, parameters: [Parameter] = [],
        handle: @escaping @Sendable (Call) async throws -> Reply
    ) -> Route {
        page(path, title, parameters: parameters) { call in
            try await call.kept { try await handle(call) }
        }
    }

    /// A page to look at.
    static func page(
        _ path: String, _ title: String, parameters: [Parameter] = [],
        right: Right = .signedIn(.read), isForSetUp: Bool = false,
        handle: @escaping @Sendable (Call) async throws -> Reply
    ) -> Route {
        Route(
            method: .get, path: path, chapter: "pages", title: title, parameters: parameters,
            right: right, isPage: true, isForSetUp: isForSetUp, handle: handle)
    }

    /// A form of a page: `act` does what it asks.
    ///
    /// What stands against it is told above the page the form stands in, which `page` draws.
    static func form(
        _ path: String, _ title: String, parameters: [Parameter] = [],
        right: Right = .signedIn(.act), isForSetUp: Bool = false,
        refusedOn page: @escaping @Sendable (Call, FormBody, JSONValue) async throws -> Reply,
        act: @escaping @Sendable (Call, FormBody) async throws -> Reply
    ) -> Route {
        Route(
            method: .post, path: path, chapter: "pages", title: title, parameters: parameters,
            right: right, isPage: true, isForSetUp: isForSetUp
        ) { call in
            let form = try await call.checkedForm()
            do {
                return try await act(call, form)
            } catch {
                let problem = Gate.problem(of: error, call.context.logger)
                guard problem.status.kind == .clientError else { throw error }
                var reply = try await page(call, form, Refusing.values(problem, call.language))
                reply.status = problem.status
                return reply
            }
        }
    }
}

/// Where a list stands among its pages (分页).
struct Pager {
    /// How many stand before the page.
    let first: Int
    let shown: Int
    let total: Int

    /// The part `pager`; false when one page holds all.
    func value(pageLength: Int = 50, _ address: (Int) -> String) -> JSONValue {
        guard total > shown else { return .bool(false) }
        let page = first / pageLength + 1
        return .members([
            "from": .integer(shown == 0 ? 0 : first + 1), "to": .integer(first + shown),
            "total": .integer(total), "previous": .shown(page > 1 ? address(page - 1) : nil),
            "next": .shown(first + shown < total ? address(page + 1) : nil),
        ])
    }
}

/// The levels of areas in words.
enum AreaWords {
    static func level(_ code: AdministrativeCode) -> BilingualText {
        switch code.level {
        case .province: BilingualText(zh: "省级", en: "province")
        case .city: BilingualText(zh: "市级", en: "city")
        case .county: BilingualText(zh: "县级", en: "county")
        case .township: BilingualText(zh: "乡级", en: "township")
        case .village: BilingualText(zh: "村级", en: "village")
        }
    }
}

extension Call {
    /// Performs an act in the name of the caller.
    @discardableResult
    func perform(
        _ operation: String, _ input: CanonicalJSON, files: PersonFiles = .uploads([:]),
        progress: WorkProgress = .silent
    ) async throws -> ActReceipt {
        let person = try caller().person.id
        return try await office().desk.perform(
            ActRequest(
                operation: operation, person: person, input: input,
                key: try IdempotencyKey("web/\(person)/\(context.reference)/\(operation)"),
                time: time), files: files, progress: progress)
    }

    /// The register as it stands.
    func register() async throws -> AccessRegister {
        // Who only looks sees one moment; who acts may have changed it since.
        if !route.isChange, let moment = context.moment { return moment.people.register }
        return try await office().watch.now().people.register
    }

    /// The end of the chain when the request came in; nil for who acts, and so may have moved it.
    var head: JournalHead? { route.isChange ? nil : context.moment?.head }

    /// Who acts on accounts.
    func accountActor() throws -> AccountActor {
        AccountActor(person: try caller().person.id, address: address)
    }
}

extension Reply {
    /// A table for spreadsheets (CSV), with the mark that tells them that it is UTF-8.
    static func table(_ rows: [[String]]) -> Reply {
        table(fields: rows.map { row in row.map { CSVField.quoted($0) } })
    }

    /// The same of fields that are quoted where they must be.
    static func table(fields rows: [[String]]) -> Reply {
        var text = "\u{FEFF}"
        for row in rows {
            text += row.joined(separator: ",")
            text += "\r\n"
        }
        return .text(text, type: "text/csv; charset=utf-8")
    }
}
