import LandModel
import Policy
import Testing

@testable import Lifecycle

/// Acts of Liuzhou's pack with its clauses: what stands before initiation, and what clears it.
@Suite struct LiuzhouGateTests {
    private struct Story {
        var record: LifeRecord
        let pack: Pack
        var day: CalendarDay
        var judge: LifeJudge {
            LifeJudge(pack, record, on: day)
        }

        init() throws {
            pack = try Packs.issued("liuzhou-2020")
            day = try #require(CalendarDay("2026-03-02"))
            record = LifeRecord(lifecycle: pack.lifecycle)
            record.list(
                [
                    ("city", "4502", nil), ("county", "450222", "4502"),
                    ("project", "p-1", "450222"), ("village", "v-1", "p-1"),
                    ("township", "t-1", "p-1"), ("subproject", "s-1", "p-1"),
                ], on: day)
            record.apply(
                .layersStated(of: "p-1", occasion: .plan, layers: pack.vocabulary.layers), on: day)
        }

        mutating func act(_ act: String, on subject: String = "p-1", by office: String) throws {
            for event in try judge.perform(act, on: subject, by: office) {
                record.apply(event, on: day)
            }
        }

        mutating func file(_ document: String, sections: [String] = [], of subject: String? = "p-1")
        {
            record.apply(
                .filed(
                    LifePaper(document: document, sections: sections), of: subject,
                    by: "countyGovernment"), on: day)
        }

        func clauses(_ act: String, on subject: String = "p-1", by office: String) -> [String] {
            do throws(LifeRefusal) {
                _ = try judge.perform(act, on: subject, by: office)
                return []
            } catch {
                guard case .findings(let findings) = error else { return [error.code] }
                return findings.map(\.clause)
            }
        }
    }

    @Test func `the pool admits a project when the survey's papers are on file`() throws {
        var story = try Story()
        #expect(
            story.clauses("admitToPool", by: "countyGovernment")
                == ["LZ-030", "LZ-032", "LZ-033", "LZ-015", "LZ-031"])
        #expect(story.clauses("admitToPool", by: "cityFinance") == ["LIF-OFFICE"])
        #expect(story.clauses("confirmMature", by: "countyGovernment") == ["LIF-STAGE"])
        story.file("annualLandChangeSurvey")
        story.file("thirdNationalLandSurvey")
        story.file(
            "potentialSurveyReport",
            sections: ["宜耕后备资源", "耕地提质改造", "高标准基本农田", "农村建设用地复垦"])
        story.file("willingnessReport", sections: ["乡镇"])
        story.record.apply(
            .factsStated(
                of: "p-1",
                facts: [
                    "baseSurveyYear": Fact(.year(2025)), "latestSurveyYear": Fact(.year(2025)),
                    "consolidationAreaOutsideVillages": Fact(.area(.zero)),
                ]), on: story.day)
        story.record.apply(
            .factsStated(
                of: "v-1",
                facts: [
                    "potentialSurveyed": Fact(.bool(true)),
                    "willingnessSurveyed": Fact(.bool(true)),
                ]), on: story.day)
        #expect(
            story.clauses("admitToPool", by: "countyGovernment") == ["LZ-033"],
            "the villages' section is missing")
        story.file("willingnessReport", sections: ["乡镇", "村"])
        try story.act("admitToPool", by: "countyGovernment")
        #expect(story.record.stage(of: "p-1", on: "project") == "reserved")
        #expect(story.clauses("admitToPool", by: "countyGovernment") == ["LIF-STAGE"])
        try story.act("confirmMature", by: "countyGovernment")
        #expect(
            story.clauses("startFeasibility", by: "countyGovernment") == ["LZ-038"],
            "the annual plan is not approved")
        try story.act("approveAnnualPlan", on: "450222", by: "cityNaturalResources")
        try story.act("startFeasibility", by: "countyGovernment")
    }

    @Test
    func `an approval is argued step by step, decided jointly, and begins anew when returned`()
        throws
    {
        var story = try Story()
        #expect(story.clauses("approvePbfAdjustment", by: "countyGovernment") == ["LIF-ORDER"])
        #expect(story.clauses("cityHearing", by: "cityNaturalResources") == ["LIF-ORDER"])
        try story.act("countyHearing", by: "countyNaturalResources")
        try story.act("countyArgument", by: "countyNaturalResources")
        #expect(story.record.stepsDone(of: "approvePbfAdjustment", on: "p-1").count == 2)
        let returned = try story.judge.giveBack(
            "approvePbfAdjustment", on: "p-1", by: "cityNaturalResources", reason: "补划地块坡度超限")
        for event in returned { story.record.apply(event, on: story.day) }
        #expect(story.record.stepsDone(of: "approvePbfAdjustment", on: "p-1").isEmpty)
        #expect(throws: LifeRefusal.nothingToReturn(act: "approvePbfAdjustment")) {
            try story.judge.giveBack(
                "approvePbfAdjustment", on: "p-1", by: "cityNaturalResources", reason: "x")
        }
        for step in ["countyHearing", "countyArgument"] {
            try story.act(step, by: "countyNaturalResources")
        }
        for step in ["cityHearing", "cityArgument"] {
            try story.act(step, by: "cityNaturalResources")
        }
        // No farmland is taken out, so no clause asks for papers.
        story.record.apply(
            .factsStated(
                of: "p-1",
                facts: ["pbfAreaOut": Fact(.area(.zero)), "pbfAreaIn": Fact(.area(.zero))]),
            on: story.day)
        try story.act("decidePbfAdjustment", by: "regionNaturalResources")
        #expect(
            story.record.signatures(of: "decidePbfAdjustment", on: "p-1")
                == ["regionNaturalResources"])
        #expect(
            story.clauses("decidePbfAdjustment", by: "regionNaturalResources") == ["LIF-SIGNED"])
        try story.act("decidePbfAdjustment", by: "regionAgriculture")
        let acts = story.record.journal.filter { $0.kind == .act }.map(\.name)
        #expect(acts.suffix(2) == ["decidePbfAdjustment", "approvePbfAdjustment"])
        #expect(
            story.record.journal.last?.by == ["regionNaturalResources", "regionAgriculture"])
    }

    @Test func `a sub-project is led by the department of its type`() throws {
        var story = try Story()
        story.record.apply(
            .factsStated(of: "s-1", facts: ["type": Fact(.code("riverBasin"))]), on: story.day)
        try story.act("listSubproject", on: "s-1", by: "countyGovernment")
        #expect(
            story.clauses("approveSubproject", on: "s-1", by: "cityAgriculture") == ["LIF-OFFICE"])
        do throws(LifeRefusal) {
            _ = try story.judge.perform("approveSubproject", on: "s-1", by: "typeAuthority")
            Issue.record("the placeholder is no office")
        } catch {
            #expect(
                error
                    == .notItsOffice(
                        act: "approveSubproject", offices: ["cityWater"], given: "typeAuthority"))
        }
    }

    @Test func `acts on what does not exist or is another kind of thing are refused`() throws {
        let story = try Story()
        #expect(story.clauses("flyToTheMoon", by: "countyGovernment") == ["LIF-ACT"])
        #expect(story.clauses("admitToPool", on: "p-9", by: "countyGovernment") == ["LIF-SUBJECT"])
        #expect(story.clauses("admitToPool", on: "v-1", by: "countyGovernment") == ["LIF-ENTITY"])
    }
}
