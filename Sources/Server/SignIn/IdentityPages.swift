import Access
import Accounts
import HTTPTypes
import Hummingbird
import LandModel
import Logging

/// Signing in through the office's identity service (统一身份认证登录).
enum IdentityPages {
    static let all: [Route] = [
        Route(
            method: .get, path: path, chapter: "pages", title: "Sign in at the identity service",
            parameters: [.query("back", .text(longest: 2000), "the page to come back to")],
            right: .open, isPage: true, handle: depart),
        Route(
            method: .get, path: IdentityService.returnPath, chapter: "pages",
            title: "Back from the identity service",
            parameters: ["state", "code", "error", "iss"].map {
                .query($0, .text(longest: 4096), "as the identity service gives it")
            }, right: .open, isPage: true, handle: arrive),
    ]

    private static let path = "/sign-in/openid"
    private static let cookie = "tc_openid"

    /// What the sign-in page shows of it: nothing when no service is set.
    static func button(_ call: Call, next: String) -> JSONValue {
        guard call.services.identity != nil else { return .bool(false) }
        return .members([
            "title": call.words("用统一身份认证登录", "Sign in with the identity service"),
            "href": .string("\(path)?back=\(SignInPages.local(next).percentEncoded)"),
        ])
    }

    private static func service(_ call: Call) throws(Problem) -> IdentityService {
        guard let service = call.services.identity else {
            throw .missing(zh: "本服务未接入统一身份认证。", en: "No identity service is set up here.")
        }
        return service
    }

    // MARK: There and back

    @Sendable private static func depart(_ call: Call) async throws -> Reply {
        let service = try service(call)
        let accounts = try call.office().accounts
        try call.services.signInRates.admit(call.address, call.time)
        do {
            let departure = try accounts.departToOpenID(
                service.client, try await service.discovery(at: call.time),
                page: SignInPages.local(call.values["back"]), at: call.time)
            var reply = Reply.seeOther(departure.address.text)
            hold(departure.state.text, seconds: accounts.settings.openIDLength / 1000, &reply)
            return reply
        } catch AccountError.openID(let fault) {
            return try await refused(fault, call)
        }
    }

    @Sendable private static func arrive(_ call: Call) async throws -> Reply {
        let service = try service(call)
        let office = try call.office()
        try call.services.signInRates.admit(call.address, call.time)
        do {
            let arrival = try office.accounts.returnFromOpenID(
                state: Secret(call.values["state"] ?? ""),
                cookie: call.request.cookies[cookie].map { Secret($0.value) }, at: call.time)
            // A service that names itself must be the one the person was sent to: RFC 9207.
            if let issuer = call.values["iss"], issuer != service.client.issuer {
                throw AccountError.openID(.issuer)
            }
            if let error = call.values["error"] {
                throw AccountError.openID(.declined(OpenIDFault.code(error) ?? "error"))
            }
            guard let code = call.values["code"], !code.isEmpty else {
                throw AccountError.openID(.malformed)
            }
            let identity = try await service.identity(
                code: code, arrival, skew: office.accounts.settings.clockSkew, at: call.time)
            return try await enter(identity, arrival, call, office)
        } catch AccountError.openID(let fault) {
            return try await refused(fault, call)
        }
    }

    private static func enter(
        _ identity: OpenIDIdentity, _ arrival: OpenIDReturn, _ call: Call, _ office: OfficeServices
    ) async throws -> Reply {
        let outcome = try office.accounts.signIn(
            identity, from: call.visitor, roles: try await call.services.roles(office),
            at: call.time)
        var reply: Reply
        if case .refused(.notLinked) = outcome {
            reply = try await strange(identity, arrival, call)
        } else {
            reply = try await SignInPages.after(outcome, next: arrival.page, name: "", call)
        }
        release(&reply)
        return reply
    }

    // MARK: Refusals

    /// The sign-in page for somebody whose identity no account has, with what the administrator must
    /// be told: a person may see the own name at the service.
    private static func strange(
        _ identity: OpenIDIdentity, _ arrival: OpenIDReturn, _ call: Call
    ) async throws -> Reply {
        let text = BilingualText(
            zh: "统一认证身份“\(identity.subject)”没有关联账号；请将它告知管理员，由管理员关联后再登录",
            en: "no account is linked to the identity “\(identity.subject)”: tell it to the "
                + "administrator, who can link it")
        let problem = Problem.unreadable([Problem.Finding("SGN-NOT-LINKED", text)])
        return try await SignInPages.page(
            call, name: "", next: arrival.page, refusal: Refusing.values(problem, call.language),
            status: .unprocessableContent)
    }

    /// The sign-in page with what went wrong, which the audit and the log keep.
    private static func refused(_ fault: OpenIDFault, _ call: Call) async throws -> Reply {
        try call.office().accounts.noteOpenIDRefusal(fault, from: call.visitor, at: call.time)
        call.context.logger.warning("identity service", metadata: ["fault": "\(fault)"])
        let problem = Problem.unreadable([Problem.Finding("SGN-OPENID", fault.explanation)])
        var reply = try await SignInPages.page(
            call, name: "", next: call.values["back"] ?? "/",
            refusal: Refusing.values(problem, call.language),
            status: fault.isOutage ? .badGateway : .unprocessableContent)
        release(&reply)
        return reply
    }

    // MARK: The cookie that holds the state

    private static func hold(_ state: String, seconds: Int, _ reply: inout Reply) {
        reply.headers.append(
            .init(
                name: .setCookie,
                value: "\(cookie)=\(state); Path=\(path); HttpOnly; SameSite=Lax; "
                    + "Max-Age=\(seconds)"))
    }

    private static func release(_ reply: inout Reply) { hold("", seconds: 0, &reply) }
}
