import LandModel

/// The transition matrix of the classes that change; as a list where it would be too wide to print.
struct TransitionMarkup {
    /// Columns that still fit across a printed page.
    private static let widestPrinted = 8

    let matrix: TransitionMatrix
    let ledger: HectareLedger

    func write(into page: inout Markup, _ number: BilingualText) {
        if page.languages == .chinese && matrix.changedClasses.count > Self.widestPrinted {
            list(into: &page, number)
        } else {
            square(into: &page, number)
        }
    }

    private func square(into page: inout Markup, _ number: BilingualText) {
        let shown = matrix.changedClasses
        let cells = ledger.cells
        let rowTotals = cells.map { $0.reduce(0, +) }
        let columnTotals = cells.indices.map { column in cells.reduce(0) { $0 + $1[column] } }
        page.table(
            number, LabelCatalogue.transitionTable, unit: LabelCatalogue.unitHectare,
            style: "matrix"
        ) { table in
            table.element("thead") { head in
                head.element("tr") { row in
                    row.element(
                        "th", ["scope": "col"], BilingualText(zh: "前＼后", en: "before \\ after"))
                    for index in shown {
                        row.element("th", ["scope": "col"]) { cell in self.name(index, into: &cell)
                        }
                    }
                    row.element("th", ["scope": "col"], LabelCatalogue.before)
                }
            }
            table.element("tbody") { body in
                for index in shown {
                    body.element("tr") { row in
                        row.element("th", ["scope": "row"]) { cell in self.name(index, into: &cell)
                        }
                        for other in shown {
                            let absent = matrix.cells[index][other] == .zero
                            row.element(
                                "td", ["class": index == other ? "num diag" : "num"],
                                text: absent
                                    ? "—" : FigureFormat.hectares(squareMetres: cells[index][other])
                            )
                        }
                        row.figure(
                            FigureFormat.hectares(squareMetres: rowTotals[index]), bold: true)
                    }
                }
                body.element("tr", ["class": "sum"]) { row in
                    row.element("th", ["scope": "row"], LabelCatalogue.after)
                    for index in shown {
                        row.figure(
                            FigureFormat.hectares(squareMetres: columnTotals[index]), bold: true)
                    }
                    let total = shown.reduce(0) { $0 + rowTotals[$1] }
                    row.figure(FigureFormat.hectares(squareMetres: total), bold: true)
                }
            }
        }
        page.note(LabelCatalogue.matrixNote)
    }

    private func list(into page: inout Markup, _ number: BilingualText) {
        let changes = matrix.changes
        let units = matrix.classes.indices.flatMap { row in
            matrix.classes.indices.compactMap { column in
                row == column || matrix.cells[row][column] == .zero
                    ? nil : ledger.cells[row][column]
            }
        }
        page.table(number, LabelCatalogue.transitionList, unit: LabelCatalogue.unitHectareMu) {
            table in
            table.head([
                LabelCatalogue.from, LabelCatalogue.to, LabelCatalogue.hectare, LabelCatalogue.mu,
            ])
            table.element("tbody") { body in
                for (index, change) in changes.enumerated() {
                    body.element("tr") { row in
                        row.cell("\(change.from.code) \(change.from.chineseName)")
                        row.cell("\(change.to.code) \(change.to.chineseName)")
                        row.figure(FigureFormat.hectares(squareMetres: units[index]))
                        row.figure(FigureFormat.mu(change.area))
                    }
                }
                body.element("tr", ["class": "sum"]) { row in
                    row.element("td", ["class": "c ng", "colspan": "2"], LabelCatalogue.total)
                    row.figure(FigureFormat.hectares(squareMetres: units.reduce(0, +)))
                    row.figure(FigureFormat.mu(changes.reduce(Area.zero) { $0 + $1.area }))
                }
            }
        }
    }

    private func name(_ index: Int, into cell: inout Markup) {
        cell.text(matrix.classes[index].code)
        cell.raw("<br>")
        cell.both(matrix.classes[index].name)
    }
}
