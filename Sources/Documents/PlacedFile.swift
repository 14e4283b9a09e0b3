import Glibc

/// Writes files whole or not at all: beside their place first, then in one step over it.
enum PlacedFile {
    /// Writes a text.
    static func write(_ text: String, to path: String) throws(DocumentsError) {
        let partial = path + ".partial"
        guard let file = fopen(partial, "wb") else { throw failure(path) }
        var text = text
        let count = text.utf8.count
        let done = text.withUTF8 { fwrite($0.baseAddress, 1, count, file) }
        guard fclose(file) == 0, done == count else {
            let problem = failure(path)
            unlink(partial)
            throw problem
        }
        try place(partial, at: path)
    }

    /// Moves a complete file to its place.
    static func place(_ partial: String, at path: String) throws(DocumentsError) {
        guard rename(partial, path) == 0 else {
            let problem = failure(path)
            unlink(partial)
            throw problem
        }
    }

    /// Why the last call of the system failed.
    private static func failure(_ path: String) -> DocumentsError {
        .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
}
