import LandModel
import Testing

@testable import Server

@Suite struct ElderOpenAPITests {
    @Test func `a value or null becomes nullable, at any depth`() {
        let newer = JSONValue.object([
            ("openapi", .string("3.1.0")),
            ("list", .array([Schema.nullable(.text()).json])),
        ])
        #expect(
            ElderOpenAPI.written(newer).text
                == #"{"openapi":"3.0.3","list":[{"type":"string","nullable":true}]}"#)
    }

    @Test func `no route of OGC says what 3.0 does not know`() {
        let document = OpenAPIDocument(RouteTable(routes: OGCRoutes.all), "1").json
        #expect(!ElderOpenAPI.written(document).text.contains(#""type":"null""#))
    }
}
