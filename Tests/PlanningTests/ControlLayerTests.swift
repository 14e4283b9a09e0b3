import Geometry
import LandModel
import Planning
import Policy
import Testing

/// Facts of the layers single clauses ask for, on rectangles whose areas are computed apart.
@Suite struct ControlLayerTests {
    private static let villageCode = "459902101201"

    /// Paddy, dry land, homestead, forest, a pond: 100 m × 100 m each, from west to east.
    private func survey(settlement: Bool = false) throws -> LandLayer {
        let layer = try Lattice.landUse(
            ["0101", "0103", "0702", "0301", "1104"].enumerated().map { index, code in
                .init(shape: [Lattice.rectangle(Double(index) * 100, 0, 100, 100)], code: code)
            })
        guard settlement else { return layer }
        return LandLayer(
            name: layer.name, role: layer.role, epsg: layer.epsg, featureIDs: layer.featureIDs,
            geometry: layer.geometry,
            columns: layer.columns + [Lattice.text("CZCSXM", ["", "", "203", "", ""])],
            digest: layer.digest)
    }

    private let extent = Lattice.rectangle(0, 0, 500, 100)

    private func area(_ x: Double, _ y: Double, _ width: Double, _ height: Double) throws -> Area {
        try Lattice.areas(Lattice.shapes([[Lattice.rectangle(x, y, width, height)]]))[0]
    }

    private func zone(
        _ role: LayerRole, _ rectangles: [[(x: Double, y: Double)]],
        _ columns: [AttributeColumn] = []
    ) -> LandLayer {
        Lattice.layer(role, Lattice.shapes(rectangles.map { [$0] }), columns)
    }

    private func facts(
        _ survey: [LandLayer], _ plan: [LandLayer]
    ) throws -> [String: Fact] {
        try #require(projectOf(PlanAssessment.make(survey: survey, plan: plan))).facts
    }

    /// A plan of parcels with further columns of ZZDK and ZZQY.
    private func plan(
        _ parcels: [Lattice.Parcel], works columns: [AttributeColumn] = [],
        extent extra: [AttributeColumn] = []
    ) -> [LandLayer] {
        let made = Lattice.plan(extent: extent, parcels: parcels, extra: extra)
        let works = made[1]
        return [
            made[0],
            LandLayer(
                name: works.name, role: works.role, epsg: works.epsg, featureIDs: works.featureIDs,
                geometry: works.geometry, columns: works.columns + columns, digest: works.digest),
        ]
    }

    private func built(_ x: Double, _ y: Double, _ width: Double, _ height: Double)
        -> Lattice.Parcel
    {
        .init(shape: [Lattice.rectangle(x, y, width, height)], action: "建新", target: "0702")
    }

