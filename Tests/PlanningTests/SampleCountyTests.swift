import Foundation
import Geometry
import LandModel
import Planning
import Policy
import SampleCounty
import Testing

@Suite struct SampleCountyTests {
    private static let county = SampleCounty(patches: 1000, seed: 7, withDefects: false)
    private static let assessed = Result {
        try PlanAssessment.make(survey: county.survey, plan: county.plan)
    }

    @Test func `the sample plan has no problems and closed books`() throws {
        let a = try Self.assessed.get()
        #expect(a.problems.isEmpty, "\(a.problems.map(\.text.en))")
        #expect(a.closure.allSatisfy { $0.residual == .zero })
        #expect(a.closure.contains { $0.subject == .areaAgainstVillages })
        #expect(a.transitions.cells.reduce(.zero) { $0 + $1.gross } == a.state.controlArea)
        #expect(a.offendingPieces.isEmpty)
        let project = try #require(projectOf(a))
        for village in try #require(project.collections["villages"]) {
            #expect(village.facts["zoneGapArea"]?.value == .area(.zero))
            #expect(village.facts["zoneOverlapArea"]?.value == .area(.zero))
        }
        #expect(project.facts["consolidationAreaOutsideVillages"]?.value == .area(.zero))
        #expect(project.facts["consolidationParts"]?.value == .count(1))
        #expect(project.collections["townships"]?.count == 1)
        #expect(project.facts["pbfOutsideOwnRegionArea"]?.value == .area(.zero))
    }

    @Test func `potentials of a village are the areas of the classes that the vocabulary names`()
        throws
    {
        let packs = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let vocabulary = try Vocabulary.load(
            packs.appending(path: "PolicyPacks/vocabulary.yaml").path)
        let assessed = try PlanAssessment.make(
            survey: Self.county.survey, plan: Self.county.plan, vocabulary: vocabulary)
        let landUse = try #require(Self.county.survey.first { $0.role == .landUse })
        // Written down here from the vocabulary, so that a change of the data is seen.
        let classes = [
            "reservePotential": ["0404", "1204", "1205", "1206"],
            "upgradePotential": ["0102", "0103"],
            "highStandardPotential": ["0101", "0102", "0103"],
            "reclamationPotential": ["0601", "0602", "0702"],
            "homesteadReusePotential": ["0702"],
        ]
        for village in try #require(projectOf(assessed)?.collections["villages"]) {
            for (fact, codes) in classes {
                var sum = Area.zero
                for row in 0..<landUse.count
                where codes.contains(landUse.column("DLBM")?.text(row) ?? "") {
                    let place = landUse.column("ZLDWDM")?.text(row) ?? ""
                    guard place.hasPrefix(village.id) else { continue }
                    sum += Area(roundingSquareMetres: landUse.column("TBMJ")?.number(row) ?? 0)
                }
                #expect(village.facts[fact]?.value == .area(sum), "\(village.id) \(fact)")
            }
            #expect(village.facts["highStandardPotential"]?.value != .area(.zero))
        }
    }

    @Test func `unstable farmland in the river range is counted where the survey marks stable use`()
        throws
    {
        let landUse = try #require(Self.county.survey.first { $0.role == .landUse })
        let outline = try #require(Self.county.survey.first { $0.role == .surveyBoundary })
        let codes = (0..<landUse.count).map { landUse.column("DLBM")?.text($0) ?? "" }
        // Only paddy is marked as stable, and the range covers everything: dry land is what counts.
        let marks = AttributeColumn(
            name: "WDGD", values: .text(DictionaryText(codes.map { $0 == "0101" ? "是" : "否" })))
        let marked = LandLayer(
            name: landUse.name, role: .landUse, epsg: landUse.epsg, featureIDs: landUse.featureIDs,
            geometry: landUse.geometry, columns: landUse.columns + [marks])
        let range = LandLayer(
            name: "HHGLFW", role: .waterManagementRange, epsg: outline.epsg, featureIDs: [1],
            geometry: outline.geometry, columns: [])
        let survey = [marked, range] + Self.county.survey.filter { $0.role != .landUse }
        let project = try #require(
            projectOf(try PlanAssessment.make(survey: survey, plan: Self.county.plan)))
        let villages = Set((project.collections["villages"] ?? []).map(\.id))
        var dry = Area.zero
        for row in 0..<landUse.count where codes[row] == "0103" {
            let village = String((landUse.column("ZLDWDM")?.text(row) ?? "").prefix(12))
            guard villages.contains(where: { village.hasPrefix($0.prefix(12)) }) else { continue }
            dry += Area(roundingSquareMetres: landUse.column("TBDLMJ")?.number(row) ?? 0)
        }
        #expect(project.facts["unstableCultivatedInWaterRangeBefore"]?.value == .area(dry))
        #expect(project.facts["unstableCultivatedInWaterRangeAfter"] == nil, "land is reclaimed")
        #expect(
            projectOf(try Self.assessed.get())?.facts["unstableCultivatedInWaterRangeBefore"] == nil
        )
    }

    @Test func `without townships nobody knows whether farmland was replaced outside`() throws {
        let survey = Self.county.survey.filter { $0.role != .township }
        let a = try PlanAssessment.make(survey: survey, plan: Self.county.plan)
        #expect(try #require(projectOf(a)).facts["pbfOutsideOwnRegionArea"] == nil)
    }

    @Test func `basic farmland of a township does not depend on how it is cut`() throws {
        let a = try Self.assessed.get()
        let project = try #require(projectOf(a))
        // The area is the township, so two different tabulations must agree to the hundredth of
        // each patch they cut.
        guard case .area(let before)? = project.facts["pbfAreaBefore"]?.value,
            case .area(let designated)? = project.collections["townships"]?.first?
                .facts["pbfDesignatedArea"]?.value
        else {
            Issue.record("facts are missing")
            return
        }
        #expect((before - designated).magnitude.hundredths <= 100)
    }

    @Test func `the draft breaks the red line where its parcel was drawn`() throws {
        let a = try PlanAssessment.make(survey: Self.county.survey, plan: Self.county.draft)
        let facts = try #require(projectOf(a)).facts
        guard case .area(let area)? = facts["redLineOccupiedArea"]?.value else {
            Issue.record("the fact is missing")
            return
        }
        #expect(area > .zero)
        #expect(a.offendingPieces.reduce(.zero) { $0 + $1.area } == area)
        #expect(a.closure.allSatisfy { $0.residual == .zero })
    }

    @Test func `facts bear the names and types of the vocabulary`() throws {
        let packs = Self.packs
        let vocabulary = try Vocabulary.load(packs + "/vocabulary.yaml")
        let a = try PlanAssessment.make(
            survey: Self.county.survey, plan: Self.county.plan, vocabulary: vocabulary)
        #expect(a.problems.isEmpty)
        #expect(a.layersPresent.isSubset(of: vocabulary.layers))
        var subjects = [a.root]
        var seen = 0
        while let subject = subjects.popLast() {
            for (name, fact) in subject.facts {
                let definition = vocabulary.facts[subject.entity]?[name]
                #expect(definition?.type == fact.value.type, "\(subject.entity).\(name)")
                #expect(!fact.evidence.isEmpty, "\(subject.entity).\(name)")
                seen += 1
            }
            for (collection, items) in subject.collections {
                #expect(collection == "cities" || vocabulary.member(of: collection) != nil)
                subjects += items
            }
        }
        #expect(seen > 60)
    }

    @Test func `the result does not depend on the number of threads`() throws {
        var two = AssessmentOptions()
        two.threads = 2
        let one = try Self.assessed.get()
        let other = try PlanAssessment.make(
            survey: Self.county.survey, plan: Self.county.plan, options: two)
        #expect(one.root == other.root)
        #expect(one.state.pieces == other.state.pieces)
    }

    @Test func `recorded evidence is added and never replaces what was measured`() throws {
        let a = try Self.assessed.get()
        let given = Subject(
            entity: "project", id: "", name: "",
            facts: [
                "satisfactionRate": Fact(.ratio(Rational(9, over: 10))),
                "newCultivatedArea": Fact(.area(.zero)),
            ],
            collections: [
                "villages": [
                    Subject(
                        entity: "village", id: "459902101201", name: "",
                        facts: ["potentialSurveyed": Fact(.bool(true))])
                ]
            ])
        guard let day = CalendarDay(year: 2026, month: 1, day: 5) else { return }
        let context = a.context(with: EvidenceRegister(given: [given]), asOf: day)
        let merged = try #require(
            context.root.collections["cities"]?.first?.collections["counties"]?.first?
                .collections["projects"]?.first)
        #expect(merged.facts["satisfactionRate"] != nil)
        #expect(merged.facts["newCultivatedArea"] == projectOf(a)?.facts["newCultivatedArea"])
        let village = merged.collections["villages"]?.first { $0.id == "459902101201" }
        #expect(village?.facts["potentialSurveyed"]?.value == .bool(true))
        #expect(village?.facts["zoneGapArea"]?.value == .area(.zero))
        #expect(
            merged.collections["villages"]?.count == projectOf(a)?.collections["villages"]?.count)
    }

    private static var packs: String {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/") + "/PolicyPacks"
    }
}
