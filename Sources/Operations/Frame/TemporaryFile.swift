import Glibc
import Store

/// A folder of its own with a place for one file, gone when it is no longer needed.
struct TemporaryFile {
    /// Where the file goes; nothing is there yet.
    let path: String
    private let folder: String

    /// Makes the folder where the system keeps what is temporary.
    ///
    /// - Throws: `StoreError` when the disk refuses.
    init(ending: String) throws(StoreError) {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        guard let template = strdup("\(place)/tianchou-XXXXXX") else {
            throw StoreError.file(path: place, code: errno)
        }
        defer { free(template) }
        guard let made = mkdtemp(template) else { throw StoreError.file(path: place, code: errno) }
        folder = String(cString: made)
        path = folder + "/file." + ending
    }

    /// Removes file and folder.
    func remove() {
        unlink(path)
        rmdir(folder)
    }
}
