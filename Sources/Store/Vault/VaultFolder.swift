import Digest
import Glibc

/// The files of a vault on the disk: `vault/ab/cdef…` by digest, `vault/incoming` while they arrive.
struct VaultFolder: Sendable {
    static let incomingName = "incoming"

    /// The home.
    let home: String

    var path: String { home + "/" + OfficeHome.vaultFolder }
    var incoming: String { path + "/" + Self.incomingName }

    static func lay(out home: String) throws(StoreError) {
        let folder = VaultFolder(home: home)
        try Folder.make(folder.path, mode: 0o750)
        try Folder.make(folder.incoming, mode: 0o700)
    }

    /// Where a file of the vault is: made of the digest alone.
    func path(of id: VaultID) -> String {
        let hex = id.digest.hex
        return "\(path)/\(hex.prefix(2))/\(hex.dropFirst(2))"
    }

    /// What is known of a file without reading it.
    struct Found {
        let length: Int
        /// When its bytes were last written, in milliseconds since 1970-01-01 UTC.
        let written: Int
    }

    /// The file of that name; nil when there is none, or something that is no file of the vault's
    /// own: a link could be changed from outside.
    func find(_ id: VaultID) -> Found? { VaultFolder.regular(path(of: id)) }

    static func regular(_ path: String) -> Found? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_nlink == 1
        else { return nil }
        return Found(
            length: Int(status.st_size),
            written: status.st_mtim.tv_sec * 1000 + status.st_mtim.tv_nsec / 1_000_000)
    }

    /// The digest of a file's bytes; nil when it is absent.
    ///
    /// - Throws: ``StoreError/file(path:code:)`` when it cannot be read.
    func digest(of id: VaultID) throws(StoreError) -> HashValue? {
        guard find(id) != nil else { return nil }
        do {
            return HashValue(hex: try SHA256.hexDigest(ofFile: path(of: id)))
        } catch {
            guard case .unreadable(let path, let code) = error else {
                throw .key(path: path(of: id), error)
            }
            throw .file(path: path, code: code)
        }
    }

    /// Puts a file that has arrived under its name; the caller has the writer's turn.
    func place(_ arrived: String, as id: VaultID) throws(StoreError) {
        let target = path(of: id)
        if find(id) != nil {
            unlink(arrived)
        } else {
            let folder = DurableFile.folder(of: target)
            try Folder.make(folder, mode: 0o750)
            guard rename(arrived, target) == 0 else { throw .file(path: target, code: errno) }
            try DurableFile.sync(folder: folder)
        }
        try DurableFile.sync(folder: path)
    }

    /// All names in the vault: those that are digests, and paths of what does not belong there.
    func list() throws(StoreError) -> (files: [VaultID], foreign: [String]) {
        var files: [VaultID] = []
        var foreign: [String] = []
        for shard in try Folder.entries(path) ?? [] where shard != Self.incomingName {
            let folder = path + "/" + shard
            guard let names = try Folder.entries(folder) else {
                foreign.append(folder)
                continue
            }
            for name in names {
                if let digest = HashValue(hex: shard + name), shard.utf8.count == 2,
                    find(VaultID(digest)) != nil
                {
                    files.append(VaultID(digest))
                } else {
                    foreign.append(folder + "/" + name)
                }
            }
        }
        return (files, foreign)
    }
}
