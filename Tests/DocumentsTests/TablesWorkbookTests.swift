import Foundation
import Testing

@testable import Documents

@Suite struct TablesWorkbookTests {
    @Test func `another reader finds the sheets, numbers and totals`() throws {
        guard Scratch.has(["python3", "-c", "import openpyxl"]) else { return }
        let path = try Scratch.folder("workbook") + "/tables.xlsx"
        let report = SyntheticReport.small.report()
        try TablesWorkbook(report: report).write(to: path)
        let read = """
            import sys, openpyxl
            values = openpyxl.load_workbook(sys.argv[1], data_only=True)
            formulas = openpyxl.load_workbook(sys.argv[1])
            print(' '.join(values.sheetnames))
            sheet = values['土地利用结构变化表']; marks = formulas['土地利用结构变化表']
            rows = [r for r in range(4, sheet.max_row + 1)]
            total = [r for r in rows if sheet.cell(r, 1).value == '合计'][0]
            parts = [r for r in rows if r < total and sheet.cell(r, 2).value]
            ok = all(abs(sum(sheet.cell(r, c).value for r in parts) - sheet.cell(total, c).value) < 1e-6 for c in range(4, 10))
            print(ok, marks.cell(total, 4).value[0], isinstance(sheet.cell(parts[0], 4).value, float))
            print(sheet['A1'].value, sheet['A2'].value, sheet.cell(total + 2, 1).value[:8])
            print(values.properties.created.isoformat(), round(sheet.cell(total, 4).value, 2))
            clauses = values['条款审查表']
            print(clauses.max_row, clauses['B5'].value, clauses['I5'].value)
            """
        let result = try Scratch.run(["python3", "-c", read, path])
        let lines = result.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 5, "\(result.output)")
        #expect(
            lines[0]
                == "条款审查表 土地利用结构变化表 地类转移矩阵 三生空间 分村任务表 永久基本农田调整表 破碎化指标 闭合核验 数据来源 质量检查汇总")
        #expect(lines[1] == "True = True")
        #expect(lines[2] == "整治前后土地利用结构变化表 表号：TC-02 制表人：周 敏　")
        // 1,795,135,620 s after 1970 is 2026-11-20 00:47 UTC.
        #expect(lines[3].hasPrefix("2026-11-20T00:47:00 "))
        #expect(lines[4].contains("LZ-005 不符合"))
    }
}
