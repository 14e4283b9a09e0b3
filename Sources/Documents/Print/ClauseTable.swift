import LandModel
import Policy

/// All clauses as one table, for print: number, clause, rule, strength, required, measured, verdict.
struct ClauseTable {
    let report: ComplianceReport
    let verdict: ReportVerdict
    let words: ValueWords

    func write(into page: inout Markup, _ numbering: inout Numbering) {
        numbering.heading(LabelCatalogue.clauses, anchor: "clauses", into: &page)
        let count = verdict.rows.count
        page.table(
            numbering.nextTable(), LabelCatalogue.clauseTable,
            unit: BilingualText(zh: "共 \(count) 条", en: "\(count) clauses"), style: "clauses"
        ) { table in
            table.head(
                [
                    LabelCatalogue.number, LabelCatalogue.clause, LabelCatalogue.rule,
                    LabelCatalogue.strength, LabelCatalogue.required,
                    LabelCatalogue.measuredOrRecorded, LabelCatalogue.conclusion,
                ], widths: ["9mm", "20mm", "", "11mm", "25mm", "25mm", "16mm"])
            table.element("tbody") { body in
                for (index, row) in verdict.rows.enumerated() { line(index + 1, row, into: &body) }
            }
        }
        page.note(LabelCatalogue.strengthNote)
    }

    private func line(_ number: Int, _ row: FindingRow, into body: inout Markup) {
        let pair = words.pair(of: row.lead)
        let grave = [.violated, .overdue].contains(row.status)
        body.element("tr") { line in
            line.cell("\(number)", style: "c")
            line.element("td", ["class": "c nowrap"]) { cell in
                cell.text(row.clause)
                cell.raw("<br>")
                cell.element("span", ["class": "cite"], text: row.lead.citation.clause)
            }
            line.element("td") { cell in
                cell.both(row.lead.title)
                if row.findings.count > 1 { cell.both(FindingWords.share(of: row)) }
            }
            line.cell(row.lead.strength.word, style: "c")
            line.cell(pair.required ?? FindingWords.requirement(row.lead), style: "c")
            line.cell(pair.measured ?? FindingWords.recorded(row.lead), style: "c")
            line.cell(
                row.status.word, style: grave ? "c nowrap ng s-\(row.status.slug)" : "c nowrap")
        }
    }
}
