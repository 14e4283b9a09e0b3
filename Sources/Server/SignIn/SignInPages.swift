import Access
import Accounts
import HTTPTypes
import Hummingbird
import LandModel

/// Signing in and out, the second factor, the choice of language (登录).
enum SignInPages {
    private static let next = Route.Parameter.query(
        "back", .text(longest: 2000), "the page to come back to")

    static let all: [Route] = [
        Route(
            method: .get, path: "/sign-in", chapter: "pages", title: "Sign in", parameters: [next],
            right: .open, isPage: true, isForSetUp: true
        ) { call in
            guard call.services.office != nil else { return .seeOther("/setup") }
            guard call.context.caller == nil else { return .seeOther("/") }
            return try await page(call, name: "", next: call.values["back"] ?? "/", refusal: nil)
        },
        Route(
            method: .post, path: "/sign-in", chapter: "pages", title: "Sign in", right: .open,
            isPage: true, handle: signIn),
        Route(
            method: .post, path: "/sign-in/second", chapter: "pages",
            title: "The second factor", right: .open, isPage: true, handle: second),
        Route(
            method: .post, path: "/sign-out", chapter: "pages", title: "Sign out", isPage: true,
            isForSetUp: true
        ) { call in
            _ = try await call.checkedForm()
            if let key = SessionCookie.key(call.request) {
                try call.office().accounts.signOut(
                    key,
                    by: AccountActor(person: try call.caller().person.id, address: call.address),
                    at: call.time)
            }
            var reply = Reply.seeOther("/sign-in")
            SessionCookie.take(from: &reply, call.services.settings)
            return reply
        },
        Route(
            method: .get, path: "/language", chapter: "pages", title: "Choose the language",
            parameters: [
                .query("to", .choice(["zh", "en"]), required: true, "the language"), next,
            ], right: .open, isPage: true, isForSetUp: true
        ) { call in
            var reply = Reply.seeOther(local(call.values["back"]))
            let value = "\(LanguageChoice.cookie)=\(try call.value("to"))"
            reply.headers.append(
                .init(
                    name: .setCookie,
                    value: value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"))
            return reply
        },
        Route(
            method: .get, path: "/", chapter: "pages", title: "Where to begin", right: .open,
            isPage: true, isForSetUp: true
        ) { call in
            guard call.services.office != nil else { return .seeOther("/setup") }
            guard let caller = call.context.caller else { return .seeOther("/sign-in") }
            if !caller.duties.isEmpty { return .seeOther("/account") }
            return .seeOther(caller.areas.isEmpty ? "/admin/people" : "/desk")
        },
    ]

    /// An address of this server, whatever was asked: nobody is led elsewhere.
    static func local(_ address: String?) -> String {
        guard let address, address.hasPrefix("/"), !address.hasPrefix("//"),
            !address.contains("\\"), !address.unicodeScalars.contains(where: { $0.value < 33 })
        else { return "/" }
        return address
    }

    /// The sign-in page, with what stands in the way.
    static func page(
        _ call: Call, name: String, next: String, refusal: JSONValue?,
        status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        try await call.page(
            "sign-in",
            [
                ("next", .string(local(next))), ("name", .string(name)), ("locked", .bool(false)),
                ("oidc", IdentityPages.button(call, next: next)),
                ("examples", try await ExamplePages.offers(call)),
                ("refusal", refusal ?? .bool(false)),
            ], status: status)
    }

    private static func signIn(_ call: Call) async throws -> Reply {
        let form = try await call.checkedForm()
        let office = try call.office()
        try call.services.signInRates.admit(call.address, call.time)
        let outcome = try await office.accounts.signIn(
            name: form["name"], password: Secret(form["password"]), from: call.visitor,
            roles: try await call.services.roles(office), at: call.time)
        return try await after(outcome, next: form["next"], name: form["name"], call)
    }

    /// What follows an attempt: the page wanted, the second factor, or the page again.
    ///
    /// - Parameters:
    ///   - next: the page wanted.
    ///   - name: the name typed; empty when none was.
    static func after(
        _ outcome: SignInOutcome, next: String, name: String, _ call: Call
    ) async throws -> Reply {
        switch outcome {
        case .signedIn(let issued):
            var reply = Reply.seeOther(
                issued.session.duties.isEmpty ? local(next) : "/account")
            SessionCookie.give(issued, to: &reply, call.services.settings)
            return reply
        case .secondFactorNeeded(let pending):
            var reply = try await call.page(
                "second-factor",
                [
                    ("next", .string(local(next))), ("recovery", .bool(false)),
                    (
                        "person",
                        name.isEmpty ? .bool(false) : .object([("name", .string(name))])
                    ),
                    ("refusal", .bool(false)),
                ])
            reply.headers.append(
                .init(
                    name: .setCookie,
                    value: "\(ticket)=\(pending.ticket.text); Path=/sign-in; HttpOnly; "
                        + "SameSite=Lax; Max-Age=300"))
            return reply
        case .refused(let refusal):
            let finding = Problem.Finding("SGN-REFUSED", refusal.explanation)
            let problem = Problem.unreadable([finding])
            return try await page(
                call, name: name, next: next,
                refusal: Refusing.values(problem, call.language), status: .unprocessableContent)
        }
    }

    private static let ticket = "tc_second"

    private static func second(_ call: Call) async throws -> Reply {
        let form = try await call.checkedForm()
        try call.services.signInRates.admit(call.address, call.time)
        guard let given = call.request.cookies[ticket] else { return .seeOther("/sign-in") }
        let outcome = try call.office().accounts.completeSignIn(
            ticket: Secret(given.value), code: Secret(form["code"]), from: call.visitor,
            at: call.time)
        guard case .refused(let refusal) = outcome else {
            return try await after(outcome, next: form["next"], name: form["name"], call)
        }
        let problem = Problem.unreadable([Problem.Finding("SGN-REFUSED", refusal.explanation)])
        return try await call.page(
            "second-factor",
            [
                ("next", .string(local(form["next"]))),
                ("recovery", .bool(form["kind"] == "recovery")), ("person", .bool(false)),
                ("refusal", Refusing.values(problem, call.language)),
            ], status: .unprocessableContent)
    }
}
