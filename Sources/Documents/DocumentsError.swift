public import LandModel

/// Why a report could not be written.
public enum DocumentsError: ExplainedError, Equatable {
    /// The folder or a file of it cannot be written; `reason` is the system's.
    case cannotWrite(path: String, reason: String)
    /// The program that sets the PDF is not there.
    case typesetterMissing(command: String)
    /// The program that sets the PDF failed; `output` is what it said last.
    case typesetterFailed(command: String, status: Int32, output: String)
    /// Nobody waits for the PDF any more, so it was not set to its end.
    case typesetterStopped
    /// The workbook cannot be written; `reason` is the library's.
    case workbook(path: String, reason: String)

    /// Always operational: the input of a report has been accepted before.
    public var failureKind: FailureKind { .operational }

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .cannotWrite(let path, let reason):
            BilingualText(
                zh: "无法写入 \(path)：\(reason)。请检查该文件夹的写入权限和剩余空间，或用 --out 另指文件夹。",
                en: "Cannot write \(path): \(reason). Check that the folder is writable and has "
                    + "room, or name another folder with --out.")
        case .typesetterMissing(let command):
            BilingualText(
                zh: "找不到 PDF 排版程序“\(command)”。请运行 scripts/setup 安装 WeasyPrint，"
                    + "或直接打印 report.html。",
                en: "The PDF typesetter “\(command)” is not there. Run scripts/setup to install "
                    + "WeasyPrint, or print report.html.")
        case .typesetterFailed(let command, let status, let output):
            BilingualText(
                zh: "PDF 排版程序“\(command)”失败（状态 \(status)）：\(output)。"
                    + "请运行 scripts/setup 核对 WeasyPrint 版本，或直接打印 report.html。",
                en: "The PDF typesetter “\(command)” failed (status \(status)): \(output). Run "
                    + "scripts/setup to check the version of WeasyPrint, or print report.html.")
        case .typesetterStopped:
            BilingualText(
                zh: "PDF 排版已中止，没有生成文件。请重新打印。",
                en: "The setting of the PDF was stopped and no file was made. Print it again.")
        case .workbook(let path, let reason):
            BilingualText(
                zh: "无法写入表格文件 \(path)：\(reason)。请关闭正在使用该文件的程序后重试。",
                en: "Cannot write the workbook \(path): \(reason). Close the program that uses "
                    + "the file and try again.")
        }
    }
}
