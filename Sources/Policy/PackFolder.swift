import Digest
import Glibc

/// The files of one pack: its only contact with the disk.
struct PackFolder: Sendable {
    /// The files that make the pack, by relative name, in name order.
    let files: [(name: String, bytes: [UInt8])]

    /// Reads pack.yaml, lifecycle.yaml and every YAML file of parameters, clauses and cases.
    ///
    /// - Throws: ``FaultError`` for a file or folder that cannot be read.
    static func read(_ folder: String) throws(FaultError) -> PackFolder {
        var names = ["pack.yaml", "lifecycle.yaml"]
        for part in ["parameters", "clauses", "cases"] {
            let inside = try list(folder + "/" + part, optional: part != "clauses")
            names += inside.filter { $0.hasSuffix(".yaml") }.map { part + "/" + $0 }
        }
        var files: [(name: String, bytes: [UInt8])] = []
        for name in names.sorted(by: { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }) {
            files.append((name, try bytes(of: folder + "/" + name)))
        }
        return PackFolder(files: files)
    }

    init(files: [(name: String, bytes: [UInt8])]) { self.files = files }

    /// Reads canonical content back; nil when it is none.
    init?(content: [UInt8]) {
        var rest = content[...]
        func line() -> String? {
            guard let end = rest.firstIndex(of: 0x0A) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return String(validating: rest[..<end], as: UTF8.self)
        }
        var files: [(name: String, bytes: [UInt8])] = []
        while !rest.isEmpty {
            guard let name = line(), let count = line().flatMap({ Int($0) }),
                (0...rest.count).contains(count)
            else { return nil }
            files.append((name, Array(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        self.init(files: files)
    }

    /// SHA-256 of the canonical content.
    var digest: String { SHA256.hexDigest(of: content) }

    /// For every file in name order its name, the number of its bytes, each followed by a line end,
    /// and its bytes.
    var content: [UInt8] {
        var content: [UInt8] = []
        for file in files {
            content += "\(file.name)\n\(file.bytes.count)\n".utf8
            content += file.bytes
        }
        return content
    }

    /// The bytes of a file.
    ///
    /// - Throws: ``FaultError`` with the system's error number.
    static func bytes(of path: String) throws(FaultError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count == 0 { return bytes }
            guard count > 0 else { throw unreadable(path) }
            bytes += buffer[0..<count]
        }
    }

    private static func unreadable(_ path: String) -> FaultError {
        FaultError(fault: .unreadable(path: path, code: errno))
    }

    private static func list(_ path: String, optional: Bool) throws(FaultError) -> [String] {
        guard let directory = opendir(path) else {
            if optional && errno == ENOENT { return [] }
            throw unreadable(path)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // Safety: readdir ends d_name with a zero and keeps it until the next call.
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }
}
