import LandModel

/// The report as one self-contained hypertext file: style, script and drawings inside, no request
/// to anywhere; Chinese without script, English by a switch.
struct ReportPage {
    /// Longest side of the maps in pixels of their drawing.
    private static let mapSide = 1600
    /// Most bytes of land use in the file.
    private static let mapBudget = 1_900_000

    let report: ComplianceReport

    /// The file's text.
    var hypertext: String {
        let verdict = ReportVerdict(report)
        let words = ValueWords(names: report.names)
        let maps = report.map.map { drawing in
            MapSection(
                sheet: MapSheet(drawing, longestSide: Self.mapSide, budget: Self.mapBudget),
                report: report)
        }
        var numbering = Numbering()
        var body = Markup(.both)
        VerdictSection(report: report, verdict: verdict, interactive: true)
            .write(into: &body, &numbering)
        ShortfallSection(report: report, verdict: verdict, words: words)
            .write(into: &body, &numbering)
        FindingSection(report: report, verdict: verdict, words: words)
            .write(into: &body, &numbering)
        AreaSection(report: report).write(into: &body, &numbering)
        maps?.write(into: &body, &numbering)
        let proof = ProofSections(report: report)
        proof.closure(into: &body, &numbering)
        proof.readings(into: &body, &numbering)
        proof.sources(into: &body, &numbering)
        proof.quality(into: &body, &numbering)
        SignatureSection(report: report).write(into: &body, &numbering)
        return document(body: body.source, definitions: maps?.definitions ?? "", numbering)
    }

    private func document(body: String, definitions: String, _ numbering: Numbering) -> String {
        var page = Markup(.both)
        page.raw(
            "<!doctype html>\n<html lang=\"zh-CN\" data-lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n"
        )
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        page.raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n")
        page.element("title", [:], text: title)
        page.raw(
            "\n<link rel=\"icon\" href=\"data:,\">\n<style>\(ReportStyle.text)</style>\n</head>\n")
        page.raw("<body class=\"\(report.pack.isDraft ? "draft" : "")\">\n")
        page.raw(
            "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>"
                + Icon.definitions + definitions + "</defs></svg>\n")
        topBar(into: &page)
        page.raw("<div class=\"shell\">\n")
        contents(numbering, into: &page)
        page.raw("<main id=\"main\"><article class=\"paper\">\n")
        page.raw(body)
        page.raw("\n")
        foot(into: &page)
        page.raw(
            "</article></main>\n</div>\n<script>\(ReportScript.text)</script>\n</body>\n</html>\n")
        return page.source
    }

    private var title: String {
        "\(LabelCatalogue.titleReport.zh) \(report.heading.projectName) \(report.heading.number)"
    }

    private func topBar(into page: inout Markup) {
        page.element("a", ["class": "skip", "href": "#main"], LabelCatalogue.skip)
        page.raw("<header class=\"top noprint\"><span class=\"mark\">\(Self.mark)田畴</span>")
        page.element("span", ["class": "name"]) { name in
            name.both(LabelCatalogue.titleReport)
            if report.pack.isDraft { name.element("em", [:], LabelCatalogue.draftMark) }
        }
        page.element("span", ["class": "no"], text: report.heading.number)
        page.raw("<button type=\"button\" id=\"lang\" lang=\"en\" hidden>English</button>")
        page.raw("<button type=\"button\" id=\"print\" hidden>")
        page.both(LabelCatalogue.printing)
        page.raw("</button></header>\n")
    }

    private func contents(_ numbering: Numbering, into page: inout Markup) {
        page.open("nav", class: "toc noprint", label: LabelCatalogue.contents)
        page.element("ol") { list in
            for entry in numbering.contents {
                list.element("li") { item in
                    item.element("a", ["href": "#\(entry.anchor)"], entry.title)
                }
            }
        }
        page.close("nav")
        page.raw("\n")
    }

    private func foot(into page: inout Markup) {
        page.element("div", ["class": "pn"]) { foot in
            foot.element("span") { number in
                number.both(LabelCatalogue.reportNumber)
                number.text(" " + report.heading.number)
            }
            foot.element("span") { pack in
                pack.text("\(report.pack.code) · \(FigureFormat.shortDigest(report.pack.digest))")
            }
        }
    }

    private static let mark =
        "<svg width=\"18\" height=\"18\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><rect x=\"1.5\" y=\"1.5\" "
        + "width=\"17\" height=\"17\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2\"/><path d=\"M10 2v16M2 "
        + "10h16\" stroke=\"#fff\" stroke-width=\"1.6\"/><path d=\"M10 10h8v8h-8z\" fill=\"#8fd0b4\"/></svg>"
}
