import LandModel
import Policy

/// What lets a reviewer trust the figures: closure, readings, sources, data quality.
struct ProofSections {
    let report: ComplianceReport

    func closure(into page: inout Markup, _ numbering: inout Numbering) {
        guard !report.tables.closure.isEmpty else { return }
        numbering.heading(LabelCatalogue.closure, anchor: "closure", into: &page)
        let closed = report.tables.closure.allSatisfy { $0.residual == .zero }
        page.element(
            "p", ["class": closed ? "seal ok" : "seal bad"],
            closed
                ? BilingualText(
                    zh: "各项之和均等于控制面积，闭合差 0.00 平方米。",
                    en: "Every sum equals its control area: residual 0.00 m².")
                : BilingualText(
                    zh: "有分项之和不等于控制面积，闭合差见下表。",
                    en: "Some sums differ from their control areas; see the residuals."))
        page.table(
            numbering.nextTable(), LabelCatalogue.closureTable, unit: LabelCatalogue.unitSquareMetre
        ) { table in
            table.head(
                [
                    LabelCatalogue.scope, LabelCatalogue.members, LabelCatalogue.sum,
                    LabelCatalogue.control, LabelCatalogue.residual, LabelCatalogue.conclusion,
                ], widths: ["34%", "10%", "18%", "18%", "10%", "10%"])
            table.element("tbody") { body in
                for line in report.tables.closure { self.line(line, into: &body) }
            }
        }
    }

    private func line(_ line: ClosureLine, into body: inout Markup) {
        let closed = line.residual == .zero
        body.element("tr") { row in
            row.cell(line.scope)
            row.figure(FigureFormat.count(line.members))
            row.figure(FigureFormat.squareMetres(line.sum))
            row.figure(FigureFormat.squareMetres(line.control))
            row.figure(FigureFormat.squareMetres(line.residual), bold: !closed)
            row.cell(
                closed ? LabelCatalogue.closes : LabelCatalogue.doesNotClose,
                style: closed ? "c" : "c ng")
        }
    }

    func readings(into page: inout Markup, _ numbering: inout Numbering) {
        numbering.heading(LabelCatalogue.readings, anchor: "readings", into: &page)
        var seen: Set<String> = []
        let readings = report.findings.flatMap(\.readings).filter { seen.insert($0.id).inserted }
        page.element("ol", ["class": "readings"]) { list in
            for reading in readings {
                list.element("li", ["id": "r-\(Anchor.of(clause: reading.id))"]) { item in
                    item.both(reading.text)
                    let clauses = FindingRow.fold(
                        report.findings.filter { $0.readings.contains { $0.id == reading.id } })
                    let ids = clauses.map(\.clause).joined(separator: "、")
                    item.both("（用于 \(ids)）", " (\(ids))")
                }
            }
            list.element("li", [:], LabelCatalogue.levelledNote.dropNotePrefix)
        }
    }

    func sources(into page: inout Markup, _ numbering: inout Numbering) {
        guard !report.sources.isEmpty else { return }
        numbering.heading(LabelCatalogue.sources, anchor: "sources", into: &page)
        page.table(
            numbering.nextTable(), LabelCatalogue.sourceTable, unit: BilingualText(zh: "", en: "")
        ) { table in
            table.head(
                [
                    LabelCatalogue.layer, LabelCatalogue.edition, LabelCatalogue.features,
                    BilingualText(zh: "SHA-256", en: "SHA-256"),
                ], widths: ["28%", "14%", "11%", ""])
            table.element("tbody") { body in
                for source in report.sources {
                    body.element("tr") { row in
                        row.element("td") { cell in
                            cell.both(source.name)
                            if !source.layer.isEmpty { cell.text(" " + source.layer) }
                        }
                        row.cell(source.edition, style: "c")
                        row.figure(FigureFormat.count(source.featureCount))
                        row.element("td", ["class": "hash"], text: source.digest)
                    }
                }
            }
        }
    }

    func quality(into page: inout Markup, _ numbering: inout Numbering) {
        guard !report.tables.quality.isEmpty else { return }
        numbering.heading(LabelCatalogue.quality, anchor: "quality", into: &page)
        page.table(
            numbering.nextTable(), LabelCatalogue.qualityTable, unit: LabelCatalogue.unitSquareMetre
        ) { table in
            table.head(
                [
                    LabelCatalogue.number, LabelCatalogue.code, LabelCatalogue.item,
                    LabelCatalogue.severity, LabelCatalogue.count, LabelCatalogue.area,
                ], widths: ["7%", "", "", "10%", "10%", "18%"])
            table.element("tbody") { body in
                for (index, line) in report.tables.quality.enumerated() {
                    body.element("tr") { row in
                        row.cell("\(index + 1)", style: "c")
                        row.cell(line.rule, style: "id")
                        row.cell(line.title)
                        row.cell(
                            line.severity == .error ? LabelCatalogue.error : LabelCatalogue.warning,
                            style: "c")
                        row.figure(
                            FigureFormat.count(line.count),
                            bold: line.count > 0 && line.severity == .error)
                        row.figure(line.area.map(FigureFormat.squareMetres) ?? "—")
                    }
                }
            }
        }
    }
}

extension BilingualText {
    /// The text without the word 注： in front.
    fileprivate var dropNotePrefix: BilingualText {
        BilingualText(zh: zh.hasPrefix("注：") ? String(zh.dropFirst(2)) : zh, en: en)
    }
}
