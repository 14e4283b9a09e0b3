import DataQuality
import Foundation
import LandExchange
import LandModel
import Operations
import Planning
import Policy

/// A plan measured against a dataset once, to be judged under as many packs as asked.
struct CheckRun {
    let survey: [LandLayer]
    let planLayers: [LandLayer]
    let assessment: PlanAssessment
    let quality: QualityReport
    let asOf: CalendarDay

    /// Loads and measures.
    init(
        data: String, plan: String, asOf: CalendarDay, shelf: PackShelf, threads: Int,
        progress: WorkProgress
    ) throws {
        try progress.advance(BilingualText(zh: "读取数据", en: "Reading data"), 0, of: 4)
        survey = try PlanSource.survey(in: data)
        planLayers = try PlanSource.plan(in: plan)
        self.asOf = asOf
        try progress.advance(BilingualText(zh: "质量检查", en: "Checking quality"), 1, of: 4)
        quality = try checkQuality(of: survey)
        try progress.advance(BilingualText(zh: "量算方案", en: "Measuring the plan"), 2, of: 4)
        assessment = try PlanAssessment.make(
            survey: survey, plan: planLayers, vocabulary: shelf.vocabulary,
            options: AssessmentOptions(threads: Workers.count(threads)))
        try progress.advance(BilingualText(zh: "量算方案", en: "Measuring the plan"), 4, of: 4)
    }

    /// The findings of one pack.
    func findings(_ pack: Pack, evidence: EvidenceRegister) -> [Finding] {
        pack.judge(assessment.context(with: evidence, asOf: asOf))
    }
}

/// How a plan stands under one pack, in one line: each clause counts once, by its most urgent finding.
struct VerdictLine: Sendable {
    let pack: Pack
    let counts: [FindingStatus: Int]
    let blocking: Int

    init(_ pack: Pack, _ findings: [Finding]) {
        self.pack = pack
        let clauses = Dictionary(grouping: findings, by: \.clause)
        let urgent = clauses.values.map { found in
            Self.order.first { status in found.contains { $0.status == status } }
        }
        counts = Dictionary(grouping: urgent.compactMap(\.self), by: \.self).mapValues(\.count)
        blocking = clauses.values.count { $0.contains(where: \.isBlocking) }
    }

    /// The order that asks for action first.
    static let order: [FindingStatus] = [
        .violated, .overdue, .awaitingEvidence, .waived, .notYetDue, .satisfied, .notApplicable,
    ]

    static func word(_ status: FindingStatus) -> BilingualText {
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

    func text(_ language: DisplayLanguage) -> String {
        let parts = Self.order.map { "\(Self.word($0)[language]) \(counts[$0, default: 0])" }
        return "\(pack.code): " + parts.joined(separator: language == .zh ? "，" : ", ")
    }

    var json: JSONValue {
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

/// The day and moment a command runs, in China Standard Time.
enum Today {
    /// Seconds since 1970; `SOURCE_DATE_EPOCH` fixes it for reproducible files.
    static var epochSeconds: Int {
        if let fixed = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap({ Int($0) })
        {
            return fixed
        }
        return Int(Date().timeIntervalSince1970)
    }

    static var day: CalendarDay {
        CalendarDay(daysSinceEpoch: Int((Double(epochSeconds + 8 * 3600) / 86_400).rounded(.down)))
    }
}
