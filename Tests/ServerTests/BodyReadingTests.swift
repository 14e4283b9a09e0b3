import Journal
import LandModel
import Testing

@testable import Server

@Suite struct BodyReadingTests {
    private let shape = Schema.object([
        .init("name", .text(pattern: "[a-z]+", longest: 3)), .init("size", .integer(1...9)),
        .init("kind", .choice(["a", "b"]), required: false),
        .init("parts", .list(.object([.init("flag", .flag)]), most: 2), required: false),
        .init("remark", .nullable(.text()), required: false),
        .init("free", .object([], isOpen: true), required: false),
    ])

    @Test func `a body of the declared shape has no fault`() {
        let body: CanonicalJSON = .object([
            "name": "abc", "size": 9, "kind": "b",
            "parts": .array([.object(["flag": .bool(true)])]),
            "remark": .null, "free": .object(["any": .array([])]),
        ])
        #expect(BodyReading.faults(in: body, shape).isEmpty)
    }

    @Test(arguments: [
        ("name", CanonicalJSON.text("abcd")), ("name", .text("A")), ("name", .integer(3)),
        ("size", .integer(10)), ("size", .text("3")), ("size", .null), ("kind", .text("c")),
        ("parts", .object([:])), ("remark", .bool(false)), ("free", .text("")),
        ("unknown", .null),
    ])
    func `a member that is otherwise is named`(_ name: String, _ value: CanonicalJSON) {
        var members: [String: CanonicalJSON] = ["name": "abc", "size": 9]
        members[name] = value
        #expect(BodyReading.faults(in: .object(members), shape).map(\.field) == [name])
    }

    @Test func `every fault is told at once, with its place`() {
        let body: CanonicalJSON = .object([
            "parts": .array([.object(["flag": 1]), .object([:]), .object([:])])
        ])
        let places = BodyReading.faults(in: body, shape).compactMap(\.field)
        #expect(places == ["name", "size", "parts", "parts[0].flag", "parts[1].flag"])
    }

    @Test func `a pattern of the document is of the whole text`() {
        #expect(
            Schema.text(pattern: "a|b").json.text == #"{"type":"string","pattern":"^(?:a|b)$"}"#)
    }

    @Test func `an export declares each type it can have`() throws {
        let routes = ExportRoutes.all
        let document = OpenAPIDocument(RouteTable(routes: routes), "1").json
        let path = try #require(routes.first?.path)
        let content = document["paths"]?[path]?["get"]?["responses"]?["200"]?["content"]
        guard case .object(let types)? = content else {
            Issue.record("no content is declared")
            return
        }
        #expect(
            Set(types.map(\.0)) == [
                "text/csv", "text/plain", "application/geo+json",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ])
    }
}
