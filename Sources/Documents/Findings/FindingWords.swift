import LandModel
import Policy

/// Short sentences about findings that several surfaces share.
enum FindingWords {
    /// On how many of its subjects a clause stands as shown.
    static func share(of row: FindingRow) -> BilingualText {
        BilingualText(
            zh: "（\(row.findings.count) 个对象中 \(row.affected) 个\(row.status.word.zh)）",
            en:
                " (\(row.affected) of \(row.findings.count) subjects \(row.status.word.en.lowercased()))"
        )
    }

    /// What stands in the place of a measurement when nothing was measured.
    static func recorded(_ finding: Finding) -> BilingualText {
        switch finding.status {
        case .satisfied where finding.measured == nil: BilingualText(zh: "有据", en: "on file")
        case .violated where finding.missing.isEmpty: BilingualText(zh: "有违", en: "breached")
        case .overdue: BilingualText(zh: "未完成", en: "not done")
        case .violated, .awaitingEvidence:
            BilingualText(
                zh: "缺 \(finding.missing.count) 项", en: "\(finding.missing.count) missing")
        default: BilingualText(zh: "—", en: "—")
        }
    }

    /// What stands in the place of a bound when the clause has none.
    static func requirement(_ finding: Finding) -> BilingualText {
        if let due = finding.dueOn { return BilingualText(zh: "\(due) 前", en: "by \(due)") }
        switch finding.kind {
        case .document, .report: return BilingualText(zh: "材料齐全", en: "papers on file")
        case .gate: return BilingualText(zh: "前置办结", en: "acts done before")
        case .role: return BilingualText(zh: "责任到位", en: "posts filled")
        case .prohibition: return BilingualText(zh: "不得发生", en: "must not happen")
        case .metric, .spatial, .deadline, .ledger, .guidance:
            return BilingualText(zh: "—", en: "—")
        }
    }

    /// How much is lacking or how long it is overdue; nil when neither.
    static func shortfall(_ finding: Finding, _ words: ValueWords) -> BilingualText? {
        if finding.status == .overdue, let days = finding.days {
            return BilingualText(zh: "已逾期 \(days) 天。", en: "Overdue by \(days) days.")
        }
        guard finding.status == .violated, let gap = finding.gap, gap > .zero else { return nil }
        let figure = words.difference(gap, unit: finding.unit)
        if finding.unit == .area {
            let area = ValueWords.area(gap)
            return BilingualText(
                zh:
                    "相差 \(figure.zh)（\(FigureFormat.mu(area)) 亩，\(FigureFormat.squareMetres(area)) 平方米）。",
                en: "Off by \(figure.en) (\(FigureFormat.mu(area)) mu, "
                    + "\(FigureFormat.squareMetres(area)) m²).")
        }
        return BilingualText(zh: "相差 \(figure.zh)。", en: "Off by \(figure.en).")
    }

    /// What is missing, the first few by name.
    static func lacking(_ finding: Finding, _ words: ValueWords) -> BilingualText {
        let names = words.list(finding.missing.prefix(4).map(\.name))
        let more = finding.missing.count > 4
        return BilingualText(
            zh: "尚缺：\(names.zh)\(more ? "等 \(finding.missing.count) 项" : "")",
            en: "Missing: \(names.en)\(more ? " and \(finding.missing.count - 4) more" : "")")
    }

    /// Who waived a clause, when and why.
    static func waiver(_ waiver: Waiver) -> BilingualText {
        let end = waiver.reason.hasSuffix("。") || waiver.reason.hasSuffix(".")
        return BilingualText(
            zh: "。\(waiver.byNames.zh)\(FigureFormat.longDay(waiver.date))同意豁免，理由：\(waiver.reason)"
                + (end ? "" : "。"),
            en: ". Waived by \(waiver.byNames.en) on \(waiver.date): \(waiver.reason)"
                + (end ? " " : ". "))
    }

    /// The time limit of a finding in words; nil when it has none.
    static func limit(_ finding: Finding) -> BilingualText? {
        guard let due = finding.dueOn else { return nil }
        guard let days = finding.days else { return BilingualText(zh: "\(due)", en: "\(due)") }
        if days > 0 {
            return BilingualText(zh: "\(due)，已逾 \(days) 天", en: "\(due), \(days) days ago")
        }
        return BilingualText(zh: "\(due)，还剩 \(-days) 天", en: "\(due), \(-days) days left")
    }
}
