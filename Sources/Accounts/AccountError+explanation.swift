import Access
public import LandModel

extension AccountError: ExplainedError {
    /// Operational for the file, libcrypto and too much load, else bad input.
    public var failureKind: FailureKind {
        switch self {
        case .storage, .cryptography, .busy: .operational
        default: .badInput
        }
    }

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .storage(let path, let trouble): trouble.explanation(of: path)
        case .cryptography(let error):
            BilingualText(
                zh: "密码库出错（\(error)）；请检查系统的 libcrypto，并重试",
                en: "libcrypto failed (\(error)): check the system's libcrypto and try again")
        case .busy:
            BilingualText(
                zh: "同时登录的人太多；请过几秒再试",
                en: "too many people sign in at this moment: try again in a few seconds")
        case .unfitPassword(let faults):
            BilingualText(
                zh: "新口令不合规定：" + faults.map(\.explanation.zh).joined(separator: "；") + "。",
                en: "the new password breaks rules: "
                    + faults.map(\.explanation.en).joined(separator: "; ") + ".")
        case .wrongSecret:
            BilingualText(
                zh: "口令或验证码不正确；请核对后重新输入",
                en: "the password or code is not right: check it and enter it again")
        case .delayed:
            BilingualText(
                zh: "错误次数太多；请稍候再试，或请管理员重置口令",
                en: "too many wrong attempts: wait a while, or ask the administrator for a new "
                    + "password")
        case .absent(let absence): absence.explanation
        case .unfitToken(let fault): fault.explanation
        case .openID(let fault): fault.explanation
        case .unknownAccount(let person): AccountWords.unknown(person)
        case .accountExists(let person): AccountWords.exists(person)
        case .nameTaken(let name): AccountWords.taken(name)
        case .unfitName: AccountWords.unfitName
        case .alreadySetUp: AccountWords.alreadySetUp
        case .identityTaken(let person): AccountWords.identityTaken(person)
        case .notForExamples: AccountWords.notForExamples
        }
    }
}

/// What is wrong with an account that was named.
private enum AccountWords {
    static func unknown(_ person: Person.ID) -> BilingualText {
        BilingualText(
            zh: "人员 \(person) 没有账号；请核对编号，或先为其开户",
            en: "person \(person) has no account: check the identifier or open one first")
    }

    static func exists(_ person: Person.ID) -> BilingualText {
        BilingualText(
            zh: "人员 \(person) 已有账号；请改用重置口令",
            en: "person \(person) has an account already: reset its password instead")
    }

    static func taken(_ name: String) -> BilingualText {
        BilingualText(
            zh: "登录名“\(name)”已被使用；请另取一个",
            en: "the sign-in name “\(name)” is taken: choose another")
    }

    static var unfitName: BilingualText {
        BilingualText(
            zh: "登录名须为 1 至 64 个字符，只用文字、数字和 . _ - @ + '；请另取一个",
            en: "a sign-in name has 1 to 64 characters, letters, digits and . _ - @ + ' only: "
                + "choose another")
    }

    static var alreadySetUp: BilingualText {
        BilingualText(
            zh: "系统已有账号，不再接受初始设置；请直接登录",
            en: "the installation has its first account already: sign in")
    }

    static var notForExamples: BilingualText {
        BilingualText(
            zh: "本机构已有人用口令或统一认证登录，不能开演示账号；请另建一个演示用的办公目录",
            en: "somebody of this office signs in with a password or an identity, so no example "
                + "accounts are opened: make another home for the demonstration")
    }

    static func identityTaken(_ person: Person.ID) -> BilingualText {
        BilingualText(
            zh: "该统一认证身份已关联人员 \(person) 的账号；请先解除关联",
            en: "that identity belongs to the account of person \(person): unlink it there first")
    }
}

extension Absence {
    var explanation: BilingualText {
        switch self {
        case .pendingSignIn:
            BilingualText(
                zh: "本次登录已超时或已用过；请重新输入口令",
                en: "this sign-in has run out or was used: enter the password again")
        case .enrolment:
            BilingualText(
                zh: "没有待确认的动态口令；请重新扫码",
                en: "no second factor waits to be confirmed: scan a new code")
        case .secondFactor:
            BilingualText(
                zh: "该账号没有启用动态口令；请先启用",
                en: "the account has no second factor: set one up first")
        case .session:
            BilingualText(zh: "会话已结束；请重新登录", en: "the session has ended: sign in again")
        case .token:
            BilingualText(
                zh: "没有这个令牌，或已吊销；请核对列表",
                en: "there is no such token, or it was revoked: look at the list")
        case .identity:
            BilingualText(
                zh: "该统一认证身份没有关联账号；请管理员关联",
                en: "no account is linked to that identity: ask the administrator to link it")
        }
    }
}

extension StorageTrouble {
    func explanation(of path: String) -> BilingualText {
        switch self {
        case .full:
            BilingualText(
                zh: "\(path) 所在磁盘已满；请腾出空间后重试",
                en: "the disk of \(path) is full: free some space and try again")
        case .readOnly:
            BilingualText(
                zh: "\(path) 不可写；请检查文件和文件夹的权限",
                en: "\(path) cannot be written: check the permissions of the file and its folder")
        case .busy:
            BilingualText(
                zh: "\(path) 正被另一程序长时间占用；请稍后重试",
                en: "another program holds \(path) for too long: try again later")
        case .damaged:
            BilingualText(
                zh: "账号文件 \(path) 已损坏；请从备份恢复，或移走后重新初始设置",
                en:
                    "the file of the accounts \(path) is damaged: restore a backup, or move it away "
                    + "and set up anew")
        case .newer:
            BilingualText(
                zh: "\(path) 由较新版本的程序写成；请升级本程序",
                en: "\(path) was written by a newer program: update this one")
        case .notRegular:
            BilingualText(
                zh: "\(path) 是链接、文件夹或设备；请放回原来的文件",
                en: "\(path) is a link, a folder or a device: put the file itself there")
        case .system(let code):
            BilingualText(
                zh: "无法读写 \(path)（系统错误 \(code)）；请检查路径和权限",
                en: "cannot read or write \(path) (system error \(code)): check path and "
                    + "permissions")
        case .other(let code):
            BilingualText(
                zh: "账号文件 \(path) 出错（\(code)）；请重试，仍不成则从备份恢复",
                en: "the file of the accounts \(path) failed (\(code)): try again, and restore a "
                    + "backup if it fails again")
        }
    }
}
