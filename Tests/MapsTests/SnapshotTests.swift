import Foundation
import Geometry
import LandExchange
import LandModel
import Maps
import Overlay
import TestSupport
import Testing

/// Layers, pages, positions, names and occupation of a small county.
@Suite struct SnapshotTests {
    @Test func `layers tell what they are`() throws {
        let snapshot = try CountyFixture.snapshot()
        let land = try snapshot.layer("DLTB")
        #expect(land.role == .landUse && land.title.zh == "地类图斑" && land.count == 600)
        #expect(land.areaField == "TBMJ")
        #expect(land.field("DLBM")?.title == "地类编码" && land.field("TBMJ")?.kind == .real)
        #expect(land.field("computed_area_m2") == nil)
        #expect(try snapshot.layer("CJDCQ").field("DCMJ")?.title == "调查面积")
        let bounds = try #require(land.bounds)
        #expect(bounds.minX > 73 && bounds.maxX < 136 && bounds.minY > 3 && bounds.maxY < 54)
        #expect(throws: MapsError.self) { try snapshot.layer("NONE") }
    }

    @Test func `every feature has its legal area and says how it is known`() throws {
        var query = FeatureQuery(layer: "DLTB")
        query.fields = ["TBMJ"]
        for item in try CountyFixture.snapshot().features(query).items {
            #expect(item.areaKind == .declared)
            #expect(item["TBMJ"] == .real(try #require(item.area).squareMetres))
            #expect(item.geometry == nil && item.bounds != nil)
        }
        query = FeatureQuery(layer: "PDT")
        for item in try CountyFixture.snapshot().features(query).items {
            #expect(item.areaKind == .computed && item.area != nil)
        }
    }

    @Test func `pages of a sorted layer follow each other without gap`() throws {
        var query = FeatureQuery(layer: "DLTB")
        query.sort = [try FeatureQuery.SortKey(parsing: "TBMJ.desc")]
        query.limit = 70
        var all: [Area] = []
        while true {
            let page = try CountyFixture.snapshot().features(query)
            #expect(page.total == 600)
            if page.items.isEmpty { break }
            all += page.items.compactMap(\.area)
            query.offset += 70
        }
        #expect(all.count == 600 && all == all.sorted(by: >))
    }

