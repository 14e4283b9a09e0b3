import HTTPTypes
import LandModel

/// The OpenAPI 3.1 document of the server, made from its routes (接口文档).
struct OpenAPIDocument {
    private let table: RouteTable
    private let version: String

    init(_ table: RouteTable, _ version: String) { (self.table, self.version) = (table, version) }

    /// The shapes that have names.
    private static let shapes: [(String, Schema)] = [
        ("Problem", Problem.schema), ("Job", JobBoard.Job.schema),
        ("Receipt", OperationRoutes.receipt), ("Form", OperationRoutes.form),
        ("Dataset", DatasetRoutes.dataset), ("Layer", DatasetRoutes.layer),
    ]

    /// The document.
    var json: JSONValue {
        let routes = table.routes.filter(\.isDescribed)
        var paths: [(String, [(String, JSONValue)])] = []
        for route in routes {
            let entry = (route.method.rawValue.lowercased(), operation(route))
            if let at = paths.firstIndex(where: { $0.0 == route.path }) {
                paths[at].1.append(entry)
            } else {
                paths.append((route.path, [entry]))
            }
        }
        return .object([
            ("openapi", .string("3.1.0")),
            (
                "info",
                .object([
                    ("title", .string("田畴 Tianchou")), ("version", .string(version)),
                    (
                        "description",
                        .string(
                            "全域土地综合整治 · comprehensive land consolidation: acts, record, maps.")
                    ),
                ])
            ),
            ("paths", .object(paths.map { ($0.0, .object($0.1)) })),
            (
                "components",
                .object([
                    ("schemas", .object(Self.shapes.map { ($0.0, $0.1.json) })),
                    ("securitySchemes", Self.securitySchemes),
                ])
            ),
        ])
    }

    private static let securitySchemes = JSONValue.object([
        (
            "session",
            .object([
                ("type", .string("apiKey")), ("in", .string("cookie")),
                ("name", .string(SessionCookie.name)),
            ])
        ),
        ("token", .object([("type", .string("http")), ("scheme", .string("bearer"))])),
    ])

    private func operation(_ route: Route) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("operationId", .string(Self.identifier(route))),
            ("tags", .array([.string(route.chapter)])), ("summary", .string(route.title)),
        ]
        if !route.parameters.isEmpty {
            members.append(("parameters", .array(route.parameters.map(Self.parameter))))
        }
        if let body = route.body {
            let content = body.types.map { type in
                (type, JSONValue.object([("schema", body.schema.json)]))
            }
            members.append(
                (
                    "requestBody",
                    .object([("required", .bool(true)), ("content", .object(content))])
                ))
        }
        members.append(("responses", .object(answers(route))))
        if case .signedIn = route.right {
            members.append(
                (
                    "security",
                    .array([
                        .object([("session", .array([]))]), .object([("token", .array([]))]),
                    ])
                ))
        }
        return .object(members)
    }

    private func answers(_ route: Route) -> [(String, JSONValue)] {
        var statuses: [Int] = []
        for answer in route.answers where !statuses.contains(answer.status) {
            statuses.append(answer.status)
        }
        var answers = statuses.map { status -> (String, JSONValue) in
            let all = route.answers.filter { $0.status == status }
            let meanings = all.map(\.meaning).joined(separator: "; ")
            var members: [(String, JSONValue)] = [("description", .string(meanings))]
            let content = all.compactMap { answer in answer.type.map { ($0, media(answer)) } }
            if !content.isEmpty { members.append(("content", .object(content))) }
            return (String(status), .object(members))
        }
        let problem = JSONValue.object([
            ("description", .string("What stands against the request, every finding at once")),
            (
                "content",
                .object([
                    (
                        "application/problem+json",
                        .object([("schema", Schema.named("Problem").json)])
                    )
                ])
            ),
        ])
        for status in ["4XX", "503"] where !answers.contains(where: { $0.0 == status }) {
            answers.append((status, problem))
        }
        return answers
    }

    private func media(_ answer: Route.Answer) -> JSONValue {
        .object(answer.schema.map { [("schema", $0.json)] } ?? [])
    }

    private static func parameter(_ parameter: Route.Parameter) -> JSONValue {
        .object([
            ("name", .string(parameter.name)), ("in", .string(parameter.place.rawValue)),
            ("required", .bool(parameter.isRequired)), ("schema", parameter.schema.json),
            ("description", .string(parameter.meaning)),
        ])
    }

    /// A name of the operation for generated clients: method and path in words.
    private static func identifier(_ route: Route) -> String {
        let prefix = "/api/v1"
        let path =
            route.path.hasPrefix(prefix) ? route.path.dropFirst(prefix.count) : route.path[...]
        let words = path.split(whereSeparator: { "/{}.-_".contains($0) })
        return ([Substring(route.method.rawValue.lowercased())] + words).enumerated()
            .map {
                $0.offset == 0
                    ? String($0.element)
                    : $0.element.prefix(1).uppercased() + $0.element.dropFirst()
            }
            .joined()
    }
}
