import GRDB

extension AccountBook {
    /// The name of the accounts' file in an office's home.
    public static let file = "accounts.sqlite"

    /// Copies the accounts of a file as they are at one moment to a new file of mode 0600.
    ///
    /// The source is only read, so that a backup stays what its digest says and a server at work goes on.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``, also when there is a file already.
    public static func copy(_ source: String, to target: String) throws(AccountError) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        configuration.label = "tianchou.accounts.copy"
        let queue = try storing(source) {
            try DatabaseQueue(path: source, configuration: configuration)
        }
        try AccountFile.copy(queue, to: target)
        try storing(source) { try queue.close() }
    }

    /// Ends what must not live on in a file that was restored: every session and every sign-in under way.
    ///
    /// Passwords, second factors, identities and tokens are again those of the backup: what was
    /// changed or revoked since has to be changed or revoked again.
    ///
    /// - Throws: ``AccountError/storage(path:_:)``.
    public static func settleRestored(
        _ path: String, by actor: AccountActor, at now: Int
    ) throws(AccountError) {
        let book = try open(path)
        try book.write { database in
            try database.execute(sql: "DELETE FROM session")
            try database.execute(sql: "DELETE FROM ticket")
            try book.audit(.restored, at: now, by: actor, database)
        }
        try book.close()
    }
}
