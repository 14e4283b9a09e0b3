import DataQuality
import Geometry
import LandModel
import Testing

@Suite struct QualityReportTests {
    private func villages(_ controls: [String?], codes: [String]) -> LandLayer {
        let geometry = Patch.layer(codes.map { _ in Patch() }).geometry
        return LandLayer(
            name: "CJDCQ", role: .village, epsg: 4524, featureIDs: codes.indices.map(Int64.init),
            geometry: geometry,
            columns: [
                AttributeColumn(name: "ZLDWDM", values: .text(DictionaryText(codes))),
                AttributeColumn(
                    name: "ZLDWMC", values: .text(DictionaryText(codes.map { "村" + $0 }))),
                AttributeColumn(name: "DCMJ", values: .text(DictionaryText(controls))),
            ])
    }

    private let east = "4502030010020000000"

    @Test func `areas close to the hundredth by village, township and county`() throws {
        let landUse = Patch.layer([Patch(), Patch().with(["ZLDWDM": east])])
        let report = try checkQuality(
            of: [
                landUse, villages(["10000.00", "10000.01"], codes: ["4502030010010000000", east]),
            ],
            rules: ["DQ-B01", "DQ-B02", "DQ-B03"])
        let closure = try #require(report.closure)
        #expect(closure.total == Area(hundredths: 2_000_000))
        #expect(
            closure.rows.map(\.code) == ["450203001001", "450203001002", "450203001", "450203"])
        #expect(closure.rows.map { $0.residual?.hundredths } == [0, -1, -1, -1])
        #expect(
            closure.rows.map { $0.sumInPolygon?.hundredths } == [
                1_000_000, 1_000_000, 2_000_000, 2_000_000,
            ])
        #expect(closure.rows.map(\.controlSource) == [.surveyed, .surveyed, .summed, .summed])
        #expect(!closure.isClosed)
        #expect(report.findings.map(\.rule) == ["DQ-B01", "DQ-B02", "DQ-B03"])
        #expect(report.findings.allSatisfy { $0.areaSquareMetres == Area(hundredths: 1) })
    }

    @Test func `a patch with another village's code is seen by the polygons`() throws {
        let landUse = Patch.layer([Patch(), Patch()])
        let report = try checkQuality(
            of: [
                landUse, villages(["10000.00", "10000.00"], codes: ["4502030010010000000", east]),
            ],
            rules: ["DQ-B01"])
        #expect(report.findings.filter { $0.severity == .warning }.count == 2)
        #expect(report.closure?.rows.first?.placementDifference == Area(hundredths: 1_000_000))
    }

    @Test func `without control areas sums are given and nothing is compared`() throws {
        let report = try checkQuality(of: [Patch.layer([Patch()])], rules: ["DQ-B01"])
        #expect(report.findings.map(\.severity) == [.info])
        #expect(report.closure?.rows.count == 3)
        #expect(report.closure?.isClosed == true)
    }

    @Test func `a cap on kept findings does not hide their number`() throws {
        let layer = Patch.layer((0..<50).map { _ in Patch().with(["QSXZ": "77"]) })
        var parameters = QualityParameters()
        parameters.findingsKeptPerRule = 3
        let report = try checkQuality(of: [layer], rules: ["DQ-A05"], parameters: parameters)
        #expect(report.findings.count == 3)
        #expect(report.count(.warning) == 50 && report.defectCount(ofRule: "DQ-A05") == 50)
    }

    @Test func `only chosen rules are applied and the same data give the same report`() throws {
        let layer = Patch.layer([Patch().with(["QSXZ": "77", "DLMC": "x", "BSM": nil]), Patch()])
        #expect(try checkQuality(of: [layer], rules: ["DQ-A04"]).findings.map(\.rule) == ["DQ-A04"])
        let one = try checkQuality(of: [layer])
        #expect(try checkQuality(of: [layer]) == one)
        #expect(one.isBlocked)
        #expect(one.findings.map(\.severity) == one.findings.map(\.severity).sorted())
    }

    @Test func `coordinates that do not fit the frame block`() throws {
        let source = Patch.layer([Patch()])
        for (epsg, rule, severity) in [
            (4525, "DQ-S02", QualitySeverity.blocking), (4490, "DQ-S02", .blocking),
            (32649, "DQ-S01", .warning),
        ] {
            let layer = LandLayer(
                name: "DLTB", role: .landUse, epsg: epsg, featureIDs: source.featureIDs,
                geometry: source.geometry, columns: source.columns)
            let report = try checkQuality(of: [layer], rules: ["DQ-S01", "DQ-S02"])
            #expect(report.findings.map(\.rule) == [rule], "\(epsg)")
            #expect(report.findings.map(\.severity) == [severity], "\(epsg)")
        }
        #expect(try checkQuality(of: [source], rules: ["DQ-S01", "DQ-S02"]).findings.isEmpty)
    }

    @Test func `a request to stop stops the check`() {
        #expect(throws: CancellationError.self) {
            try checkQuality(
                of: [Patch.layer([Patch()])], progress: WorkProgress { _, _, _ in false })
        }
    }

    @Test func `every rule is named once and in both languages`() {
        let rules = QualityRule.catalogue
        #expect(Set(rules.map(\.id)).count == rules.count && rules.count == 45)
        #expect(
            rules.allSatisfy { !$0.title.zh.isEmpty && !$0.title.en.isEmpty && !$0.source.isEmpty })
        #expect(QualityRule.named("DQ-T02")?.group == .topology)
        #expect(QualityRule.named("DQ-X99") == nil)
    }

    @Test(arguments: [Double.nan, .infinity, -1e300])
    func `wild coordinates are findings and no crash`(wild: Double) throws {
        let patches = [Patch(), Patch().with(["TBMJ": "nan", "KCXS": "inf", "KCMJ": "1e30"])]
        let source = Patch.layer(patches)
        var geometry = PolygonLayer()
        geometry.appendFeature(0, of: source.geometry)
        geometry.appendFeature([[[(wild, 2_691_789), (36_500_100, wild), (36_500_000, 2_691_889)]]])
        let landUse = LandLayer(
            name: "DLTB", role: .landUse, epsg: 4524, featureIDs: [1, 2], geometry: geometry,
            columns: source.columns)
        let village = LandLayer(
            name: "CJDCQ", role: .village, epsg: 4524, featureIDs: [1, 2], geometry: geometry,
            columns: villages(["1.00", "2.00"], codes: [east, east]).columns)
        let report = try checkQuality(of: [landUse, village])
        #expect(report.findings.contains { $0.rule == "DQ-S02" && $0.severity == .blocking })
        #expect(report.findings.contains { $0.rule == "DQ-A29" && $0.features == [2] })
    }

    @Test func `an empty layer is no trouble`() throws {
        let layer = LandLayer(
            name: "DLTB", role: .landUse, epsg: 4524, featureIDs: [], geometry: PolygonLayer(),
            columns: [])
        let report = try checkQuality(of: [layer])
        #expect(report.findings.allSatisfy { $0.rule != "DQ-T03" })
    }
}
