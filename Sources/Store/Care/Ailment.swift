public import Journal
public import LandModel

/// Something wrong with a home, as the doctor found it.
public enum Ailment: Hashable, Sendable {
    /// How much it matters.
    public enum Severity: Int, Sendable, Comparable {
        /// Nothing is wrong yet.
        case notice
        /// Something does not work or is at risk; nothing of the record is lost.
        case harm
        /// Part of the record is damaged or lost.
        case loss

        /// Whether the left one matters less.
        public static func < (left: Severity, right: Severity) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// The folder, its settings or its database cannot be used as they are.
    case unusable(BilingualText)
    /// SQLite finds the database's pages or indexes damaged.
    case database(message: String)
    /// The journal is damaged; everything up to `sound` can be saved.
    case journal(Damage, sound: Int)
    /// A column of the event's row is not what the event's bytes say.
    case column(sequence: Int)
    /// A projection is not what the journal makes of it.
    case projection(ProjectionDifference)
    /// The search index is not that of its entries.
    case searchIndex
    /// The database was last used by an older program.
    case outdated
    /// Acts lie in the intake and are not in the tables yet.
    case waiting(acts: Int)
    /// Something is wrong with the vault.
    case vault(VaultDamage)
    /// Files that no event names wait for their acts or for garbage collection.
    case unnamedFiles(count: Int, bytes: Int)
    /// A key cannot be used.
    case key(BilingualText)
    /// Others than the owner may read a secret.
    case exposed(path: String, mode: Int)
    /// The disk is nearly full.
    case space(freeBytes: Int)
    /// A file of another module in a backup is not what the backup lists.
    case companion(file: String)
    /// No checkpoint confirms the events after this one.
    case unconfirmed(after: Int, events: Int)

    /// How much it matters.
    public var severity: Severity {
        switch self {
        case .unnamedFiles, .unconfirmed, .outdated, .waiting: .notice
        case .projection, .searchIndex, .key, .exposed, .space, .column: .harm
        case .vault(.foreign), .vault(.altered(_, sequence: nil)): .harm
        case .unusable, .database, .journal, .vault, .companion: .loss
        }
    }

    /// What is wrong, what can be saved and how.
    public var explanation: BilingualText {
        switch self {
        case .unusable(let text), .key(let text): text
        case .database(let message):
            BilingualText(
                zh: "数据库损坏：\(message)。请停用本目录，先另行复制保存，再用 restore 由备份或本目录恢复到新目录",
                en: "the database is damaged: \(message). Stop using this home, keep a copy of it, "
                    + "and restore a new home from a backup or from this one")
        case .journal(let damage, let sound):
            BilingualText(
                zh:
                    "记录损坏：\(damage.explanation.zh)。序号 1 至 \(sound) 完好，可用 restore 恢复至 \(sound)；其后的请从备份取回",
                en: "the journal is damaged: \(damage.explanation.en). Events 1 to \(sound) are "
                    + "whole: restore up to \(sound), and take the rest from a backup")
        case .column(let sequence):
            BilingualText(
                zh: "序号 \(sequence) 的检索列与事件原文不符；原文完好，用 restore 恢复到新目录即可改正",
                en: "the columns of event \(sequence) are not those of its text, which is whole: "
                    + "restore into a new home puts them right")
        case .projection(let difference):
            BilingualText(
                zh: "派生表 \(difference.table) 少 \(difference.missing) 行、多 \(difference.extra) 行；"
                    + "记录完好，重建派生表即可改正",
                en: "the projection \(difference.table) lacks \(difference.missing) rows and has "
                    + "\(difference.extra) too many; the record is whole: rebuild the projections")
        case .searchIndex:
            BilingualText(
                zh: "检索索引与内容不符；记录完好，重建派生表即可改正",
                en: "the search index does not fit; the record is whole: rebuild the projections")
        case .outdated:
            BilingualText(
                zh: "数据库由较旧版本的程序使用；下次打开时自动更新",
                en: "an older program used the database last; the next opening brings it up to date"
            )
        case .waiting(let acts):
            BilingualText(
                zh: "收件库有 \(acts) 件已确认的办理尚未入表；下次打开时自动入表",
                en: "\(acts) acknowledged acts lie in the intake: the next opening puts them into "
                    + "the tables")
        default: surroundings
        }
    }

    private var surroundings: BilingualText {
        switch self {
        case .vault(let damage): damage.explanation
        case .unnamedFiles(let count, let bytes):
            BilingualText(
                zh: "附件库有 \(count) 个文件（\(bytes) 字节）未被任何办理引用；过宽限期后可清理",
                en: "\(count) files (\(bytes) bytes) of the vault are named by no act; they may be "
                    + "collected after their grace time")
        case .exposed(let path, let mode):
            BilingualText(
                zh: "\(path) 的权限为 \(String(mode, radix: 8))，他人可读；请改为 600 并更换密钥",
                en: "\(path) has mode \(String(mode, radix: 8)) and others may read it: set 600 "
                    + "and take a new key")
        case .space(let bytes):
            BilingualText(
                zh: "磁盘只剩 \(bytes) 字节；请腾出空间，否则办理将无法记录",
                en: "only \(bytes) bytes are free: make room, or acts cannot be recorded")
        case .unconfirmed(let after, let events):
            BilingualText(
                zh: "序号 \(after) 之后的 \(events) 条尚无检查点；请签署检查点并送存他处",
                en: "no checkpoint confirms the \(events) events after \(after): sign one and keep "
                    + "it elsewhere")
        case .companion(let file):
            BilingualText(
                zh: "备份中的 \(file) 与所列摘要不符：已损坏，或该备份曾被当作办公目录使用；请重新备份",
                en: "\(file) in this backup is not what the backup lists: it is damaged, or the "
                    + "backup was used as a home; take another backup")
        default: BilingualText(zh: "", en: "")
        }
    }
}

extension VaultDamage {
    var explanation: BilingualText {
        switch self {
        case .missing(let id, let sequence):
            BilingualText(
                zh: "序号 \(sequence) 引用的 \(id) 不在附件库中；请从备份取回同一文件",
                en: "\(id), named by event \(sequence), is not in the vault: bring the same file "
                    + "back from a backup")
        case .altered(let id, let sequence?):
            BilingualText(
                zh: "序号 \(sequence) 引用的 \(id) 内容已变；请从备份取回原文件",
                en: "\(id), named by event \(sequence), is not what it was: bring the right file "
                    + "back from a backup")
        case .altered(let id, nil):
            BilingualText(
                zh: "\(id) 内容已变，但无办理引用；可删除",
                en: "\(id) is not what it was, but no act names it: it may be removed")
        case .foreign(let path):
            BilingualText(
                zh: "\(path) 不是附件库的文件；请查明来历后移出",
                en: "\(path) does not belong into the vault: find out whose it is and move it away")
        }
    }
}
