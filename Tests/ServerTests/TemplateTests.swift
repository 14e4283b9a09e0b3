import LandModel
import Testing

@testable import Server

/// The expected texts are those of the specification of Mustache (mustache(5), inheritance in spec/inheritance).
@Suite struct TemplateTests {
    private func written(
        _ template: String, _ values: [(String, JSONValue)] = [],
        _ others: [String: String] = [:], fixed: [(String, JSONValue)] = []
    ) throws -> String {
        var texts = others.mapValues { Array($0.utf8) }
        texts["page"] = Array(template.utf8)
        let library = try TemplateLibrary(texts, fixed: fixed)
        return String(decoding: library.bytes("page", values), as: UTF8.self)
    }

    @Test func `a value is escaped unless the template says that it is HTML`() throws {
        let values: [(String, JSONValue)] = [("a", .string("<b> & \"c\" 'd' 田"))]
        #expect(
            try written("{{a}} {{{a}}} {{&a}}", values)
                == "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; 田 <b> & \"c\" 'd' 田 <b> & \"c\" 'd' 田"
        )
    }

    @Test func `numbers and truth are written, what is not there is nothing`() throws {
        #expect(
            try written(
                "{{n}} {{m}} {{t}} [{{x}}] [{{x.y}}] [{{o}}]",
                [
                    ("n", .integer(-3)), ("m", .number("1.50")), ("t", .bool(true)),
                    ("o", .object([("y", .integer(1))])),
                ]) == "-3 1.50 true [] [] []")
    }

    @Test func `a section stands for each element, for what is there, or not at all`() throws {
        let values: [(String, JSONValue)] = [
            ("list", .array([.string("a"), .string("b")])), ("none", .array([])),
            ("no", .bool(false)), ("yes", .bool(true)), ("null", .null), ("empty", .string("")),
            ("one", .object([("name", .string("x"))])),
        ]
        #expect(try written("{{#list}}<{{.}}>{{/list}}", values) == "<a><b>")
        #expect(try written("{{#one}}{{name}}{{/one}}", values) == "x")
        #expect(try written("{{#yes}}1{{/yes}}{{#no}}2{{/no}}{{#null}}3{{/null}}", values) == "1")
        #expect(try written("{{#empty}}there{{/empty}}", values) == "there")
        #expect(
            try written(
                "{{^none}}1{{/none}}{{^no}}2{{/no}}{{^absent}}3{{/absent}}{{^list}}4{{/list}}",
                values) == "123")
    }

    @Test func `a name is looked for from the inside outwards, its pieces only below it`() throws {
        let values: [(String, JSONValue)] = [
            ("name", .string("outer")), ("a", .object([("b", .object([("c", .integer(7))]))])),
            ("in", .object([("name", .string("inner")), ("a", .object([]))])),
        ]
        #expect(
            try written("{{name}} {{#in}}{{name}} [{{a.b.c}}]{{/in}}", values) == "outer inner []")
        #expect(try written("{{a.b.c}} {{#a.b}}{{c}}{{/a.b}}", values) == "7 7")
    }

    @Test func `of two values of one name the later counts`() throws {
        #expect(try written("{{a}}", [("a", .integer(1)), ("a", .integer(2))]) == "2")
    }

    @Test func `a tag alone on its line takes the line with it`() throws {
        let template = "begin\n  {{#yes}}\nline\n\t{{/yes}}\n{{! said }}\nend {{! here }}\n"
        #expect(try written(template, [("yes", .bool(true))]) == "begin\nline\nend \n")
        #expect(try written("{{#yes}} a {{/yes}}\n", [("yes", .bool(true))]) == " a \n")
    }

    @Test func `a part stands in place, also inside of itself`() throws {
        let tree = "{{name}}{{#children}}({{> tree}}){{/children}}"
        let values: [(String, JSONValue)] = [
            ("name", .string("a")),
            (
                "children",
                .array([
                    .object([
                        ("name", .string("b")),
                        (
                            "children",
                            .array([.object([("name", .string("c")), ("children", .array([]))])])
                        ),
                    ])
                ])
            ),
        ]
        #expect(try written("{{> tree}}", values, ["tree": tree]) == "a(b(c))")
    }

    @Test func `a frame gives places, which a page fills`() throws {
        let frame = "<{{$title}}none{{/title}}|{{> inner}}|{{$main}}{{/main}}>"
        let inner = "{{$find}}search{{/find}}"
        #expect(
            try written(
                "{{<frame}}\n{{$title}}T {{x}}{{/title}}\nnot written\n{{$main}}m{{/main}}\n{{/frame}}",
                [("x", .integer(1))], ["frame": frame, "inner": inner]) == "<T 1|search|m>")
        #expect(
            try written(
                "{{<frame}}{{$find}}f{{/find}}{{/frame}}", [], ["frame": frame, "inner": inner])
                == "<none|f|>")
    }

    @Test func `fixed values are text of the template, and sections may ask for them`() throws {
        let fixed: [(String, JSONValue)] = [
            ("words", .object([("a", .string("甲<")), ("b", .object([("c", .string("乙"))]))]))
        ]
        #expect(
            try written(
                "{{words.a}} {{words.b.c}} [{{words.d}}]{{#words.b}}{{c}}{{/words.b}}", fixed: fixed
            )
                == "甲&lt; 乙 []乙")
    }

    @Test(arguments: [
        "{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{a", "{{{a}}", "{{=<% %>=}}", "{{> absent}}",
        "{{a b!}}",
    ])
    func `a template that is none is refused when the program starts`(_ template: String) {
        #expect(throws: ServerError.self) { try written(template) }
    }
}
