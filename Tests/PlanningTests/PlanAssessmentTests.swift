import Geodesy
import Geometry
import LandModel
import Planning
import Policy
import Testing

/// A strip of four patches of 100 m × 100 m: paddy, dry land, homestead, forest.
private func strip() throws -> LandLayer {
    try Lattice.landUse([
        .init(shape: [Lattice.rectangle(0, 0, 100, 100)], code: "0101", grade: 6),
        .init(shape: [Lattice.rectangle(100, 0, 100, 100)], code: "0103", ridge: 0.1, grade: 9),
        .init(shape: [Lattice.rectangle(200, 0, 100, 100)], code: "0702"),
        .init(shape: [Lattice.rectangle(300, 0, 100, 100)], code: "0301"),
    ])
}

private let whole = Lattice.rectangle(0, 0, 400, 100)

@Suite struct PlanAssessmentTests {
    @Test func `a whole homestead reclaimed becomes cultivated land of its recorded area`() throws {
        let survey = try strip()
        let sizes = try Lattice.areas(survey.geometry)
        let plan = Lattice.plan(
            extent: whole,
            parcels: [
                .init(
                    shape: [Lattice.rectangle(200, 0, 100, 100)], action: "腾退", target: "0103",
                    grade: 8)
            ])
        let a = try PlanAssessment.make(survey: [survey], plan: plan)
        #expect(a.problems.isEmpty)
        #expect(a.state.pieces.count == 4)
        let paddy = try LandClass("0101")
        let dry = try LandClass("0103")
        let homestead = try LandClass("0702")
        #expect(a.transitions[homestead, dry] == sizes[2])
        #expect(a.transitions[paddy, paddy] == sizes[0])
        #expect(a.transitions[homestead, homestead] == .zero)
        let project = try #require(projectOf(a))
        #expect(project.facts["newCultivatedArea"]?.value == .area(sizes[2]))
        #expect(project.facts["newCultivatedArea"]?.provenance == .measured)
        // Net before: the paddy whole, the dry land without a tenth.
        let tenth = Area(roundingSquareMetres: sizes[1].squareMetres * 0.1)
        #expect(project.facts["cultivatedAreaBefore"]?.value == .area(sizes[0] + sizes[1] - tenth))
        #expect(project.facts["constructionAreaAfter"]?.value == .area(.zero))
        #expect(project.facts["vacatedConstructionArea"]?.value == .area(sizes[2]))
    }

    @Test func `a cut patch shares its stored areas over its pieces without loss`() throws {
        let survey = try strip()
        let sizes = try Lattice.areas(survey.geometry)
        // A third of the dry land is built on.
        let plan = Lattice.plan(
            extent: whole,
            parcels: [
                .init(
                    shape: [Lattice.rectangle(100, 0, 33, 100)], action: "newConstruction",
                    target: "0702")
            ])
        let a = try PlanAssessment.make(survey: [survey], plan: plan)
        let pieces = a.state.pieces.filter { $0.patch == 1 }
        #expect(pieces.count == 2)
        #expect(pieces.reduce(.zero) { $0 + $1.gross } == sizes[1])
        let tenth = Area(roundingSquareMetres: sizes[1].squareMetres * 0.1)
        #expect(pieces.reduce(.zero) { $0 + $1.netBefore } == sizes[1] - tenth)
        let built = try #require(pieces.first { $0.parcel == 0 })
        // 33 of 100 m of a rectangle; the official area of the whole is 10,000 m² within 0.1 %.
        #expect(abs(built.gross.squareMetres - sizes[1].squareMetres * 0.33) < 0.02)
        #expect(built.netAfter == built.gross)
        #expect(a.closure.allSatisfy { $0.residual == .zero })
        // The shapes of the two pieces have the same areas as the pieces.
        let drawn = try Lattice.areas(a.state.shapes)
        for (piece, area) in zip(a.state.pieces, drawn) {
            #expect((piece.gross - area).magnitude.hundredths <= 1)
        }
    }

    @Test func `the ridge share of new cultivated land is deducted and makes the area computed`()
        throws
    {
        let survey = try strip()
        let size = try Lattice.areas(survey.geometry)[2]
        let plan = Lattice.plan(
            extent: whole,
            parcels: [
                .init(
                    shape: [Lattice.rectangle(200, 0, 100, 100)], action: "vacate", target: "0103",
                    ridge: 0.0412)
            ])
        let a = try PlanAssessment.make(survey: [survey], plan: plan)
        let fact = try #require(projectOf(a)?.facts["newCultivatedArea"])
        let ridges = Area(roundingSquareMetres: size.squareMetres * 0.0412)
        #expect(fact.value == .area(size - ridges))
        #expect(fact.provenance == .computed)
    }

