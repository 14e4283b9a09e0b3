import Access
import Accounts
import Digest
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// People, their appointments and their accounts (人员).
enum PeoplePages {
    private static let person = Route.Parameter.path(
        "person", .text(pattern: "[A-Za-z0-9._-]{1,64}"), "identifier of the person")

    static let all: [Route] =
        [
            .page(
                "/admin/people", "People and their appointments",
                parameters: [
                    .query("q", .text(longest: 60), "a name or a sign-in name"),
                    .query("page", .integer(1...100_000), "the page"),
                ], right: .signedIn(.admin)
            ) { try await page($0) },
            .form(
                "/admin/people", "Register, appoint and give an account to a person",
                right: .signedIn(.admin), refusedOn: refused, act: add),
            act("reset", "Set a one-time password") { call, person in
                if call.services.settings.demonstration {
                    return try await DemonstrationPages.openAccounts([person], call)
                }
                let password = try oneTimePassword()
                let accounts = try call.office().accounts
                if try accounts.account(of: person) == nil {
                    try await accounts.open(
                        person, name: person.text, password: password, by: try call.accountActor(),
                        at: call.time)
                } else {
                    try await accounts.resetPassword(
                        of: person, to: password, by: try call.accountActor(), at: call.time)
                }
                return try await page(call, once: password)
            },
            state(
                "unlock", "Open a locked account", .active, "账号已解除锁定。", "The account is unlocked."),
            state("disable", "Close an account", .disabled, "账号已停用。", "The account is closed."),
            state("enable", "Open a closed account", .active, "账号已启用。", "The account is open."),
            act("second-off", "Take a lost second factor away") { call, person in
                try call.office().accounts.removeSecondFactor(
                    of: person, by: try call.accountActor(), at: call.time)
                return done(call, "第二步验证已清除。", "The second step is taken away.")
            },
            .form(
                "/admin/people/{person}/end", "End an appointment", parameters: [person],
                right: .signedIn(.admin), refusedOn: refused
            ) { call, form in
                let receipt = try await call.perform(
                    "endAppointment",
                    [
                        "appointment": .text(form["appointment"]),
                        "from": .text(call.day.description), "reason": .text(form["reason"]),
                    ])
                return Flash.seeOther("/admin/people", "good", receipt.message[call.language])
            },
        ] + PeopleIdentities.routes(person, refusedOn: refused)

    // MARK: Acts

    private static func done(_ call: Call, _ zh: String, _ en: String) -> Reply {
        Flash.seeOther("/admin/people", "good", call.said(zh, en))
    }

    @Sendable private static func refused(
        _ call: Call, _ form: FormBody, _ refusal: JSONValue
    ) async throws -> Reply { try await page(call, form: form, refusal: refusal) }

    private static func act(
        _ name: String, _ title: String,
        _ act: @escaping @Sendable (Call, Person.ID) async throws -> Reply
    ) -> Route {
        .form(
            "/admin/people/{person}/\(name)", title, parameters: [person],
            right: .signedIn(.admin), refusedOn: refused
        ) { call, _ in
            guard let person = Person.ID(try call.value("person")),
                try await call.register().people[person] != nil
            else { throw Problem.missing() }
            guard try person != call.caller().person.id else {
                throw Problem.fault(
                    "person", zh: "本人账号请在“账号与安全”中管理；停用须由另一名管理员办理。",
                    en: "Mind your own account under “Account”; another administrator closes it.")
            }
            return try await act(call, person)
        }
    }

    private static func state(
        _ name: String, _ title: String, _ state: Account.State, _ zh: String, _ en: String
    ) -> Route {
        act(name, title) { call, person in
            try call.office().accounts.set(
                state, of: person, by: try call.accountActor(), at: call.time)
            return done(call, zh, en)
        }
    }

    /// Sixteen characters that nobody mistakes for each other, in groups of four.
    private static func oneTimePassword() throws -> Secret {
        let letters = Array("abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679")
        // 196 is four times the alphabet: below it every letter is as likely as the others.
        var text = ""
        while text.count < 16 {
            for byte in try SecureRandom.bytes(32) where byte < 196 && text.count < 16 {
                text.append(letters[Int(byte) % letters.count])
            }
        }
        let characters = Array(text)
        return Secret(
            stride(from: 0, to: 16, by: 4).map { String(characters[$0..<$0 + 4]) }
                .joined(separator: "-"))
    }

    @Sendable private static func add(_ call: Call, _ form: FormBody) async throws -> Reply {
        let register = try await call.register()
        let accounts = try call.office().accounts
        guard let id = Person.ID("p-\(form["name"])") else {
            throw Problem.fault(
                "name", zh: "账号只用字母、数字、点、下划线和连字符。",
                en: "A sign-in name has letters, digits, dots, underscores and hyphens.")
        }
        guard try accounts.account(of: id) == nil,
            try !accounts.accounts().contains(where: {
                $0.name.lowercased() == form["name"].lowercased()
            })
        else {
            throw Problem.fault(
                "name", zh: "账号“\(form["name"])”已被使用。", en: "The sign-in name is taken.")
        }
        guard let office = Office.ID(form["office"]), let unit = register.offices[office] else {
            throw Problem.fault("office", zh: "没有这个单位。", en: "There is no such office.")
        }
        // A person registered before whose appointment was refused is not registered again.
        if register.people[id]?.name != form["person"] {
            try await call.perform(
                "registerPerson",
                [
                    "id": .text(id.text), "name": .text(form["person"]),
                    "office": .text(office.text),
                ])
        }
        var input: [String: CanonicalJSON] = [
            "person": .text(id.text), "office": .text(office.text), "post": .text(form["duty"]),
            "from": .text(call.day.description),
        ]
        // All of the office's territory needs no saying.
        if !form["area"].isEmpty, !unit.territory.areas.codes.contains(form["area"]) {
            input["areas"] = .array([.text(form["area"])])
        }
        try await call.perform("appoint", .object(input))
        if call.services.settings.demonstration {
            return try await DemonstrationPages.openAccounts([id], call)
        }
        let password = try oneTimePassword()
        try await accounts.open(
            id, name: form["name"], password: password, by: try call.accountActor(), at: call.time)
        return try await page(call, once: password)
    }

