import Access
import HTTPTypes
import Hummingbird
import LandModel
import Logging
import NIOHTTP1
import Journal
import Operations
import Store

/// What every request passes, whichever address it asks for (门卫): rates, who calls, the answer to what
/// went wrong, the headers that protect a browser, the log and the figures.
struct Gate: RouterMiddleware {
    let services: Services

    func handle(
        _ request: Request, context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        var response: Response
        do {
            try services.rates.admit(address(of: request, context), services.clock())
            (context.caller, context.moment) = try await services.caller(of: request)
            response = try await next(request, context)
        } catch {
            response = await answer(to: error, request, context)
        }
        Protection.dress(&response, services.settings)
        let elapsed = ContinuousClock.now - start
        let route = context.endpointPath ?? "none"
        services.metrics.count(route: route, status: response.status.code, took: elapsed)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method)", "route": "\(route)",
                "status": "\(response.status.code)", "ms": "\(elapsed.milliseconds)",
                "person": "\(context.caller?.person.id.text ?? "-")",
                "address": "\(address(of: request, context))",
            ])
        return response
    }

    private func address(of request: Request, _ context: ServerContext) -> String {
        services.address(of: request, peer: context.peer)
    }

    /// What a person or program is told about an error.
    private func answer(
        to error: any Error, _ request: Request, _ context: ServerContext
    ) async -> Response {
        let language = context.caller?.language ?? LanguageChoice.of(request)
        let problem = Self.problem(of: error, context.logger)
        let isPage =
            !request.uri.path.hasPrefix("/api/") && !request.uri.path.hasPrefix("/ogc/")
            && (request.headers[.accept] ?? "").contains("text/html")
        guard isPage, let pages = services.pages else {
            return Reply.problem(problem, language, reference: context.reference)
                .response(to: request)
        }
        if problem.kind == "duties", request.method == .get {
            return Reply.seeOther("/account").response(to: request)
        }
        if problem.status == .unauthorized, request.method == .get {
            let back = request.uri.string.percentEncoded
            return Reply.seeOther("/sign-in?back=\(back)").response(to: request)
        }
        return pages.problem(problem, request, context, language)
    }

    /// The report of an error; what is nobody's fault but ours is logged and told without details.
    static func problem(of error: any Error, _ logger: Logger) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let refusal as Refusal: return Problem(refusal)
        case let error as StoreError:
            if case .journal(.keyUsedOtherwise(key: _, sequence: _)) = error {
                return Problem(
                    .conflict, "key-used", zh: error.explanation.zh, en: error.explanation.en)
            }
            logger.error("store", metadata: ["error": "\(error.explanation.en)"])
            return Problem(error)
        case let error as any ExplainedError: return Problem(error)
        case let error as HTTPError:
            return Self.problem(ofStatus: error.status)
        case let error as any HTTPResponseError:
            return Self.problem(ofStatus: error.status)
        case is HTTPParserError:
            return Problem(
                .badRequest, "cut-off", zh: "请求中断或不合 HTTP 规范。",
                en: "The request was cut off or is not as HTTP has it.")
        case is CancellationError:
            return Problem(.requestTimeout, "cancelled", zh: "已中止。", en: "Stopped.")
        default:
            logger.error("unexpected", metadata: ["error": "\(error)"])
            return Problem(
                .internalServerError, "unexpected",
                zh: "程序出现意外错误，已记入日志。请稍后重试，或将请求编号告知管理员。",
                en: "Something unexpected happened and is logged. Try again later, or tell the "
                    + "administrator the reference.")
        }
    }

    private static func problem(ofStatus status: HTTPResponse.Status) -> Problem {
        switch status {
        case .notFound: .missing()
        case .methodNotAllowed:
            Problem(
                .methodNotAllowed, "method", zh: "此地址不接受这种请求方法。",
                en: "This address does not take that method.")
        case .contentTooLarge:
            Problem(.contentTooLarge, "too-large", zh: "内容过大。", en: "The body is too long.")
        default:
            Problem(
                status, "http", zh: "请求未能办理（\(status.code)）。",
                en: "The request failed (\(status.code)).")
        }
    }
}

extension Duration {
    /// Whole and fractional milliseconds.
    var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}
