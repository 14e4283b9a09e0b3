import LandModel
import Policy

/// What is violated or overdue with its remedy, and in sentences what is waived or awaits evidence.
struct ShortfallSection {
    let report: ComplianceReport
    let verdict: ReportVerdict
    let words: ValueWords

    func write(into page: inout Markup, _ numbering: inout Numbering) {
        numbering.heading(LabelCatalogue.shortfalls, anchor: "shortfalls", into: &page)
        let rows = [FindingStatus.violated, .overdue].flatMap { status in
            verdict.rows.filter { $0.status == status }
        }
        if rows.isEmpty {
            page.element("p", [:], BilingualText(zh: "无不符合事项。", en: "No clause is violated."))
        } else {
            table(rows, into: &page)
        }
        waived(into: &page)
        awaiting(into: &page)
    }

    private func table(_ rows: [FindingRow], into page: inout Markup) {
        page.element("div", ["class": "wide"]) { wide in
            wide.element("table", ["class": "short"]) { table in
                table.head(
                    [
                        LabelCatalogue.number, LabelCatalogue.clause, LabelCatalogue.rule,
                        LabelCatalogue.measured, LabelCatalogue.required, LabelCatalogue.remedy,
                    ], widths: ["6%", "11%", "", "15%", "13%", "30%"])
                table.element("tbody") { body in
                    for (index, row) in rows.enumerated() { line(index + 1, row, into: &body) }
                }
            }
        }
    }

    private func line(_ number: Int, _ row: FindingRow, into body: inout Markup) {
        let pair = words.pair(of: row.lead)
        body.element("tr") { line in
            line.cell("\(number)", style: "c")
            line.element("td", ["class": "c nowrap"]) { cell in
                cell.text(row.clause)
                cell.raw("<br>")
                cell.element("span", ["class": "st s-\(row.status.slug)"], row.status.word)
            }
            line.element("td") { cell in
                cell.both(row.lead.title)
                if row.findings.count > 1 {
                    cell.both(FindingWords.share(of: row))
                }
            }
            line.cell(pair.measured ?? FindingWords.recorded(row.lead), style: "c")
            line.cell(pair.required ?? FindingWords.requirement(row.lead), style: "c")
            line.element("td") { cell in
                if let gap = FindingWords.shortfall(row.lead, words) {
                    cell.both(gap)
                    cell.text(" ")
                }
                cell.both(row.lead.remedy)
            }
        }
    }

    private func waived(into page: inout Markup) {
        let rows = verdict.rows.filter { $0.status == .waived }
        guard !rows.isEmpty else { return }
        page.element("p", ["class": "follow"]) { paragraph in
            paragraph.element("strong", [:], BilingualText(zh: "已豁免事项：", en: "Waived: "))
            for row in rows {
                paragraph.text(row.clause + " ")
                paragraph.both(row.lead.title)
                if let waiver = row.lead.waiver {
                    paragraph.both(FindingWords.waiver(waiver))
                } else {
                    paragraph.both("。", ". ")
                }
            }
        }
    }

    private func awaiting(into page: inout Markup) {
        let rows = verdict.rows.filter { $0.status == .awaitingEvidence }
        guard !rows.isEmpty else { return }
        page.element("p", ["class": "follow"]) { paragraph in
            paragraph.element(
                "strong", [:],
                BilingualText(
                    zh: "待补证 \(rows.count) 条：", en: "\(rows.count) await evidence: "))
            for (index, row) in rows.enumerated() {
                if index > 0 { paragraph.both("；", "; ") }
                paragraph.text(row.clause)
                let names = words.list(row.lead.missing.prefix(3).map(\.name))
                if !names.zh.isEmpty {
                    let more = row.lead.missing.count > 3
                    paragraph.both(
                        "（缺\(names.zh)\(more ? "等" : "")）", " (\(names.en)\(more ? ", …" : ""))")
                }
            }
            paragraph.both("。", ".")
        }
    }
}
