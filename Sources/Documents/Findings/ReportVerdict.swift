import LandModel
import Policy

/// What the findings of a report come to: counts, acts that may be done, and the sentence on top.
struct ReportVerdict {
    /// One row per clause, in the order of the document.
    let rows: [FindingRow]
    /// The acts some clause stands before, in the order of the lifecycle, with what blocks each.
    let acts: [(act: ReportAct, blocking: [FindingRow])]
    /// Whether the act asked for, or with none asked every act, is free.
    let isClear: Bool
    /// The sentence on top.
    let headline: BilingualText

    init(_ report: ComplianceReport) {
        let rows = FindingRow.fold(report.findings)
        let guarded = Set(report.findings.flatMap(\.blocks))
        let known = Set(report.acts.map(\.id))
        let words = ValueWords(names: report.names)
        let unnamed = guarded.subtracting(known).sorted().map {
            ReportAct(id: $0, name: words.name($0))
        }
        let acts = (report.acts.filter { guarded.contains($0.id) } + unnamed).map { act in
            (
                act: act,
                blocking: rows.filter { row in
                    row.findings.contains { $0.isBlocking && $0.blocks.contains(act.id) }
                }
            )
        }
        let asked = acts.first { $0.act.id == report.askedAct }
        let clear = asked.map(\.blocking.isEmpty) ?? acts.allSatisfy(\.blocking.isEmpty)
        self.rows = rows
        self.acts = acts
        isClear = clear
        headline = Self.headline(report, asked: asked?.act, isClear: clear, rows: rows)
    }

    private static func headline(
        _ report: ComplianceReport, asked: ReportAct?, isClear: Bool, rows: [FindingRow]
    ) -> BilingualText {
        if report.pack.isDraft {
            let count = rows.count { [.violated, .overdue].contains($0.status) }
            return BilingualText(
                zh: "按征求意见稿试判：\(count) 条不符合或逾期，不构成阻断。",
                en: "Trial under a draft: \(count) clauses violated or overdue; nothing is blocked."
            )
        }
        if let asked {
            return isClear
                ? BilingualText(
                    zh: "具备“\(asked.name.zh)”条件。", en: "Ready for “\(asked.name.en)”.")
                : BilingualText(
                    zh: "不具备“\(asked.name.zh)”条件。", en: "Not ready for “\(asked.name.en)”.")
        }
        let count = rows.count(where: \.isBlocking)
        return count == 0
            ? BilingualText(zh: "未发现阻断事项。", en: "Nothing blocks.")
            : BilingualText(
                zh: "有 \(count) 条阻断事项。",
                en: "\(count) \(count == 1 ? "clause blocks" : "clauses block").")
    }

    /// The number of clauses of a status.
    func count(_ status: FindingStatus) -> Int { rows.count { $0.status == status } }

    /// The counts in words, such as 符合 41 条，不符合 2 条.
    var counts: BilingualText {
        let order: [FindingStatus] = [
            .satisfied, .violated, .waived, .awaitingEvidence, .overdue, .notYetDue, .notApplicable,
        ]
        let shown = order.filter { count($0) > 0 }
        return BilingualText(
            zh: "\(rows.count) 条中："
                + shown.map { "\($0.word.zh) \(count($0)) 条" }.joined(separator: "，") + "。",
            en: "Of \(rows.count) clauses: "
                + shown.map { "\(count($0)) \($0.word.en.lowercased())" }.joined(separator: ", ")
                + ".")
    }
}
