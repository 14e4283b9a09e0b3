import LandModel
import Policy

/// What a finding rests on, in the fixed order of the evidence drawer: clause, measured and
/// required, derivation, remedy, data.
struct EvidenceMarkup {
    let words: ValueWords

    func write(_ finding: Finding, into page: inout Markup) {
        page.element("dl") { list in
            item(LabelCatalogue.citedText, into: &list) { cell in
                cell.element("q", ["class": "law"], text: finding.citation.phrase)
                cell.element(
                    "span", ["class": "src"],
                    text: "\(finding.citation.document)　\(finding.citation.clause)")
            }
            if !finding.message.zh.isEmpty {
                item(LabelCatalogue.draftMessage, into: &list) { $0.both(finding.message) }
            }
            if finding.measured != nil || finding.required != nil {
                item(LabelCatalogue.comparison, into: &list) { comparison(finding, into: &$0) }
            }
            state(finding, into: &list)
            if !finding.trace.isEmpty {
                item(LabelCatalogue.derivation, into: &list) { cell in
                    cell.element("ul", ["class": "tree"]) { tree in
                        for node in finding.trace { self.node(node, into: &tree) }
                    }
                }
            }
            if !finding.remedy.zh.isEmpty, finding.status != .satisfied {
                item(LabelCatalogue.howToMend, into: &list) { $0.both(finding.remedy) }
            }
            data(finding, into: &list)
        }
    }

    private func item(
        _ label: BilingualText, into list: inout Markup, _ content: (inout Markup) -> Void
    ) {
        list.element("dt", [:], label)
        list.element("dd") { content(&$0) }
    }

    private func comparison(_ finding: Finding, into page: inout Markup) {
        let pair = words.pair(of: finding)
        page.element("div", ["class": "mr"]) { box in
            quantity(LabelCatalogue.measured, pair.measured, finding.measured, finding, into: &box)
            quantity(LabelCatalogue.required, pair.required, finding.required, finding, into: &box)
            if let gap = finding.gap {
                let short = gap > .zero
                let figure = words.difference(gap.magnitude, unit: finding.unit)
                quantity(
                    short ? LabelCatalogue.gap : LabelCatalogue.margin, figure,
                    .number(gap.magnitude), finding, into: &box)
            }
        }
        gauge(finding, into: &page)
    }

    private func quantity(
        _ label: BilingualText, _ text: BilingualText?, _ value: EvaluatedValue?,
        _ finding: Finding, into page: inout Markup
    ) {
        guard let text else { return }
        page.element("div") { box in
            box.element("small", [:], label)
            box.element("b", [:], text)
            guard finding.unit == .area, let number = value?.number, number != .zero else { return }
            let area = ValueWords.area(number)
            let (mu, metres) = (FigureFormat.mu(area), FigureFormat.squareMetres(area))
            box.element(
                "small", [:],
                BilingualText(zh: "\(mu) 亩 · \(metres) 平方米", en: "\(mu) mu · \(metres) m²"))
        }
    }

    /// A bar of the measured value with a mark at the bound; only where both are positive.
    private func gauge(_ finding: Finding, into page: inout Markup) {
        guard page.languages == .both, let measured = finding.measured?.number?.approximation,
            let required = finding.required?.number?.approximation, measured >= 0, required > 0
        else { return }
        let widest = max(measured, required) * 1.15
        let width = FigureFormat.decimal(measured / widest * 100, decimals: 1)
        let mark = FigureFormat.decimal(required / widest * 100, decimals: 1)
        page.raw(
            "<div class=\"gauge s-\(finding.status.slug)\" aria-hidden=\"true\">"
                + "<i style=\"width:\(width)%\"></i><b style=\"left:\(mark)%\"></b></div>")
    }

    /// What is missing, who must move, until when, and what was waived.
    private func state(_ finding: Finding, into list: inout Markup) {
        if !finding.missing.isEmpty {
            item(LabelCatalogue.lacking, into: &list) { cell in
                cell.element("ul", ["class": "plain"]) { items in
                    for entry in finding.missing {
                        items.element("li") { line in
                            line.element("span", ["class": "kind"], entry.item.kindWord.word)
                            line.both(entry.name)
                        }
                    }
                }
            }
        }
        if let limit = FindingWords.limit(finding) {
            item(LabelCatalogue.dueOn, into: &list) { $0.both(limit) }
        }
        if !finding.actors.isEmpty {
            item(LabelCatalogue.actors, into: &list) {
                $0.both(words.list(finding.actors.map(words.name)))
            }
        }
        if !finding.blocks.isEmpty {
            item(LabelCatalogue.standsBefore, into: &list) {
                $0.both(words.list(finding.blocks.map(words.name)))
            }
        }
        if let waiver = finding.waiver {
            item(LabelCatalogue.waiver, into: &list) { cell in
                cell.both(waiver.byNames)
                cell.text(" \(waiver.date) ")
                cell.element("q", ["class": "law"], text: waiver.reason)
            }
        }
        if let problem = finding.problem {
            item(LabelCatalogue.packProblem, into: &list) { cell in
                cell.text(problem.code.rawValue + " ")
                cell.both(problem.text)
            }
        }
    }

    /// Related figures, readings and the digests of the data.
    private func data(_ finding: Finding, into list: inout Markup) {
        if !finding.shows.isEmpty {
            item(LabelCatalogue.shown, into: &list) { cell in
                cell.element("ul", ["class": "plain"]) { items in
                    for shown in finding.shows {
                        items.element("li") { line in
                            line.both(shown.term)
                            line.text(" ")
                            line.element("b", [:], FactWords(words: words).text(shown.fact))
                        }
                    }
                }
            }
        }
        if !finding.readings.isEmpty {
            item(LabelCatalogue.readingNotes, into: &list) { cell in
                for reading in finding.readings {
                    cell.element(
                        "a", ["href": "#r-\(Anchor.of(clause: reading.id))", "class": "rd"],
                        reading.text)
                }
            }
        }
        if !finding.evidence.isEmpty {
            item(LabelCatalogue.restsOn, into: &list) { cell in
                cell.element("ul", ["class": "plain"]) { items in
                    for evidence in finding.evidence {
                        items.element("li") { self.evidence(evidence, into: &$0) }
                    }
                }
            }
        }
    }

    private func node(_ node: Explanation, into tree: inout Markup) {
        tree.element("li") { item in
            item.element("div", ["class": "nd"]) { line in
                line.element("code", [:], text: node.text)
                if let name = words.names[node.text] { line.element("span", ["class": "gl"], name) }
                line.element("b", [:], words.text(node.value, unit: node.unit, decimals: 4))
            }
            for evidence in node.evidence {
                item.element("div", ["class": "lf"]) { self.evidence(evidence, into: &$0) }
            }
            if !node.children.isEmpty {
                item.element("ul") { inner in
                    for child in node.children { self.node(child, into: &inner) }
                }
            }
        }
    }

    private func evidence(_ evidence: Evidence, into page: inout Markup) {
        page.element("span", ["class": "src"], text: evidence.source)
        if !evidence.digest.isEmpty {
            page.element(
                "code", ["class": "hash", "title": evidence.digest],
                text: FigureFormat.shortDigest(evidence.digest))
        }
        if !evidence.note.isEmpty { page.element("span", ["class": "src"], text: evidence.note) }
    }
}
