import DataQuality
import Geometry
import LandModel
import Testing

@Suite struct AttributeRuleTests {
    private let attributes = Set(
        QualityRule.catalogue.filter { $0.group == .attributes }.map(\.id))

    private func broken(_ layer: LandLayer) throws -> [String: [[Int64]]] {
        let report = try checkQuality(of: [layer], rules: attributes)
        return Dictionary(grouping: report.findings.filter { $0.severity != .info }, by: \.rule)
            .mapValues { $0.map(\.features) }
    }

    @Test func `a patch that keeps every rule has no finding`() throws {
        let report = try checkQuality(of: [Patch.layer([Patch()])], rules: attributes)
        #expect(report.findings.isEmpty, "\(report.findings.map(\.message.en))")
        let orchard = Patch.other("0201", "果园").with(["ZZSXDM": "JKHF"])
        #expect(try broken(Patch.layer([orchard])).isEmpty)
    }

    /// Every rule of one patch, the change that breaks it and nothing else.
    @Test(
        arguments: [
            ("DQ-A01", ["BSM": nil]), ("DQ-A01", ["QSDWMC": " "]), ("DQ-A03", ["DLBM": "9999"]),
            ("DQ-A03", ["DLBM": "011"]), ("DQ-A04", ["DLMC": "旱地"]), ("DQ-A05", ["QSXZ": "77"]),
            ("DQ-A06", ["GDLX": "XX"]), ("DQ-A07", ["GDPDJB": "6"]), ("DQ-A09", ["TBXHDM": "ABCD"]),
            ("DQ-A10", ["GDPDJB": nil]), ("DQ-A11", ["ZZSXDM": nil]), ("DQ-A12", ["GDLX": nil]),
            ("DQ-A14", ["CZCSXM": "299"]), ("DQ-A15", ["FRDBS": "2"]), ("DQ-A16", ["MSSM": "07"]),
            ("DQ-A18", ["TBBH": "123456789"]),
            ("DQ-A20", ["TBMJ": "10000.03", "TBDLMJ": "9000.03"]),
            ("DQ-A21", ["KCMJ": "1000.01", "TBDLMJ": "8999.99"]), ("DQ-A22", ["TBDLMJ": "9000.01"]),
            ("DQ-A24", ["ZZSXDM": "JKHF"]), ("DQ-A25", ["TBXHDM": "LQYD", "ZZSXDM": "LS"]),
            ("DQ-A25", ["TBXHDM": "HDGD", "ZZSXDM": "XG"]), ("DQ-A26", ["KCDLBM": nil]),
            ("DQ-A26", ["KCXS": "10"]), ("DQ-A27", ["XZDWKD": "4.0"]), ("DQ-A28", ["FRDBS": "1"]),
            ("DQ-A28", ["QSDWDM": "4502030010020000000"]),
        ] as [(String, [String: String?])])
    func `a broken value breaks its rule alone`(rule: String, changes: [String: String?]) throws {
        let found = try broken(Patch.layer([Patch().with(changes)]))
        #expect(found == [rule: [[10]]], "\(changes)")
    }

    @Test func `codes of units must be nineteen digits`() throws {
        let found = try broken(
            Patch.layer([Patch().with(["ZLDWDM": "450203", "QSDWDM": "450203001001"])]))
        #expect(found == ["DQ-A23": [[10], [10]]])
    }

    @Test(arguments: ["GDLX", "GDPDJB", "KCXS"])
    func `land of another class has no attribute of cultivated land`(field: String) throws {
        let value = ["GDLX": "TT", "GDPDJB": "2", "KCXS": "0.1000"][field]
        let found = try broken(Patch.layer([Patch.other("0702", "农村宅基地").with([field: value])]))
        #expect(found["DQ-A13"] == [[10]])
    }

    @Test(
        arguments: [
            ("0404", "其他草地", "JKHF", true), ("0404", "其他草地", "GCHF", false),
            ("1104", "坑塘水面", "GCHF", false), ("0702", "农村宅基地", "JKHF", true),
            ("0301K", "可调整乔木林地", "LS", true),
        ])
    func `planting attributes suit the class`(
        code: String, name: String, planting: String, isFault: Bool
    ) throws {
        let found = try broken(Patch.layer([Patch.other(code, name).with(["ZZSXDM": planting])]))
        #expect((found["DQ-A24"] != nil) == isFault)
    }

