import Foundation
import LandModel

/// Where the rows of tables go, one after the other: standard output, or a file that appears whole or not at all.
final class TableSink {
    private let path: String?
    private let isJSON: Bool
    private let partial: FileHandle?
    private var hasHeading = false
    private var isClosed = false

    init(path: String?, isJSON: Bool) throws {
        self.path = path
        self.isJSON = isJSON
        guard let path else {
            partial = nil
            return
        }
        guard FileManager.default.createFile(atPath: Self.partial(path), contents: nil),
            let handle = FileHandle(forWritingAtPath: Self.partial(path))
        else {
            throw OutputFileError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
        partial = handle
    }

    deinit {
        guard let path, !isClosed else { return }
        unlink(Self.partial(path))
    }

    private static func partial(_ path: String) -> String { path + ".partial" }

    /// Adds a table; the heading is written before the first one.
    func write(
        _ rows: TabulationRows, _ label: TabulationRows.Label? = nil, withHeading: Bool = true
    ) throws {
        guard !isJSON else { return try write(rows.jsonLines(label)) }
        if withHeading, !hasHeading { try write(rows.heading(label)) }
        hasHeading = true
        try write(rows.csv(label))
    }

    func write(_ text: String) throws {
        guard let partial, let path else { return Console.emit(text, to: STDOUT_FILENO) }
        do {
            try partial.write(contentsOf: Data(text.utf8))
        } catch {
            throw OutputFileError.cannotWrite(path: path, reason: error.localizedDescription)
        }
    }

    /// Puts the file in its place.
    func close() throws {
        guard let partial, let path else { return }
        do {
            try partial.close()
        } catch {
            throw OutputFileError.cannotWrite(path: path, reason: error.localizedDescription)
        }
        guard rename(Self.partial(path), path) == 0 else {
            throw OutputFileError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
        isClosed = true
    }
}
