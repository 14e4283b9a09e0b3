@testable import Policy

/// A small valid pack in memory, to be broken in one place at a time.
enum MiniPack {
    static let head = """
        pack: mini-2020
        revision: 1
        source: mini.txt
        title: {zh: 小包, en: Mini pack}
        status: issued
        basis: [{number: 〔2020〕1号, zh: 依据}]
        inForce: {from: 2020-01-01}
        territory: {code: "4502", zh: 某市}
        calendar: {weekend: [sat, sun], years: {}}
        offices:
          - {id: city, zh: 市, level: city}
          - {id: county, zh: 县, level: county}
        subprojectTypes: {homestead: city}
        """
    static let lifecycle = """
        tracks:
          project:
            subject: project
            stages: [{id: listed, zh: 列入}, {id: agreed, zh: 同意}]
            acts:
              - {id: listProject, zh: 列入, to: listed, by: [county]}
              - {id: agreePlan, zh: 同意, from: [listed], to: agreed, by: [city]}
        """
    static let parameters = """
        - {name: ratioMin, zh: 下限, unit: ratio, strength: must, clause: M-1, values: [{from: 2020-01-01, value: 5%}]}
        - {name: reportDue, zh: 期限, unit: monthDay, strength: must, clause: M-3, values: [{from: 2020-01-01, value: "03-31"}]}
        - {name: answerPeriod, zh: 答复期, unit: period, strength: must, clause: M-4, values: [{from: 2020-01-01, value: 1 months}]}
        """
    static let clauses = """
        - id: M-1
          kind: metric
          cite: {clause: 一, phrase: 不少于5％}
          strength: must
          zh: 新增比例
          en: New share
          applies: cultivatedAreaBefore > 0
          checks: [{measure: newCultivatedArea / cultivatedAreaBefore, atLeast: ratioMin}]
          blocks: [agreePlan]
        - id: M-2
          kind: gate
          cite: {clause: 二, phrase: 经市同意}
          strength: must
          zh: 经市同意
          en: The city agrees
          after: [listProject]
          approvedBy: {agreePlan: [city]}
          blocks: [agreePlan]
        - id: M-3
          kind: deadline
          cite: {clause: 三, phrase: 每年3月底前}
          strength: must
          zh: 按期列入
          en: Listed in time
          act: listProject
          due: {yearly: reportDue}
        - id: M-4
          kind: deadline
          cite: {clause: 四, phrase: 一个月内}
          strength: must
          zh: 一个月内同意
          en: Agreed within a month
          act: agreePlan
          due: {within: answerPeriod, after: listProject}
        - id: M-5
          kind: spatial
          cite: {clause: 五, phrase: 不突破红线}
          strength: must
          zh: 不突破红线
          en: No works inside the red line
          layers: [ecologicalRedLine]
          checks: [{measure: redLineOccupiedArea, atMost: 0}]
        - id: M-6
          kind: document
          cite: {clause: 六, phrase: 报送方案}
          strength: in-principle
          zh: 报送方案
          en: The plan is filed
          documents: [implementationPlan]
          blocks: [agreePlan]
        """

    static func build(
        head: String = head, lifecycle: String = lifecycle, parameters: String = parameters,
        clauses: String = clauses, cases: String = "[]"
    ) throws -> (pack: Pack, problems: [PackProblem]) {
        let files = [
            ("cases/all.yaml", cases), ("clauses/all.yaml", clauses),
            ("lifecycle.yaml", lifecycle), ("pack.yaml", head), ("parameters/all.yaml", parameters),
        ]
        var problems: [PackProblem] = []
        let source = PackSource(
            PackFolder(files: files.map { ($0.0, Array($0.1.utf8)) }), problems: &problems)
        let (pack, found) = Pack.build(source, vocabulary: try PackFolders.vocabulary())
        return (pack, problems + found)
    }
}

extension String {
    /// The text with one part replaced, which must be there.
    func with(_ old: String, _ new: String) -> String {
        precondition(contains(old), "'\(old)' is not in the text")
        return split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
            .joined(separator: new)
    }
}
