import Foundation
import Geometry
import LandModel
import Maps
import TestSupport
import Testing

/// Filters against SQLite and Shapely on the same file.
@Suite struct FilterTests {
    private func identifiers(
        _ layer: String, _ text: String
    ) throws -> [Int] {
        var query = FeatureQuery(layer: layer)
        query.filter = try CQL2.parse(text)
        query.limit = 10_000
        let page = try CountyFixture.snapshot().features(query)
        #expect(page.total == page.items.count, "\(text)")
        return page.items.map { Int($0.id) }
    }

    @Test(arguments: [
        ("DLBM = '0101'", "DLBM = '0101'"),
        ("DLBM <> '0101'", "DLBM <> '0101'"),
        ("TBMJ >= 20000 AND TBMJ < 40000", "TBMJ >= 20000 AND TBMJ < 40000"),
        ("TBMJ BETWEEN 20000 AND 40000.5", "TBMJ BETWEEN 20000 AND 40000.5"),
        ("NOT (DLBM = '0101' OR DLBM = '0102')", "DLBM NOT IN ('0101', '0102')"),
        ("dlbm IN ('0101', '0301') or TBMJ > 100000", "DLBM IN ('0101', '0301') OR TBMJ > 100000"),
        ("DLMC LIKE '水%'", "DLMC LIKE '水%'"),
        ("DLMC NOT LIKE '_田'", "DLMC NOT LIKE '_田'"),
        ("图斑面积 > 50000", "TBMJ > 50000"),
        ("\"DLMC\" = '水田'", "DLMC = '水田'"),
        ("TBYBH IS NULL", "TBYBH IS NULL"),
        ("TBYBH IS NOT NULL", "TBYBH IS NOT NULL"),
        ("CASEI(YSDM) = casei('2001010100')", "YSDM = '2001010100'"),
        ("id <= 7 AND TRUE", "fid <= 7"),
        ("area_m2 > 30000", "TBMJ > 30000"),
        ("SJNF = 2025 AND GDDB > 6.5", "SJNF = 2025 AND GDDB > 6.5"),
        ("TBMJ = TBDLMJ", "TBMJ = TBDLMJ"),
        ("0.5e5 < TBMJ", "TBMJ > 50000"),
        ("FALSE", "0"),
    ]) func `a filter finds what SQL finds`(filter: (text: String, sql: String)) throws {
        let expected = try CountyFixture.oracle([
            ["ask": "where", "layer": "DLTB", "sql": filter.sql]
        ])
        #expect(try identifiers("DLTB", filter.text) == expected[0] as? [Int])
    }

    @Test func `shapes in a filter find what Shapely finds`() throws {
        let seed: UInt64 = 20_261_122
        var random = SeededGenerator(seed: seed)
        let bounds = try #require(try CountyFixture.snapshot().layer("DLTB").bounds)
        var asks: [[String: Any]] = []
        var texts: [String] = []
        for _ in 0..<12 {
            let x = Double.random(in: bounds.minX...bounds.maxX, using: &random)
            let y = Double.random(in: bounds.minY...bounds.maxY, using: &random)
            let (w, h) = (
                bounds.width * Double.random(in: 0.001...0.4, using: &random),
                bounds.height * Double.random(in: 0.001...0.4, using: &random)
            )
            let ring =
                "\(x) \(y), \(x + w) \(y + h / 3), \(x + w / 2) \(y + h), \(x + w / 3) \(y + h / 2), \(x) \(y)"
            asks.append(["ask": "meets", "layer": "DLTB", "wkt": "POLYGON((\(ring)))"])
            texts.append("S_INTERSECTS(geometry, POLYGON((\(ring))))")
            asks.append([
                "ask": "meets", "layer": "DLTB",
                "wkt":
                    "POLYGON((\(x) \(y), \(x + w) \(y), \(x + w) \(y + h), \(x) \(y + h), \(x) \(y)))",
            ])
            texts.append("S_INTERSECTS(geom, BBOX(\(x), \(y), \(x + w), \(y + h)))")
        }
        let answers = try CountyFixture.oracle(asks)
        for (text, answer) in zip(texts, answers) {
            let sets = try #require(answer as? [[Int]])
            let found = Set(try identifiers("DLTB", text))
            #expect(found.isSuperset(of: sets[0]), "seed \(seed): \(text)")
            #expect(found.subtracting(sets[0]).isSubset(of: sets[1]), "seed \(seed): \(text)")
        }
    }

    @Test func `the whole world holds every feature and the far side of it none`() throws {
        let count = try CountyFixture.snapshot().layer("DLTB").count
        #expect(
            try identifiers("DLTB", "S_INTERSECTS(geometry, BBOX(-180, -90, 180, 90))").count
                == count)
        #expect(try identifiers("DLTB", "S_INTERSECTS(geometry, BBOX(-120, -40, -60, 10))").isEmpty)
        #expect(try identifiers("DLTB", "S_INTERSECTS(geometry, POINT(-70 -10))").isEmpty)
    }

    @Test func `a value with quotes and signs is only ever a value`() throws {
        let seed: UInt64 = 99
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "'", "\"", ";", "--", "/*", " OR 1=1", "DROP TABLE DLTB", "\\", "%", "_", "水田", "𠮷",
            "\u{0}",
            "x", "0101", "(", ")", "?", "?1", ":a", "*", "[", "]", "\n",
        ]
        for round in 0..<300 {
            let raw = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            let quoted = raw.replacing("\\", with: "").replacing("'", with: "''")
            let found = try identifiers("DLTB", "DLMC = '\(quoted)'")
            #expect(found.isEmpty || quoted == "水田", "seed \(seed), round \(round): \(raw)")
            let name = raw.replacing("\\", with: "").replacing("\"", with: "\"\"")
            #expect(throws: MapsError.self, "seed \(seed), round \(round): \(raw)") {
                try identifiers("DLTB", "\"\(name)ÿ\" = '1'")
            }
        }
        #expect(try CountyFixture.snapshot().layer("DLTB").count == 600)
    }

    @Test func `an unknown field is refused with those that exist`() throws {
        let fields = try CountyFixture.snapshot().layer("XZQ").queryables.map(\.name)
        #expect(fields.contains("XZQMC") && fields.contains("area_m2"))
        #expect(throws: MapsError.filter(.unknownField("DLBM", available: fields))) {
            try identifiers("XZQ", "DLBM = '0101'")
        }
    }

    @Test(arguments: [
        "DLBM = 101", "TBMJ = '5'", "'a' = 'b'", "TBMJ LIKE '1%'", "DLBM = TBMJ",
        "CASEI(TBMJ) = '1'",
        "S_INTERSECTS(DLBM, POINT(1 1))", "DLBM IN ('0101', 5)", "5 IS NULL",
    ]) func `a comparison of unlike things is refused`(text: String) throws {
        #expect(throws: MapsError.self) { try identifiers("DLTB", text) }
    }
}
