public import Access
public import Digest
public import Journal
public import LandModel

/// Why a home, its journal or its vault refused something.
///
/// Nothing that was acknowledged is lost by any of these, and nothing of what was refused is kept.
public enum StoreError: Error, Equatable, Sendable {
    /// The folder is no home, or cannot become one.
    case home(path: String, HomeFault)
    /// The journal refused the batch.
    case journal(JournalError)
    /// An event of a type that the store knows does not say what such an event must say.
    case payload(PayloadFault)
    /// The register of offices, people, appointments and delegations refused the event.
    case register(AccessError)
    /// The database could not read or write.
    case storage(path: String, StorageFault)
    /// A file or folder could not be read or written; `code` is the system's error number.
    case file(path: String, code: Int32)
    /// The vault refused a file.
    case vault(VaultFault)
    /// A key could not be read, written or used.
    case key(path: String, DigestError)
    /// The journal has no such place to go back to; a batch is restored whole or not at all.
    case restorePoint(sequence: Int, recorded: Int, batch: ClosedRange<Int>?)
    /// The journal is damaged at an event, so that nothing can be made of it from there on.
    case damaged(path: String, sequence: Int)
    /// A file that goes along with the home could not be copied or is not what the backup lists.
    case companion(path: String, BilingualText)
}

/// Why a folder is not the home that was asked for.
public enum HomeFault: Hashable, Sendable {
    /// There is no such folder.
    case missing
    /// The folder holds something already, such as the file named.
    case notEmpty(String)
    /// A part is absent.
    case incomplete(part: String)
    /// The settings cannot be read; the text names the member.
    case settings(member: String)
    /// The settings and the database tell of different journals.
    case otherJournal(settings: JournalID, database: JournalID)
    /// The database was written by a newer program.
    case newer
    /// The folder lies inside the home it would be a copy of.
    case inside(home: String)
}

/// Why the database could not read or write.
public enum StorageFault: Hashable, Sendable {
    /// The disk, or the space allowed to the program, is used up.
    case full
    /// The file or its folder may not be written.
    case readOnly
    /// Another process held the database for too long.
    case busy
    /// The file is no database or its pages are damaged.
    case damaged(String)
    /// Any other reason, with SQLite's extended result code and message.
    case other(code: Int, message: String)
}
