import CGDAL
import Digest
import Glibc

extension SurveyFile {
    /// The datasets of a file and the files they are made of.
    static func parts(
        of path: String, _ options: ReadingOptions
    ) throws(LandExchangeError) -> (parts: [Part], files: [String]) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code = errno
            throw .file(path: path, code == ENOENT ? .notFound : .unreadable(code: code))
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            guard PathText.ending(path) == "gdb" else { throw .file(path: path, .isFolder) }
            let files = PathText.names(in: path).map { path + "/" + $0 }
            guard !files.isEmpty else { throw .file(path: path, .empty) }
            return ([Part(path: path, reader: .library)], files)
        }
        guard access(path, R_OK) == 0 else { throw .file(path: path, .unreadable(code: errno)) }
        guard status.st_size > 0 else { throw .file(path: path, .empty) }
        let ending = PathText.ending(path)
        let isArchive = try startsWith(path, [0x50, 0x4B, 0x03, 0x04])
        if ending == "zip" || isArchive {
            return (try archiveParts(path, options), [path])
        }
        let shp = try shapefilePath(path, ending)
        if let shp {
            let parts = try ShapefileParts(shp: shp, shownAs: path)
            return ([Part(path: shp, reader: .shapefile)], parts.all)
        }
        return ([Part(path: path, reader: try reader(path, ending, path))], [path])
    }

    /// The `.shp` that a path means: itself, or the one beside a named `.dbf`, `.shx`, `.prj` or `.cpg`.
    private static func shapefilePath(
        _ path: String, _ ending: String
    ) throws(LandExchangeError) -> String? {
        if ending == "shp" { return path }
        if try startsWith(path, [0x00, 0x00, 0x27, 0x0A]), ending != "shx" { return path }
        guard ["dbf", "shx", "prj", "cpg"].contains(ending) else { return nil }
        let wanted = PathText.name(PathText.stem(path)).lowercased() + ".shp"
        guard let found = PathText.siblings(of: path).first(where: { $0.lowercased() == wanted })
        else { throw .file(path: path, .partMissing(".shp")) }
        return PathText.folder(path) + "/" + found
    }

    private static func startsWith(_ path: String, _ mark: [UInt8]) throws(LandExchangeError)
        -> Bool
    {
        let source = try ByteSource(path, shownAs: path, window: 64)
        return source.bytes(at: 0, count: mark.count).map { $0.elementsEqual(mark) } ?? false
    }

    private static func reader(
        _ path: String, _ ending: String, _ shown: String
    ) throws(LandExchangeError) -> Reader {
        guard ending == "txt" || ending.isEmpty || ending == "dat" else { return .library }
        let source = try ByteSource(path, shownAs: shown, window: 4096)
        guard let head = source.bytes(at: 0, count: min(source.size, 4096)) else { return .library }
        var sniffer = try EncodingSniffer(path: shown)
        sniffer.examine(head)
        let decoder = try TextDecoder(sniffer.verdict(declared: nil) ?? .utf8, path: shown)
        var text: [UInt8] = []
        _ = decoder.decode(head, into: &text)
        let isBoundary = BoundaryTextParser.recognises(String(decoding: text, as: UTF8.self))
        return ending == "txt" || isBoundary ? .boundaryText : .library
    }

    private static func archiveParts(
        _ path: String, _ options: ReadingOptions
    ) throws(LandExchangeError) -> [Part] {
        let archive = try ZipArchive(
            path: path, limit: options.archiveLimitInBytes, entryLimit: options.archiveEntryLimit,
            ratioLimit: options.archiveRatioLimit)
        // Names of Chinese programs are GBK and not marked.
        let encoding = archive.hasLocalNames ? "GB18030" : nil
        CPLSetThreadLocalConfigOption("CPL_ZIP_ENCODING", encoding)
        var root = path
        if !root.hasPrefix("/"), let here = getcwd(nil, 0) {
            root = String(cString: here) + "/" + path
            free(here)
        }
        let base = "/vsizip/{" + root + "}/"
        var parts: [Part] = []
        var folders: Set<String> = []
        for name in archive.names
        where !PathText.name(name).hasPrefix(".") && !name.hasPrefix("__MACOSX") {
            if let folder = geodatabase(name) {
                if folders.insert(folder).inserted {
                    parts.append(
                        Part(path: base + folder, reader: .library, nameEncoding: encoding))
                }
                continue
            }
            switch PathText.ending(name) {
            case "shp":
                parts.append(Part(path: base + name, reader: .shapefile, nameEncoding: encoding))
            case "txt":
                // A readme is no survey file.
                if try isBoundaryText(base + name, path) {
                    parts.append(
                        Part(path: base + name, reader: .boundaryText, nameEncoding: encoding))
                }
            case "gpkg", "geojson", "json", "fgb":
                parts.append(Part(path: base + name, reader: .library, nameEncoding: encoding))
            default: break
            }
        }
        guard !parts.isEmpty else { throw .file(path: path, .archiveUnusable) }
        return parts
    }

    private static func isBoundaryText(_ path: String, _ shown: String) throws(LandExchangeError)
        -> Bool
    {
        try reader(path, "", shown) == .boundaryText
    }

    /// The FileGDB folder an entry lies in; nil for none.
    private static func geodatabase(_ name: String) -> String? {
        var folders: [Substring] = []
        for part in name.split(separator: "/").dropLast() {
            folders.append(part)
            if part.lowercased().hasSuffix(".gdb") { return folders.joined(separator: "/") }
        }
        return nil
    }

    /// The layers of a dataset with their places in it, and the reader that will read them.
    static func describe(
        _ part: Part, shown: String, _ options: ReadingOptions
    ) throws(LandExchangeError) -> (Reader, [(Int, SourceLayer)]) {
        guard part.reader == .library else {
            let source = try open(part, index: 0, shown: shown, options, withSystem: true)
            return (part.reader, [(0, source.description)])
        }
        // In an archive only the library can read it.
        if part.path == shown, let file = GeoPackageFile.open(shown, withSystems: true) {
            return (
                .geoPackage, file.tables.enumerated().map { ($0.offset, $0.element.description) }
            )
        }
        let dataset = try LibraryDataset(part.path, shownAs: shown)
        var found: [(Int, SourceLayer)] = []
        for (index, layer) in dataset.layers.enumerated() {
            let description = try LibrarySource(dataset, layer: layer, withSystem: true).description
            // Tables without geometry, such as this program's own, are no layers.
            if description.geometryKind != "None" { found.append((index, description)) }
        }
        return (.library, found)
    }

    /// Opens the reader of a layer of a dataset.
    ///
    /// - Parameter withSystem: whether its description tells coordinate system and grid.
    static func open(
        _ part: Part, index: Int, shown: String, _ options: ReadingOptions, withSystem: Bool
    ) throws(LandExchangeError) -> any FeatureSource {
        if PathText.isInArchive(part.path) {
            // The setting belongs to the thread, and layers are read on threads of their own.
            CPLSetThreadLocalConfigOption("CPL_ZIP_ENCODING", part.nameEncoding)
        }
        switch part.reader {
        case .shapefile:
            let parts = try ShapefileParts(shp: part.path, shownAs: shown)
            return try ShapefileSource(
                parts, encoding: options.encoding,
                ignoringSystem: options.epsg != nil || !withSystem)
        case .boundaryText:
            return try BoundaryTextSource(
                path: part.path, shownAs: shown, encoding: options.encoding,
                hasSystem: options.epsg != nil || !withSystem)
        case .geoPackage:
            guard
                let file = GeoPackageFile.open(
                    part.path, withSystems: withSystem, onlyLayer: index),
                let table = file.tables.first
            else { throw .file(path: shown, .changed) }
            return GeoPackageSource(file, table: table)
        case .library:
            let dataset = try LibraryDataset(part.path, shownAs: shown)
            let layers = dataset.layers
            guard layers.indices.contains(index) else { throw .file(path: shown, .changed) }
            return try LibrarySource(dataset, layer: layers[index], withSystem: withSystem)
        }
    }

    // MARK: Identity

    /// The SHA-256 of the file, by which facts name it (lower-case hex).
    ///
    /// One file: the digest of its bytes, as `sha256sum` prints. A Shapefile or the folder of a
    /// FileGDB: the digest of a text with one line `HEX  NAME` for each file, the Shapefile's in the
    /// order .shp .dbf .shx .prj .cpg as far as they exist, the folder's sorted by name.
    ///
    /// - Throws: ``FileFault/unreadable(code:)``.
    public func digest() throws(LandExchangeError) -> String {
        let isOneFile = digestedFiles == [path]
        var lines = ""
        for file in digestedFiles {
            let hex: String
            do {
                hex = try SHA256.hexDigest(ofFile: file)
            } catch {
                throw .file(path: file, .unreadable(code: errno))
            }
            if isOneFile { return hex }
            lines += "\(hex)  \(PathText.name(file))\n"
        }
        return SHA256.hexDigest(of: Array(lines.utf8))
    }

    /// The bytes of all files together.
    var sizeInBytes: Int {
        digestedFiles.reduce(0) { sum, file in
            var status = stat()
            return stat(file, &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }

    /// Sizes and times of the files, to notice a change while they are read.
    func fingerprint() -> [Int] {
        digestedFiles.flatMap { file in
            var status = stat()
            guard stat(file, &status) == 0 else { return [-1] }
            return [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        }
    }
}
