import Digest
import GRDB
import Glibc
import Journal
import LandModel

/// Looks at a home and tells everything that is wrong with it, and what can be saved.
///
/// It changes nothing, and it goes on after what it finds.
public struct Doctor {
    /// Less free space than this is a finding, in bytes.
    public static let leastSpace = 256 << 20

    private let path: String
    private var found: [Ailment] = []

    /// Everything that is wrong with a home; nothing but notices in a sound one.
    ///
    /// - Parameter path: the folder, whatever state it is in.
    public static func examine(_ path: String) -> [Ailment] {
        var doctor = Doctor(path: Folder.trimmed(path))
        doctor.examine()
        return doctor.found.sorted { $0.severity > $1.severity }
    }

    private init(path: String) { self.path = path }

    /// Runs an examination; an error that keeps it from going on is a finding.
    private mutating func trying(
        _ body: (inout Doctor) throws(StoreError) -> Void
    ) {
        do throws(StoreError) {
            try body(&self)
        } catch {
            guard case .storage(_, .damaged(let message)) = error else {
                found.append(.unusable(error.explanation))
                return
            }
            let damage = Ailment.database(message: message)
            if !found.contains(damage) { found.append(damage) }
        }
    }

    private mutating func examine() {
        guard Folder.exists(path) else {
            found.append(.unusable(HomeFault.missing.explanation(of: path)))
            return
        }
        examineSpace()
        examineKeys()
        var settings: OfficeSettings?
        trying { doctor throws(StoreError) in
            settings = try OfficeHome.readSettings(of: doctor.path)
        }
        trying { doctor throws(StoreError) in try doctor.examineDatabase(settings) }
        trying { doctor throws(StoreError) in try doctor.examineCompanions() }
    }

    /// Looks whether the files of other modules are what a backup lists; a home lists nothing.
    private mutating func examineCompanions() throws(StoreError) {
        for part in try BackupReceipt.companions(of: path) {
            let file = path + "/" + part.file
            let isThere = VaultFolder.regular(file) != nil
            let digest = isThere ? try CompanionCopies.digest(of: file) : nil
            if digest != part.digest { found.append(.companion(file: part.file)) }
        }
    }

    private mutating func examineSpace() {
        guard let free = FreeSpace.bytes(at: path) else { return }
        if free < Self.leastSpace { found.append(.space(freeBytes: free)) }
    }

    private mutating func examineKeys() {
        let keys = KeyFolder(home: path)
        do throws(StoreError) {
            let trusted = try keys.trusted()
            let signing = try keys.signingKey()
            if !trusted.contains(signing.publicKey) {
                let text = BilingualText(
                    zh: "签名密钥的公钥不在 keys 中，其检查点无法核验；请补存公钥",
                    en: "the public half of the signing key is not among the keys: add it")
                found.append(.key(text))
            }
        } catch {
            found.append(.key(error.explanation))
        }
        var status = stat()
        let secret = keys.secretPath
        if stat(secret, &status) == 0, status.st_mode & 0o077 != 0 {
            found.append(.exposed(path: secret, mode: Int(status.st_mode & 0o777)))
        }
    }

    private mutating func examineDatabase(_ settings: OfficeSettings?) throws(StoreError) {
        let file = path + "/" + OfficeHome.databaseFile
        // SQLite would take an absent file for an empty database.
        guard VaultFolder.regular(file) != nil else { return }
        var configuration = HomeDatabase.configuration
        configuration.readonly = true
        let queue = try storing(file) {
            try DatabaseQueue(path: file, configuration: configuration)
        }
        trying { doctor throws(StoreError) in
            try storing(file) { try queue.read { try doctor.examinePages($0) } }
        }
        trying { doctor throws(StoreError) in
            try storing(file) { try queue.read { try doctor.examineJournal($0, settings) } }
        }
        trying { doctor throws(StoreError) in try doctor.examineIntake(queue, settings) }
        trying { doctor throws(StoreError) in try doctor.examineProjections(queue, file) }
        trying { doctor throws(StoreError) in try doctor.examineVault(queue) }
    }

