import Access
import Accounts
import Digest
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// The first run: founding the office with its administrator and first clerk (首次设置).
enum SetUpPages {
    static let all: [Route] = [
        Route(
            method: .get, path: "/setup", chapter: "pages", title: "First run",
            parameters: [.query("code", .text(longest: 40), "the code of the first run")],
            right: .open, isPage: true, isForSetUp: true
        ) { call in
            guard call.services.office == nil else { return .seeOther("/sign-in") }
            return try await page(call, FormBody([]), refusal: nil)
        },
        Route(
            method: .post, path: "/setup", chapter: "pages", title: "Found the office",
            right: .open, isPage: true, isForSetUp: true, handle: found),
    ]

    private static func page(
        _ call: Call, _ form: FormBody, refusal: JSONValue?
    ) async throws -> Reply {
        let names = [
            "office": "office", "areaCode": "areaCode", "areaName": "areaName", "name": "person",
            "login": "name", "clerkName": "clerkName", "clerkLogin": "clerkLogin",
        ]
        let typed = names.sorted { $0.key < $1.key }.map {
            ($0.key, JSONValue.string(form[$0.value]))
        }
        return try await call.page(
            "setup",
            [
                ("code", .string(call.values["code"] ?? form["code"])), ("form", .object(typed)),
                ("minimum", .integer(PasswordPolicy().minimumLength)),
                ("refusal", refusal ?? .bool(false)),
            ], status: refusal == nil ? .ok : .unprocessableContent)
    }

    /// What the form asks for, read and found fit.
    private struct Wish {
        let office: Office
        let administrator: Person
        let clerk: Person
        let login: String
        let clerkLogin: String
        let password: Secret
        let clerkPassword: Secret

        init(_ form: FormBody) throws(Problem) {
            var faults: [Problem.Finding] = []
            func fault(_ field: String, _ zh: String, _ en: String) {
                faults.append(
                    Problem.Finding("SET-FIELD", field: field, BilingualText(zh: zh, en: en)))
            }
            let code = AdministrativeCode(form["areaCode"])
            if code == nil {
                fault(
                    "areaCode", "行政区代码应为 2、4 或 6 位数字。", "The code of the area has 2, 4 or 6 digits."
                )
            }
            for (field, zh, en) in [
                ("office", "请填写机构全称。", "Name the office."),
                ("person", "请填写管理员姓名。", "Name the administrator."),
                ("clerkName", "请填写首位经办人姓名。", "Name the first clerk."),
            ] where form[field].filter({ $0 != " " }).isEmpty { fault(field, zh, en) }
            for (field, again) in [("password", "again"), ("clerkPassword", "clerkAgain")]
            where form[field] != form[again] {
                fault(again, "两次输入的密码不一致。", "The two passwords differ.")
            }
            if form["name"] == form["clerkLogin"] {
                fault("clerkLogin", "管理员与经办人的登录名不能相同。", "The two sign-in names must differ.")
            }
            for (field, name) in [("password", "name"), ("clerkPassword", "clerkLogin")] {
                for found in PasswordPolicy().faults(of: Secret(form[field]), name: form[name]) {
                    fault(field, found.explanation.zh, found.explanation.en)
                }
            }
            guard faults.isEmpty, let code else { throw .unreadable(faults) }
            let kinds: [Int: OfficeKind] = [
                2: "provinceNaturalResources", 4: "cityNaturalResources",
            ]
            office = Office(
                id: Office.ID("nr-\(code.digits)") ?? "nr",
                kind: kinds[code.digits.count] ?? "countyNaturalResources", name: form["office"],
                territory: Territory(.area(code)))
            administrator = Person(id: "p-admin", name: form["person"])
            clerk = Person(id: "p-clerk", name: form["clerkName"])
            login = form["name"]
            clerkLogin = form["clerkLogin"]
            password = Secret(form["password"])
            clerkPassword = Secret(form["clerkPassword"])
        }
    }

