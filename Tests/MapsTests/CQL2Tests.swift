import LandModel
import Maps
import TestSupport
import Testing

@Suite struct CQL2Tests {
    @Test func `and binds closer than or, not closer than both`() throws {
        let a = CQLExpression.comparison(.property("a"), .equal, .number(1))
        let b = CQLExpression.comparison(.property("b"), .equal, .number(2))
        let c = CQLExpression.comparison(.property("c"), .equal, .number(3))
        #expect(try CQL2.parse("a=1 OR b=2 AND c=3") == .or([a, .and([b, c])]))
        #expect(try CQL2.parse("NOT a=1 and b=2") == .and([.not(a), b]))
        #expect(try CQL2.parse("(a=1 or b=2) AND c=3") == .and([.or([a, b]), c]))
    }

    @Test func `texts keep their quotes and names their signs`() throws {
        #expect(
            try CQL2.parse("\"my \"\"field\" = 'it''s'")
                == .comparison(.property("my \"field"), .equal, .text("it's")))
        #expect(
            try CQL2.parse("图斑面积>=-1.5e3")
                == .comparison(.property("图斑面积"), .greaterOrEqual, .number(-1500)))
        #expect(
            try CQL2.parse("d = DATE('2026-01-02')")
                == .comparison(.property("d"), .equal, .text("2026-01-02")))
    }

    @Test func `shapes are read ordinate by ordinate`() throws {
        #expect(
            try CQL2.parse("S_INTERSECTS(geometry, BBOX(1, 2, 3, 4))")
                == .intersects(property: "geometry", .box(CQLPosition(1, 2), CQLPosition(3, 4))))
        #expect(
            try CQL2.parse("s_intersects(geom, POLYGON((0 0, 1 0, 1 1, 0 0)))")
                == .intersects(
                    property: "geom",
                    .polygons([[[CQLPosition(0, 0), CQLPosition(1, 0), CQLPosition(1, 1)]]])))
    }

    @Test(arguments: [
        ("", CQL2Error.empty),
        ("   ", .empty),
        ("a = ", .unexpected("（结尾 end）", position: 5, expected: "字段名或取值 a field or a value")),
        ("a = 'x", .unterminated(position: 5)),
        ("a = 1;", .unknownSign(";", position: 6)),
        ("a == 1", .unexpected("=", position: 4, expected: "字段名或取值 a field or a value")),
        ("a = 1.2.3", .badNumber("1.2.3", position: 5)),
        ("S_TOUCHES(geom, POINT(1 1))", .unknownFunction("S_TOUCHES", position: 1)),
        ("sleep(5) = 1", .unknownFunction("sleep", position: 1)),
        ("a = 1 b", .unexpected("b", position: 7, expected: "AND / OR")),
    ]) func `a fault is named with its place`(fault: (text: String, error: CQL2Error)) {
        #expect(throws: fault.error) { try CQL2.parse(fault.text) }
    }

    @Test func `a filter has limits`() {
        let deep = String(repeating: "(", count: 5000) + "a=1" + String(repeating: ")", count: 5000)
        #expect(throws: CQL2Error.tooDeep(most: CQL2.deepestNesting)) { try CQL2.parse(deep) }
        let nots = String(repeating: "NOT ", count: 5000) + "a=1"
        #expect(throws: CQL2Error.tooDeep(most: CQL2.deepestNesting)) { try CQL2.parse(nots) }
        let many = Array(repeating: "a=1", count: 3000).joined(separator: " OR ")
        #expect(throws: CQL2Error.tooMany(.terms, most: CQL2.mostTerms)) { try CQL2.parse(many) }
        let long = "a = '" + String(repeating: "x", count: 70_000) + "'"
        #expect(throws: CQL2Error.self) { try CQL2.parse(long) }
        #expect(throws: CQL2Error.tooMany(.wildcards, most: CQL2.mostWildcards)) {
            try CQL2.parse("a LIKE '%a%a%a%a%a%a%a%a%a%a%'")
        }
    }

    @Test func `whatever is typed is read or refused`() {
        let seed: UInt64 = 7
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "a", "DLBM", "=", "<", ">", "<>", "(", ")", ",", "'", "\"", "AND", "OR", "NOT", "LIKE",
            "IN",
            "BETWEEN", "IS", "NULL", "1", "-", ".5", "e9", "S_INTERSECTS", "geom", "POINT",
            "POLYGON",
            "BBOX", "水", "\\", ";", "\u{0}", "CASEI", "TRUE", " ",
        ]
        var (read, refused) = (0, 0)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined(separator: " ")
            do {
                _ = try CQL2.parse(text)
                read += 1
            } catch {
                #expect(!error.explanation.zh.isEmpty && !error.explanation.en.isEmpty)
                refused += 1
            }
        }
        #expect(read > 0 && refused > read, "seed \(seed): \(read) read, \(refused) refused")
    }
}
