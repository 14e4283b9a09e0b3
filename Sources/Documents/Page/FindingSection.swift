import LandModel
import Policy

/// The report card on screen: filter chips, foldable groups, one expandable row per clause.
struct FindingSection {
    let report: ComplianceReport
    let verdict: ReportVerdict
    let words: ValueWords

    func write(into page: inout Markup, _ numbering: inout Numbering) {
        numbering.heading(LabelCatalogue.clauses, anchor: "clauses", into: &page)
        page.element("div", ["class": "cap"]) { cap in
            cap.element("span", [:], numbering.nextTable())
            cap.element("span", ["class": "t"], LabelCatalogue.clauseTable)
            cap.element(
                "span", [:],
                BilingualText(zh: "共 \(verdict.rows.count) 条", en: "\(verdict.rows.count) clauses"))
        }
        page.element("p", ["class": "note noprint"], LabelCatalogue.foldedNote)
        chips(into: &page)
        for status in FindingStatus.byUrgency {
            let rows = verdict.rows.filter { $0.status == status }
            guard !rows.isEmpty else { continue }
            let folded = status == .satisfied || status == .notApplicable
            page.open(
                "details",
                ["class": "grp", "id": "g-\(status.slug)", "open": folded ? nil : "open"])
            page.element("summary") { head in
                chip(status, into: &head)
                head.element(
                    "span", ["class": "n"],
                    BilingualText(zh: "\(rows.count) 条", en: "\(rows.count)"))
            }
            for row in rows { card(row, into: &page) }
            page.close("details")
        }
    }

    private func chips(into page: inout Markup) {
        page.open(
            "nav", class: "chips noprint",
            label: BilingualText(zh: "按结论筛选", en: "Filter by verdict"))
        page.element("a", ["href": "#clauses", "class": "chip all", "data-f": "all"]) { chip in
            chip.both(LabelCatalogue.all)
            chip.text(" \(verdict.rows.count)")
        }
        for status in FindingStatus.byUrgency where verdict.count(status) > 0 {
            page.element(
                "a",
                [
                    "href": "#g-\(status.slug)", "class": "chip s-\(status.slug)",
                    "data-f": status.slug,
                ]
            ) { chip in
                chip.raw(Icon.use(status))
                chip.both(status.word)
                chip.text(" \(verdict.count(status))")
            }
        }
        page.close("nav")
    }

    private func chip(_ status: FindingStatus, into page: inout Markup) {
        page.element("span", ["class": "fd s-\(status.slug)"]) { chip in
            chip.raw(Icon.use(status))
            chip.both(status.word)
        }
    }

    private func card(_ row: FindingRow, into page: inout Markup) {
        let lead = row.lead
        let pair = words.pair(of: lead)
        page.open("details", ["class": "rc", "id": Anchor.of(clause: row.clause)])
        page.element("summary") { head in
            head.element("span", ["class": "id"], text: row.clause)
            head.element("span", ["class": "tag t-\(lead.strength.rawValue)"], lead.strength.word)
            head.element("span", ["class": "t"]) { title in
                title.both(lead.title)
                if row.findings.count > 1 { title.both(FindingWords.share(of: row)) }
                subline(lead, into: &title)
            }
            head.element("span", ["class": "v"]) { value in
                value.element("b", [:], pair.measured ?? FindingWords.recorded(lead))
                let required = pair.required ?? FindingWords.requirement(lead)
                if required.zh != "—" { value.element("small", [:], required) }
            }
            chip(lead.status, into: &head)
        }
        page.element("div", ["class": "ev"]) { body in
            let evidence = EvidenceMarkup(words: words)
            if row.findings.count > 1 {
                for finding in row.findings {
                    body.element("details", ["class": "sub"]) { sub in
                        sub.element("summary") { head in
                            chip(finding.status, into: &head)
                            head.element("span", ["class": "who"], text: finding.subject.name)
                            if let measured = words.pair(of: finding).measured {
                                head.element("span", ["class": "v"], measured)
                            }
                        }
                        evidence.write(finding, into: &sub)
                    }
                }
            } else {
                evidence.write(lead, into: &body)
            }
        }
        page.close("details")
    }

    private func subline(_ finding: Finding, into page: inout Markup) {
        let line: BilingualText? =
            switch finding.status {
            case .violated, .overdue:
                FindingWords.shortfall(finding, words).map {
                    BilingualText(
                        zh: $0.zh + finding.remedy.zh, en: $0.en + " " + finding.remedy.en)
                } ?? finding.remedy
            case .awaitingEvidence:
                finding.missing.isEmpty ? finding.remedy : FindingWords.lacking(finding, words)
            case .waived: finding.waiver.map { BilingualText(zh: $0.reason, en: $0.reason) }
            case .notYetDue: FindingWords.limit(finding)
            case .satisfied, .notApplicable: nil
            }
        if let line, !line.zh.isEmpty { page.element("span", ["class": "sub"], line) }
    }
}