    @Test func `priority areas overlap by what of the project lies in them`() throws {
        let inside = zone(.priorityArea, [Lattice.rectangle(150, -20, 200, 200)])
        let away = zone(.priorityArea, [Lattice.rectangle(900, 0, 50, 50)])
        let found = try facts([survey(), inside], plan([]))["priorityAreaOverlap"]
        // The patches are cut at 150 and 350 m; their levelled parts may differ by a hundredth each.
        guard case .area(let overlap)? = found?.value else {
            Issue.record("no overlap measured")
            return
        }
        let expected = try area(150, 0, 200, 100)
        #expect((overlap - expected).magnitude.hundredths <= 4)
        #expect(
            try facts([survey(), away], plan([]))["priorityAreaOverlap"]?.value == .area(.zero))
        #expect(try facts([survey()], plan([]))["priorityAreaOverlap"] == nil)
    }

    @Test func `too much here and too little there both count against the verified base`() throws {
        let base = zone(.permanentBasicFarmland, [Lattice.rectangle(0, 0, 100, 100)])
        let other = zone(.farmlandVerification, [Lattice.rectangle(100, 0, 100, 100)])
        let same = zone(.farmlandVerification, [Lattice.rectangle(0, 0, 100, 100)])
        let sizes = try Lattice.areas(survey().geometry)
        #expect(
            try facts([survey(), base, other], plan([]))["pbfBaseDifference"]?.value
                == .area(sizes[0] + sizes[1]))
        #expect(
            try facts([survey(), base, same], plan([]))["pbfBaseDifference"]?.value
                == .area(.zero))
    }

    @Test func `digging counts on hills and filling in lakes, and silence leaves both open`() throws
    {
        let hill = zone(.hill, [Lattice.rectangle(300, 0, 100, 100)])
        let lake = zone(.lake, [Lattice.rectangle(400, 0, 100, 100)])
        let layers = try [survey(), hill, lake]
        let parcels = [built(310, 10, 20, 20), built(340, 10, 30, 20), built(410, 10, 40, 20)]
        let told = try facts(
            layers,
            plan(parcels, works: [Lattice.text("GCLX", ["挖方", "building", "填方"])]))
        #expect(try told["hillCutArea"]?.value == .area(area(310, 10, 20, 20)))
        #expect(try told["lakeFilledArea"]?.value == .area(area(410, 10, 40, 20)))
        let silent = try facts(layers, plan(parcels))
        #expect(silent["hillCutArea"] == nil && silent["lakeFilledArea"] == nil)
        let elsewhere = try facts(layers, plan([built(0, 0, 20, 20)]))
        #expect(elsewhere["hillCutArea"]?.value == .area(.zero))
    }

    @Test func `scenery on cultivated land counts when the plan says so`() throws {
        let parcels = [built(0, 0, 20, 20), built(100, 0, 30, 20), built(310, 0, 30, 20)]
        let told = try facts(
            [survey()], plan(parcels, works: [Lattice.text("GCLX", ["造景", "建筑", nil])]))
        guard case .area(let area)? = told["sceneryOnCultivatedArea"]?.value else {
            Issue.record("scenery was not decided")
            return
        }
        #expect(try (area - self.area(0, 0, 20, 20)).magnitude.hundredths <= 1)
        #expect(try facts([survey()], plan(parcels))["sceneryOnCultivatedArea"] == nil)
    }

    @Test func `occupation counts until an approval is named, and unknown words are reported`()
        throws
    {
        let parcels = [built(300, 0, 20, 20), built(330, 0, 40, 20)]
        let told = try facts(
            [survey()], plan(parcels, works: [Lattice.text("PZWH", ["林资许〔2025〕3号", nil])]))
        guard case .area(let area)? = told["forestOccupiedWithoutApproval"]?.value else {
            Issue.record("occupation was not decided")
            return
        }
        #expect(try (area - self.area(330, 0, 40, 20)).magnitude.hundredths <= 1)
        #expect(told["grasslandOccupiedWithoutApproval"]?.value == .area(.zero))
        #expect(try facts([survey()], plan(parcels))["forestOccupiedWithoutApproval"] == nil)
        let odd = try PlanAssessment.make(
            survey: [survey()],
            plan: plan([built(300, 0, 20, 20)], works: [Lattice.text("GCLX", ["爆破"])]))
        #expect(odd.problems == [PlanProblem(.unknownWorksKind("爆破"), parcel: "DK1")])
    }

    @Test func `every protected tree inside works without approval counts once`() throws {
        let trees = zone(
            .protectedTree,
            [
                Lattice.rectangle(305, 5, 4, 4), Lattice.rectangle(312, 5, 4, 4),
                Lattice.rectangle(380, 5, 4, 4),
            ])
        let parcels = [built(300, 0, 30, 20), built(370, 0, 30, 20)]
        let told = try facts(
            [survey(), trees], plan(parcels, works: [Lattice.text("PZWH", [nil, "绿化〔2025〕1号"])]))
        #expect(told["protectedTreesFelledOrMoved"]?.value == .count(2))
        #expect(try facts([survey(), trees], plan(parcels))["protectedTreesFelledOrMoved"] == nil)
        #expect(
            try facts([survey(), trees], plan([]))["protectedTreesFelledOrMoved"]?.value
                == .count(0))
    }

    @Test func `construction per head divides village ground by the people the plan names`() throws
    {
        let sizes = try Lattice.areas(survey().geometry)
        let people = [Lattice.real("RKS", [40]), Lattice.real("GHRKS", [50])]
        let told = try facts(
            [survey(settlement: true)], plan([built(100, 0, 100, 100)], extent: people))
        func perHead(_ area: Area, _ people: Int64) -> FactValue {
            .area(Area(hundredths: (area.hundredths + people / 2) / people))
        }
        #expect(told["constructionPerCapitaBefore"]?.value == perHead(sizes[2], 40))
        #expect(told["constructionPerCapitaAfter"]?.value == perHead(sizes[1] + sizes[2], 50))
        #expect(
            try facts([survey(settlement: true)], plan([]))["constructionPerCapitaAfter"] == nil)
    }

    @Test func `stable land afterwards is known once the plan answers for new cultivated land`()
        throws
    {
        let base = try survey()
        let marked = LandLayer(
            name: base.name, role: base.role, epsg: base.epsg, featureIDs: base.featureIDs,
            geometry: base.geometry,
            columns: base.columns + [Lattice.text("WDGD", ["是", "否", "", "", ""])],
            digest: base.digest)
        let sizes = try Lattice.areas(base.geometry)
        let parcel = Lattice.Parcel(
            shape: [Lattice.rectangle(200, 0, 100, 100)], action: "腾退", target: "0103")
        let told = try facts([marked], plan([parcel], works: [Lattice.text("WDGD", ["是"])]))
        #expect(told["stableCultivatedAreaAfter"]?.value == .area(sizes[0] + sizes[2]))
        #expect(try facts([marked], plan([parcel]))["stableCultivatedAreaAfter"] == nil)
    }

    @Test func `lines moved by the plan are measured whole, with the land that leaves them`() throws
    {
        let red = zone(.ecologicalRedLine, [Lattice.rectangle(0, 0, 400, 100)])
        let redAfter = zone(.redLineAfter, [Lattice.rectangle(100, 0, 400, 100)])
        let terrace = zone(.terrace, [Lattice.rectangle(0, 0, 40, 100)])
        let town = zone(.urbanDevelopmentBoundary, [Lattice.rectangle(0, 200, 50, 50)])
        let townAfter = zone(.urbanBoundaryAfter, [Lattice.rectangle(0, 200, 60, 50)])
        let told = try facts(
            [survey(), red, terrace, town], plan([]) + [redAfter, townAfter])
        #expect(try told["redLineAreaAfter"]?.value == .area(area(100, 0, 400, 100)))
        guard case .area(let removed)? = told["redLineRemovedArea"]?.value else {
            Issue.record("nothing was found removed")
            return
        }
        // The long edge is divided elsewhere than that of the piece drawn alone: the official
        // formula is not additive under cutting (up to 0.02 m²).
        let drawn = try area(0, 0, 100, 100)
        #expect((removed - drawn).magnitude.hundredths <= 2, "\(removed) not \(drawn)")
        #expect(
            try told["redLineLandMovedOutArea"]?.value
                == .area(Lattice.areas(survey().geometry)[0]))
        guard case .area(let terraced)? = told["terraceOrSymbioticMovedArea"]?.value else {
            Issue.record("terraces were not measured")
            return
        }
        #expect(try (terraced - area(0, 0, 40, 100)).magnitude.hundredths <= 1)
        #expect(try told["urbanBoundaryAreaBefore"]?.value == .area(area(0, 200, 50, 50)))
        #expect(try told["urbanBoundaryAreaAfter"]?.value == .area(area(0, 200, 60, 50)))
    }

    @Test
    func `a plan that leaves the lines alone keeps them, one that does not say leaves it open`()
        throws
    {
        let red = zone(.ecologicalRedLine, [Lattice.rectangle(0, 0, 100, 100)])
        let alone = try facts([survey(), red], plan([], extent: [Lattice.text("SXTZ", ["否"])]))
        #expect(try alone["redLineAreaAfter"]?.value == .area(area(0, 0, 100, 100)))
        #expect(alone["redLineRemovedArea"]?.value == .area(.zero))
        #expect(alone["redLineLandMovedOutArea"]?.value == .area(.zero))
        #expect(alone["redLineAreaAfter"]?.provenance == .declared)
        let silent = try facts([survey(), red], plan([]))
        #expect(silent["redLineAreaAfter"] == nil && silent["redLineRemovedArea"] == nil)
    }

    @Test func `works in a window of the red line are told from works on the line`() throws {
        let ring = Lattice.rectangle(0, 0, 400, 100)
        let hole = Array(Lattice.rectangle(100, 20, 60, 60).reversed())
        let red = Lattice.layer(.ecologicalRedLine, Lattice.shapes([[ring, hole]]), [])
        let farmland = zone(.permanentBasicFarmland, [Lattice.rectangle(100, 0, 100, 100)])
        let upgrade = Lattice.Parcel(
            shape: [Lattice.rectangle(120, 40, 60, 20)], action: "提质改造", target: "0101")
        let told = try facts([survey(), red, farmland], plan([upgrade]))
        #expect(try told["skylightPbfConsolidatedArea"]?.value == .area(area(120, 40, 40, 20)))
        #expect(try told["skylightPbfOnRedLineArea"]?.value == .area(area(160, 40, 20, 20)))
        let outside = Lattice.Parcel(
            shape: [Lattice.rectangle(165, 0, 10, 10)], action: "提质改造", target: "0101")
        let none = try facts([survey(), red, farmland], plan([outside]))
        #expect(none["skylightPbfConsolidatedArea"]?.value == .area(.zero))
        #expect(none["skylightPbfOnRedLineArea"]?.value == .area(.zero))
    }

    @Test func `land whose owner differs between the layers of tenure changes hands`() throws {
        let before = zone(
            .tenureBefore,
            [Lattice.rectangle(0, 0, 250, 100), Lattice.rectangle(250, 0, 250, 100)],
            [Lattice.text("QSDWDM", ["A", "B"])])
        let after = zone(
            .tenureAfter, [Lattice.rectangle(0, 0, 200, 100), Lattice.rectangle(200, 0, 300, 100)],
            [Lattice.text("QSDWDM", ["A", "B"])])
        let told = try facts([survey()], plan([]) + [before, after])
        guard case .area(let changed)? = told["ownershipChangedArea"]?.value else {
            Issue.record("ownership was not measured")
            return
        }
        #expect(try (changed - area(200, 0, 50, 100)).magnitude.hundredths <= 1)
        let nameless = zone(.tenureBefore, [Lattice.rectangle(0, 0, 250, 100)])
        #expect(throws: PlanningError.missingField(layer: "QSTZQ", field: "QSDWDM")) {
            try facts([survey()], plan([]) + [nameless, after])
        }
    }

    @Test func `farmland replaced in another township has moved, a gain beyond it has not`() throws
    {
        let townships = zone(
            .township, [Lattice.rectangle(0, 0, 100, 100), Lattice.rectangle(100, 0, 400, 100)],
            [Lattice.text("XZQDM", ["459902101", "459902102"])])
        let farmland = zone(.permanentBasicFarmland, [Lattice.rectangle(100, 0, 100, 100)])
        let sizes = try Lattice.areas(survey().geometry)
        func farm(_ x: Double, _ width: Double, _ action: String) -> Lattice.Parcel {
            .init(shape: [Lattice.rectangle(x, 0, width, 100)], action: action)
        }
        let moved = try facts(
            [survey(), townships, farmland],
            plan([farm(100, 100, "永农调出"), farm(0, 100, "永农补划")]))
        // Out in the second township what comes in in the first: the smaller of the two has moved.
        #expect(moved["pbfOutsideOwnRegionArea"]?.value == .area(min(sizes[0], sizes[1])))
        let gained = try facts(
            [survey(), townships, farmland], plan([farm(0, 100, "永农补划")]))
        #expect(gained["pbfOutsideOwnRegionArea"]?.value == .area(.zero))
    }
}
