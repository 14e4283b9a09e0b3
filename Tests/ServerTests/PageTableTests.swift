import Documents
import Foundation
import LandModel
import NIOCore
import Testing

@testable import Server

@Suite struct PageTableTests {
    private static let table = PageTable(
        name: "sites", title: BilingualText(zh: "子项目表", en: "Sites"),
        columns: [
            .init(title: BilingualText(zh: "名称", en: "name"), width: 30),
            .init(
                title: BilingualText(zh: "面积", en: "area"),
                unit: BilingualText(zh: "公顷", en: "ha"), isNumber: true),
            .init(title: BilingualText(zh: "地块", en: "parcels"), isNumber: true),
            .init(title: BilingualText(zh: "批复日", en: "approved")),
        ],
        rows: [
            [
                .text("=HYPERLINK(\"http://x\")", href: "/projects/a"), .number("12.3456"),
                .integer(1234), .day(CalendarDay("2026-03-01")),
            ],
            [.text("甲,乙"), .number("\u{2212}1,050.5"), .integer(-7), .day(nil)],
            [.text("+1"), .number("不详"), .empty, .text("")],
        ],
        totals: [.text("合计"), .number("\u{2212}1,038.1544"), .integer(1227), .empty],
        note: BilingualText(zh: "不含村庄", en: "without villages"))

    /// Written by hand after RFC 4180.
    @Test func `a table as CSV has plain numbers and no formulas`() {
        let lines = Self.table.fields(.zh).map { $0.joined(separator: ",") }
        #expect(
            lines == [
                "名称,面积（公顷）,地块,批复日",
                "\"'=HYPERLINK(\"\"http://x\"\")\",12.3456,1234,2026-03-01",
                "\"甲,乙\",-1050.5,-7,", "'+1,不详,,", "合计,-1038.1544,1227,",
            ])
        #expect(Self.table.fields(.en)[0][1] == "area (ha)")
    }

    @Test func `another reader finds in the workbook what the page shows`() throws {
        let bytes = try PassingFile.bytes("xlsx") { path in
            try Self.table.write(
                to: path, .zh, remark: "2026-11-22",
                moment: ReportMoment(epochSeconds: 1_795_135_620))
        }
        let read = """
            import io, json, sys, openpyxl
            sheet = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read())).worksheets[0]
            rows = [[c.value for c in row] for row in sheet.iter_rows()]
            kinds = [c.data_type for c in sheet[4]]
            print(json.dumps([rows, kinds, sheet['B5'].number_format], ensure_ascii=False))
            """
        let said = try Python.run(["-c", read], input: Data(bytes.readableBytesView))
        let wanted = """
            [[["子项目表", null, null, null], [null, null, null, "2026-11-22"], \
            ["名称", "面积（公顷）", "地块", "批复日"], \
            ["=HYPERLINK(\\"http://x\\")", 12.3456, 1234, "2026-03-01"], \
            ["甲,乙", -1050.5, -7, null], ["+1", "不详", null, null], \
            ["合计", -1038.1544, 1227, null], ["注：不含村庄", null, null, null]], \
            ["s", "n", "n", "s"], "0.0"]

            """
        #expect(said == wanted)
    }
}
