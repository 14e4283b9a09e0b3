import Digest
import Foundation
import GRDB
import Glibc

/// The attachments and snapshots of a home (附件库), each under the digest of its bytes.
///
/// A file's name outside is data and never a path. Files are never changed; one that an event names
/// is never removed. Placing a file, removing one and an act that names one take the writer's turn
/// one after the other, in whatever process they run, and an act is refused whose file is not there
/// at that moment: so garbage collection cannot take a file from under an act.
public struct Vault: Sendable {
    let journal: JournalStore
    private var folder: VaultFolder { journal.vault }

    /// Begins to take a file in, piece by piece.
    ///
    /// - Parameters:
    ///   - name: the file's name outside, for messages and the record only.
    ///   - limits: how long it may be and of which kinds.
    /// - Throws: ``StoreError/file(path:code:)`` when the disk refuses.
    public func receive(
        name: String, limits: VaultLimits = .standard
    ) throws(StoreError) -> VaultUpload {
        try VaultUpload(journal: journal, name: name, limits: limits)
    }

    /// Takes a file in from the disk.
    ///
    /// - Parameters:
    ///   - path: the file; a link, a folder or a device is refused.
    ///   - stated: what kind of file it is said to be; nil to go by its bytes.
    ///   - time: now, in milliseconds since 1970-01-01 UTC.
    /// - Throws: ``StoreError/vault(_:)`` with the reason of a refusal, ``StoreError/file(path:code:)``
    ///   when the disk refuses; then nothing is kept.
    public func add(
        fileAt path: String, name: String? = nil, stated: MediaType? = nil, at time: Int,
        limits: VaultLimits = .standard
    ) async throws(StoreError) -> VaultedFile {
        let name = name ?? String(path.split(separator: "/").last ?? "")
        let upload = try receive(name: name, limits: limits)
        do throws(StoreError) {
            try upload.takeFile(path)
            return try await upload.finish(stated: stated, at: time)
        } catch {
            upload.abandon()
            throw error
        }
    }

    /// Whether the vault has a file.
    public func holds(_ id: VaultID) -> Bool { folder.find(id) != nil }

    /// Where a file is, for programs that want a path; it may be read and nothing else.
    ///
    /// - Throws: ``VaultFault/absent(_:)``.
    public func path(of id: VaultID) throws(StoreError) -> String {
        guard holds(id) else { throw .vault(.absent(id)) }
        return folder.path(of: id)
    }

    /// Proves that a file is what it was.
    ///
    /// - Throws: ``VaultFault/absent(_:)``, ``VaultFault/altered(_:)``.
    public func check(_ id: VaultID) throws(StoreError) {
        guard let digest = try folder.digest(of: id) else { throw .vault(.absent(id)) }
        guard digest == id.digest else { throw .vault(.altered(id)) }
    }

    /// The bytes of a file, proved to be what they were.
    ///
    /// - Throws: ``VaultFault/absent(_:)``, ``VaultFault/altered(_:)``, and `EFBIG` for one that is
    ///   longer than the limit: use ``path(of:)`` for those.
    public func bytes(of id: VaultID, limit: Int = 64 << 20) throws(StoreError) -> [UInt8] {
        let path = try path(of: id)
        guard let bytes = try DurableFile.read(path, limit: limit) else {
            throw .vault(.absent(id))
        }
        guard MessageDigest.hash(of: bytes, by: .sha256) == id.digest else {
            throw .vault(.altered(id))
        }
        return bytes
    }

    /// What the vault knows of a file without reading it.
    ///
    /// - Throws: ``VaultFault/absent(_:)``.
    public func description(of id: VaultID) async throws(StoreError) -> VaultedFile {
        try await journal.read { view throws(StoreError) in
            let found = try storing(view.path) {
                try Row.fetchOne(
                    view.database.cachedStatement(
                        sql: "SELECT length, type FROM file WHERE digest = ?"),
                    arguments: [id.digest.data])
            }
            guard let found, let type = MediaType(rawValue: found[1]) else {
                throw .vault(.absent(id))
            }
            return VaultedFile(id: id, length: found[0], type: type, name: "")
        }
    }
}

/// How long a file may be and of which kinds.
public struct VaultLimits: Sendable {
    /// The largest number of bytes.
    public var length: Int
    /// The kinds that are accepted.
    public var types: Set<MediaType>

    /// Makes limits.
    public init(length: Int, types: Set<MediaType> = Set(MediaType.allCases)) {
        self.length = length
        self.types = types
    }

    /// Four gibibytes, which a county's snapshot stays below, of every kind.
    public static let standard = VaultLimits(length: 4 << 30)
}
