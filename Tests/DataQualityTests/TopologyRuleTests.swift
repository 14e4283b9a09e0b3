import DataQuality
import Geometry
import LandModel
import Testing

@Suite struct TopologyRuleTests {
    private func findings(
        _ layer: LandLayer, _ rules: Set<String>, with others: [LandLayer] = []
    ) throws -> [QualityFinding] {
        try checkQuality(of: [layer] + others, rules: rules).findings.filter {
            $0.layer == layer.name && $0.severity != .info
        }
    }

    // MARK: One shape

    /// Shapes by what is wrong with them; nil where nothing is (ISO 19125-1).
    private static let single: [(String, [[Ring]], Set<String>)] = [
        ("a square", [[rectangle(0, 0, 10, 10)]], []),
        ("a bow-tie", [[[(1000, 1000), (1010, 1010), (1010, 1000), (1000, 1010)]]], ["DQ-T01"]),
        (
            "a figure of eight through one vertex",
            [
                [
                    [
                        (1000, 1000), (1005, 1005), (1010, 1000), (1010, 1010), (1005, 1005),
                        (1000, 1010),
                    ]
                ]
            ],
            ["DQ-T01"]
        ),
        (
            "a ring that touches its own edge",
            [[[(1000, 1000), (1010, 1000), (1010, 1010), (1005, 1000), (1000, 1010)]]], ["DQ-T01"]
        ),
        (
            "a spike of no width",
            [
                [
                    [
                        (1000, 1000), (1010, 1000), (1010, 1010), (1010, 1020), (1010, 1010),
                        (1000, 1010),
                    ]
                ]
            ],
            ["DQ-T01", "DQ-T07"]
        ),
        (
            "a narrow spike",
            [
                [
                    [
                        (1000, 1000), (1010, 1000), (1010, 1005), (1090, 1005.01), (1010, 1005.02),
                        (1000, 1010),
                    ]
                ]
            ],
            ["DQ-T07"]
        ),
        ("a hole", [[rectangle(0, 0, 10, 10), rectangle(2, 2, 3, 3)]], []),
        (
            "a hole the wrong way round",
            [[rectangle(0, 0, 10, 10), rectangle(2, 2, 3, 3).reversed()]], []
        ),
        (
            "a hole that touches its shell in a vertex",
            [[rectangle(0, 0, 10, 10), [(1000, 1000), (1003, 1001), (1001, 1003)]]], []
        ),
        (
            "a hole that touches its shell's edge",
            [[rectangle(0, 0, 10, 10), [(1005, 1000), (1007, 1003), (1003, 1003)]]], []
        ),
        ("a hole outside", [[rectangle(0, 0, 10, 10), rectangle(20, 0, 3, 3)]], ["DQ-T11"]),
        (
            "a hole in a hole",
            [[rectangle(0, 0, 10, 10), rectangle(1, 1, 8, 8), rectangle(3, 3, 2, 2)]], ["DQ-T11"]
        ),
        (
            "a hole across its shell", [[rectangle(0, 0, 10, 10), rectangle(5, 5, 10, 2)]],
            ["DQ-T01"]
        ),
        ("a hole along its shell", [[rectangle(0, 0, 10, 10), rectangle(0, 2, 3, 3)]], ["DQ-T01"]),
        ("two parts", [[rectangle(0, 0, 5, 5)], [rectangle(6, 0, 5, 5)]], []),
        (
            "two parts that touch in a vertex", [[rectangle(0, 0, 5, 5)], [rectangle(5, 5, 5, 5)]],
            []
        ),
        (
            "two parts with a common edge", [[rectangle(0, 0, 5, 5)], [rectangle(5, 0, 5, 5)]],
            ["DQ-T01"]
        ),
        ("a part on a part", [[rectangle(0, 0, 9, 9)], [rectangle(2, 2, 3, 3)]], ["DQ-T01"]),
        (
            "an island in a hole",
            [[rectangle(0, 0, 10, 10), rectangle(1, 1, 8, 8)], [rectangle(3, 3, 2, 2)]], []
        ),
        (
            "a repeated vertex",
            [[[(1000, 1000), (1010, 1000), (1010, 1000), (1010, 1010), (1000, 1010)]]], ["DQ-T06"]
        ),
        ("a ring without area", [[[(1000, 1000), (1010, 1000), (1005, 1000)]]], ["DQ-T08"]),
        ("no ring", [], ["DQ-T08"]),
        (
            "a coordinate that is no number", [[[(1000, 1000), (.nan, 1000), (1005, 1010)]]],
            ["DQ-T08"]
        ),
        (
            "a hole without area",
            [[rectangle(0, 0, 10, 10), [(1002, 1002), (1003, 1003)]]], ["DQ-T08"]
        ),
    ]

