import LandModel

/// The table of tasks village by village.
struct VillageMarkup {
    let table: VillageTasks

    func write(into page: inout Markup, _ number: BilingualText) {
        let levelled = table.kinds.indices.map { kind in
            LevelledHectares.level(table.rows.map { $0.amounts[kind].area })
        }
        let isSum = table.rows.allSatisfy { row in
            row.newCultivated == row.amounts.reduce(.zero) { $0 + $1.area }
        }
        let cultivated =
            isSum
            ? table.rows.indices.map { row in levelled.reduce(0) { $0 + $1[row] } }
            : LevelledHectares.level(table.rows.map(\.newCultivated))
        let built = LevelledHectares.level(table.rows.map(\.newConstruction))
        page.table(
            number, LabelCatalogue.villageTable, unit: LabelCatalogue.unitParcelHectare,
            style: "villages"
        ) { page in
            head(into: &page)
            page.element("tbody") { body in
                for (index, row) in table.rows.enumerated() {
                    line(
                        row.village, row.amounts.map(\.parcels), levelled.map { $0[index] },
                        cultivated[index], built[index], into: &body)
                }
                line(
                    nil, table.total.amounts.map(\.parcels), levelled.map { $0.reduce(0, +) },
                    cultivated.reduce(0, +), built.reduce(0, +), into: &body)
            }
        }
    }

    private func head(into page: inout Markup) {
        page.element("thead") { head in
            head.element("tr") { row in
                row.element("th", ["scope": "col", "rowspan": "2"], LabelCatalogue.village)
                for kind in table.kinds {
                    row.element("th", ["scope": "colgroup", "colspan": "2"], kind)
                }
                row.element("th", ["scope": "col", "rowspan": "2"], LabelCatalogue.newCultivated)
                row.element("th", ["scope": "col", "rowspan": "2"], LabelCatalogue.newConstruction)
            }
            head.element("tr") { row in
                for _ in table.kinds {
                    row.element("th", ["scope": "col"], LabelCatalogue.parcels)
                    row.element("th", ["scope": "col"], LabelCatalogue.area)
                }
            }
        }
    }

    /// One line; without a village it is the total.
    private func line(
        _ village: String?, _ parcels: [Int], _ areas: [Int64], _ cultivated: Int64, _ built: Int64,
        into body: inout Markup
    ) {
        body.element("tr", ["class": village == nil ? "sum" : nil]) { row in
            if let village {
                row.cell(village, style: "c nowrap")
            } else {
                row.cell(LabelCatalogue.total, style: "c ng")
            }
            for kind in table.kinds.indices {
                row.figure(parcels[kind] == 0 ? "—" : FigureFormat.count(parcels[kind]))
                row.figure(
                    parcels[kind] == 0 ? "—" : FigureFormat.hectares(squareMetres: areas[kind]))
            }
            row.figure(cultivated == 0 ? "—" : FigureFormat.hectares(squareMetres: cultivated))
            row.figure(built == 0 ? "—" : FigureFormat.hectares(squareMetres: built))
        }
    }
}
