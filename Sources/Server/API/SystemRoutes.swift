import HTTPTypes
import LandModel

/// Whether the server lives and is ready, its figures, and the document that describes it.
enum SystemRoutes {
    static let all: [Route] = [
        Route(
            method: .get, path: "/health/live", chapter: "system",
            title: "Whether the server lives",
            answers: [.json(200, state, "It lives")], right: .open, isForSetUp: true
        ) { _ in .json(.object([("state", .string("live"))])) },
        Route(
            method: .get, path: "/health/ready", chapter: "system",
            title: "Whether the server can work",
            answers: [.json(200, state, "It can"), .json(503, state, "Not yet")], right: .open,
            isForSetUp: true
        ) { call in
            let isReady = call.services.office != nil
            return .json(
                .object([("state", .string(isReady ? "ready" : "set-up"))]),
                isReady ? .ok : .serviceUnavailable)
        },
        Route(
            method: .get, path: "/metrics", chapter: "system",
            title: "Figures in the text format of Prometheus",
            answers: [.file(200, "text/plain", "The figures")], right: .open, isForSetUp: true
        ) { call in
            // Figures tell of the work of an office: they are for this machine and administrators.
            let isHere = ["127.0.0.1", "::1", "local"].contains(call.context.peer)
            guard isHere || call.context.caller?.isAdministrator == true else {
                throw Problem.missing()
            }
            return .text(
                call.services.metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
        },
        Route(
            method: .get, path: "/api/v1/openapi.json", chapter: "system",
            title: "This document", answers: [.json(200, .anything, "OpenAPI 3.1")], right: .open,
            isForSetUp: true
        ) { call in
            .json(OpenAPIDocument(RouteTable.all, call.services.programVersion).json, tagged: true)
        },
    ]

    private static let state = Schema.object([.init("state", .text())])
}
