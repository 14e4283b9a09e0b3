import DataQuality
public import LandModel
import Operations
public import Planning
public import Policy

/// A plan measured against a dataset once, to be judged under as many packs as asked (方案审查).
public struct CheckRun: Sendable {
    let survey: [LandLayer]
    let planLayers: [LandLayer]
    let quality: QualityReport
    /// What was measured.
    public let assessment: PlanAssessment
    /// The day judged.
    public let asOf: CalendarDay

    /// Loads and measures.
    ///
    /// - Parameters:
    ///   - data: the file of the survey, or a snapshot.
    ///   - plan: the file of the plan.
    ///   - threads: how many threads measure.
    /// - Throws: `LandExchangeError`, `PlanSourceError`, `PlanningError`; `CancellationError` when the
    ///   progress asks for a stop.
    public init(
        data: String, plan: String, asOf: CalendarDay, vocabulary: Vocabulary, threads: Int,
        progress: WorkProgress
    ) throws {
        try progress.advance(BilingualText(zh: "读取数据", en: "Reading data"), 0, of: 4)
        try self.init(
            survey: try PlanSource.survey(in: data), plan: try PlanSource.plan(in: plan),
            asOf: asOf, vocabulary: vocabulary, threads: threads, progress: progress)
    }

    /// Measures layers that are loaded already.
    ///
    /// - Throws: `PlanningError`; `CancellationError` when the progress asks for a stop.
    public init(
        survey: [LandLayer], plan: [LandLayer], asOf: CalendarDay, vocabulary: Vocabulary,
        threads: Int, progress: WorkProgress
    ) throws {
        self.survey = survey
        planLayers = plan
        self.asOf = asOf
        try progress.advance(BilingualText(zh: "质量检查", en: "Checking quality"), 1, of: 4)
        quality = try checkQuality(of: survey)
        try progress.advance(BilingualText(zh: "量算方案", en: "Measuring the plan"), 2, of: 4)
        assessment = try PlanAssessment.make(
            survey: survey, plan: plan, vocabulary: vocabulary,
            options: AssessmentOptions(threads: threads))
        try progress.advance(BilingualText(zh: "量算方案", en: "Measuring the plan"), 4, of: 4)
    }

    /// The findings of one pack.
    public func findings(_ pack: Pack, evidence: EvidenceRegister) -> [Finding] {
        pack.judge(assessment.context(with: evidence, asOf: asOf))
    }
}

/// How a plan stands under one pack, in one line: each clause counts once, by its most urgent finding.
public struct VerdictLine: Sendable {
    /// The pack.
    public let pack: Pack
    /// How many clauses stand how.
    public let counts: [FindingStatus: Int]
    /// How many clauses refuse an act.
    public let blocking: Int

    /// Counts the findings of a pack.
    public init(_ pack: Pack, _ findings: [Finding]) {
        self.pack = pack
        let clauses = Dictionary(grouping: findings, by: \.clause)
        let urgent = clauses.values.map { found in
            Self.order.first { status in found.contains { $0.status == status } }
        }
        counts = Dictionary(grouping: urgent.compactMap(\.self), by: \.self).mapValues(\.count)
        blocking = clauses.values.count { $0.contains(where: \.isBlocking) }
    }

    /// The order that asks for action first.
    public static let order: [FindingStatus] = [
        .violated, .overdue, .awaitingEvidence, .waived, .notYetDue, .satisfied, .notApplicable,
    ]

    /// A status in a word.
    public static func word(_ status: FindingStatus) -> BilingualText {
        switch status {
        case .satisfied: BilingualText(zh: "符合", en: "satisfied")
        case .violated: BilingualText(zh: "不符合", en: "violated")
        case .waived: BilingualText(zh: "已豁免", en: "waived")
        case .awaitingEvidence: BilingualText(zh: "待补证", en: "awaiting evidence")
        case .notYetDue: BilingualText(zh: "未到期", en: "not yet due")
        case .overdue: BilingualText(zh: "逾期", en: "overdue")
        case .notApplicable: BilingualText(zh: "不适用", en: "not applicable")
        }
    }

    /// The line.
    public func text(_ language: DisplayLanguage) -> String {
        let parts = Self.order.map { "\(Self.word($0)[language]) \(counts[$0, default: 0])" }
        return "\(pack.code): " + parts.joined(separator: language == .zh ? "，" : ", ")
    }

    /// The line for programs.
    public var json: JSONValue {
        .object([
            ("pack", .string(pack.code)), ("revision", .integer(pack.revision)),
            ("digest", .string(pack.digest)), ("draft", .bool(pack.isDraft)),
            ("blocking", .integer(blocking)),
            (
                "counts",
                .object(Self.order.map { ($0.rawValue, .integer(counts[$0, default: 0])) })
            ),
        ])
    }
}
