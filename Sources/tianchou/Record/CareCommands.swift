import Accounts
import ArgumentParser
import Digest
import Journal
import LandModel
import Server
import Store

/// Copies a home while acts arrive.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "备份办公目录，不停办 · copy a home while acts arrive")

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    @Option(help: "备份到的空文件夹 · empty folder for the copy")
    var to: String

    @Flag(help: "连同签名私钥 · with the secret signing key")
    var withSecretKey = false

    mutating func run() async throws {
        let console = Console(common)
        let receipt = try await homeOptions.open().backup(
            to: to, includingSecretKey: withSecretKey,
            with: [.accounts(by: AccountCommand.terminal, at: OfficeClock.now)],
            at: OfficeClock.now)
        let hasAccounts = receipt.companions.contains { $0.file == AccountBook.file }
        if common.json {
            return console.result(
                JSONValue.object([
                    ("backup", .string(to)), ("sequence", .integer(receipt.head.sequence)),
                    ("head", .string(receipt.head.hash.hex)), ("files", .integer(receipt.files)),
                    ("bytes", .integer(receipt.bytes)), ("accounts", .bool(hasAccounts)),
                ]).text)
        }
        let text = BilingualText(
            zh: "已备份到 \(to)：至第 \(receipt.head.sequence) 号记录，附件 \(receipt.files) 个"
                + "（\(receipt.bytes) 字节）\(hasAccounts ? "，含登录账号，请严加保管" : "")\(receipt.hasSecretKey ? "，含签名私钥，请妥善保管" : "")。",
            en:
                "Backed up to \(to): events through \(receipt.head.sequence), \(receipt.files) files "
                + "(\(receipt.bytes) bytes)"
                + "\(hasAccounts ? ", with the accounts: let nobody else read it" : "")"
                + "\(receipt.hasSecretKey ? ", with the secret key: keep it safe" : "").")
        console.result(text[console.language])
    }
}

/// Makes a home from a backup, up to a place in its journal.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "由备份恢复，可恢复到某一号记录 · make a home from a backup")

    @OptionGroup var common: CommonOptions

    @Option(help: "恢复成的办公目录（空） · the home to make, an empty folder")
    var home: String

    @Option(help: "备份或另一办公目录 · the backup, or another home")
    var from: String

    @Option(help: "恢复到第几号记录 · last event to restore")
    var upTo: Int?

    @Flag(help: "不恢复登录账号 · leave the accounts out")
    var withoutAccounts = false

    mutating func run() async throws {
        let console = Console(common)
        let report = try OfficeHome.restore(
            from: from, to: home, upTo: upTo,
            with: withoutAccounts
                ? [] : [.accounts(by: AccountCommand.terminal, at: OfficeClock.now)])
        let hasAccounts = report.companions.contains(AccountBook.file)
        if common.json {
            return console.result(
                JSONValue.object([
                    ("home", .string(home)), ("sequence", .integer(report.head.sequence)),
                    ("head", .string(report.head.hash.hex)), ("files", .integer(report.files)),
                    (
                        "lost_files",
                        .array(report.lostFiles.keys.sorted().map { .string($0.description) })
                    ), ("accounts", .bool(hasAccounts)),
                ]).text)
        }
        let text = BilingualText(
            zh: "已恢复到 \(home)：至第 \(report.head.sequence) 号记录，附件 \(report.files) 个。"
                + (report.hasNewKey ? "备份不含私钥，已另生成签名密钥。" : "")
                + "原目录请勿继续使用，否则两份记录将不一致。",
            en:
                "Restored to \(home): events through \(report.head.sequence), \(report.files) files. "
                + (report.hasNewKey ? "The backup had no secret key; a new one was made. " : "")
                + "Do not go on with the old home: the two records would differ.")
        console.result(text[console.language])
        console.result(Self.accounts(hasAccounts)[console.language])
        for (file, sequence) in report.lostFiles.sorted(by: { $0.key < $1.key }) {
            let lost = BilingualText(
                zh: "  缺附件 \(file)（第 \(sequence) 号记录）", en: "  lost: \(file) (event \(sequence))")
            console.result(lost[console.language])
        }
        if !report.lostFiles.isEmpty { throw Stop.blocked }
    }

    /// What became of the accounts, and what is left to do.
    private static func accounts(_ areRestored: Bool) -> BilingualText {
        guard areRestored else {
            return BilingualText(
                zh: "没有恢复登录账号；请用 tianchou account open 开户。",
                en: "No accounts were restored: open them with tianchou account open.")
        }
        return BilingualText(
            zh: "登录账号已恢复，原有登录全部结束；口令、第二步验证和令牌为备份时的，其后改过或吊销的请重新办理。",
            en: "The accounts are restored and all sessions ended. Passwords, second factors and "
                + "tokens are those of the backup: change or revoke again what was since.")
    }
}

/// Examines a home.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "体检：查明损坏与可挽救的内容 · examine a home")

    @OptionGroup var common: CommonOptions
    @OptionGroup var homeOptions: HomeOptions

    mutating func run() throws {
        let console = Console(common)
        let found = Doctor.examine(homeOptions.home)
        for ailment in found {
            let severity = Self.words(ailment.severity)
            if common.json {
                console.result(
                    JSONValue.object([
                        ("severity", .string("\(ailment.severity)")),
                        ("message", .text(ailment.explanation)),
                    ]).text)
            } else {
                console.result(
                    "[\(severity[console.language])] \(ailment.explanation[console.language])")
            }
        }
        if found.isEmpty {
            console.note(BilingualText(zh: "没有发现问题。", en: "Nothing is wrong."))
        }
        if found.contains(where: { $0.severity > .notice }) { throw Stop.blocked }
    }

    private static func words(_ severity: Ailment.Severity) -> BilingualText {
        switch severity {
        case .notice: BilingualText(zh: "提示", en: "notice")
        case .harm: BilingualText(zh: "隐患", en: "harm")
        case .loss: BilingualText(zh: "损失", en: "loss")
        }
    }
}
