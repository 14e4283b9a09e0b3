import HTTPTypes
import Hummingbird

/// All routes of the server, put onto its router (路由表).
struct RouteTable {
    let routes: [Route]

    /// Every chapter.
    static let all = RouteTable(
        routes: SystemRoutes.all + SessionRoutes.all + OperationRoutes.all + UploadRoutes.all
            + JobRoutes.all + RecordRoutes.all + DatasetRoutes.all + OGCRoutes.all + Page.all)

    /// Makes the router.
    func router(_ services: Services) -> Router<ServerContext> {
        let router = Router(context: ServerContext.self)
        router.add(middleware: Gate(services: services))
        var methods: [String: [HTTPRequest.Method]] = [:]
        for route in routes {
            let path = Self.routerPath(route.path)
            methods[path, default: []].append(route.method)
            router.on(RouterPath(path), method: route.method) { request, context in
                try await Self.answer(route, request, context, services)
            }
        }
        // What looks and has no body of its own answers HEAD as well.
        for (path, known) in methods where known.contains(.get) && !known.contains(.head) {
            guard
                let route = routes.first(where: {
                    Self.routerPath($0.path) == path && $0.method == .get
                })
            else { continue }
            router.on(RouterPath(path), method: .head) { request, context in
                let whole = try await Self.answer(route, request, context, services)
                var headers = whole.headers
                if let length = whole.body.contentLength { headers[.contentLength] = "\(length)" }
                return Response(status: whole.status, headers: headers)
            }
        }
        refuseOthers(methods, router)
        return router
    }

    /// Other methods on a known address are refused by name, with those it takes.
    private func refuseOthers(
        _ methods: [String: [HTTPRequest.Method]], _ router: Router<ServerContext>
    ) {
        let usual: [HTTPRequest.Method] = [
            .get, .head, .post, .put, .patch, .delete, .options, .trace,
            HTTPRequest.Method("QUERY"),
        ].compactMap(\.self)
        for (path, known) in methods {
            // What gives something answers HEAD already.
            let known = known + (known.contains(.get) ? [.head] : [])
            let allowed = Set(known.map(\.rawValue))
            for method in usual where !known.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    var headers = HTTPFields()
                    headers[.allow] = allowed.sorted().joined(separator: ", ")
                    throw Problem(
                        .methodNotAllowed, "method", zh: "此地址不接受这种请求方法。",
                        en: "This address does not take that method.", headers: headers)
                }
            }
        }
    }

    /// `{name}` as the router writes it.
    static func routerPath(_ path: String) -> String {
        path.split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? ":" + part.dropFirst().dropLast() : part[...]
        }.joined(separator: "/")
    }

    private static func answer(
        _ route: Route, _ request: Request, _ context: ServerContext, _ services: Services
    ) async throws -> Response {
        try admit(route, request, context, services)
        if let body = route.body, route.isChange { try check(body, request) }
        let values = try ParameterReading(route, request, context.parameters).values
        let call = Call(
            request: request, context: context, services: services, route: route, values: values,
            time: services.clock())
        return try await route.handle(call).response(to: request)
    }

    /// Whether the caller may come here at all: signed in, with the scope, and not led here by
    /// another site.
    private static func admit(
        _ route: Route, _ request: Request, _ context: ServerContext, _ services: Services
    ) throws(Problem) {
        guard case .signedIn(let scope) = route.right else { return }
        guard let caller = context.caller else { throw Problem.signInNeeded }
        guard caller.has(scope) else {
            throw .forbidden(
                zh: "该令牌的范围不含 \(scope.rawValue)。",
                en: "The scopes of this token do not hold \(scope.rawValue).")
        }
        if !caller.duties.isEmpty, !route.isForSetUp {
            throw Problem(
                .forbidden, "duties", zh: "请先在“账号与安全”中修改密码或设置动态口令（/account）。",
                en: "First change your password or set up the second factor (/account).")
        }
        if scope == .admin, !caller.isAdministrator {
            throw .forbidden(
                zh: "仅系统管理员可用。请联系本机构的系统管理员。",
                en: "For administrators only. Ask the administrator of your office.")
        }
        guard route.isChange, case .session(let csrf) = caller.proof else { return }
        // A form checks its own member, which only its handler has read.
        if let given = request.headers.value("X-CSRF-Token") {
            guard services.isSame(given, csrf) else { throw forged }
        } else if !isForm(request) {
            throw forged
        }
    }

    /// What a request without its page's proof is told.
    static let forged = Problem(
        .forbidden, "forged", zh: "请求未附页面凭据（X-CSRF-Token），可能来自其他网站。请重新载入页面。",
        en: "The request has no proof of its page (X-CSRF-Token) and may come from another site. "
            + "Load the page again.")

    static func isForm(_ request: Request) -> Bool {
        (request.headers[.contentType] ?? "").hasPrefix("application/x-www-form-urlencoded")
    }

    private static func check(_ body: Route.Body, _ request: Request) throws(Problem) {
        let given =
            (request.headers[.contentType] ?? "").split(separator: ";")[...].first
            .map { $0.filter { $0 != " " }.lowercased() } ?? ""
        guard body.types.contains(given) || body.types.contains("*/*") else {
            let known = body.types.joined(separator: ", ")
            throw Problem(
                .unsupportedMediaType, "media-type", zh: "内容类型应为 \(known)。",
                en: "The content type should be \(known).")
        }
    }
}
