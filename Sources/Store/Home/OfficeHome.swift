public import Digest
import Dispatch
import GRDB
import Glibc
import Journal

/// The folder in which an office keeps its record (办公目录).
///
///     home.json          what the home is
///     tianchou.sqlite    the journal and what is projected from it
///     intake.log         acts that are durable and come into the tables next
///     intake.turn        whose turn it is to write; not to be removed while a program is at work here
///     vault/             attachments and snapshots, named by their digests
///     keys/              signing.pem (secret, 0600) and NAME.pub.pem of the keys that are trusted
///     derived/           tables made from the record, which can be deleted at any time
///
/// Any number of processes may have a home open. SQLite lets one of them write the database at a
/// time; whatever changes the vault is done in the same turns, so garbage collection and an act that
/// names a file exclude each other.
public struct OfficeHome: Sendable {
    static let settingsFile = "home.json"
    static let databaseFile = "tianchou.sqlite"
    static let vaultFolder = "vault"
    static let derivedFolder = "derived"

    /// The folder.
    public let path: String
    /// What the home is.
    public let settings: OfficeSettings
    /// The journal.
    public let journal: JournalStore
    /// The attachments and snapshots.
    public var vault: Vault { Vault(journal: journal) }
    /// The keys.
    public var keys: KeyFolder { KeyFolder(home: path) }

    private init(path: String, settings: OfficeSettings, journal: JournalStore) {
        (self.path, self.settings, self.journal) = (path, settings, journal)
    }

    /// Makes a home in a folder that is empty or not there yet; all of it or nothing.
    ///
    /// - Parameter signingKey: the key that signs checkpoints; a new one when nil.
    /// - Throws: ``HomeFault/notEmpty(_:)``, ``StoreError/file(path:code:)`` and
    ///   ``StoreError/storage(path:_:)`` when the disk refuses.
    public static func create(
        at path: String, _ settings: OfficeSettings, signingKey: PrivateKey? = nil
    ) throws(StoreError) -> OfficeHome {
        let path = Folder.trimmed(path)
        try Folder.build(path) { folder throws(StoreError) in
            try lay(out: folder, settings)
            try KeyFolder(home: folder).keep(signingKey, or: settings.signature)
        }
        return try open(at: path)
    }

    /// Makes the parts of a home but for its keys.
    static func lay(out folder: String, _ settings: OfficeSettings) throws(StoreError) {
        try VaultFolder.lay(out: folder)
        try HomeDatabase.create(folder + "/" + databaseFile, settings.genesis)
        try DurableFile.write(try settings.bytes(), to: folder + "/" + settingsFile)
    }

    /// Opens a home; a database of an older program is brought up to date.
    ///
    /// - Throws: ``StoreError/home(path:_:)`` with what is wrong with the folder,
    ///   ``StoreError/storage(path:_:)`` when the database cannot be opened for writing.
    public static func open(at path: String) throws(StoreError) -> OfficeHome {
        try open(at: path, patience: Intake.usualPatience)
    }

    static func open(
        at path: String, patience: DispatchTimeInterval, region: Int = IntakeLog.regionSize
    ) throws(StoreError) -> OfficeHome {
        let path = Folder.trimmed(path)
        let settings = try readSettings(of: path)
        let database = path + "/" + databaseFile
        let pool = try HomeDatabase.open(database)
        let turns = try TurnFile(home: path)
        try HomeDatabase.bringUpToDate(pool, turns)
        let genesis = try storing(database) { try pool.read { try JournalRows.genesis($0) } }
        guard let genesis else { throw .home(path: path, .incomplete(part: databaseFile)) }
        guard genesis == settings.genesis else {
            throw .home(
                path: path,
                .otherJournal(settings: settings.journal, database: genesis.journal))
        }
        let vault = VaultFolder(home: path)
        return OfficeHome(
            path: path, settings: settings,
            journal: try JournalStore(
                pool: pool, turns: turns, genesis: genesis, vault: vault, patience: patience,
                region: region))
    }

    /// The settings of a folder that has all parts of a home.
    static func readSettings(of path: String) throws(StoreError) -> OfficeSettings {
        guard let entries = try Folder.entries(path) else { throw .home(path: path, .missing) }
        for part in [settingsFile, databaseFile, vaultFolder] where !entries.contains(part) {
            throw .home(path: path, .incomplete(part: part))
        }
        guard let bytes = try DurableFile.read(path + "/" + settingsFile) else {
            throw .home(path: path, .incomplete(part: settingsFile))
        }
        return try OfficeSettings(reading: bytes, home: path)
    }

    /// Ends the work with the home: everything is on the disk already, this gives files free.
    ///
    /// - Throws: ``StoreError/storage(path:_:)`` when something still reads or writes.
    public func close() throws(StoreError) {
        try journal.close()
    }
}
