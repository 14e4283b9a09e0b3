import Access
import Accounts
import Digest
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// A person's own account: password, second factor, tokens, sessions (账号与安全).
enum AccountPages {
    static let all: [Route] = [
        .page("/account", "The own account", isForSetUp: true) { try await page($0) },
        form("/account/password", "Change the own password", changePassword),
        form("/account/second", "Begin to set up the second factor") { call, _ in
            _ = try call.office().accounts.beginSecondFactor(
                of: try call.caller().person.id, at: call.time)
            return try await page(call, Shown(isEnrolling: true))
        },
        .form(
            "/account/second/confirm", "Confirm the second factor", isForSetUp: true,
            refusedOn: { call, _, refusal in
                try await page(call, Shown(isEnrolling: true, refusal: refusal))
            }, act: confirm),
        form("/account/second/off", "Take the second factor away") { call, _ in
            try call.office().accounts.removeSecondFactor(
                of: try call.caller().person.id, by: try actor(call), at: call.time)
            return Flash.seeOther(
                "/account", "good", call.said("第二步验证已停用。", "The second step is off."))
        },
        form("/account/recovery", "Make recovery codes anew") { call, _ in
            let codes = try call.office().accounts.renewRecoveryCodes(
                of: try call.caller().person.id, by: try actor(call), at: call.time)
            return try await page(call, Shown(codes: codes))
        },
        form("/account/tokens", "Issue a token", issue),
        .form(
            "/account/tokens/{token}/revoke", "Revoke a token", parameters: [number("token")],
            isForSetUp: true, refusedOn: refused
        ) { call, _ in
            try call.office().accounts.revokeToken(
                try call.value("token"), of: try call.caller().person.id, by: try actor(call),
                at: call.time)
            return Flash.seeOther("/account", "good", call.said("令牌已吊销。", "The token is revoked."))
        },
        .form(
            "/account/sessions/{session}/end", "End a session", parameters: [number("session")],
            isForSetUp: true, refusedOn: refused
        ) { call, _ in
            try call.office().accounts.endSession(
                try call.value("session"), of: try call.caller().person.id, by: try actor(call),
                at: call.time)
            return Flash.seeOther(
                "/account", "good", call.said("该登录已结束。", "That session is ended."))
        },
    ]

    private static func number(_ name: String) -> Route.Parameter {
        .path(name, .text(pattern: "[A-Za-z0-9_-]{1,64}"), "its number")
    }

    private static func form(
        _ path: String, _ title: String,
        _ act: @escaping @Sendable (Call, FormBody) async throws -> Reply
    ) -> Route {
        .form(path, title, isForSetUp: true, refusedOn: refused, act: act)
    }

    @Sendable private static func refused(
        _ call: Call, _ form: FormBody, _ refusal: JSONValue
    ) async throws -> Reply { try await page(call, Shown(refusal: refusal)) }

    private static func actor(_ call: Call) throws -> AccountActor {
        AccountActor(person: try call.caller().person.id, address: call.address)
    }

    private static func key(_ call: Call) throws(Problem) -> Secret {
        guard let key = SessionCookie.key(call.request) else { throw Problem.signInNeeded }
        return key
    }

    // MARK: Acts

    @Sendable private static func changePassword(_ call: Call, _ form: FormBody) async throws
        -> Reply
    {
        guard form["password"] == form["again"] else {
            throw Problem.fault("again", zh: "两次输入的新口令不一致。", en: "The two new passwords differ.")
        }
        let issued = try await call.office().accounts.changePassword(
            in: try key(call), from: Secret(form["old"]), to: Secret(form["password"]),
            for: call.visitor, at: call.time)
        let isFirst = try call.caller().duties.contains(.changePassword)
        var reply = Flash.seeOther(
            isFirst && issued.session.duties.isEmpty ? "/" : "/account", "good",
            call.said("口令已修改，其他登录已全部结束。", "The password is changed; all other sessions are ended."))
        SessionCookie.give(issued, to: &reply, call.services.settings)
        return reply
    }

