import LandModel
import Testing

@testable import Policy

@Suite struct JudgeTests {
    private static let day = "2022-06-01"

    private func context(
        _ project: Subject, journal: [JournalRecord] = [], layers: [String]? = nil,
        asOf: String = day, vocabulary: Vocabulary
    ) throws -> JudgementContext {
        let county = Subject(
            entity: "county", id: "450222", name: "柳城县", collections: ["projects": [project]])
        return JudgementContext(
            root: county, journal: journal, occasion: .plan,
            asOf: try #require(CalendarDay(asOf)),
            layersPresent: Set(layers ?? vocabulary.layers))
    }

    private func area(_ squareMetres: Int64) -> Fact {
        Fact(
            .area(Area(hundredths: squareMetres * 100)), provenance: .measured,
            evidence: [Evidence(source: "DLTB", digest: "ab12")])
    }

    private func village(_ id: String, gap: Int64?) -> Subject {
        var facts = ["zoneKinds": Fact(.count(4)), "zoneOverlapArea": area(0)]
        if let gap { facts["zoneGapArea"] = area(gap) }
        return Subject(entity: "village", id: id, name: "\(id)村", facts: facts)
    }

    @Test(arguments: PackFolders.codes)
    func `nothing known satisfies nothing but what the pack states`(code: String) throws {
        let pack = try PackFolders.pack(code)
        let project = Subject(entity: "project", id: "p", name: "项目")
        let findings = pack.judge(try context(project, vocabulary: pack.vocabulary))
        #expect(Set(findings.map(\.clause)) == Set(pack.clauses.map(\.id)))
        for finding in findings where finding.status == .satisfied {
            let clause = try #require(pack.clause(finding.clause))
            #expect(!clause.statedIn.isEmpty, "\(finding.clause) is satisfied by nothing")
        }
        for finding in findings where finding.status == .awaitingEvidence {
            #expect(!finding.missing.isEmpty, "\(finding.clause) does not say what is missing")
        }
        // A ledger clause is violated as soon as its posting would have to be refused.
        let violated = findings.filter { $0.status == .violated && $0.kind != .ledger }.map(
            \.clause)
        #expect(violated == [])
    }

