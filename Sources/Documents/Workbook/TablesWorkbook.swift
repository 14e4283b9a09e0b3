import LandModel
import Policy

/// The tables of a report as a workbook with official headings (`tables.xlsx`).
///
/// Numbers are numbers; totals are formulas that carry their value. Areas stand in square metres,
/// exact, beside levelled hectares.
struct TablesWorkbook {
    let report: ComplianceReport

    /// Writes the file.
    ///
    /// - Throws: ``DocumentsError/workbook(path:reason:)`` when it cannot be written.
    func write(to path: String) throws(DocumentsError) {
        let title = "\(LabelCatalogue.titleReport.zh) \(report.heading.number)"
        let book = try Workbook(path: path, title: title, moment: report.moment)
        let verdict = ReportVerdict(report)
        fill(book, "条款审查表") { clauses(verdict, into: $0) }
        fill(book, "土地利用结构变化表", landUse)
        fill(book, "地类转移矩阵", transition)
        fill(book, "三生空间", spaces)
        fill(book, "分村任务表", villages)
        fill(book, "永久基本农田调整表", farmland)
        fill(book, "破碎化指标", fragmentation)
        fill(book, "闭合核验", closure)
        fill(book, "数据来源", sources)
        fill(book, "质量检查汇总", quality)
        try book.close()
    }

    private func fill(_ book: Workbook, _ name: String, _ content: (Sheet) -> Void) {
        guard let sheet = book.addSheet(name) else { return }
        content(sheet)
        sheet.finish(report)
    }

    private func clauses(_ verdict: ReportVerdict, into sheet: Sheet) {
        sheet.start(
            title: "条款审查表", number: "TC-01", unit: "共 \(verdict.rows.count) 条",
            columns: [
                ("序号", 6), ("条款", 11), ("规定", 46), ("对象", 16), ("强度", 8), ("要求", 18),
                ("实测或记录", 18), ("差额", 26), ("结论", 10), ("依据", 12), ("原文用语", 30), ("期限", 12),
                ("修改要求或豁免理由", 50), ("责任单位", 24),
            ])
        let words = ValueWords(names: report.names)
        var number = 0
        for row in verdict.rows {
            for finding in row.findings {
                number += 1
                let pair = words.pair(of: finding)
                let remedy =
                    finding.waiver?.reason
                    ?? (finding.status == .satisfied ? "" : finding.remedy.zh)
                sheet.add([
                    .number(Double(number), decimals: 0), .centred(finding.clause),
                    .text(finding.title.zh), .text(finding.subject.name),
                    .centred(finding.strength.word.zh),
                    .centred((pair.required ?? FindingWords.requirement(finding)).zh),
                    .centred((pair.measured ?? FindingWords.recorded(finding)).zh),
                    .text(FindingWords.shortfall(finding, words)?.zh ?? ""),
                    .verdict(finding.status.word.zh, colour: Self.ink(finding.status)),
                    .centred(finding.citation.clause), .text(finding.citation.phrase),
                    .centred(finding.dueOn.map { "\($0)" } ?? ""), .text(remedy),
                    .text(words.list(finding.actors.map(words.name)).zh),
                ])
            }
        }
    }

    /// The colour of a verdict on white paper.
    private static func ink(_ status: FindingStatus) -> String {
        status == .overdue ? status.colours.ground : status.colours.text
    }