    @Sendable private static func confirm(_ call: Call, _ form: FormBody) async throws -> Reply {
        let confirmed = try call.office().accounts.confirmSecondFactor(
            in: try key(call), code: Secret(form["code"]), from: call.visitor, at: call.time)
        // The forms of the page that is drawn now belong to the new key.
        var context = call.context
        context.caller = try call.caller().now(in: confirmed.session)
        let later = Call(
            request: call.request, context: context, services: call.services, route: call.route,
            values: call.values, time: call.time)
        var reply = try await page(
            later, Shown(codes: confirmed.recoveryCodes, session: confirmed.session.session.id))
        SessionCookie.give(confirmed.session, to: &reply, call.services.settings)
        return reply
    }

    @Sendable private static func issue(_ call: Call, _ form: FormBody) async throws -> Reply {
        let caller = try call.caller()
        guard let days = Int(form["days"]), (1...366).contains(days) else {
            throw Problem.fault("days", zh: "有效天数为 1 至 366。", en: "A token lasts 1 to 366 days.")
        }
        var scopes: TokenScopes = form["scope"] == "calendar" ? [.calendar] : [.read]
        if form["scope"] == "all" {
            scopes.formUnion(caller.isAdministrator ? [.act, .import, .admin] : [.act, .import])
        }
        let issued = try call.office().accounts.issueToken(
            of: caller.person.id, name: form["name"], reach: TokenReach(scopes: scopes),
            until: call.time + days * 86_400_000, by: try actor(call), at: call.time)
        return try await page(
            call, scopes == .calendar ? Shown(feed: issued.key) : Shown(token: issued.key))
    }

    // MARK: The page

    /// What the page shows this once.
    private struct Shown {
        var isEnrolling = false
        var codes: [Secret] = []
        var token: Secret?
        /// The key of a calendar's address.
        var feed: Secret?
        /// The session of the page; nil for that of the request.
        var session: Session.ID?
        var refusal: JSONValue?
    }

    private static func page(_ call: Call, _ shown: Shown = Shown()) async throws -> Reply {
        let office = try call.office()
        let accounts = office.accounts
        let caller = try call.caller()
        let id = caller.person.id
        let account = try accounts.account(of: id)
        let hasSecond = account?.hasSecondFactor ?? false
        let register = try await office.home.journal.read { view throws(StoreError) in
            try view.accessRegister()
        }
        let here = try shown.session ?? accounts.session(try key(call), at: call.time)?.id
        let left = try accounts.recoveryCodesLeft(of: id)
        let reply = try await call.page(
            "account",
            [
                ("minimum", .integer(accounts.settings.passwordPolicy.minimumLength)),
                ("refusal", shown.refusal ?? duties(call, caller)),
                (
                    "second",
                    .members([
                        "on": .bool(hasSecond),
                        "since": .string(
                            hasSecond ? call.moment(try enrolled(id, accounts)) : "—"),
                    ])
                ),
                ("enrol", try enrolment(call, shown, id, accounts)),
                (
                    "recovery",
                    .members([
                        "left": call.words("剩 \(left) 个", "\(left) left"),
                        "fresh": .bool(!shown.codes.isEmpty),
                        "codes": .list(shown.codes) { .string($0.text) },
                    ])
                ),
                ("sessions", sessions(try accounts.sessions(of: id, at: call.time), here, call)),
                ("tokens", tokens(try accounts.tokens(of: id), call)),
                ("newToken", .shown(shown.token?.text ?? shown.feed.map(call.feedAddress))),
                (
                    "appointments",
                    .list(caller.appointments) { post in
                        .members([
                            "office": .string(register.name(of: post.office)),
                            "duty": .string(post.post.title[call.language]),
                            "area": .string(""), "since": .string(post.term.from.description),
                        ])
                    }
                ),
            ])
        // Secrets shown once are not for a cache.
        return reply.kept("no-store")
    }