    @Test func `positions agree with PROJ in the axis order of the authority`() throws {
        let systems = [4490, 4524, 4525, 4545, 4523]
        let answers = try CountyFixture.oracle(
            systems.map { ["ask": "coordinates", "layer": "DLTB", "fid": 5, "epsg": $0] })
        for (epsg, answer) in zip(systems, answers) {
            let expected = try #require(answer as? [[Double]])
            let feature = try #require(
                try CountyFixture.snapshot().feature("DLTB", 5, system: MapSystem(epsg: epsg)))
            var buffer = GeoJSONBuffer(capacity: 4096)
            buffer.append(
                0, of: try #require(feature.geometry), in: feature.system)
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(buffer.bytes)) as? [String: Any])
            #expect(json["type"] as? String == "Polygon")
            let rings = try #require(json["coordinates"] as? [[[Double]]])
            let found = Set(rings[0].map { "\(Self.rounded($0, epsg))" })
            let tolerance = epsg == 4490 ? 2e-9 : 2e-4
            for point in expected {
                #expect(
                    rings[0].contains {
                        abs($0[0] - point[0]) < tolerance && abs($0[1] - point[1]) < tolerance
                    }, "EPSG:\(epsg) \(point) among \(found.count)")
            }
            #expect(rings[0].first == rings[0].last)
        }
    }

    private static func rounded(_ point: [Double], _ epsg: Int) -> [Double] {
        point.map { ($0 * (epsg == 4490 ? 1e8 : 1e3)).rounded() }
    }

    @Test func `a cursor hands out every feature once, a batch at a time`() throws {
        var query = FeatureQuery(layer: "DLTB")
        query.limit = 1_000_000
        query.wantsGeometry = true
        let cursor = try CountyFixture.snapshot().cursor(query)
        var features: [MapFeature] = []
        var batches = 1
        while try cursor.advance({
            features.append($0)
            return features.count % 70 != 0
        }) { batches += 1 }
        #expect(batches == 9)
        #expect(features.map(\.id) == Array(1...600))
        #expect(features.allSatisfy { $0.areaKind == .declared && $0.geometry != nil })
        #expect(features[0]["TBYBH"] == .null)
        #expect(features[0] == (try CountyFixture.snapshot().feature("DLTB", 1)))
    }

    @Test func `a result that is asked for again is the same, page by page`() throws {
        var query = FeatureQuery(layer: "DLTB")
        query.filter = try CQL2.parse("DLBM LIKE '01%'")
        query.sort = [try FeatureQuery.SortKey(parsing: "TBMJ")]
        query.limit = 40
        // Read without pages, which keeps nothing.
        var expected: [MapFeature] = []
        var whole = query
        whole.limit = 1_000_000
        try CountyFixture.snapshot().forEachFeature(whole) {
            expected.append($0)
            return true
        }
        #expect(expected.count > 80)
        for _ in 0..<2 {
            query.offset = 0
            var found: [MapFeature] = []
            while true {
                let page = try CountyFixture.snapshot().features(query)
                #expect(page.total == expected.count)
                if page.items.isEmpty { break }
                found += page.items
                query.offset += query.limit
            }
            #expect(found == expected)
        }
        query.filter = try CQL2.parse("DLBM LIKE '02%'")
        query.offset = 0
        let other = try CountyFixture.snapshot().features(query)
        #expect(other.items.allSatisfy { $0.text("DLBM")?.hasPrefix("02") == true })
    }

    @Test func `a point is identified in every layer that holds it`() throws {
        let seed: UInt64 = 5
        var random = SeededGenerator(seed: seed)
        let snapshot = try CountyFixture.snapshot()
        let bounds = try #require(try snapshot.layer("DLTB").bounds)
        var asks: [[String: Any]] = []
        var points: [(Double, Double)] = []
        for _ in 0..<15 {
            let x = Double.random(in: bounds.minX...bounds.maxX, using: &random)
            let y = Double.random(in: bounds.minY...bounds.maxY, using: &random)
            points.append((x, y))
            for layer in ["DLTB", "CJDCQ", "PDT"] {
                // A square of a fifth of a millimetre stands for the point.
                let (w, e, s, n) = (x - 1e-9, x + 1e-9, y - 1e-9, y + 1e-9)
                asks.append([
                    "ask": "meets", "layer": layer,
                    "wkt": "POLYGON((\(w) \(s), \(e) \(s), \(e) \(n), \(w) \(n), \(w) \(s)))",
                ])
            }
        }
        let answers = try CountyFixture.oracle(asks).compactMap { $0 as? [[Int]] }
        for (number, point) in points.enumerated() {
            let found = try snapshot.identify(
                longitude: point.0, latitude: point.1, layers: ["DLTB", "CJDCQ", "PDT"])
            for (place, layer) in ["DLTB", "CJDCQ", "PDT"].enumerated() {
                let sets = answers[number * 3 + place]
                let here = found.filter { $0.layer == layer }.map { Int($0.id) }
                #expect(
                    Set(sets[0] + sets[1]).isSuperset(of: here)
                        && (sets[1].isEmpty ? here == sets[0] : true),
                    "seed \(seed), \(point), \(layer): \(here) against \(sets)")
            }
        }
    }

    @Test func `names and codes are found, places before parcels`() throws {
        let snapshot = try CountyFixture.snapshot()
        let village = try #require(
            try snapshot.features(FeatureQuery(layer: "CJDCQ")).items.first)
        let name = try #require(village.text("ZLDWMC"))
        let hits = try snapshot.search(name, limit: 20)
        #expect(hits.first?.layer == "CJDCQ" && hits.first?.label == name)
        #expect(hits.first?.id == village.id && hits.first?.bounds != nil)
        let parcel = try #require(try snapshot.feature("DLTB", 77))
        let code = try #require(parcel.text("BSM"))
        #expect(try snapshot.search(code, limit: 5).first?.id == 77)
        #expect(try snapshot.search(String(code.suffix(4)), limit: 50).contains { $0.id == 77 })
        let number = try #require(parcel.text("TBBH"))
        let place = try #require(parcel.text("ZLDWMC"))
        #expect(
            try snapshot.search("\(place) \(number)", limit: 50).contains {
                $0.layer == "DLTB" && $0.id == 77
            })
        #expect(try snapshot.search("  ", limit: 5).isEmpty)
        #expect(try snapshot.search("没有这个名字", limit: 5).isEmpty)
        #expect(try snapshot.search("' OR 1=1 --", limit: 5).isEmpty)
    }

    @Test func `what lies under a shape adds up and agrees with Shapely`() throws {
        let snapshot = try CountyFixture.snapshot()
        let bounds = try #require(try snapshot.layer("DLTB").bounds)
        let (x, y) = (bounds.minX + bounds.width * 0.3, bounds.minY + bounds.height * 0.3)
        let (w, h) = (bounds.width * 0.4, bounds.height * 0.35)
        let corners = [(x, y), (x + w, y + h / 4), (x + w / 2, y + h), (x, y)]
        let positions = corners.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
        let shape = try DrawnShape(
            geoJSON: "{\"type\":\"Polygon\",\"coordinates\":[[\(positions)]]}")
        let wkt = "POLYGON((" + corners.map { "\($0.0) \($0.1)" }.joined(separator: ",") + "))"
        let found = try #require(
            try snapshot.occupation(under: shape, fields: ["DLBM", "PDJB"]).first)
        let answers = try CountyFixture.oracle([
            ["ask": "cover", "layer": "DLTB", "field": "DLBM", "wkt": wkt],
            ["ask": "cover", "layer": "PDT", "field": "PDJB", "wkt": wkt],
        ])
        for (answer, name) in zip(answers, ["DLTB", "PDT"]) {
            let pair = try #require(answer as? [Any])
            let whole = try #require(pair[0] as? Double)
            let sums = try #require(pair[1] as? [String: Double])
            #expect(abs(found.area.squareMetres - whole) < whole * 1e-6)
            let layer = try #require(found.layers.first { $0.name == name })
            #expect(layer.closureResidual == 0 && layer.covered + layer.outside == found.area)
            let groups = layer.groupings[0].groups
            #expect(groups.map(\.area).reduce(.zero, +) == layer.covered)
            #expect(Set(groups.compactMap(\.value)) == Set(sums.keys))
            for group in groups {
                let expected = try #require(sums[group.value ?? ""])
                #expect(abs(group.area.squareMetres - expected) < 1 + expected * 1e-5, "\(group)")
            }
        }
        #expect(throws: MapsError.self) {
            try snapshot.occupation(under: shape, fields: ["NONE"])
        }
    }
}