    @Test func `one finding for every village, each with its own verdict`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let project = Subject(
            entity: "project", id: "p", name: "项目",
            collections: [
                "villages": [village("a", gap: 0), village("b", gap: 35), village("c", gap: nil)]
            ])
        let context = try context(project, vocabulary: pack.vocabulary)
        let findings = pack.judge("LZ-019", in: context)
        #expect(findings.map(\.subject.id) == ["a", "b", "c"])
        #expect(findings.map(\.status) == [.satisfied, .violated, .awaitingEvidence])
        #expect(findings[1].measured == .number(Rational(35)))
        #expect(findings[1].gap == Rational(35))
        #expect(findings[2].missing.map(\.item) == [.fact("zoneGapArea")])
        #expect(findings[2].missing.map(\.name.zh) == ["未划分区面积"])
        #expect(findings[1].evidence.contains(Evidence(source: "DLTB", digest: "ab12")))
    }

    @Test func `unknown villages are asked for, none at all are not`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        var project = Subject(entity: "project", id: "p", name: "项目")
        let unknown = pack.judge("LZ-019", in: try context(project, vocabulary: pack.vocabulary))
        #expect(unknown.map(\.status) == [.awaitingEvidence])
        #expect(unknown.first?.missing.map(\.item) == [.entity("village")])
        project.collections["villages"] = []
        let none = pack.judge("LZ-019", in: try context(project, vocabulary: pack.vocabulary))
        #expect(none.map(\.status) == [.notApplicable])
    }

    @Test func `a spatial clause waits for its layers even where figures are good`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let project = Subject(
            entity: "project", id: "p", name: "项目", facts: ["redLineOccupiedArea": area(0)])
        let present = pack.judge("LZ-009", in: try context(project, vocabulary: pack.vocabulary))
        #expect(present.map(\.status) == [.satisfied])
        let absent = pack.judge(
            "LZ-009",
            in: try context(
                project, layers: ["newConstructionWorks"], vocabulary: pack.vocabulary))
        #expect(absent.map(\.status) == [.awaitingEvidence])
        #expect(absent.first?.missing.map(\.item) == [.layer("ecologicalRedLine")])
    }

    @Test func `a verdict in words names figures, mu, citation and remedy`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let project = Subject(
            entity: "project", id: "p", name: "项目",
            facts: [
                "cultivatedAreaBefore": area(10_000_000),
                "newCultivatedArea": Fact(.area(Area(hundredths: 49_999_999))),
                "constructionAreaBefore": area(2_000_000), "constructionAreaAfter": area(2_000_002),
            ])
        let context = try context(project, vocabulary: pack.vocabulary)
        let ratio = try #require(pack.judge("LZ-004", in: context).first)
        #expect(ratio.status == .violated)
        #expect(
            ratio.message.zh
                == "不符合：新增耕地面积原则上不少于原有耕地面积的百分之五。实测4.9999999%，要求不低于5.00000000%。增加新增耕地，或由批准机关书面说明理由。 依据：柳州市全域土地综合整治与生态修复工作实施方案一(二)1“原则上不少于原有耕地面积的5％”"
                .with("4.9999999%", "4.99999990%"))
        #expect(
            ratio.message.en
                == "Not met: New cultivated land is in principle at least 5 % of the original cultivated land. Measured 4.99999990%, required at least 5.00000000%. Add cultivated land, or have the approving office state the reason in writing. Basis: Liuzhou work plan for comprehensive land consolidation and ecological restoration, 一(二)1 \"原则上不少于原有耕地面积的5％\""
        )
        #expect(ratio.gap == Rational(1, over: 1_000_000_000))
        #expect(ratio.citation.document == "liuzhou-2020")
        #expect(ratio.readings.map(\.id) == ["cultivated-net"])
        #expect(ratio.trace.count == 3)
        let land = try #require(pack.judge("LZ-008", in: context).first)
        #expect(land.message.zh.contains("实测2000002.00平方米（3000.00亩），要求不超过2000000.00平方米（3000.00亩）"))
        #expect(
            land.message.en.contains(
                "Measured 2000002.00 m² (3000.00 mu), required at most 2000000.00 m² (3000.00 mu)"))
    }

    @Test func `an act is refused by what it would violate, worst first`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let project = Subject(
            entity: "project", id: "p", name: "项目", facts: ["pbfAreaOut": area(0)])
        let context = try context(project, vocabulary: pack.vocabulary)
        let refusals = pack.refusals(
            of: "approveInitiation", by: ["jointMeetingOffice"], on: project.reference, in: context)
        let statuses = refusals.map(\.status)
        #expect(statuses == statuses.sorted { rank($0) < rank($1) })
        // LZ-012 asks for papers: after the act they would be missing for good.
        #expect(refusals.first { $0.clause == "LZ-012" }?.status == .violated)
        #expect(refusals.first { $0.clause == "LZ-004" }?.status == .awaitingEvidence)
        #expect(refusals.allSatisfy { $0.blocks.contains("approveInitiation") })
        // The blocked act itself is never among what it waits for.
        let approval = pack.refusals(
            of: "approveImplementationPlan", by: ["jointMeetingOffice"], on: project.reference,
            in: context)
        #expect(!approval.contains { $0.clause == "LZ-049" })
    }

    private func rank(_ status: FindingStatus) -> Int {
        [.violated, .overdue, .awaitingEvidence].firstIndex(of: status) ?? 3
    }

    @Test func `an approval by another office is refused`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let project = Subject(entity: "project", id: "p", name: "项目")
        let before = try #require(CalendarDay("2022-05-01"))
        let journal = ["applyInitiation", "reviewInitiationBySectors", "argueInitiation"].map {
            JournalRecord(act: $0, on: before, by: ["countyGovernment"], of: "p")
        }
        let context = try context(project, journal: journal, vocabulary: pack.vocabulary)
        func isRefused(by office: String) -> Bool {
            pack.refusals(
                of: "approveInitiation", by: [office], on: project.reference, in: context
            ).contains { $0.clause == "LZ-041" }
        }
        #expect(isRefused(by: "countyGovernment"))
        #expect(!isRefused(by: "jointMeetingOffice"))
    }

    @Test func `only the villages of the project at hand refuse its act`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let first = Subject(
            entity: "project", id: "p", name: "一", collections: ["villages": [village("a", gap: 0)]]
        )
        let second = Subject(
            entity: "project", id: "q", name: "二", collections: ["villages": [village("b", gap: 9)]]
        )
        var context = try context(first, vocabulary: pack.vocabulary)
        context.root.collections["projects"] = [first, second]
        func villages(_ project: Subject) -> [String] {
            pack.refusals(
                of: "approveVillagePlan", by: ["cityNaturalResources"], on: project.reference,
                in: context
            ).filter { $0.clause == "LZ-019" }.map(\.subject.id)
        }
        #expect(villages(first) == [])
        #expect(villages(second) == ["b"])
    }

    @Test func `a draft judges but refuses nothing`() throws {
        let pack = try PackFolders.pack("ningxia-2024")
        let project = Subject(
            entity: "project", id: "p", name: "项目", facts: ["redLineOccupiedArea": area(5)])
        let context = try context(project, asOf: "2025-06-01", vocabulary: pack.vocabulary)
        #expect(pack.judge(context).contains { $0.status == .violated && $0.isDraft })
        for act in pack.lifecycle.tracks.flatMap(\.acts) {
            let refusals = pack.refusals(of: act.id, by: act.by, on: project.reference, in: context)
            #expect(refusals.isEmpty)
        }
    }

    @Test func `a waiver shows office, reason and day`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let project = Subject(
            entity: "project", id: "p", name: "项目",
            facts: ["cultivatedAreaBefore": area(100), "newCultivatedArea": area(1)])
        let day = try #require(CalendarDay("2022-05-20"))
        let waiver = JournalRecord(
            .waive, "LZ-004", on: day, by: ["jointMeetingOffice"], of: "p", reason: "石漠化山区")
        let context = try context(project, journal: [waiver], vocabulary: pack.vocabulary)
        let finding = try #require(pack.judge("LZ-004", in: context).first)
        #expect(finding.status == .waived)
        #expect(finding.waiver?.date == day)
        #expect(!finding.isBlocking)
        #expect(finding.message.zh.contains("市联席会议办公室：石漠化山区"))
        #expect(finding.message.en.contains("joint meeting office: 石漠化山区"))
    }

    @Test func `a yearly limit tells its day and how long it is past`() throws {
        let pack = try PackFolders.pack("liuzhou-2020")
        let project = Subject(entity: "project", id: "p", name: "项目")
        let early = pack.judge(
            "LZ-036", in: try context(project, asOf: "2022-03-01", vocabulary: pack.vocabulary))
        #expect(early.map(\.status) == [.notYetDue])
        #expect(early.first?.dueOn?.description == "2022-03-31")
        #expect(early.first?.days == -30)
        let late = pack.judge(
            "LZ-036", in: try context(project, asOf: "2022-04-10", vocabulary: pack.vocabulary))
        #expect(late.map(\.status) == [.overdue])
        #expect(late.first?.message.zh.contains("已逾期10天") == true)
    }

    @Test func `a township listed twice is judged once and outside its project's facts`() throws {
        let pack = try PackFolders.pack("ningxia-2024")
        let township = Subject(entity: "township", id: "t", name: "镇")
        let project = Subject(
            entity: "project", id: "p", name: "项目", collections: ["townships": [township]])
        let county = Subject(
            entity: "county", id: "c", name: "县",
            collections: ["projects": [project], "townships": [township]])
        let found = SubjectTree(county).instances(
            of: "township", scopes: pack.vocabulary.scopes(of: "township"))
        #expect(found.map { $0.map(\.entity) } == [["township", "county"]])
    }
}