    /// What must be done before anything else, told in the panel of the page.
    private static func duties(_ call: Call, _ caller: Caller) -> JSONValue {
        var findings: [Problem.Finding] = []
        if caller.duties.contains(.changePassword) {
            findings.append(
                Problem.Finding(
                    "ACC-PASSWORD",
                    BilingualText(
                        zh: "口令是他人为您设的，请先改成只有您知道的口令。",
                        en: "Somebody else chose your password. Choose one that only you know.")))
        }
        if caller.duties.contains(.enrolSecondFactor) {
            findings.append(
                Problem.Finding(
                    "ACC-SECOND",
                    BilingualText(
                        zh: "您的职责要求第二步验证，请先启用。",
                        en: "Your post demands a second step. Set it up first.")))
        }
        guard !findings.isEmpty else { return .bool(false) }
        return Refusing.values(
            Problem(
                .forbidden, "duties", zh: "首次登录，请先完成以下事项，再办理业务。",
                en: "Before anything else:", findings: findings), call.language)
    }

    private static func enrolment(
        _ call: Call, _ shown: Shown, _ id: Person.ID, _ accounts: AccountBook
    ) throws -> JSONValue {
        guard shown.isEnrolling,
            let waiting = try accounts.waitingSecondFactor(of: id, at: call.time)
        else { return .bool(false) }
        let code = QRCode(Array(waiting.address.text.utf8))
        return .members([
            "qr": .string(code?.svg ?? ""),
            "secret": .string(grouped(waiting.secret.text)),
            "address": .string(waiting.address.text),
        ])
    }

    /// A secret in groups of four, to be typed.
    private static func grouped(_ text: String) -> String {
        text.enumerated().map {
            $0.offset > 0 && $0.offset % 4 == 0 ? " \($0.element)" : "\($0.element)"
        }
        .joined()
    }

    private static func enrolled(_ id: Person.ID, _ accounts: AccountBook) throws -> Int? {
        try accounts.auditEntries(person: id, failedAttempts: false, limit: 10_000)
            .first { $0.event == .secondFactorEnrolled && $0.person == id }?.time
    }

    private static func sessions(
        _ sessions: [Session], _ here: Session.ID?, _ call: Call
    ) -> JSONValue {
        .list(sessions) { session in
            .members([
                "id": .string(session.id), "device": .string(Self.device(session.agent, call)),
                "address": .string(session.address), "began": .string(call.moment(session.created)),
                "seen": .string(call.moment(session.used)), "here": .bool(session.id == here),
            ])
        }
    }

    /// Browser and system out of what a browser says of itself.
    private static func device(_ agent: String, _ call: Call) -> String {
        // The order matters: later ones also name themselves after earlier ones.
        let browsers = [
            "Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome",
        ]
        let order = ["Edg/", "OPR/", "Firefox/", "Chrome/"]
        let systems = [
            ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"),
            ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
        ]
        let browser =
            order.first { agent.contains($0) }.flatMap { browsers[$0] }
            ?? (agent.contains("Safari/") ? "Safari" : nil)
        let system = systems.first { agent.contains($0.0) }?.1
        let known = [browser, system].compactMap(\.self)
        if !known.isEmpty { return known.joined(separator: " · ") }
        return agent.isEmpty ? call.said("未知设备", "Unknown device") : String(agent.prefix(40))
    }

    private static func tokens(_ tokens: [Token], _ call: Call) -> JSONValue {
        .list(tokens.filter { $0.revoked == nil && $0.expires > call.time }) { token in
            .members([
                "id": .string(token.id), "name": .string(token.name),
                "scope": token.reach.scopes == .calendar
                    ? call.words("日历订阅", "calendar only")
                    : token.reach.scopes == .read
                        ? call.words("只读", "read only")
                        : call.words("本人全部权限", "all rights of the person"),
                "made": .string(call.moment(token.created)),
                "used": .string(call.moment(token.lastUsed)),
                "ends": .string(ChinaTime.day(of: token.expires).description),
            ])
        }
    }
}
