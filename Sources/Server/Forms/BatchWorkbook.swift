import Access
import Hummingbird
import LandExchange
import LandModel
import Logging

/// A table for a batch that came as a workbook, put where a pasted one stands (批量表格上传).
///
/// The person's upload becomes text with tabs, line by line as in the sheet, so that what is wrong can be told by its
/// cell and mended on the page; the file itself is not kept.
enum BatchWorkbook {
    /// The member of the form that names the upload.
    static let member = "_file"
    /// Lines of a sheet that are read: the rows of a batch, what stands above them and some empty ones.
    static let mostLines = 2 * PastedTable.mostRows
    /// The largest workbook in bytes.
    static let longest = 4 << 20

    /// The form with the table out of the workbook it names.
    ///
    /// - Throws: ``Problem`` when there is no such upload, or it is no workbook that can be read here.
    static func read(_ form: FormBody, _ call: Call) async throws -> FormBody {
        let uploads = try call.office().uploads
        let person = try call.caller().person.id
        guard let upload = try uploads.upload(form[member], of: person), upload.isWhole else {
            throw Problem.fault(
                "table", zh: "没有找到上传的文件，请重新选择。",
                en: "The uploaded file is not there. Choose it again.")
        }
        let path = uploads.path(upload)
        defer { Self.remove(upload, uploads, call) }
        guard upload.length <= longest else {
            throw Problem.fault(
                "table",
                zh: "“\(upload.name)”超过 \(longest >> 20) MB。请只保留要填报的一张工作表，删去图片后再传。",
                en: "“\(upload.name)” is over \(longest >> 20) MB. Keep the one sheet to fill in, "
                    + "without pictures, and upload it again.")
        }
        let cells: WorkbookCells
        do {
            cells = try await Offload.run {
                try WorkbookCells(file: path, limit: mostLines, columns: PastedTable.mostColumns)
            }
        } catch let error as LandExchangeError {
            call.context.logger.info("workbook", metadata: ["fault": "\(error)"])
            throw Problem.fault(
                "table",
                zh: "“\(upload.name)”不是能读的 XLSX 工作簿，可能是加密、损坏或旧式 .xls。请在电子表格软件中另存为 .xlsx 后再传。",
                en: "“\(upload.name)” is no XLSX workbook that can be read; it may be encrypted, "
                    + "broken or an old .xls. Save it as .xlsx and upload it again.")
        }
        guard cells.rowCount <= mostLines else {
            throw Problem.fault(
                "table",
                zh:
                    "“\(upload.name)”的工作表“\(cells.sheet)”有 \(cells.rowCount) 行；一批最多办 \(PastedTable.mostRows) 行。请分成几个文件。",
                en:
                    "The sheet “\(cells.sheet)” of “\(upload.name)” has \(cells.rowCount) rows; a batch has at most \(PastedTable.mostRows). Do it in several files."
            )
        }
        let kept = form.without([member, tableMember])
        return FormBody(members: kept.members + [(tableMember, PastedTable.text(cells.rows))])
    }

    /// The member that holds the table as text.
    static let tableMember = "_table"

    private static func remove(_ upload: UploadShelf.Upload, _ uploads: UploadShelf, _ call: Call) {
        do { try uploads.remove(upload) } catch {
            // It is removed with the old ones later.
            call.context.logger.warning("upload left", metadata: ["fault": "\(error)"])
        }
    }
}