    private func landUse(_ sheet: Sheet) {
        sheet.start(
            title: "整治前后土地利用结构变化表", number: "TC-02", unit: "单位：平方米、公顷",
            columns: [
                ("三大类", 12), ("编码", 9), ("地类", 22), ("整治前（平方米）", 19), ("整治后（平方米）", 19),
                ("增减（平方米）", 17), ("整治前（公顷）", 15), ("整治后（公顷）", 15), ("增减（公顷）", 14),
            ])
        let rows = report.tables.landUse.sorted { $0.landClass < $1.landClass }
        let ledger = HectareLedger(report.tables)
        let levelled = (
            before: rows.map { ledger.units($0.landClass).before },
            after: rows.map { ledger.units($0.landClass).after }
        )
        var subtotals: [UInt32] = []
        for group in ThreeWayClass.allCases {
            let members = rows.indices.filter { rows[$0].landClass.threeWay == group }
            guard !members.isEmpty else { continue }
            let first = sheet.row
            for index in members {
                let change = rows[index].after - rows[index].before
                let at = (
                    Sheet.name(column: 3, row: sheet.row), Sheet.name(column: 4, row: sheet.row)
                )
                sheet.add([
                    .centred(group.name.zh), .centred(rows[index].landClass.code),
                    .text(rows[index].landClass.chineseName), .metres(rows[index].before),
                    .metres(rows[index].after),
                    .formula("=\(at.1)-\(at.0)", change.squareMetres, decimals: 2),
                    .hectares(levelled.before[index]), .hectares(levelled.after[index]),
                    .change(levelled.after[index] - levelled.before[index]),
                ])
            }
            let last = sheet.row - 1
            subtotals.append(sheet.row)
            sums(of: members, rows, levelled, label: "小计", into: sheet) {
                "=SUM(\(Sheet.name(column: $0, row: first)):\(Sheet.name(column: $0, row: last)))"
            }
        }
        guard !rows.isEmpty else { return }
        sums(of: Array(rows.indices), rows, levelled, label: "合计", into: sheet) { column in
            "=" + subtotals.map { Sheet.name(column: column, row: $0) }.joined(separator: "+")
        }
    }

    private func sums(
        of members: [Int], _ rows: [LandUseChange], _ levelled: (before: [Int64], after: [Int64]),
        label: String, into sheet: Sheet, _ formula: (Int) -> String
    ) {
        let before = members.reduce(Area.zero) { $0 + rows[$1].before }
        let after = members.reduce(Area.zero) { $0 + rows[$1].after }
        let unitsBefore = members.reduce(0) { $0 + levelled.before[$1] }
        let unitsAfter = members.reduce(0) { $0 + levelled.after[$1] }
        sheet.add(
            [
                .centred(label), .empty, .empty,
                .formula(formula(3), before.squareMetres, decimals: 2),
                .formula(formula(4), after.squareMetres, decimals: 2),
                .formula(formula(5), (after - before).squareMetres, decimals: 2),
                .formula(formula(6), Double(unitsBefore) / 10_000, decimals: 4),
                .formula(formula(7), Double(unitsAfter) / 10_000, decimals: 4),
                .formula(formula(8), Double(unitsAfter - unitsBefore) / 10_000, decimals: 4),
            ], isTotal: true)
    }

    private func transition(_ sheet: Sheet) {
        let matrix = report.tables.transition ?? TransitionMatrix(classes: [], cells: [])
        sheet.start(
            title: "地类转移矩阵", number: "TC-03", unit: "单位：平方米",
            columns: [("整治前＼整治后", 24)]
                + matrix.classes.map { ("\($0.code) \($0.chineseName)", 16) } + [("合计", 18)])
        let first = sheet.row
        for (index, landClass) in matrix.classes.enumerated() {
            let ends = (
                Sheet.name(column: 1, row: sheet.row),
                Sheet.name(column: matrix.classes.count, row: sheet.row)
            )
            sheet.add(
                [.text("\(landClass.code) \(landClass.chineseName)")]
                    + matrix.cells[index].map { $0 == .zero ? .empty : .metres($0) }
                    + [
                        .formula(
                            "=SUM(\(ends.0):\(ends.1))", matrix.rowTotals[index].squareMetres,
                            decimals: 2)
                    ])
        }
        guard !matrix.classes.isEmpty else { return }
        let last = sheet.row - 1
        let totals = matrix.columnTotals + [matrix.columnTotals.reduce(.zero, +)]
        sheet.add(
            [.centred("合计")]
                + totals.enumerated().map { column, total in
                    Self.sum(column: column + 1, from: first, to: last, total.squareMetres)
                }, isTotal: true)
    }

    /// A formula that adds up a column.
    static func sum(
        column: Int, from first: UInt32, to last: UInt32, _ value: Double, decimals: Int = 2
    ) -> SheetCell {
        .formula(
            "=SUM(\(Sheet.name(column: column, row: first)):\(Sheet.name(column: column, row: last)))",
            value, decimals: decimals)
    }
}
