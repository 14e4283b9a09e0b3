import Accounts
import Hummingbird
import LandModel

/// What stands in the way, as the panel of a page shows it.
enum Refusing {
    static func values(_ problem: Problem, _ language: DisplayLanguage) -> JSONValue {
        let findings =
            problem.findings.isEmpty
            ? [Problem.Finding(problem.kind, problem.title)] : problem.findings
        return .object([
            ("title", .string(problem.title[language])),
            (
                "items",
                .array(
                    findings.map { finding in
                        .object([
                            ("text", .string(finding.text[language])),
                            ("field", .bool(false)),
                            ("clause", finding.clause.map { .string($0) } ?? .bool(false)),
                            ("fix", .bool(false)), ("href", .bool(false)),
                        ])
                    })
            ),
        ])
    }
}

extension Call {
    /// The address of the client.
    var address: String { services.address(of: request, peer: context.peer) }

    /// The browser at the other end, as sign-ins know it.
    var visitor: Visitor {
        Visitor(
            address: address, agent: request.headers[.userAgent] ?? "",
            replacing: SessionCookie.key(request))
    }

    /// The body of a form that carries the proof of its page.
    ///
    /// - Throws: ``Problem`` when it does not: another site may have sent it.
    func checkedForm() async throws -> FormBody {
        let form = try await form()
        let isOurs: Bool
        if case .session(let csrf) = context.caller?.proof {
            isOurs = services.isSame(form["csrf"], csrf)
        } else if let key = SessionCookie.visitorKey(request) {
            isOurs = FormToken.matches(form["csrf"], key: key)
        } else {
            isOurs = false
        }
        guard isOurs else { throw RouteTable.forged }
        return form
    }

    /// A page.
    func page(
        _ name: String, _ values: [(String, JSONValue)], status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        guard let pages = services.pages else {
            throw Problem(
                .serviceUnavailable, "pages", zh: "网页资源未安装，请运行 scripts/setup。",
                en: "The pages are not installed: run scripts/setup.")
        }
        return try await pages.page(name, values, self, status: status)
    }
}
