import Foundation
import Testing

@testable import LandExchange

/// Workbooks of another program (openpyxl), read as texts.
@Suite struct WorkbookCellsTests {
    private static let made = """
        import datetime, openpyxl, sys
        book = openpyxl.Workbook()
        book.active.title = '空表'
        sheet = book.create_sheet('意愿')
        sheet.append(['示例表'])
        sheet.append([])
        sheet.append(['subject', '日期', '面积', '是否', '代号', '合计'])
        sheet.append(['p/459902101201', datetime.date(2026, 6, 18), 1.1, True, '0012', '=1+1'])
        sheet.append([459902101201, None, 0.1 + 0.2, False, 12345678901234, None])
        sheet['C8'] = '多\\n行'
        book.create_sheet('说明').append(['别处'])
        book.save(sys.argv[1])
        """

    @Test func `cells are read as texts, in the rows and columns of the first filled sheet`() throws
    {
        let folder = try TestFolder()
        _ = try python(Self.made, folder.file("a.xlsx"))
        let found = try WorkbookCells(file: folder.file("a.xlsx"), limit: 100, columns: 100)
        #expect(found.sheet == "意愿")
        #expect(found.rowCount == 8)
        #expect(
            found.rows == [
                ["示例表"], [], ["subject", "日期", "面积", "是否", "代号", "合计"],
                // Nobody computed the formula yet, so its cell shows nothing.
                ["p/459902101201", "2026-06-18", "1.1", "1", "0012"],
                ["459902101201", "", "0.3", "0", "12345678901234"], [], [],
                ["", "", "多\n行"],
            ])
        let part = try WorkbookCells(file: folder.file("a.xlsx"), limit: 4, columns: 2)
        #expect(part.rows.last == ["p/459902101201", "2026-06-18"])
        #expect(part.rows.count == 4 && part.rowCount == 8)
    }

    @Test func `what is no workbook is refused`() throws {
        let folder = try TestFolder()
        try folder.write("text.xlsx", "subject,name\na,b\n")
        try folder.write("empty.xlsx", "")
        _ = try python(
            """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as file:
                file.writestr('xl/worksheets/sheet1.xml', b' ' * (20 << 20))
            with zipfile.ZipFile(sys.argv[2], 'w') as file:
                file.writestr('note.txt', 'no sheets')
            """, folder.file("bomb.xlsx"), folder.file("other.xlsx"))
        for name in ["text.xlsx", "empty.xlsx", "bomb.xlsx", "other.xlsx", "none.xlsx"] {
            #expect(throws: LandExchangeError.self, "\(name)") {
                try WorkbookCells(file: folder.file(name), limit: 10, columns: 10)
            }
        }
    }
}