    private static func found(_ call: Call) async throws -> Reply {
        let form = try await call.checkedForm()
        guard call.services.office == nil else { return .seeOther("/sign-in") }
        do {
            guard call.services.foundingCode.isRight(form["code"]) else {
                throw Problem.unreadable([
                    Problem.Finding(
                        "SET-CODE", field: "code",
                        BilingualText(
                            zh: "设置码不对。请查看启动服务的窗口中显示的 12 位设置码。",
                            en: "The code is wrong. It is shown where the server was started."))
                ])
            }
            try await found(try Wish(form), call)
        } catch {
            let problem = Gate.problem(of: error, call.context.logger)
            guard problem.status.kind == .clientError else { throw error }
            return try await page(call, form, refusal: Refusing.values(problem, call.language))
        }
        let text = BilingualText(
            zh: "设置完成。办理业务请以经办人登录；管理账号请以管理员登录。",
            en:
                "The office is founded. Sign in as the clerk for business, as the administrator for "
                + "accounts.")
        return Flash.seeOther("/sign-in", "good", text[call.language])
    }

    /// Founds the office beside the place it will have, and puts it there when all of it is done:
    /// what fails on the way leaves nothing behind.
    private static func found(_ wish: Wish, _ call: Call) async throws {
        let services = call.services
        let place = services.homePath
        let yard = place + ".founding"
        try removeIfThere(yard)
        do {
            try await build(wish, at: yard, call)
            // An empty folder may stand where the home goes.
            if rmdir(place) != 0, errno != ENOENT {
                throw StoreError.file(path: place, code: errno)
            }
            guard rename(yard, place) == 0 else {
                throw StoreError.file(path: place, code: errno)
            }
        } catch {
            try removeIfThere(yard)
            throw error
        }
        let office = try OfficeServices(
            try OfficeHome.open(at: place), services.settings, services.programVersion,
            services.logger)
        guard services.take(office) else {
            throw Problem(
                .conflict, "founded", zh: "机构已由他人设置完成。", en: "The office was founded already.")
        }
    }

    private static func removeIfThere(_ path: String) throws {
        if FileManager.default.fileExists(atPath: path) {
            try FileManager.default.removeItem(atPath: path)
        }
    }

    private static func build(_ wish: Wish, at path: String, _ call: Call) async throws {
        let services = call.services
        let founding = Founding(
            journal: try JournalID("\(wish.office.id)/\(call.time)"), office: wish.office,
            administrator: wish.administrator, time: call.time)
        try founding.check()
        let home = try OfficeHome.create(
            at: path,
            OfficeSettings(
                journal: founding.journal, office: wish.office.id, algorithm: .sha256,
                signature: .ed25519, created: call.time))
        try await founding.record(in: home)
        let office = try OfficeServices(
            home, services.settings, services.programVersion, services.logger)
        try await appointClerk(wish, office, call)
        try await openAccounts(wish, office, call)
        try office.accounts.close()
        try home.close()
    }

    private static func openAccounts(
        _ wish: Wish, _ office: OfficeServices, _ call: Call
    ) async throws {
        let accounts = office.accounts
        let code = try accounts.issueSetupCode(at: call.time)
        try await accounts.setUp(
            code: code, person: wish.administrator.id, name: wish.login, password: wish.password,
            from: Visitor(address: call.address, agent: ""), at: call.time)
        let actor = AccountActor(person: wish.administrator.id, address: call.address)
        // The clerk changes the password, which the administrator has typed, at the first sign-in.
        try await accounts.open(
            wish.clerk.id, name: wish.clerkLogin, password: wish.clerkPassword, by: actor,
            at: call.time)
    }

    private static func appointClerk(
        _ wish: Wish, _ office: OfficeServices, _ call: Call
    ) async throws {
        let acts: [(String, CanonicalJSON)] = [
            (
                "registerPerson",
                [
                    "id": .text(wish.clerk.id.text), "name": .text(wish.clerk.name),
                    "office": .text(wish.office.id.text),
                ]
            ),
            (
                "appoint",
                [
                    "person": .text(wish.clerk.id.text), "office": .text(wish.office.id.text),
                    "post": "staff", "id": "a-2",
                    "from": .text(ChinaTime.day(of: call.time).description),
                ]
            ),
        ]
        for (operation, input) in acts {
            _ = try await office.desk.perform(
                ActRequest(
                    operation: operation, person: wish.administrator.id, input: input,
                    key: try IdempotencyKey("setup/\(operation)"), time: call.time))
        }
    }
}
