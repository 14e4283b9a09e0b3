import Glibc

@testable import Policy

/// Where the packs, fixtures and register lie, found from this file's own place.
enum PackFolders {
    static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/")
    }()

    static let packs = root + "/PolicyPacks"
    static let fixtures = root + "/Tests/PolicyTests/Fixtures"

    /// The folders that hold a pack, in name order.
    static var codes: [String] {
        guard let directory = opendir(packs) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // Safety: readdir ends d_name with a zero and keeps it until the next call.
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if access("\(packs)/\(name)/pack.yaml", F_OK) == 0 && !name.hasPrefix(".") {
                names.append(name)
            }
        }
        return names.sorted()
    }

    static func vocabulary() throws -> Vocabulary {
        try Vocabulary.load(packs + "/vocabulary.yaml")
    }

    static func pack(_ code: String) throws -> Pack {
        try Pack.load("\(packs)/\(code)", vocabulary: vocabulary())
    }

    /// The text of a file; nil when it is not there.
    static func text(_ path: String) -> String? {
        guard access(path, F_OK) == 0 else { return nil }
        do {
            return String(decoding: try PackFolder.bytes(of: path), as: UTF8.self)
        } catch {
            return nil
        }
    }
}
