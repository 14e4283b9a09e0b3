import Digest
import Foundation
import GRDB
import Glibc

/// A file on its way into the vault.
///
/// It is written to the side, digested as it comes, and has a name only when it is whole and on the
/// disk. Give it up with ``abandon()``; what a crash leaves behind garbage collection removes.
public final class VaultUpload {
    private let journal: JournalStore
    private let name: String
    private let limits: VaultLimits
    private let path: String
    private var descriptor: Int32
    private var digest = MessageDigest(.sha256)
    private var sniffer = MediaSniffer()
    private var length = 0

    init(journal: JournalStore, name: String, limits: VaultLimits) throws(StoreError) {
        (self.journal, self.name, self.limits) = (journal, name, limits)
        let random: [UInt8]
        do {
            random = try SecureRandom.bytes(16)
        } catch {
            throw .key(path: journal.vault.incoming, error)
        }
        path = journal.vault.incoming + "/" + HexText.text(random)
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .file(path: journal.vault.incoming, code: errno)
        }
    }

    deinit { abandon() }

    /// Takes the next piece.
    ///
    /// - Throws: ``VaultFault/tooLong(name:limit:)``, ``StoreError/file(path:code:)``.
    public func write(_ piece: [UInt8]) throws(StoreError) {
        guard limits.length - length >= piece.count else {
            throw .vault(.tooLong(name: name, limit: limits.length))
        }
        digest.update(piece)
        sniffer.add(piece)
        length += piece.count
        try DurableFile.write(piece, to: descriptor, path: path)
    }

    /// Takes all of a file on the disk.
    func takeFile(_ source: String) throws(StoreError) {
        let input = Glibc.open(source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard input >= 0 else {
            if errno == ELOOP { throw .vault(.notRegular(name: name)) }
            throw .file(path: source, code: errno)
        }
        defer { close(input) }
        var status = stat()
        guard fstat(input, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_nlink == 1
        else { throw .vault(.notRegular(name: name)) }
        while true {
            var code: Int32 = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
                let got = read(input, buffer.baseAddress, buffer.count)
                if got < 0 { code = errno }
                count = max(got, 0)
            }
            guard code == 0 else { throw .file(path: source, code: code) }
            if piece.isEmpty { return }
            try write(piece)
        }
    }

    /// Ends the file and gives it its name.
    ///
    /// - Parameters:
    ///   - stated: what kind of file it is said to be; nil to go by its bytes.
    ///   - time: now, in milliseconds since 1970-01-01 UTC; garbage collection counts from it.
    /// - Throws: ``StoreError/vault(_:)`` when it is empty, of no accepted kind or of another kind
    ///   than stated; ``StoreError/file(path:code:)`` and ``StoreError/storage(path:_:)`` when the
    ///   disk refuses.
    public func finish(
        stated: MediaType? = nil, at time: Int
    ) async throws(StoreError) -> VaultedFile {
        guard length > 0 else { throw .vault(.empty(name: name)) }
        guard let found = sniffer.type(of: descriptor, length: length) else {
            throw .vault(.unknownType(name: name))
        }
        let type = stated ?? found
        guard type == found || found.mayBeCalled(type) else {
            throw .vault(.otherType(name: name, stated: type, found: found))
        }
        guard limits.types.contains(type) else { throw .vault(.unknownType(name: name)) }
        // Nobody writes to it any more, not even its owner by mistake.
        guard fchmod(descriptor, 0o440) == 0, fsync(descriptor) == 0 else {
            throw .file(path: path, code: errno)
        }
        close(descriptor)
        descriptor = -1
        let file = VaultedFile(
            id: VaultID(digest.finish()), length: length, type: type, name: name)
        let (journal, path) = (journal, path)
        try await journal.turn { turn in
            try journal.vault.place(path, as: file.id)
            try FileRows.insert(file, stored: time, turn.database)
        }
        return file
    }

    /// Gives the file up; after ``finish(stated:at:)`` it does nothing.
    public func abandon() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        unlink(path)
    }
}

/// The rows of files in the vault.
enum FileRows {
    static func insert(_ file: VaultedFile, stored: Int, _ database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO file (digest, length, type, stored) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [file.id.digest.data, file.length, file.type.rawValue, stored])
    }
}
