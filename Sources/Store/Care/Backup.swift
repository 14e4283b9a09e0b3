import Digest
import GRDB
import Glibc
public import Journal

/// What a backup holds, also in its `backup.json`.
public struct BackupReceipt: Hashable, Sendable {
    static let file = "backup.json"
    static let format = "tianchou-backup-1"

    /// The end of the chain in the backup: it has the acts up to here and no other.
    public let head: JournalHead
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    public let time: Int
    /// How many files of the vault it holds.
    public let files: Int
    /// How many bytes these have.
    public let bytes: Int
    /// Whether the secret signing key is in it.
    public let hasSecretKey: Bool
    /// The files of other modules in it.
    public let companions: [CompanionPart]

    func json() throws(StoreError) -> [UInt8] {
        let value: CanonicalJSON = [
            "bytes": .integer(bytes), "companions": .array(companions.map(\.value)),
            "files": .integer(files), "format": .text(Self.format),
            "head": .text(head.hash.hex), "journal": .text(head.journal.text),
            "secretKey": .bool(hasSecretKey), "sequence": .integer(head.sequence),
            "time": .integer(time),
        ]
        do {
            return try value.canonicalBytes() + [0x0A]
        } catch {
            throw .journal(.unacceptableTime(time))
        }
    }

    /// The companions that the backup in a folder lists; none for a home, which lists nothing.
    static func companions(of folder: String) throws(StoreError) -> [CompanionPart] {
        guard let bytes = try DurableFile.read(folder + "/" + file) else { return [] }
        let value: CanonicalJSON
        do {
            value = try CanonicalJSON(reading: bytes)
        } catch {
            throw .home(path: folder, .incomplete(part: file))
        }
        return (value["companions"]?.array ?? []).compactMap { part in
            guard let name = part["file"]?.text, let digest = part["sha256"]?.text else {
                return nil
            }
            return CompanionPart(file: name, digest: digest)
        }
    }
}

extension OfficeHome {
    /// Copies the home to an empty folder while acts arrive.
    ///
    /// The backup ends in a writer's turn: every act acknowledged before that moment is in it, no act
    /// acknowledged after it is, and ``BackupReceipt/head`` names the moment. Only this last step,
    /// which takes over what came during the copying, keeps acts waiting. All of it appears under the
    /// name or nothing. Files that no event names are left out; public keys are in it always.
    ///
    /// - Parameters:
    ///   - path: an empty folder, or one that is not there yet, outside the home.
    ///   - includingSecretKey: whether the key that signs checkpoints is copied too.
    ///   - companions: the files of other modules that go along, as they are before the last step.
    ///   - time: now, in milliseconds since 1970-01-01 UTC.
    /// - Throws: ``StoreError/home(path:_:)`` when the folder is not empty or inside the home,
    ///   ``VaultFault/altered(_:)`` or ``VaultFault/absent(_:)`` when the home is damaged,
    ///   ``StoreError/file(path:code:)`` and ``StoreError/storage(path:_:)`` when the disk refuses,
    ///   ``StoreError/companion(path:_:)`` when a companion cannot be copied.
    public func backup(
        to path: String, includingSecretKey: Bool = false, with companions: [HomeCompanion] = [],
        at time: Int
    ) async throws(StoreError) -> BackupReceipt {
        let path = Folder.trimmed(path)
        try refuseInside(path)
        let temporary = try Folder.begin(path)
        do throws(StoreError) {
            let receipt = try await copy(
                to: temporary, includingSecretKey: includingSecretKey, companions, at: time)
            try Folder.publish(temporary, as: path)
            return receipt
        } catch {
            Folder.remove(temporary)
            throw error
        }
    }

    private func refuseInside(_ path: String) throws(StoreError) {
        let parent = Folder.resolved(DurableFile.folder(of: path))
        let home = Folder.resolved(self.path)
        if let parent, let home, (parent + "/").hasPrefix(home + "/") {
            throw .home(path: path, .inside(home: self.path))
        }
    }

    private func copy(
        to folder: String, includingSecretKey: Bool, _ companions: [HomeCompanion], at time: Int
    ) async throws(StoreError) -> BackupReceipt {
        try VaultFolder.lay(out: folder)
        try keys.copy(to: folder, includingSecret: includingSecretKey)
        try DurableFile.write(try settings.bytes(), to: folder + "/" + Self.settingsFile)
        let copy = try JournalCopy(of: journal, to: folder)
        while try await copy.catchUp() > JournalCopy.fewEvents {}
        try await copy.takeFiles()
        let parts = try CompanionCopies(companions: companions).take(from: self.path, to: folder)
        // From here acts wait; the end of this turn is the end of the backup.
        return try await journal.turn { turn in
            try copy.takeRest(turn.database, head: turn.head)
            let receipt = BackupReceipt(
                head: turn.head, time: time, files: copy.files.count, bytes: copy.bytes,
                hasSecretKey: includingSecretKey, companions: parts)
            try DurableFile.write(
                try receipt.json(), to: folder + "/" + BackupReceipt.file)
            return receipt
        }
    }
}
