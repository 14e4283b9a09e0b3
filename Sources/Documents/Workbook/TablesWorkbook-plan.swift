import LandModel

extension TablesWorkbook {
    func spaces(_ sheet: Sheet) {
        sheet.start(
            title: "三生空间变化表", number: "TC-04", unit: "单位：平方米",
            columns: [("空间", 16), ("整治前", 20), ("整治后", 20), ("增减", 20)])
        let rows = report.tables.spaces
        let first = sheet.row
        for row in rows {
            let at = (Sheet.name(column: 1, row: sheet.row), Sheet.name(column: 2, row: sheet.row))
            sheet.add([
                .centred(row.space.name.zh), .metres(row.before), .metres(row.after),
                .formula("=\(at.1)-\(at.0)", (row.after - row.before).squareMetres, decimals: 2),
            ])
        }
        guard !rows.isEmpty else { return }
        let last = sheet.row - 1
        let before = rows.reduce(Area.zero) { $0 + $1.before }
        let after = rows.reduce(Area.zero) { $0 + $1.after }
        sheet.add(
            [
                .centred("合计"), Self.sum(column: 1, from: first, to: last, before.squareMetres),
                Self.sum(column: 2, from: first, to: last, after.squareMetres),
                Self.sum(column: 3, from: first, to: last, (after - before).squareMetres),
            ], isTotal: true)
    }

    func villages(_ sheet: Sheet) {
        let table = report.tables.villages ?? VillageTasks(kinds: [], rows: [])
        sheet.start(
            title: "分村整治任务表", number: "TC-05", unit: "单位：块、平方米",
            columns: [("村", 20)]
                + table.kinds.flatMap { [("\($0.zh)（块）", 14), ("\($0.zh)（平方米）", 20)] }
                + [("新增耕地（平方米）", 20), ("建新安置（平方米）", 20)])
        let first = sheet.row
        for row in table.rows {
            sheet.add(
                [.centred(row.village)]
                    + row.amounts.flatMap { amount -> [SheetCell] in
                        [.number(Double(amount.parcels), decimals: 0), .metres(amount.area)]
                    } + [.metres(row.newCultivated), .metres(row.newConstruction)])
        }
        guard !table.rows.isEmpty else { return }
        let last = sheet.row - 1
        let total = table.total
        let values =
            total.amounts.flatMap { [(Double($0.parcels), 0), ($0.area.squareMetres, 2)] }
            + [(total.newCultivated.squareMetres, 2), (total.newConstruction.squareMetres, 2)]
        sheet.add(
            [.centred("合计")]
                + values.enumerated().map { column, entry in
                    Self.sum(
                        column: column + 1, from: first, to: last, entry.0, decimals: entry.1)
                }, isTotal: true)
    }

    func farmland(_ sheet: Sheet) {
        sheet.start(
            title: "永久基本农田调整表", number: "TC-06", unit: "单位：块、平方米、公顷、亩",
            columns: [("项目", 14), ("块数", 10), ("平方米", 20), ("公顷", 16), ("亩", 16), ("说明", 44)])
        guard let table = report.tables.farmland else { return }
        let first = sheet.row
        let lines = [("调整前", table.before), ("调出", table.takenOut), ("调入", table.putIn)]
        for (name, line) in lines {
            sheet.add([
                .centred(name), line.parcels.map { .number(Double($0), decimals: 0) } ?? .empty,
                .metres(line.area),
                .hectares(LevelledHectares.rounded(line.area)), .number(line.area.mu, decimals: 2),
                .text(line.remark.zh),
            ])
        }
        let places = (0..<3).map { Sheet.name(column: 2, row: first + $0) }
        for (name, formula, area, remark) in [
            ("净增", "=\(places[2])-\(places[1])", table.net, table.netRemark.zh),
            ("调整后", "=\(places[0])-\(places[1])+\(places[2])", table.after, ""),
        ] {
            sheet.add(
                [
                    .centred(name), .empty, .formula(formula, area.squareMetres, decimals: 2),
                    .hectares(LevelledHectares.rounded(area)), .number(area.mu, decimals: 2),
                    .text(remark),
                ], isTotal: true)
        }
    }

    func fragmentation(_ sheet: Sheet) {
        sheet.start(
            title: "耕地破碎化指标", number: "TC-07", unit: "",
            columns: [("指标", 36), ("单位", 14), ("整治前", 18), ("整治后", 18), ("增减", 18), ("变化", 12)])
        for index in report.tables.fragmentation {
            let at = (Sheet.name(column: 2, row: sheet.row), Sheet.name(column: 3, row: sheet.row))
            sheet.add([
                .text(index.name.zh), .centred(index.unit.zh),
                .number(index.before, decimals: index.decimals),
                .number(index.after, decimals: index.decimals),
                .formula("=\(at.1)-\(at.0)", index.after - index.before, decimals: index.decimals),
                .centred(AreaSection.trend(index).zh),
            ])
        }
    }

    func closure(_ sheet: Sheet) {
        sheet.start(
            title: "面积闭合核验表", number: "TC-08", unit: "单位：平方米",
            columns: [
                ("核验范围", 44), ("个数", 12), ("分项之和", 22), ("控制面积", 22), ("闭合差", 16), ("结论", 12),
            ])
        for line in report.tables.closure {
            let at = (Sheet.name(column: 2, row: sheet.row), Sheet.name(column: 3, row: sheet.row))
            let closed = line.residual == .zero
            sheet.add([
                .text(line.scope.zh), .number(Double(line.members), decimals: 0), .metres(line.sum),
                .metres(line.control),
                .formula("=ROUND(\(at.0)-\(at.1),2)", line.residual.squareMetres, decimals: 2),
                .verdict(
                    (closed ? LabelCatalogue.closes : LabelCatalogue.doesNotClose).zh,
                    colour: closed ? "#1c6b3c" : "#b42318"),
            ])
        }
    }

    func sources(_ sheet: Sheet) {
        sheet.start(
            title: "数据来源表", number: "TC-09", unit: "",
            columns: [("数据", 32), ("图层", 18), ("时点", 16), ("图斑数", 12), ("SHA-256", 72)])
        for source in report.sources {
            sheet.add([
                .text(source.name.zh), .centred(source.layer), .centred(source.edition.zh),
                .number(Double(source.featureCount), decimals: 0), .digest(source.digest),
            ])
        }
        sheet.add([
            .text("规则包 \(report.pack.title.zh)"), .centred(report.pack.code),
            .centred("第 \(report.pack.revision) 版"),
            .number(Double(report.pack.clauseCount), decimals: 0), .digest(report.pack.digest),
        ])
    }

    func quality(_ sheet: Sheet) {
        sheet.start(
            title: "质量检查汇总表", number: "TC-10", unit: "单位：平方米",
            columns: [
                ("序号", 8), ("规则", 24), ("检查内容", 60), ("级别", 10), ("数量", 12), ("涉及面积", 20),
            ])
        for (index, line) in report.tables.quality.enumerated() {
            sheet.add([
                .number(Double(index + 1), decimals: 0), .text(line.rule), .text(line.title.zh),
                .centred(
                    (line.severity == .error ? LabelCatalogue.error : LabelCatalogue.warning).zh),
                .number(Double(line.count), decimals: 0), line.area.map { .metres($0) } ?? .empty,
            ])
        }
    }
}