    @Test func `a retired class comes with what it became`() throws {
        let report = try checkQuality(
            of: [Patch.layer([Patch(), Patch().with(["DLBM": "023"])])],
            rules: ["DQ-A03", "DQ-A17"])
        let finding = try #require(report.findings.first { $0.rule == "DQ-A03" })
        #expect(finding.severity == .blocking && finding.features == [11])
        #expect(finding.message.zh.contains("0203") && finding.message.en.contains("0204"))
        #expect(report.findings.filter { $0.rule == "DQ-A17" }.count == 1, "mixed classifications")
    }

    @Test func `duplicates name all their features`() throws {
        let patches = [
            Patch(), Patch().with(["BSM": "450200000000000002"]),
            Patch().with(["TBBH": "00003"]),
            Patch().with(["BSM": "450200000000000004", "ZLDWDM": "4502030010020000000"]),
        ]
        let report = try checkQuality(of: [Patch.layer(patches)], rules: ["DQ-A02", "DQ-A19"])
        #expect(
            report.findings.map { [$0.rule] + $0.features.map(String.init) }
                == [["DQ-A02", "10", "12"], ["DQ-A19", "10", "11"]])
    }

    @Test func `at an exact half the deducted area may fall to either side`() throws {
        for deducted in ["62.50", "62.51"] {
            // 1250.10 × 0.05 = 62.505
            let found = try checkQuality(
                of: [
                    Patch.layer([
                        Patch().with(["TBMJ": "1250.10", "KCXS": "0.05", "KCMJ": deducted])
                    ])
                ], rules: ["DQ-A21"])
            #expect(found.findings.isEmpty, "\(deducted)")
        }
    }

    @Test func `a plane area in place of the ellipsoidal one is recognised`() throws {
        // V02 of the handbook: 9999.9957 m² in the plane, 9994.65 m² on the ellipsoid.
        var geometry = PolygonLayer()
        geometry.appendFeature([
            [
                [
                    (36_647_138.8668, 2_692_544.4577), (36_647_109.3147, 2_692_639.9913),
                    (36_647_204.8484, 2_692_669.5433), (36_647_234.4004, 2_692_574.0097),
                ]
            ]
        ])
        for (recorded, expected) in [("10000.00", 1), ("9994.65", 0), ("9994.64", 0)] {
            let layer = LandLayer(
                name: "DLTB", role: .landUse, epsg: 4524, featureIDs: [1], geometry: geometry,
                columns: [AttributeColumn(name: "TBMJ", values: .text(DictionaryText([recorded])))])
            let report = try checkQuality(of: [layer], rules: ["DQ-A20"])
            #expect(report.findings.count == expected)
            if let finding = report.findings.first {
                #expect(finding.areaSquareMetres == Area(hundredths: 535))
                #expect(finding.message.zh.contains("平面面积"))
                #expect(abs((finding.location?.longitude ?? 0) - 109.45) < 0.01)
            }
        }
    }

    @Test func `an absent optional field is said once and its rules are not applied`() throws {
        let layer = Patch.layer([Patch(), Patch(), Patch()], without: ["GDLX", "KCXS", "KCMJ"])
        let report = try checkQuality(of: [layer], rules: ["DQ-A06", "DQ-A12", "DQ-A21", "DQ-A26"])
        #expect(report.findings.count == 4)
        #expect(report.findings.allSatisfy { $0.severity == .info && $0.features.isEmpty })
        #expect(report.outcomes.allSatisfy { $0.notApplicable != nil && $0.defectCount == 0 })
    }

    @Test func `a required field is missed once, by its weight`() throws {
        let layer = Patch.layer([Patch(), Patch()], without: ["DLBM", "SJNF"])
        let report = try checkQuality(of: [layer], rules: ["DQ-A01"])
        #expect(report.findings.map(\.field) == ["DLBM", "SJNF"])
        #expect(report.findings.map(\.severity) == [.blocking, .warning])
        let blank = Patch.layer([Patch().with(["ZLDWMC": nil]), Patch().with(["ZLDWMC": nil])])
        #expect(try checkQuality(of: [blank], rules: ["DQ-A01"]).findings.count == 1)
    }

    @Test func `numbers may come as numbers`() throws {
        let geometry = Patch.layer([Patch()]).geometry
        let layer = LandLayer(
            name: "DLTB", role: .landUse, epsg: 4524, featureIDs: [1], geometry: geometry,
            columns: [
                AttributeColumn(name: "GDPDJB", values: .integer([2])),
                AttributeColumn(name: "dlbm", values: .text(DictionaryText(["0101"]))),
                AttributeColumn(name: "TBMJ", values: .real([-5])),
            ])
        let report = try checkQuality(of: [layer], rules: ["DQ-A07", "DQ-A10", "DQ-A29"])
        #expect(report.findings.map(\.rule) == ["DQ-A29"])
    }
}