    /// Looks whether what lies in the intake is whole and goes on with the chain of the tables.
    private mutating func examineIntake(
        _ tables: DatabaseQueue, _ settings: OfficeSettings?
    ) throws(StoreError) {
        guard let settings else { return }
        // Before the tables: what leaves the intake meanwhile is in them then.
        let rest = try IntakeRest(ofHome: path, algorithm: settings.genesis.algorithm)
        let waiting = try storing(rest.path) {
            let head = try tables.read { try JournalRows.head(settings.genesis, $0) }
            return try rest.batches(after: head).count
        }
        if waiting > 0 { found.append(.waiting(acts: waiting)) }
    }

    private mutating func examinePages(_ database: Database) throws {
        for message in try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
        where message != "ok" {
            found.append(.database(message: message))
        }
    }

    private mutating func examineJournal(
        _ database: Database, _ settings: OfficeSettings?
    ) throws {
        guard let genesis = try JournalRows.genesis(database) else {
            throw StoreError.home(path: path, .incomplete(part: OfficeHome.databaseFile))
        }
        if let settings, settings.genesis != genesis {
            let fault = HomeFault.otherJournal(
                settings: settings.journal, database: genesis.journal)
            found.append(.unusable(fault.explanation(of: path)))
        }
        let view = RecordView(
            database: database, genesis: genesis, path: path, register: RegisterCache(),
            keep: { _ in })
        let report = try view.verify(trusting: try trustedKeys())
        let sound = try lastWhole(before: report, database)
        found += report.damages.map { .journal($0, sound: sound) }
        guard report.isSound else { return }
        if report.sequence > report.confirmedThrough {
            found.append(
                .unconfirmed(
                    after: report.confirmedThrough,
                    events: report.sequence - report.confirmedThrough))
        }
        try examineColumns(database)
    }

    private func trustedKeys() throws(StoreError) -> [PublicKey] {
        do throws(StoreError) {
            return try KeyFolder(home: path).trusted()
        } catch {
            // A finding already; the chain is looked at without them.
            return []
        }
    }

    /// The last event before the break that ends a batch.
    private func lastWhole(
        before report: VerificationReport, _ database: Database
    ) throws -> Int {
        guard let place = report.firstBreak?.sequence else { return report.sequence }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT canonical, previous, hash, sequence FROM event WHERE sequence < ?
                ORDER BY sequence DESC
                """, arguments: [place])
        while let row = try rows.next() {
            do throws(JournalError) {
                let event = try row.sealedEvent.event()
                if event.batchIndex == event.batchSize - 1 { return event.sequence }
            } catch {
                // Not readable, so not the end of anything: the one before may be.
                continue
            }
        }
        return 0
    }

    private mutating func examineColumns(_ database: Database) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT canonical, previous, hash, sequence, stream, version, type, time FROM event
                ORDER BY sequence
                """)
        while let row = try rows.next() {
            let event = try storingJournal { try row.sealedEvent.event() }
            let (sequence, stream, version): (Int, String, Int) = (row[3], row[4], row[5])
            let (type, time): (String, Int) = (row[6], row[7])
            if (sequence, stream, version) != (event.sequence, event.stream.text, event.version)
                || (type, time) != (event.type.text, event.time)
            {
                found.append(.column(sequence: sequence))
            }
        }
    }

    private mutating func examineProjections(
        _ queue: DatabaseQueue, _ file: String
    ) throws(StoreError) {
        let isCurrent = try storing(file) {
            try queue.read { database in
                try Int.fetchOne(database, sql: "PRAGMA user_version") == Schema.version
                    && Int.fetchOne(database, sql: "SELECT projected FROM journal")
                        == Projection.revision
            }
        }
        guard isCurrent else {
            found.append(.outdated)
            return
        }
        found += try ProjectionComparison.differences(inDatabase: file).map(Ailment.projection)
        let isSound = try storing(file) { try SearchIndex.isSound(inDatabase: file) }
        if !isSound { found.append(.searchIndex) }
    }

    private mutating func examineVault(_ queue: DatabaseQueue) throws(StoreError) {
        let folder = VaultFolder(home: path)
        let named = try storing(path) {
            try queue.read { try FileRows.named(through: .max, $0) }
        }
        found += try folder.damages(named).map(Ailment.vault)
        let unnamed = try folder.list().files.filter { named[$0] == nil }
        guard !unnamed.isEmpty else { return }
        found.append(
            .unnamedFiles(
                count: unnamed.count,
                bytes: unnamed.reduce(0) { $0 + (folder.find($1)?.length ?? 0) }))
    }
}
