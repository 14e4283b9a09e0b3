import Foundation
import Hummingbird
import LandModel
import Testing

@testable import Server

@Suite struct RouteTests {
    /// Patterns are written where routes are declared; a bad one would refuse every request.
    @Test func `every pattern of a parameter compiles`() throws {
        var count = 0
        for parameter in RouteTable.all.routes.flatMap(\.parameters) {
            guard case .text(_, let pattern?, _) = parameter.schema else { continue }
            _ = try Regex(pattern)
            count += 1
        }
        #expect(count > 5)
    }

    @Test func `every parameter of a path is declared, and none besides`() {
        for route in RouteTable.all.routes where !route.path.contains("**") {
            let named = route.path.matches(of: /\{(\w+)\}/).map { String($0.1) }
            let declared = route.parameters.filter { $0.place == .path }.map(\.name)
            #expect(Set(named) == Set(declared), "\(route.path)")
        }
    }

    @Test func `no two routes have the same method and address`() {
        let names = RouteTable.all.routes.map {
            "\($0.method) \($0.path.replacing(/\{\w+\}/, with: "{}"))"
        }
        #expect(Set(names).count == names.count)
    }

    /// What changes something must know who asks; only the way in is open.
    @Test func `only the way in is open to changes by strangers`() {
        let open = RouteTable.all.routes.filter { $0.right == .open && $0.isChange }.map(\.path)
        #expect(
            Set(open).isSubset(of: [
                "/setup", "/sign-in", "/sign-in/second", "/api/v1/session",
                // Answers in a demonstration only.
                "/sign-in/example",
            ]))
    }

    @Test func `the document names every route of the API once, with its answers`() throws {
        let document = OpenAPIDocument(RouteTable.all, "1.0").json.text
        let value = try #require(
            try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any])
        #expect(value["openapi"] as? String == "3.1.0")
        let paths = try #require(value["paths"] as? [String: [String: Any]])
        let routes = RouteTable.all.routes.filter(\.isDescribed)
        #expect(paths.values.map(\.count).reduce(0, +) == routes.count)
        var names: Set<String> = []
        for (path, methods) in paths {
            for (method, operation) in methods {
                let operation = try #require(operation as? [String: Any])
                let name = try #require(operation["operationId"] as? String)
                #expect(names.insert(name).inserted, "\(method) \(path): \(name)")
                let answers = try #require(operation["responses"] as? [String: Any])
                #expect(answers.count >= 2, "\(method) \(path)")
            }
        }
    }

    @Test(arguments: [
        ("/api/v1/jobs/{job}", "api/v1/jobs/:job"), ("/", ""), ("/map", "map"),
        ("/assets/own/**", "assets/own/**"),
    ])
    func `addresses are written as the router has them`(_ given: String, _ wanted: String) {
        #expect(RouteTable.routerPath(given) == wanted)
    }
}
