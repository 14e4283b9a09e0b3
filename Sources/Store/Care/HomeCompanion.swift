import Digest
import Glibc
import Journal
import LandModel

/// A file of the home that another module keeps beside the record, and that backups take along
/// (随附文件).
///
/// The store knows nothing of what is in it: it lists its digest in the backup, proves it before a
/// restore, and leaves copying to whoever keeps the file.
public struct HomeCompanion: Sendable {
    /// Its name in the home.
    public let file: String
    let copy: @Sendable (_ source: String, _ target: String) throws -> Void
    let settle: @Sendable (_ path: String) throws -> Void

    /// Describes a file that goes along.
    ///
    /// - Parameters:
    ///   - file: its name in the home, such as `accounts.sqlite`.
    ///   - copy: copies the file as it is at one moment, whoever writes to it meanwhile, to a path
    ///     where nothing is, with the mode it must have.
    ///   - settle: takes out of a restored file what must not live on in it.
    public init(
        file: String, copy: @escaping @Sendable (_ source: String, _ target: String) throws -> Void,
        settle: @escaping @Sendable (_ path: String) throws -> Void
    ) {
        (self.file, self.copy, self.settle) = (file, copy, settle)
    }
}

/// A companion in a backup, as `backup.json` lists it.
public struct CompanionPart: Hashable, Sendable {
    /// The name of the file.
    public let file: String
    /// Its SHA-256 in hexadecimal.
    public let digest: String

    var value: CanonicalJSON { ["file": .text(file), "sha256": .text(digest)] }
}

/// Companions of a home on their way into a backup and out of it.
struct CompanionCopies {
    let companions: [HomeCompanion]

    /// Copies those that a home has to a folder; gives what there is to list.
    func take(
        from home: String, to folder: String
    ) throws(StoreError) -> [CompanionPart] {
        var parts: [CompanionPart] = []
        for companion in companions where try Self.isThere(home, companion) {
            let target = folder + "/" + companion.file
            try copy(companion, from: home, to: target)
            parts.append(
                CompanionPart(file: companion.file, digest: try Self.digest(of: target)))
        }
        return parts
    }

    /// Puts those that a backup has back; gives their names.
    ///
    /// - Throws: ``StoreError/companion(path:_:)`` when one is not what the backup lists.
    func putBack(from source: String, to folder: String) throws(StoreError) -> [String] {
        let listed = try BackupReceipt.companions(of: source)
        var names: [String] = []
        for companion in companions {
            let part = listed.first { $0.file == companion.file }
            let path = source + "/" + companion.file
            // A backup of an older program lists none and may have one all the same.
            guard try Self.isThere(source, companion) else {
                if part != nil { throw Self.altered(path) }
                continue
            }
            if let part, try Self.digest(of: path) != part.digest { throw Self.altered(path) }
            let target = folder + "/" + companion.file
            try copy(companion, from: source, to: target)
            do {
                try companion.settle(target)
            } catch {
                throw Self.failed(target, error)
            }
            names.append(companion.file)
        }
        return names
    }

    private func copy(
        _ companion: HomeCompanion, from home: String, to target: String
    ) throws(StoreError) {
        do {
            try companion.copy(home + "/" + companion.file, target)
        } catch {
            throw Self.failed(target, error)
        }
        try DurableFile.sync(file: target)
    }

    private static func isThere(
        _ folder: String, _ companion: HomeCompanion
    ) throws(StoreError) -> Bool {
        try Folder.entries(folder)?.contains(companion.file) == true
    }

    static func digest(of path: String) throws(StoreError) -> String {
        do { return try SHA256.hexDigest(ofFile: path) } catch {
            throw .companion(
                path: path,
                BilingualText(zh: "读不出（\(error)）", en: "it cannot be read (\(error))"))
        }
    }

    private static func altered(_ path: String) -> StoreError {
        .companion(
            path: path,
            BilingualText(
                zh: "与 backup.json 所列摘要不符；请换用另一份备份，或不恢复该文件（--without-accounts）",
                en: "it is not what backup.json lists: take another backup, or restore without it "
                    + "(--without-accounts)"))
    }

    private static func failed(_ path: String, _ error: any Error) -> StoreError {
        let reason = (error as? any ExplainedError)?.explanation
        return .companion(
            path: path, reason ?? BilingualText(zh: "\(error)", en: "\(error)"))
    }
}
