import LandModel
import Testing

@testable import Policy

@Suite struct LoadErrorTests {
    /// One change to the small pack and the only code it must raise.
    struct Break: Sendable, CustomTestStringConvertible {
        enum Part: Sendable {
            case head, lifecycle, parameters, clauses
        }

        let code: PackProblemCode
        let part: Part
        let old: String
        let new: String

        init(_ code: PackProblemCode, _ part: Part, _ old: String, _ new: String) {
            self.code = code
            self.part = part
            self.old = old
            self.new = new
        }

        var testDescription: String { "\(code.rawValue): \(new)" }
    }

    static let breaks: [Break] = [
        Break(.p00, .head, "{from: 2020-01-01}", "{from: 2020-01-01"),
        Break(.p01, .head, "status: issued", "status: final"),
        Break(.p01, .clauses, "kind: metric", "kind: formula"),
        Break(.p01, .clauses, "layers: [eco", "posts: [head]\n  layers: [eco"),
        Break(.p01, .clauses, "zh: 新增比例", "zh: yes"),
        Break(.p01, .clauses, "zh: 新增比例", "zh: !ref 比例"),
        Break(.p01, .clauses, "zh: 新增比例", "zh: &a 比例"),
        Break(.p01, .clauses, "{yearly: reportDue}", "{yearly: reportDue, until: never}"),
        Break(.p01, .parameters, "value: 5%", "value: five"),
        Break(.p02, .clauses, "  en: New share\n", ""),
        Break(.p02, .head, "basis: [{number: 〔2020〕1号, zh: 依据}]\n", ""),
        Break(.p03, .clauses, "id: M-5", "id: M-1"),
        Break(
            .p03, .lifecycle, "{id: agreePlan, zh: 同意,",
            "{id: listProject, zh: 列入, by: [city]}\n      - {id: agreePlan, zh: 同意,"),
        Break(.p04, .clauses, "redLineOccupiedArea", "redLineArea"),
        Break(.p04, .clauses, "redLineOccupiedArea", "count(hamlets)"),
        Break(.p04, .clauses, "redLineOccupiedArea", "count(subprojects where type = 'castle')"),
        Break(
            .p05, .clauses, "redLineOccupiedArea, atMost: 0",
            "redLineOccupiedArea, atMost: ratioMin"),
        Break(.p05, .clauses, "redLineOccupiedArea", "redLineOccupiedArea + fundsAvailable"),
        Break(.p05, .clauses, "redLineOccupiedArea", "redLineOccupiedArea *"),
        Break(
            .p05, .clauses, "applies: cultivatedAreaBefore > 0",
            "applies: cultivatedAreaBefore > 0 and newCultivatedArea"),
        Break(.p05, .clauses, "{yearly: reportDue}", "{yearly: ratioMin}"),
        Break(
            .p06, .clauses, "applies: cultivatedAreaBefore > 0",
            "applies: not (cultivatedAreaBefore > 0)"),
        Break(.p06, .clauses, "  applies: cultivatedAreaBefore > 0\n", ""),
        Break(.p07, .clauses, "documents: [implementationPlan]\n", "sections: [一]\n"),
        Break(
            .p07, .clauses, "{measure: redLineOccupiedArea, atMost: 0}",
            "{measure: redLineOccupiedArea, atMost: 0, atLeast: 0}"),
        Break(
            .p08, .clauses, "blocks: [agreePlan]\n- id: M-2",
            "blocks: [agreePlan]\n  waiver: {by: [city]}\n- id: M-2"),
        Break(.p08, .clauses, "strength: must\n  zh: 不突破红线", "strength: must-not\n  zh: 不突破红线"),
        Break(.p08, .clauses, "strength: in-principle", "strength: should"),
        Break(
            .p09, .parameters, "{from: 2020-01-01, value: 5%}",
            "{from: 2020-01-01, to: 2022-12-31, value: 5%}, {from: 2022-12-31, value: 3%}"),
        Break(
            .p10, .clauses, "checks: [{measure: redLineOccupiedArea, atMost: 0}]",
            "checks: [{measure: redLineOccupiedArea, atMost: 0}]\n- {id: M-7, kind: metric, cite: {clause: 七, phrase: 某}, strength: must, zh: 某, en: some, checks: [{measure: redLineOccupiedArea, atMost: 1 m2}]}"
        ),
        Break(
            .p11, .clauses, "act: agreePlan\n  due: {within: answerPeriod, after: listProject}",
            "act: agreePlan\n  due: {within: answerPeriod, after: listProject}\n- {id: M-7, kind: deadline, cite: {clause: 七, phrase: 某}, strength: must, zh: 某, en: some, act: agreePlan, due: {within: answerPeriod, after: agreePlan}}"
        ),
        Break(.p13, .clauses, "after: [listProject]\n", "after: [listThings]\n"),
        Break(.p13, .clauses, "layers: [ecologicalRedLine]", "layers: [redLine]"),
        Break(.p13, .clauses, "documents: [implementationPlan]", "documents: [thePlan]"),
        Break(.p13, .lifecycle, "by: [county]", "by: [village]"),
        Break(.p13, .lifecycle, "from: [listed]", "from: [listed, gone]"),
        Break(
            .p13, .clauses, "layers: [ecologicalRedLine]",
            "layers: [ecologicalRedLine]\n  statedIn: [pack.rules]"),
        Break(.p14, .lifecycle, "{id: agreed, zh: 同意}", "{id: agreed, zh: 同意}, {id: idle, zh: 中止}"),
        Break(
            .p15, .clauses, "approvedBy: {agreePlan: [city]}", "approvedBy: {agreePlan: [county]}"),
        Break(.p16, .clauses, "phrase: 不突破红线", "phrase: 一二三四五六七八九十一二三四五六七八九十一"),
        Break(
            .p19, .clauses, "layers: [ecologicalRedLine]",
            "layers: [ecologicalRedLine]\n  overrides: [M-1]"),
        Break(
            .p19, .clauses, "layers: [ecologicalRedLine]",
            "layers: [ecologicalRedLine]\n  overrides: [M-99]"),
        Break(.p20, .parameters, "1 months", "20 workdays"),
        Break(
            .p21, .clauses, "act: listProject\n  due: {yearly: reportDue}",
            "act: listProject\n  due: {every: quarter}"),
        Break(
            .p22, .clauses, "redLineOccupiedArea, atMost: 0", "redLineOccupiedArea, atMost: 2 m2"),
        Break(
            .p22, .clauses, "applies: cultivatedAreaBefore > 0",
            "applies: cultivatedAreaBefore > 0 and asOf > dateOf(listProject) + 3 years"),
    ]