    // MARK: The page

    private static let pageLength = 50

    private static func page(
        _ call: Call, form: FormBody = FormBody([]), refusal: JSONValue? = nil,
        once: Secret? = nil
    ) async throws -> Reply {
        let register = try await call.register()
        let accounts = Dictionary(
            try call.office().accounts.accounts().map { ($0.person, $0) }, uniquingKeysWith: { $1 })
        let wanted = call.values["q"] ?? ""
        let people = register.people.values.sorted { $0.id < $1.id }.filter { person in
            wanted.isEmpty || person.name.contains(wanted)
                || accounts[person.id]?.name.contains(wanted) == true
        }
        let first = (call.integer("page", standard: 1) - 1) * pageLength
        let shown = people.dropFirst(first).prefix(pageLength)
        let offices = register.offices.values.sorted { $0.id < $1.id }
        let areas = Set(offices.flatMap { $0.territory.areas.codes }).sorted()
        let identities = try PeopleIdentities.values(of: shown.map(\.id), accounts, call)
        let reply = try await call.page(
            "admin-people",
            [
                ("identityService", .bool(call.services.identity != nil)),
                ("refusal", refusal ?? .bool(false)), ("once", .shown(once?.text)),
                ("withoutAccount", .bool(mayOpenAccounts(register, accounts, call))),
                ("q", .string(wanted)),
                (
                    "people",
                    .list(shown) {
                        line($0, accounts[$0.id], identities[$0.id], register, call)
                    }
                ),
                (
                    "offices",
                    .list(offices) {
                        .members(["id": .string($0.id.text), "name": .string($0.name)])
                    }
                ),
                (
                    "duties",
                    .list(Post.known) { post in
                        .members([
                            "id": .string(post.text), "name": .string(post.title[call.language]),
                        ])
                    }
                ),
                ("areas", .list(areas) { area($0, call.language) }),
                (
                    "form",
                    .members(["name": .string(form["person"]), "login": .string(form["name"])])
                ),
                (
                    "pager",
                    Pager(first: first, shown: shown.count, total: people.count).value {
                        "/admin/people?page=\($0)"
                            + (wanted.isEmpty ? "" : "&q=\(wanted.percentEncoded)")
                    }
                ),
            ])
        return reply.kept("no-store")
    }

    /// Whether a demonstration has people for whom accounts without passwords can be opened.
    private static func mayOpenAccounts(
        _ register: AccessRegister, _ accounts: [Person.ID: Account], _ call: Call
    ) -> Bool {
        call.services.settings.demonstration
            && register.people.keys.contains { accounts[$0] == nil }
    }

    /// An area by its code and the level that tells.
    private static func area(_ code: String, _ language: DisplayLanguage) -> JSONValue {
        .members([
            "code": .string(code),
            "name": .string(
                AdministrativeCode(code).map { AreaWords.level($0)[language] } ?? ""),
        ])
    }

    private static func line(
        _ person: Person, _ account: Account?, _ identities: JSONValue?,
        _ register: AccessRegister, _ call: Call
    ) -> JSONValue {
        let held = register.appointments(of: person.id).filter { $0.term.contains(call.day) }
            .sorted { $0.id < $1.id }
        func words(_ post: Appointment) -> String {
            "\(register.name(of: post.office)) \(post.post.title[call.language])"
        }
        return .members([
            "id": .string(person.id.text), "name": .string(person.name),
            "login": .string(account?.name ?? "—"),
            "appointments": .list(held) { .string(words($0)) },
            "posts": .list(held) { post in
                .members([
                    "id": .string(post.id.text), "person": .string(person.id.text),
                    "name": .string(words(post)),
                    "act": call.words("免去：\(words(post))", "End: \(words(post))"),
                    "ask": call.words(
                        "自今日起免去 \(person.name) 的\(words(post))？",
                        "End \(words(post)) of \(person.name) from today on?"),
                ])
            },
            "second": .bool(account?.hasSecondFactor ?? false),
            "seen": .string(call.moment(account?.lastSignIn)),
            "finding": mark(account?.state).value(call.language),
            "account": .bool(account != nil), "identities": identities ?? .array([]),
            "locked": .bool(account?.state == .locked),
            "disabled": .bool(account?.state == .disabled),
        ])
    }

    private static func mark(_ state: Account.State?) -> FindingMark {
        switch state {
        case .active: .good("可用", "Open")
        case .mustChangePassword: .awaiting("待改口令", "New password wanted")
        case .locked: .bad("已锁定", "Locked")
        case .disabled: .without("已停用", "Closed")
        case nil: .without("无账号", "No account")
        }
    }
}
