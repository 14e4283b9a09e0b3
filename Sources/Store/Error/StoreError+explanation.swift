import Access
import Journal
public import LandModel

extension StoreError: ExplainedError {
    /// Operational for disk, database and keys, else bad input.
    public var failureKind: FailureKind {
        switch self {
        case .storage, .file, .key, .damaged, .companion: .operational
        case .journal(let error): error.failureKind
        case .register(let error): error.failureKind
        case .vault(let fault): fault.failureKind
        case .home, .payload, .restorePoint: .badInput
        }
    }

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .home(let path, let fault): fault.explanation(of: path)
        case .journal(let error): error.explanation
        case .payload(let fault): fault.explanation
        case .register(let error): error.explanation
        case .storage(let path, let fault): fault.explanation(of: path)
        case .vault(let fault): fault.explanation
        case .file(let path, let code):
            BilingualText(
                zh: "无法读写 \(path)：\(SystemCode.text(code, .zh))",
                en: "cannot read or write \(path): \(SystemCode.text(code, .en))")
        case .key(let path, let error):
            BilingualText(
                zh: "密钥 \(path) 不能使用（\(error)）；请恢复密钥文件或换用新密钥",
                en: "the key \(path) cannot be used (\(error)): restore its file or take a new key")
        case .restorePoint(let sequence, let recorded, let batch?):
            BilingualText(
                zh: "序号 \(sequence) 在一次办理（\(batch.lowerBound) 至 \(batch.upperBound)）中间，"
                    + "记录共 \(recorded) 条；请用 \(batch.lowerBound - 1) 或 \(batch.upperBound)",
                en: "event \(sequence) of \(recorded) is inside the act \(batch.lowerBound) to "
                    + "\(batch.upperBound): use \(batch.lowerBound - 1) or \(batch.upperBound)")
        case .restorePoint(let sequence, let recorded, nil):
            BilingualText(
                zh: "记录中没有序号 \(sequence)；请用 0 至 \(recorded)",
                en: "the journal has no event \(sequence): use 0 to \(recorded)")
        case .damaged(let path, let sequence):
            BilingualText(
                zh: "\(path) 的记录自序号 \(sequence) 起已损坏；请运行 doctor 查明可恢复的部分，"
                    + "再用 tianchou restore --up-to \(sequence - 1) 或从备份恢复到新的办公目录",
                en:
                    "the journal in \(path) is damaged from event \(sequence) on: run doctor "
                    + "to see what can be saved, then restore it to a new home with tianchou restore "
                    + "--up-to \(sequence - 1), or a backup")
        case .companion(let path, let reason):
            BilingualText(zh: "\(path)：\(reason.zh)", en: "\(path): \(reason.en)")
        }
    }
}

extension HomeFault {
    func explanation(of path: String) -> BilingualText {
        switch self {
        case .missing:
            BilingualText(
                zh: "没有文件夹 \(path)；请核对路径，或用 tianchou init 新建",
                en: "there is no folder \(path): check the path or make one with tianchou init")
        case .notEmpty(let entry):
            BilingualText(
                zh: "文件夹 \(path) 不是空的（有 \(entry)）；请换一个空文件夹",
                en: "the folder \(path) is not empty (it holds \(entry)): choose an empty one")
        case .incomplete(let part):
            BilingualText(
                zh: "\(path) 缺少 \(part)，不是完整的办公目录；请核对路径，或运行 doctor",
                en: "\(path) has no \(part) and is no whole home: check the path or run doctor")
        case .settings(let member):
            BilingualText(
                zh: "\(path) 的设置 home.json 有误（\(member)）；请从备份恢复该文件",
                en: "the settings home.json of \(path) are wrong (\(member)): "
                    + "restore the file from a backup")
        case .otherJournal(let settings, let database):
            BilingualText(
                zh: "\(path) 的设置属于记录 \(settings)，数据库属于记录 \(database)；请放回原来的文件",
                en: "the settings of \(path) are of journal \(settings), its database of "
                    + "\(database): put the right files back")
        case .newer:
            BilingualText(
                zh: "\(path) 由较新版本的程序写成；请升级本程序，不要降级使用",
                en: "\(path) was written by a newer program: update this one")
        case .inside(let home):
            BilingualText(
                zh: "\(path) 在办公目录 \(home) 之内；请选用目录之外的位置，最好在另一磁盘",
                en: "\(path) lies inside the home \(home): choose a place outside, "
                    + "best on another disk")
        }
    }
}

extension StorageFault {
    func explanation(of path: String) -> BilingualText {
        switch self {
        case .full:
            BilingualText(
                zh: "\(path) 所在磁盘已满，本次办理未记录，已有记录完好；请腾出空间后重试",
                en: "the disk of \(path) is full; nothing of this act was recorded and the record "
                    + "is whole: free some space and repeat")
        case .readOnly:
            BilingualText(
                zh: "\(path) 不可写，本次办理未记录，已有记录完好；请检查文件夹权限和磁盘是否只读",
                en: "\(path) cannot be written; nothing of this act was recorded and the record is "
                    + "whole: check the folder's permissions and whether the disk is read-only")
        case .busy:
            BilingualText(
                zh: "\(path) 正被另一程序长时间占用；请稍后重试",
                en: "another program holds \(path) for too long: repeat later")
        case .damaged(let message):
            BilingualText(
                zh: "数据库 \(path) 已损坏（\(message)）；请运行 doctor，必要时从备份恢复",
                en: "the database \(path) is damaged (\(message)): run doctor, and restore a "
                    + "backup if needed")
        case .other(let code, let message):
            BilingualText(
                zh: "数据库 \(path) 出错（\(code)：\(message)）；请以同一幂等键重试，仍不成则运行 doctor",
                en: "the database \(path) failed (\(code): \(message)): repeat with the same key, "
                    + "and run doctor if it fails again")
        }
    }
}