    @Test func `the small pack is in order`() throws {
        let problems = try MiniPack.build().problems
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test(arguments: breaks)
    func `one break raises its code and no other`(broken: Break) throws {
        func text(_ part: Break.Part, _ text: String) -> String {
            part == broken.part ? text.with(broken.old, broken.new) : text
        }
        let problems = try MiniPack.build(
            head: text(.head, MiniPack.head), lifecycle: text(.lifecycle, MiniPack.lifecycle),
            parameters: text(.parameters, MiniPack.parameters),
            clauses: text(.clauses, MiniPack.clauses)
        ).problems
        #expect(problems.contains { $0.code == broken.code }, "\(problems)")
        if broken.code != .p00 {
            #expect(Set(problems.map(\.code)) == [broken.code], "\(problems)")
        }
        for problem in problems {
            #expect(!problem.text.zh.isEmpty && !problem.text.en.isEmpty)
            #expect(problem.text.en != "a problem without a text")
        }
    }

    @Test func `acts each required before the other are a circle`() throws {
        let circle =
            "\n- {id: M-7, kind: gate, cite: {clause: 七, phrase: 某}, strength: must, zh: 某, "
            + "en: some, after: [agreePlan], blocks: [listProject]}"
        let problems = try MiniPack.build(clauses: MiniPack.clauses + circle).problems
        #expect(problems.map(\.code) == [.p12])
    }

    @Test func `every problem is collected with its file and line`() throws {
        let clauses = MiniPack.clauses
            .with("after: [listProject]\n", "after: [listThings]\n")
            .with("redLineOccupiedArea", "redLineArea")
        let problems = try MiniPack.build(
            parameters: MiniPack.parameters.with("value: 5%", "value: five"), clauses: clauses
        ).problems
        #expect(problems.map(\.code) == [.p01, .p13, .p04])
        #expect(
            problems.map(\.file) == ["parameters/all.yaml", "clauses/all.yaml", "clauses/all.yaml"])
        #expect(problems.map(\.line) == [1, 10, 35])
        #expect(problems.map(\.place) == ["ratioMin", "M-2", "M-5"])
    }

    @Test func `a case that names what is not there is P17`() throws {
        let cases = """
            - {name: a, clause: M-99, asOf: 2020-06-01, expect: satisfied}
            - {name: b, clause: M-1, asOf: 2020-06-01, given: {treasure: 1}, expect: satisfied}
            - {name: c, clause: M-1, asOf: 2020-06-01, journal: [{act: dance, date: 2020-02-01}], expect: satisfied}
            - {name: d, clause: M-1, asOf: 2020-06-01, expect: fine}
            - {clause: M-1, asOf: 2020-06-01, expect: satisfied}
            - {name: e, clause: M-1, asOf: 2020-06-01, given: {newCultivatedArea: 1.005}, expect: satisfied}
            """
        let (pack, problems) = try MiniPack.build(cases: cases)
        #expect(problems.isEmpty)
        let outcomes = pack.runCases()
        #expect(outcomes.map(\.got) == ["P17", "P17", "P17", "P17", "P17", "P01"])
        let passed = outcomes.filter(\.isPassed)
        #expect(passed.isEmpty)
    }

    @Test func `the digest is that of names, lengths and bytes in order`() {
        // sha256("a.yaml\n2\nx\nb/c.yaml\n3\n田") by Python's hashlib.
        let folder = PackFolder(files: [
            ("a.yaml", Array("x\n".utf8)), ("b/c.yaml", Array("田".utf8)),
        ])
        #expect(
            folder.digest
                == "af9e453d36a0aa90cd98870d43161aa32621cba8398b629773d08673968b8da9")
    }

    @Test func `a folder that is not there is told, not crashed on`() throws {
        let vocabulary = try PackFolders.vocabulary()
        let errors = #expect(throws: PackErrors.self) {
            try Pack.load("no/such/folder", vocabulary: vocabulary)
        }
        #expect(errors?.problems.map(\.code) == [.p00])
        #expect(errors?.explanation.en.contains("no/such/folder") == true)
    }
}
