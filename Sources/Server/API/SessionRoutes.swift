import Access
import Accounts
import HTTPTypes
import Journal
import LandModel

/// Who the caller is, and signing in and out as a program (会话).
enum SessionRoutes {
    private static let session = Schema.object([
        .init("person", .text()), .init("name", .text()),
        .init("administrator", .flag), .init("csrf", .nullable(.text())),
        .init(
            "appointments",
            .list(
                .object([
                    .init("id", .text()), .init("office", .text()), .init("post", .text()),
                    .init("title", .bilingual),
                ]))),
    ])

    static let all: [Route] = [
        Route(
            method: .get, path: "/api/v1/session", chapter: "session", title: "Who the caller is",
            answers: [.json(200, session, "The caller")]
        ) { call in .json(json(try call.caller())) },
        Route(
            method: .post, path: "/api/v1/session", chapter: "session",
            title: "Sign in; the answer sets the cookie",
            body: .json(
                .object([
                    .init("name", .text(longest: 64)), .init("password", .text(longest: 1024)),
                    .init("code", .text(longest: 64), required: false, "of the second factor"),
                ])),
            answers: [.nothing(204, "The cookie is set; ask for the session")], right: .open,
            handle: signIn),
        Route(
            method: .delete, path: "/api/v1/session", chapter: "session", title: "Sign out",
            answers: [.nothing(204, "Signed out")]
        ) { call in
            var reply = Reply(.noContent)
            if let key = SessionCookie.key(call.request) {
                try call.office().accounts.signOut(
                    key,
                    by: AccountActor(person: try call.caller().person.id, address: call.address),
                    at: call.time)
                SessionCookie.take(from: &reply, call.services.settings)
            }
            return reply
        },
    ]

    private static func json(_ caller: Caller) -> JSONValue {
        var csrf = JSONValue.null
        if case .session(let value) = caller.proof { csrf = .string(value) }
        return .object([
            ("person", .string(caller.person.id.text)), ("name", .string(caller.person.name)),
            ("administrator", .bool(caller.isAdministrator)), ("csrf", csrf),
            (
                "appointments",
                .array(
                    caller.appointments.map { post in
                        .object([
                            ("id", .string(post.id.text)), ("office", .string(post.office.text)),
                            ("post", .string(post.post.text)), ("title", .text(post.post.title)),
                        ])
                    })
            ),
        ])
    }

    private static func signIn(_ call: Call) async throws -> Reply {
        let body = try await call.json()
        guard let name = body["name"]?.text, let password = body["password"]?.text else {
            throw Problem.fault(
                "name", zh: "缺少 name 或 password。", en: "name or password is missing.")
        }
        try call.services.signInRates.admit(call.address, call.time)
        let office = try call.office()
        var outcome = try await office.accounts.signIn(
            name: name, password: Secret(password), from: call.visitor,
            roles: try await call.services.roles(office), at: call.time)
        if case .secondFactorNeeded(let pending) = outcome {
            guard let code = body["code"]?.text else {
                throw Problem(
                    .unauthorized, "second-factor", zh: "还需动态口令（code）。",
                    en: "The code of the second factor is needed.")
            }
            outcome = try office.accounts.completeSignIn(
                ticket: pending.ticket, code: Secret(code), from: call.visitor, at: call.time)
        }
        guard case .signedIn(let issued) = outcome else {
            if case .refused(let refusal) = outcome {
                throw Problem(
                    .unauthorized, "sign-in", zh: refusal.explanation.zh,
                    en: refusal.explanation.en)
            }
            throw Problem.signInNeeded
        }
        var reply = Reply(.noContent)
        SessionCookie.give(issued, to: &reply, call.services.settings)
        return reply
    }
}
