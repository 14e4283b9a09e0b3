public import Accounts
public import Store

extension HomeCompanion {
    /// The accounts of an office, as backups take them along (账号随备份).
    ///
    /// - Parameters:
    ///   - actor: who restores.
    ///   - now: when, in milliseconds since 1970-01-01 UTC.
    public static func accounts(by actor: AccountActor, at now: Int) -> HomeCompanion {
        HomeCompanion(
            file: AccountBook.file, copy: { try AccountBook.copy($0, to: $1) },
            settle: { try AccountBook.settleRestored($0, by: actor, at: now) })
    }
}
