import CGDAL
import Glibc

/// The survey files of a folder, so that a person may name the folder instead of them.
public enum SurveyFolder {
    private static let endings: Set<String> = [
        "shp", "gpkg", "geojson", "json", "txt", "zip", "fgb", "gdb",
    ]

    /// The paths named, each folder replaced by the survey files in it, in name order.
    ///
    /// A FileGDB is a folder too, but one that is a file to this program.
    ///
    /// - Parameter target: A file to be written, which is not taken for input though it is there.
    /// - Throws: ``LandExchangeError`` for a folder that holds no survey file or cannot be read.
    public static func files(
        _ paths: [String], excluding target: String
    ) throws(LandExchangeError) -> [String] {
        var found: [String] = []
        for path in paths {
            guard isFolder(path), ending(of: path) != "gdb" else {
                found.append(path)
                continue
            }
            let inside = try names(in: path).filter { name in
                endings.contains(ending(of: name)) && path + "/" + name != target
                    && !isSame(path + "/" + name, target)
            }
            guard !inside.isEmpty else {
                throw LandExchangeError.file(path: path, .noSurveyFiles)
            }
            found += inside.map { path + "/" + $0 }
        }
        return found
    }

    private static func ending(of name: String) -> String {
        name.split(separator: "/").last?.split(separator: ".").last?.lowercased() ?? ""
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func isSame(_ path: String, _ other: String) -> Bool {
        var (one, two) = (stat(), stat())
        return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_ino == two.st_ino
            && one.st_dev == two.st_dev
    }

    private static func names(in folder: String) throws(LandExchangeError) -> [String] {
        guard let directory = opendir(folder) else {
            throw LandExchangeError.file(path: folder, .unreadable(code: errno))
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
