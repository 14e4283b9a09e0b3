import LandModel
import Policy

/// The title, the head table and the verdict with its counts and acts.
struct VerdictSection {
    let report: ComplianceReport
    let verdict: ReportVerdict
    /// Whether the counts are shown as a bar with chips, which needs a screen.
    let interactive: Bool

    func write(into page: inout Markup, _ numbering: inout Numbering) {
        title(into: &page)
        headTable(into: &page)
        numbering.heading(LabelCatalogue.verdict, anchor: "verdict", into: &page)
        page.element("div", ["class": verdict.isClear ? "concl clear" : "concl"]) { box in
            box.element("p") { line in
                line.element("strong", ["class": "ng"], verdict.headline)
                line.text(" ")
                line.both(verdict.counts)
            }
            if report.pack.isDraft {
                box.element("p", ["class": "draftnote"], LabelCatalogue.draftNote)
            }
            if interactive { bar(into: &box) }
        }
        actTable(into: &page)
    }

    private func title(into page: inout Markup) {
        if report.pack.isDraft {
            page.element("p", ["class": "draftmark"], LabelCatalogue.draftMark)
        }
        page.element("h1") { heading in
            heading.both(LabelCatalogue.titlePlan)
            heading.raw("<br>")
            heading.both(LabelCatalogue.titleReport)
        }
        if page.languages == .chinese {
            page.element("p", ["class": "subtitle"], text: LabelCatalogue.titleReport.en)
        }
        if !report.heading.planVersion.zh.isEmpty {
            page.element("p", ["class": "version"]) { line in
                let version = report.heading.planVersion
                line.both(BilingualText(zh: "（\(version.zh)）", en: "(\(version.en))"))
            }
        }
    }

    private func headTable(into page: inout Markup) {
        let heading = report.heading
        page.element("div", ["class": "wide"]) { wide in
            wide.element("table", ["class": "head"]) { table in
                row(LabelCatalogue.projectName, same(heading.projectName), into: &table)
                pair(
                    (LabelCatalogue.projectCode, same(heading.projectCode)),
                    (LabelCatalogue.applicant, same(heading.applicant)), into: &table)
                row(LabelCatalogue.basis, basis, into: &table)
                pair(
                    (LabelCatalogue.asOf, FigureFormat.day(report.asOf)),
                    (LabelCatalogue.moment, report.moment.text), into: &table)
                row(LabelCatalogue.areaBasis, areaBasis, into: &table)
            }
        }
        if !heading.remark.zh.isEmpty { page.note(heading.remark) }
    }

    private var basis: BilingualText {
        let pack = report.pack
        let digest = FigureFormat.shortDigest(pack.digest)
        let draft = pack.isDraft
        return BilingualText(
            zh: "《\(pack.title.zh)》（规则包 \(pack.code) 第 \(pack.revision) 版，\(pack.clauseCount) 条"
                + "\(draft ? "，征求意见稿" : "")，摘要 \(digest)）"
                + (pack.basis.isEmpty ? "" : "；依据 " + pack.basis.joined(separator: "、")),
            en: "\(pack.title.en) (pack \(pack.code), revision \(pack.revision), "
                + "\(pack.clauseCount) clauses\(draft ? ", draft for comment" : ""), digest "
                + "\(digest))"
                + (pack.basis.isEmpty
                    ? ""
                    : "; "
                        + pack.basis.joined(separator: ", ")))
    }

    private var areaBasis: BilingualText {
        let basis = report.areaBasis
        let grid = FigureFormat.decimal(basis.gridMetres, decimals: 4)
        let dense = basis.densificationMetres.map { FigureFormat.decimal($0, decimals: 0) }
        let ellipsoidal = basis.kind == .ellipsoidal
        return BilingualText(
            zh: (ellipsoidal ? "椭球面积（CGCS2000）" : "平面面积")
                + (dense.map { "，边长超过 \($0) 米加密" } ?? "，不加密") + "，计算网格 \(grid) 米",
            en: (ellipsoidal ? "ellipsoidal (CGCS2000)" : "planar")
                + (dense.map { ", edges over \($0) m densified" } ?? ", not densified")
                + ", grid \(grid) m")
    }

    private func same(_ text: String) -> BilingualText {
        let shown = text.isEmpty ? "—" : text
        return BilingualText(zh: shown, en: shown)
    }

    private func row(_ label: BilingualText, _ value: BilingualText, into table: inout Markup) {
        table.element("tr") { row in
            row.element("th", ["scope": "row"], label)
            row.element("td", ["colspan": "3"], value)
        }
    }

    private func pair(
        _ left: (BilingualText, BilingualText), _ right: (BilingualText, BilingualText),
        into table: inout Markup
    ) {
        table.element("tr") { row in
            for (label, value) in [left, right] {
                row.element("th", ["scope": "row"], label)
                row.element("td", [:], value)
            }
        }
    }

    /// The stacked bar of counts, spoken as a whole.
    private func bar(into page: inout Markup) {
        page.open("div", class: "bar", role: "img", label: verdict.counts)
        for status in FindingStatus.byUrgency where verdict.count(status) > 0 {
            let count = verdict.count(status)
            page.raw("<i class=\"b-\(status.slug)\" style=\"flex-grow:\(count)\"></i>")
        }
        page.close("div")
    }

    /// What stands before each act.
    private func actTable(into page: inout Markup) {
        guard !verdict.acts.isEmpty else { return }
        page.element("div", ["class": "wide"]) { wide in
            wide.element("table", ["class": "acts"]) { table in
                table.head(
                    [
                        BilingualText(zh: "拟办事项", en: "Act"),
                        BilingualText(zh: "可否办理", en: "May be done"),
                        BilingualText(zh: "须先解决的条款", en: "Clauses that stand before it"),
                    ], widths: ["30%", "18%", ""])
                table.element("tbody") { body in
                    for entry in verdict.acts { act(entry.act, entry.blocking, into: &body) }
                }
            }
        }
    }

    private func act(_ act: ReportAct, _ blocking: [FindingRow], into body: inout Markup) {
        let asked = act.id == report.askedAct
        body.element("tr", ["class": asked ? "asked" : nil]) { row in
            row.cell(act.name, style: asked ? "ng" : "")
            row.element("td", ["class": blocking.isEmpty ? "c free" : "c stop"]) { cell in
                cell.both(
                    blocking.isEmpty
                        ? BilingualText(zh: "可以", en: "yes")
                        : BilingualText(
                            zh: "不可（\(blocking.count) 条）", en: "no (\(blocking.count))"))
            }
            row.element("td", ["class": "ids"]) { cell in
                if blocking.isEmpty { cell.text("—") }
                for (index, entry) in blocking.enumerated() {
                    if index > 0 { cell.text(" ") }
                    if interactive {
                        cell.element(
                            "a", ["href": "#\(Anchor.of(clause: entry.clause))"], text: entry.clause
                        )
                    } else {
                        cell.element("span", ["class": "id"], text: entry.clause)
                    }
                }
            }
        }
    }
}
