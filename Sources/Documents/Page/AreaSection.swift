import LandModel

/// The tables of areas: land use, spaces, transitions, villages, basic farmland, fragmentation.
struct AreaSection {
    let report: ComplianceReport

    func write(into page: inout Markup, _ numbering: inout Numbering) {
        let tables = report.tables
        let hasAny =
            !tables.landUse.isEmpty || tables.transition != nil || !tables.spaces.isEmpty
            || tables.villages != nil || tables.farmland != nil || !tables.fragmentation.isEmpty
        guard hasAny else { return }
        let ledger = HectareLedger(tables)
        numbering.heading(LabelCatalogue.areas, anchor: "areas", into: &page)
        if !tables.landUse.isEmpty {
            LandUseMarkup(rows: tables.landUse, ledger: ledger).write(
                into: &page, numbering.nextTable())
            page.note(LabelCatalogue.levelledNote)
        }
        if let matrix = tables.transition, !matrix.changes.isEmpty {
            TransitionMarkup(matrix: matrix, ledger: ledger).write(
                into: &page, numbering.nextTable())
        }
        if !tables.spaces.isEmpty { spaces(ledger, into: &page, numbering.nextTable()) }
        if let villages = tables.villages {
            VillageMarkup(table: villages).write(into: &page, numbering.nextTable())
        }
        if let farmland = tables.farmland {
            self.farmland(farmland, into: &page, numbering.nextTable())
        }
        if !tables.fragmentation.isEmpty { fragmentation(into: &page, numbering.nextTable()) }
        makers(into: &page)
    }

    private func spaces(_ ledger: HectareLedger, into page: inout Markup, _ number: BilingualText) {
        let rows = report.tables.spaces
        let before = rows.map { ledger.spaces[$0.space]?.before ?? 0 }
        let after = rows.map { ledger.spaces[$0.space]?.after ?? 0 }
        page.table(number, LabelCatalogue.spaceTable, unit: LabelCatalogue.unitHectareMu) { table in
            table.head([
                LabelCatalogue.space, LabelCatalogue.before, LabelCatalogue.after,
                LabelCatalogue.change, LabelCatalogue.changeMu,
            ])
            table.element("tbody") { body in
                for (index, row) in rows.enumerated() {
                    line(
                        row.space.name, before[index], after[index], row.after - row.before,
                        into: &body)
                }
                let change = rows.reduce(Area.zero) { $0 + $1.after - $1.before }
                line(
                    LabelCatalogue.total, before.reduce(0, +), after.reduce(0, +), change,
                    bold: true,
                    into: &body)
            }
        }
    }

    private func line(
        _ name: BilingualText, _ before: Int64, _ after: Int64, _ change: Area, bold: Bool = false,
        into body: inout Markup
    ) {
        body.element("tr", ["class": bold ? "sum" : nil]) { row in
            row.cell(name, style: bold ? "c ng" : "c")
            row.figure(FigureFormat.hectares(squareMetres: before))
            row.figure(FigureFormat.hectares(squareMetres: after))
            row.figure(FigureFormat.signedHectares(squareMetres: after - before))
            row.figure((change > .zero ? "+" : "") + FigureFormat.mu(change))
        }
    }

    private func farmland(
        _ table: FarmlandAdjustment, into page: inout Markup, _ number: BilingualText
    ) {
        let none = BilingualText(zh: "", en: "")
        let rows: [(BilingualText, Int?, Area, BilingualText)] = [
            (
                LabelCatalogue.beforeAdjustment, table.before.parcels, table.before.area,
                table.before.remark
            ),
            (
                LabelCatalogue.takenOut, table.takenOut.parcels, table.takenOut.area,
                table.takenOut.remark
            ),
            (LabelCatalogue.putIn, table.putIn.parcels, table.putIn.area, table.putIn.remark),
            (LabelCatalogue.netIncrease, nil, table.net, table.netRemark),
            (LabelCatalogue.afterAdjustment, nil, table.after, none),
        ]
        page.table(number, LabelCatalogue.farmlandTable, unit: LabelCatalogue.unitHectareMu) {
            page in
            page.head(
                [
                    LabelCatalogue.item, LabelCatalogue.parcelCount, LabelCatalogue.hectare,
                    LabelCatalogue.mu, LabelCatalogue.remark,
                ], widths: ["16%", "11%", "20%", "20%", ""])
            page.element("tbody") { body in
                for (name, parcels, area, remark) in rows {
                    body.element("tr") { row in
                        row.cell(name, style: parcels == nil ? "c ng" : "c")
                        row.figure(parcels.map(FigureFormat.count) ?? "—")
                        row.figure(FigureFormat.hectares(area))
                        row.figure(FigureFormat.mu(area))
                        row.cell(remark)
                    }
                }
            }
        }
    }

    private func fragmentation(into page: inout Markup, _ number: BilingualText) {
        page.table(
            number, LabelCatalogue.fragmentationTable, unit: BilingualText(zh: "", en: "")
        ) { table in
            table.head(
                [
                    LabelCatalogue.index, LabelCatalogue.unit, LabelCatalogue.before,
                    LabelCatalogue.after, LabelCatalogue.better,
                ], widths: ["40%", "15%", "16%", "16%", "13%"])
            table.element("tbody") { body in
                for index in report.tables.fragmentation {
                    body.element("tr") { row in
                        row.cell(index.name)
                        row.cell(index.unit, style: "c")
                        row.figure(FigureFormat.decimal(index.before, decimals: index.decimals))
                        row.figure(FigureFormat.decimal(index.after, decimals: index.decimals))
                        row.element("td", ["class": "c"]) { cell in
                            cell.text(
                                index.after > index.before
                                    ? "↑ " : index.after < index.before ? "↓ " : "")
                            cell.both(Self.trend(index))
                        }
                    }
                }
            }
        }
    }

    /// Whether an index improved, in words.
    static func trend(_ index: FragmentationIndex) -> BilingualText {
        switch index.improved {
        case true?: LabelCatalogue.improved
        case false?: LabelCatalogue.worsened
        case nil: LabelCatalogue.unchanged
        }
    }

    /// Who made and checked the tables, and when.
    private func makers(into page: inout Markup) {
        let heading = report.heading
        let blank = "　　　　　"
        page.element("div", ["class": "cap makers"]) { line in
            for (label, name) in [
                (LabelCatalogue.preparedBy, heading.preparedBy),
                (LabelCatalogue.reviewedBy, heading.reviewedBy),
            ] {
                line.element("span") { span in
                    span.both(label)
                    span.text(name.isEmpty ? blank : name)
                }
            }
            line.element("span") { span in
                span.both(LabelCatalogue.preparedOn)
                span.both(FigureFormat.day(report.asOf))
            }
        }
    }
}
