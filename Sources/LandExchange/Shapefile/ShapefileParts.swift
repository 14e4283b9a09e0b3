import CGDAL
import Glibc

/// The files that make up one Shapefile, found without regard to the case of their endings.
struct ShapefileParts {
    /// The path of the `.shp`, as the person named it.
    let shown: String
    /// The layer's name: the file's name without its ending.
    let name: String
    let shp: String
    let dbf: String
    let shx: String?
    let prj: String?
    let cpg: String?

    /// - Throws: ``FileFault/partMissing(_:)`` when there is no `.dbf`.
    init(shp: String, shownAs shown: String) throws(LandExchangeError) {
        self.shp = shp
        self.shown = shown
        let stem = PathText.stem(shp)
        let name = PathText.name(stem)
        self.name = name
        let siblings = PathText.siblings(of: shp)
        func part(_ ending: String) -> String? {
            let wanted = (name + ending).lowercased()
            let exact = siblings.first { $0 == name + ending }
            return (exact ?? siblings.first { $0.lowercased() == wanted })
                .map { PathText.folder(shp) + "/" + $0 }
        }
        guard let dbf = part(".dbf") else { throw .file(path: shown, .partMissing(".dbf")) }
        self.dbf = dbf
        shx = part(".shx")
        prj = part(".prj")
        cpg = part(".cpg")
    }

    /// All parts that exist, in the order in which they are digested: `.shp .dbf .shx .prj .cpg`.
    var all: [String] { [shp, dbf] + [shx, prj, cpg].compactMap(\.self) }
}

/// Pieces of paths, of the file system and of the library's archives alike.
enum PathText {
    static func folder(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func name(_ path: String) -> String {
        let trimmed = path.last == "/" ? path.dropLast() : path[...]
        return String(
            trimmed[
                (trimmed.lastIndex(of: "/").map { trimmed.index(after: $0) } ?? trimmed.startIndex)...
            ])
    }

    static func stem(_ path: String) -> String {
        let name = name(path)
        guard let point = name.lastIndex(of: "."), point != name.startIndex else { return path }
        return String(path.dropLast(name.distance(from: point, to: name.endIndex)))
    }

    /// The ending in lower case without its point; empty when there is none.
    static func ending(_ path: String) -> String {
        let name = name(path)
        guard let point = name.lastIndex(of: "."), point != name.startIndex else { return "" }
        return name[name.index(after: point)...].lowercased()
    }

    /// The names in the folder of a file, sorted.
    static func siblings(of path: String) -> [String] { names(in: folder(path)) }

    /// Whether a path is one of the library's, into an archive.
    static func isInArchive(_ path: String) -> Bool { path.hasPrefix("/vsi") }

    /// The names in a folder, sorted; none when it cannot be read.
    static func names(in folder: String) -> [String] {
        let names = isInArchive(folder) ? namesInArchive(folder) : namesInFolder(folder)
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    private static func namesInFolder(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(
                        to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)
                    ) { String(cString: $0) }
                })
        }
        return names
    }

    private static func namesInArchive(_ folder: String) -> [String] {
        LibraryMessages.silently {
            guard let list = VSIReadDir(folder) else { return [] }
            defer { CSLDestroy(list) }
            return (0..<Int(CSLCount(list))).compactMap { list[$0].map { String(cString: $0) } }
        }
    }
}
