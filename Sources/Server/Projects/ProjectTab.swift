import LandModel

/// The parts of a project's page (标签页).
enum ProjectTab: String, CaseIterable {
    case overview, report, plan, parts, ledger, voice, files, log, people

    /// What it is called.
    var title: BilingualText {
        switch self {
        case .overview: BilingualText(zh: "概况", en: "Overview")
        case .report: BilingualText(zh: "条款报告单", en: "Clauses")
        case .plan: BilingualText(zh: "方案与图件", en: "Plan and maps")
        case .parts: BilingualText(zh: "子项目", en: "Sub-projects")
        case .ledger: BilingualText(zh: "指标与资金", en: "Quota and funds")
        case .voice: BilingualText(zh: "公众参与", en: "Participation")
        case .files: BilingualText(zh: "文件", en: "Papers")
        case .log: BilingualText(zh: "日志", en: "Log")
        case .people: BilingualText(zh: "人员", en: "People")
        }
    }
}
