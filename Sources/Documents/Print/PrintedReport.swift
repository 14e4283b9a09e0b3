import LandModel

/// The report as the hypertext the typesetter makes an A4 document of: Chinese, no script.
struct PrintedReport {
    let report: ComplianceReport

    /// The file's text.
    var hypertext: String {
        let verdict = ReportVerdict(report)
        let words = ValueWords(names: report.names)
        var numbering = Numbering()
        var page = Markup(.chinese)
        page.raw("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n")
        page.element(
            "title", [:], text: "\(LabelCatalogue.titleReport.zh) \(report.heading.projectName)")
        page.raw("\n<meta name=\"generator\" content=\"Tianchou\">\n")
        // Keeps the document's dates those of the report, not those of the machine.
        for name in ["dcterms.created", "dcterms.modified"] {
            page.open("meta", ["name": name, "content": report.moment.isoText])
            page.raw("\n")
        }
        page.raw("<style>\(PrintStyle.text)</style>\n</head>\n")
        page.raw(report.pack.isDraft ? "<body class=\"draft\">\n" : "<body>\n")
        running(into: &page)
        VerdictSection(report: report, verdict: verdict, interactive: false)
            .write(into: &page, &numbering)
        ShortfallSection(report: report, verdict: verdict, words: words)
            .write(into: &page, &numbering)
        ClauseTable(report: report, verdict: verdict, words: words).write(into: &page, &numbering)
        AreaSection(report: report).write(into: &page, &numbering)
        if let map = report.map {
            MapSection(sheet: MapSheet(printing: map), report: report).write(
                into: &page, &numbering)
        }
        let proof = ProofSections(report: report)
        proof.closure(into: &page, &numbering)
        proof.readings(into: &page, &numbering)
        proof.sources(into: &page, &numbering)
        proof.quality(into: &page, &numbering)
        SignatureSection(report: report).write(into: &page, &numbering)
        page.raw("\n</body>\n</html>\n")
        return page.source
    }

    /// What stands at the foot of every page.
    private func running(into page: inout Markup) {
        page.element("div", ["class": "foot-left"]) { foot in
            foot.text("\(LabelCatalogue.reportNumber.zh) \(report.heading.number)")
            if report.pack.isDraft { foot.text("　" + LabelCatalogue.draftMark.zh) }
        }
        page.element(
            "div", ["class": "foot-right"],
            text: "\(report.pack.code)　\(FigureFormat.shortDigest(report.pack.digest))")
        if report.pack.isDraft {
            page.element("div", ["class": "watermark"], LabelCatalogue.draftMark)
        }
    }
}
