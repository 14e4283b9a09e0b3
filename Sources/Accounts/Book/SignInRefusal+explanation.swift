public import LandModel

extension SignInRefusal {
    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .wrong:
            BilingualText(
                zh: "登录名、口令或验证码不正确；请核对后重试",
                en: "the name, the password or the code is not right: check them and try again")
        case .delayed:
            BilingualText(
                zh: "错误次数太多；请稍候再试，或请管理员重置口令",
                en: "too many wrong attempts: wait a while, or ask the administrator for a new "
                    + "password")
        case .locked:
            BilingualText(
                zh: "账号已暂停使用；请联系管理员",
                en: "the account is closed for a while: ask the administrator")
        case .disabled:
            BilingualText(
                zh: "账号已停用；如需恢复请联系管理员",
                en: "the account is closed: ask the administrator if it should not be")
        case .notLinked:
            BilingualText(
                zh: "该统一认证身份没有关联账号；请管理员关联",
                en: "no account is linked to that identity: ask the administrator to link it")
        }
    }
}