    @Test(arguments: single.indices)
    func `a single shape shows its own faults and no others`(index: Int) throws {
        let (title, shape, rules) = Self.single[index]
        let found = try findings(
            shapes([shape]),
            ["DQ-T01", "DQ-T02", "DQ-T03", "DQ-T05", "DQ-T06", "DQ-T07", "DQ-T08", "DQ-T11"])
        // A ring around nothing leaves a gap in a coverage; that is not the shape's own fault.
        let own = Set(found.map(\.rule)).subtracting(["DQ-T03"])
        #expect(own == rules, "\(title)")
        #expect(found.allSatisfy { $0.features == [0] }, "\(title)")
    }

    // MARK: Shapes against each other

    @Test func `an overlap names both features with its exact area and shape`() throws {
        let layer = shapes([[[rectangle(0, 0, 10, 10)]], [[rectangle(8, 4, 10, 3)]]])
        let found = try findings(layer, ["DQ-T02", "DQ-T03"])
        let overlap = try #require(found.first)
        #expect(found.count == 1 && overlap.rule == "DQ-T02" && overlap.features == [0, 1])
        #expect(overlap.areaSquareMetres == Area(hundredths: 600))
        #expect(overlap.shape?.box == Box(minX: 1008, minY: 1004, maxX: 1010, maxY: 1007))
        #expect(overlap.location?.x == 1009 && overlap.location?.longitude == nil)
        #expect(overlap.message.zh.contains("0, 1") && overlap.message.en.contains("6.00 m²"))
    }

    @Test func `a gap has its exact area and names its neighbours`() throws {
        let layer = shapes([
            [[rectangle(0, 0, 30, 10)]], [[rectangle(0, 20, 30, 10)]], [[rectangle(0, 10, 10, 10)]],
            [[rectangle(20, 10, 10, 10)]], [[rectangle(40, 0, 10, 30)]],
        ])
        let found = try findings(layer, ["DQ-T02", "DQ-T03"])
        #expect(found.count == 1)
        #expect(found.first?.areaSquareMetres == Area(hundredths: 10_000))
        #expect(found.first?.features == [0, 1, 2, 3])
    }

    @Test func `an island in a gap is taken out of it`() throws {
        let layer = shapes([
            [[rectangle(0, 0, 30, 30), rectangle(5, 5, 20, 20)]], [[rectangle(10, 10, 4, 4)]],
        ])
        let found = try findings(layer, ["DQ-T03"])
        #expect(found.map(\.areaSquareMetres) == [Area(hundredths: 38_400)])
    }

