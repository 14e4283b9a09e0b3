import LandModel

/// The table of land use before and after, by the three-way class, with subtotals.
struct LandUseMarkup {
    let rows: [LandUseChange]
    let ledger: HectareLedger

    func write(into page: inout Markup, _ number: BilingualText) {
        let sorted = rows.sorted { $0.landClass < $1.landClass }
        let before = sorted.map { ledger.units($0.landClass).before }
        let after = sorted.map { ledger.units($0.landClass).after }
        page.table(number, LabelCatalogue.landUseTable, unit: LabelCatalogue.unitHectareMu) {
            table in
            table.head(
                [
                    LabelCatalogue.threeWay, LabelCatalogue.code, LabelCatalogue.landClass,
                    LabelCatalogue.before, LabelCatalogue.after, LabelCatalogue.change,
                    LabelCatalogue.changeMu,
                ], widths: ["13%", "8%", "22%", "14%", "14%", "14%", "15%"])
            table.element("tbody") { body in
                for group in ThreeWayClass.allCases {
                    let members = sorted.indices.filter { sorted[$0].landClass.threeWay == group }
                    for (place, index) in members.enumerated() {
                        body.element("tr") { row in
                            if place == 0 {
                                row.element(
                                    "td", ["class": "c", "rowspan": "\(members.count + 1)"],
                                    group.name)
                            }
                            row.cell(sorted[index].landClass.code, style: "c")
                            row.cell(sorted[index].landClass.name)
                            figures(
                                before[index], after[index],
                                sorted[index].after - sorted[index].before, into: &row)
                        }
                    }
                    guard !members.isEmpty else { continue }
                    body.element("tr", ["class": "sum"]) { row in
                        row.element(
                            "td", ["class": "c ng", "colspan": "2"], LabelCatalogue.subtotal)
                        sum(of: members, sorted, before, after, into: &row)
                    }
                }
                body.element("tr", ["class": "sum"]) { row in
                    row.element("td", ["class": "c ng", "colspan": "3"], LabelCatalogue.total)
                    sum(of: Array(sorted.indices), sorted, before, after, into: &row)
                }
            }
        }
    }

    private func sum(
        of members: [Int], _ rows: [LandUseChange], _ before: [Int64], _ after: [Int64],
        into row: inout Markup
    ) {
        figures(
            members.reduce(0) { $0 + before[$1] }, members.reduce(0) { $0 + after[$1] },
            members.reduce(Area.zero) { $0 + rows[$1].after - rows[$1].before }, into: &row)
    }

    private func figures(
        _ before: Int64, _ after: Int64, _ change: Area, into row: inout Markup
    ) {
        row.figure(FigureFormat.hectares(squareMetres: before))
        row.figure(FigureFormat.hectares(squareMetres: after))
        row.figure(FigureFormat.signedHectares(squareMetres: after - before))
        row.figure((change > .zero ? "+" : "") + FigureFormat.mu(change))
    }
}