    @Test func `mean grades are exact and unknown when land has none`() throws {
        let survey = try strip()
        let sizes = try Lattice.areas(survey.geometry)
        let net = sizes[1] - Area(roundingSquareMetres: sizes[1].squareMetres * 0.1)
        let without = try PlanAssessment.make(
            survey: [survey],
            plan: Lattice.plan(
                extent: whole,
                parcels: [
                    .init(
                        shape: [Lattice.rectangle(200, 0, 100, 100)], action: "腾退", target: "0103")
                ]))
        let top = Int128(sizes[0].hundredths) * 6 + Int128(net.hundredths) * 9
        let bottom = Int128((sizes[0] + net).hundredths)
        #expect(
            projectOf(without)?.facts["meanQualityGradeBefore"]?.value
                == .grade(Rational(top, over: bottom)))
        #expect(projectOf(without)?.facts["meanQualityGradeAfter"] == nil)
    }

    @Test func `overlapping parcels are reported with their area and figures stay conserved`()
        throws
    {
        let survey = try strip()
        let plan = Lattice.plan(
            extent: whole,
            parcels: [
                .init(shape: [Lattice.rectangle(200, 0, 60, 100)], action: "腾退", target: "0103"),
                .init(shape: [Lattice.rectangle(250, 0, 50, 100)], action: "腾退", target: "0101"),
            ])
        let a = try PlanAssessment.make(survey: [survey], plan: plan)
        let overlap = try Lattice.areas(Lattice.shapes([[Lattice.rectangle(250, 0, 10, 100)]]))[0]
        #expect(a.problems == [PlanProblem(.overlap(other: "DK1", overlap), parcel: "DK2")])
        #expect(a.problems.allSatisfy { !$0.text.zh.isEmpty && !$0.remedy.en.isEmpty })
        #expect(a.closure.allSatisfy { $0.residual == .zero })
        #expect(
            try a.transitions.total(before: LandClass("0702")) == Lattice.areas(survey.geometry)[2])
    }

    @Test func `what hangs over the consolidation area is reported and left out`() throws {
        let survey = try strip()
        let plan = Lattice.plan(
            extent: Lattice.rectangle(0, 0, 250, 100),
            parcels: [
                .init(shape: [Lattice.rectangle(200, 0, 100, 100)], action: "腾退", target: "0103")
            ])
        let a = try PlanAssessment.make(survey: [survey], plan: plan)
        let hanging = try Lattice.areas(Lattice.shapes([[Lattice.rectangle(250, 0, 50, 100)]]))[0]
        #expect(a.problems == [PlanProblem(.outsideArea(hanging), parcel: "DK1")])
        // Patches: two whole, the homestead half; the forest not at all.
        let sizes = try Lattice.areas(survey.geometry)
        #expect(a.state.pieces.count == 3)
        #expect((a.state.controlArea - sizes[0] - sizes[1]).magnitude < sizes[2])
        #expect(a.closure.first { $0.subject == .pieces }?.residual == .zero)
    }

    @Test func `bad parcels are findings, each with its remedy`() throws {
        let survey = try strip()
        let square = Lattice.rectangle(0, 0, 10, 10)
        func other(_ x: Double) -> [(x: Double, y: Double)] { Lattice.rectangle(x, 20, 10, 10) }
        let plan = Lattice.plan(
            extent: whole,
            parcels: [
                .init(shape: [square], action: "种花", target: "0101"),
                .init(shape: [other(0)], action: "复垦", target: nil),
                .init(shape: [other(20)], action: "复垦", target: "0702"),
                .init(shape: [other(310)], action: "建新", target: "0999"),
                .init(shape: [other(210)], action: "旱改水", target: "0101"),
                .init(shape: [other(320)], action: "复垦", target: "0101", declared: 200),
            ])
        let a = try PlanAssessment.make(survey: [survey], plan: plan)
        func has(_ parcel: String, _ check: (PlanProblem.Kind) -> Bool) -> Bool {
            a.problems.contains { $0.parcel == parcel && check($0.kind) }
        }
        #expect(has("DK1") { $0 == .unknownAction("种花") })
        #expect(has("DK2") { $0 == .missingTarget })
        #expect(has("DK3") { $0 == .targetNotCultivated(.reclaim, "0702") })
        #expect(has("DK4") { $0 == .unknownTarget("0999") })
        #expect(
            has("DK5") {
                if case .actionDoesNotFitLand(.dryToPaddy, _) = $0 { true } else { false }
            })
        #expect(has("DK6") { if case .declaredAreaDiffers = $0 { true } else { false } })
        for problem in a.problems {
            #expect(!problem.text.zh.isEmpty && !problem.text.en.isEmpty)
            #expect(!problem.remedy.zh.isEmpty && !problem.remedy.en.isEmpty)
        }
    }

    @Test func `basic farmland goes out and comes in by its net area`() throws {
        let survey = try strip()
        let sizes = try Lattice.areas(survey.geometry)
        let net = sizes[1] - Area(roundingSquareMetres: sizes[1].squareMetres * 0.1)
        let farmland = Lattice.layer(
            .permanentBasicFarmland, Lattice.shapes([[Lattice.rectangle(100, 0, 100, 100)]]), [])
        let plan = Lattice.plan(
            extent: whole,
            parcels: [
                .init(shape: [Lattice.rectangle(100, 0, 100, 100)], action: "永农调出"),
                .init(shape: [Lattice.rectangle(100, 0, 100, 100)], action: "建新", target: "0702"),
                .init(shape: [Lattice.rectangle(0, 0, 100, 100)], action: "永农补划"),
            ])
        let a = try PlanAssessment.make(survey: [survey, farmland], plan: plan)
        #expect(a.problems.isEmpty)
        let table = try #require(a.basicFarmland)
        #expect(table.before == net)
        #expect(table.out == net)
        #expect(table.added == sizes[0])
        #expect(table.after == sizes[0])
        let project = try #require(projectOf(a))
        #expect(project.facts["pbfAreaIn"]?.value == .area(sizes[0]))
        #expect(project.facts["pbfAreaOut"]?.value == .area(net))
        #expect(
            project.collections["pbfAdjustments"]?.first?.facts["traceable"]?.value == .bool(true))
    }

    @Test func `basic farmland plans that do not fit are reported`() throws {
        let survey = try strip()
        let farmland = Lattice.layer(
            .permanentBasicFarmland, Lattice.shapes([[Lattice.rectangle(100, 0, 100, 100)]]), [])
        let plan = Lattice.plan(
            extent: whole,
            parcels: [
                .init(shape: [Lattice.rectangle(0, 0, 50, 50)], action: "永农调出"),
                .init(shape: [Lattice.rectangle(300, 0, 50, 50)], action: "永农补划"),
                .init(shape: [Lattice.rectangle(100, 50, 50, 50)], action: "永农补划"),
                .init(shape: [Lattice.rectangle(150, 0, 50, 50)], action: "建新", target: "0702"),
            ])
        let a = try PlanAssessment.make(survey: [survey, farmland], plan: plan)
        let kinds = a.problems.map { problem -> String in
            switch problem.kind {
            case .outNotBasicFarmland: "out " + problem.parcel
            case .inNotCultivated: "in " + problem.parcel
            case .inAlreadyBasicFarmland: "already " + problem.parcel
            case .basicFarmlandLost: "lost " + problem.parcel
            default: "other"
            }
        }
        #expect(Set(kinds) == ["out DK1", "in DK2", "already DK3", "lost DK4"])
        #expect(a.basicFarmland?.out == .zero)
    }

    @Test func `what the layers cannot decide stays unknown`() throws {
        let a = try PlanAssessment.make(
            survey: [try strip()], plan: Lattice.plan(extent: whole, parcels: []))
        let facts = try #require(projectOf(a)).facts
        for name in [
            "pbfAreaBefore", "redLineOccupiedArea", "steepCultivatedAreaBefore",
            "stableCultivatedAreaBefore", "consolidationParts", "constructionPerCapitaBefore",
            "threeLinesChanged",
        ] {
            #expect(facts[name] == nil, "\(name) was made up")
        }
        #expect(facts["newCultivatedArea"]?.value == .area(.zero))
        #expect(facts["baseSurveyYear"]?.value == .year(2025))
        #expect(
            facts["cultivatedAreaBefore"]?.evidence.first
                == Evidence(source: "DLTB", digest: "d-DLTB"))
        #expect(!a.layersPresent.contains("ecologicalRedLine"))
    }

    @Test func `building on the red line is measured and drawn`() throws {
        let red = Lattice.layer(
            .ecologicalRedLine, Lattice.shapes([[Lattice.rectangle(350, -50, 200, 200)]]), [])
        let plan = Lattice.plan(
            extent: whole,
            parcels: [
                .init(shape: [Lattice.rectangle(330, 20, 40, 40)], action: "建新", target: "0702")
            ])
        let a = try PlanAssessment.make(survey: [try strip(), red], plan: plan)
        let expected = try Lattice.areas(Lattice.shapes([[Lattice.rectangle(350, 20, 20, 40)]]))[0]
        #expect(projectOf(a)?.facts["redLineOccupiedArea"]?.value == .area(expected))
        let piece = try #require(a.offendingPieces.first)
        #expect(a.offendingPieces.count == 1)
        #expect(piece.parcel == "DK1" && piece.layer == "STBHHX" && piece.area == expected)
        #expect(piece.shape.box.minX == Lattice.originX + 350)
    }

    @Test func `missing layers and fields are typed errors that say what to do`() throws {
        let survey = try strip()
        let plan = Lattice.plan(extent: whole, parcels: [])
        #expect(throws: PlanningError.missingLayer(.landUse)) {
            try PlanAssessment.make(survey: [], plan: plan)
        }
        #expect(throws: PlanningError.missingLayer(.planParcel)) {
            try PlanAssessment.make(survey: [survey], plan: [plan[0]])
        }
        let bare = LandLayer(
            name: "DLTB", role: .landUse, epsg: 4524, featureIDs: survey.featureIDs,
            geometry: survey.geometry, columns: [])
        #expect(throws: PlanningError.missingField(layer: "DLTB", field: "DLBM")) {
            try PlanAssessment.make(survey: [bare], plan: plan)
        }
        #expect(PlanningError.missingLayer(.landUse).explanation.zh.contains("DLTB"))
    }
}

/// The project in the tree of an assessment.
func projectOf(_ assessment: PlanAssessment) -> Subject? {
    assessment.root.collections["cities"]?.first?.collections["counties"]?.first?
        .collections["projects"]?.first
}