    @Test func `a hole filled by its neighbour is no gap and a second cover is an overlap`() throws
    {
        let ring = rectangle(5, 5, 20, 20)
        let valid = shapes([[[rectangle(0, 0, 30, 30), ring]], [[ring]]])
        #expect(try findings(valid, ["DQ-T02", "DQ-T03"]).isEmpty)
        let twice = shapes([[[rectangle(0, 0, 30, 30)]], [[ring]]])
        #expect(
            try findings(twice, ["DQ-T02"]).map(\.areaSquareMetres) == [Area(hundredths: 40_000)])
    }

    @Test func `a layer under another partition of the same ground overlaps it everywhere`() throws
    {
        // All inner edges cancel within each partition; only the count of covers tells.
        let columns = (0..<4).map { [[rectangle(Double($0) * 10, 0, 10, 40)]] }
        let rows = (0..<4).map { [[rectangle(0, Double($0) * 10, 40, 10)]] }
        let found = try findings(shapes(columns + rows), ["DQ-T02", "DQ-T03"])
        #expect(found.count == 16)
        #expect(found.allSatisfy { $0.areaSquareMetres == Area(hundredths: 10_000) })
    }

    @Test func `a vertex on a neighbour's edge is neither gap nor overlap`() throws {
        for offset in [0, 0.0004, -0.0004] {
            let layer = shapes([
                [[rectangle(0, 0, 100, 50)]],
                [[[(1000, 1050), (1033.3333, 1050 + offset), (1033.3333, 1100), (1000, 1100)]]],
                [[[(1033.3333, 1050 + offset), (1100, 1050), (1100, 1100), (1033.3333, 1100)]]],
            ])
            let report = try checkQuality(of: [layer], rules: ["DQ-T02", "DQ-T03"])
            #expect(report.findings.allSatisfy { $0.severity == .info }, "\(offset)")
            #expect(report.findings.count == (offset == 0 ? 0 : 1), "\(offset)")
        }
    }

    @Test func `what is beyond the tolerance is reported`() throws {
        let layer = shapes([
            [[rectangle(0, 0, 100, 50)]],
            [[[(1000, 1050), (1050, 1049.99), (1100, 1050), (1050, 1100)]]],
        ])
        let found = try findings(layer, ["DQ-T02"])
        #expect(found.map(\.areaSquareMetres) == [Area(hundredths: 50)])
    }

    @Test func `the same shape twice is a duplicate and not also an overlap`() throws {
        let ring = rectangle(0, 0, 10, 10)
        let turned = Array(ring[2...] + ring[..<2]).reversed()
        let layer = shapes([[[ring]], [[rectangle(10, 0, 10, 10)]], [[Array(turned)]], [[ring]]])
        let found = try findings(layer, ["DQ-T02", "DQ-T03", "DQ-T05"])
        #expect(found.map(\.rule) == ["DQ-T05"])
        #expect(found.first?.features == [0, 2, 3])
        #expect(found.first?.areaSquareMetres == Area(hundredths: 10_000))
    }

    @Test func `a bow-tie takes part with its two wings`() throws {
        let tie: Ring = [(1000, 1000), (1010, 1010), (1010, 1000), (1000, 1010)]
        let layer = shapes([[[tie]], [[rectangle(0, 0, 4, 10)]]])
        let found = try findings(layer, ["DQ-T01", "DQ-T02"])
        #expect(found.map(\.rule) == ["DQ-T01", "DQ-T02"])
        // The left wing is the triangle (0,0) (5,5) (0,10); 25 m² less the tip beyond x = 4, 1 m².
        #expect(found.last?.areaSquareMetres == Area(hundredths: 2400))
    }

    @Test func `the boundary shows what is outside and what is uncovered`() throws {
        let boundary = shapes([[[rectangle(0, 0, 100, 100)]]], role: .surveyBoundary)
        let layer = shapes([[[rectangle(0, 0, 60, 100)]], [[rectangle(60, 0, 50, 90)]]])
        let found = try findings(layer, ["DQ-T09", "DQ-T10"], with: [boundary])
        #expect(found.map(\.rule) == ["DQ-T09", "DQ-T10"])
        #expect(found.first?.features == [1])
        #expect(found.first?.areaSquareMetres == Area(hundredths: 90_000))
        #expect(found.last?.areaSquareMetres == Area(hundredths: 40_000))
        let without = try checkQuality(of: [layer], rules: ["DQ-T09"])
        #expect(without.findings.map(\.severity) == [.info])
    }

    @Test func `a patch below the minimum mapping area is a sliver`() throws {
        var patches = [Patch.other("0702", "农村宅基地"), Patch.other("1006", "农村道路")]
        patches[0].values["TBMJ"] = "100"
        let source = Patch.layer(patches)
        var geometry = PolygonLayer()
        for index in 0..<2 {
            let x = 36_499_950 + Double(index) * 100
            geometry.appendFeature([[[(x, 2_691_789), (x + 10, 2_691_789), (x, 2_691_809)]]])
        }
        let layer = LandLayer(
            name: "DLTB", role: .landUse, epsg: 4524, featureIDs: [1, 2], geometry: geometry,
            columns: source.columns)
        #expect(try findings(layer, ["DQ-T04"]).map(\.features) == [[1]])
        var parameters = QualityParameters()
        parameters.minimumMappingAreas = [.construction: 90]
        #expect(
            try checkQuality(of: [layer], rules: ["DQ-T04"], parameters: parameters).findings
                .isEmpty)
    }
}
