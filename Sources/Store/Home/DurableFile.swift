import Digest
import Glibc

/// File calls that are done when they return: what was written is on the disk with its name.
enum DurableFile {
    /// Writes a new file whole or not at all.
    static func write(
        _ bytes: [UInt8], to path: String, mode: mode_t = 0o644
    ) throws(StoreError) {
        let temporary = path + ".new"
        let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .file(path: path, code: errno) }
        defer { close(descriptor) }
        // The mode is exact whatever the process's mask takes away.
        guard fchmod(descriptor, mode) == 0 else { throw .file(path: path, code: errno) }
        try write(bytes, to: descriptor, path: path)
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw .file(path: path, code: code)
        }
        try syncFolder(of: path)
    }

    /// Writes all bytes to an open file.
    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(StoreError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
            guard count >= 0 || errno == EINTR else { throw .file(path: path, code: errno) }
            written += max(count, 0)
        }
    }

    /// Makes what was written to a file durable.
    static func sync(file: String) throws(StoreError) {
        let descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path: file, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .file(path: file, code: errno) }
    }

    /// Makes the names in the folder of a file durable.
    static func syncFolder(of path: String) throws(StoreError) {
        try sync(folder: folder(of: path))
    }

    /// Makes the names in a folder durable.
    static func sync(folder: String) throws(StoreError) {
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path: folder, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .file(path: folder, code: errno) }
    }

    /// The whole of a small file; nil when there is none.
    static func read(_ path: String, limit: Int = 1 << 20) throws(StoreError) -> [UInt8]? {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .file(path: path, code: errno)
        }
        defer { close(descriptor) }
        var found: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return found }
            guard count > 0 else { throw .file(path: path, code: errno) }
            found.append(contentsOf: buffer[0..<count])
            guard found.count <= limit else { throw .file(path: path, code: EFBIG) }
        }
    }

    /// The folder a path lies in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// Folders: what they hold, made and removed.
enum Folder {
    /// Makes a folder; one that is there stays as it is.
    static func make(_ path: String, mode: mode_t = 0o755) throws(StoreError) {
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw .file(path: path, code: errno)
        }
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in a folder, ascending; nil when it is none.
    static func entries(_ path: String) throws(StoreError) -> [String]? {
        guard let folder = opendir(path) else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .file(path: path, code: errno)
        }
        defer { closedir(folder) }
        return names(in: folder).sorted()
    }

    private static func names(in folder: OpaquePointer) -> [String] {
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a folder of the program's own with all that is in it; links are not followed.
    static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR, let folder = opendir(path) else {
            unlink(path)
            return
        }
        let names = names(in: folder)
        closedir(folder)
        for name in names { remove(path + "/" + name) }
        rmdir(path)
    }

    /// Builds a folder beside its place and puts it there when it is whole: all of it or nothing.
    ///
    /// - Throws: ``HomeFault/notEmpty(_:)`` when something is there, and what the body throws.
    static func build<Value>(
        _ path: String, _ body: (String) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let temporary = try begin(path)
        do throws(StoreError) {
            let value = try body(temporary)
            try publish(temporary, as: path)
            return value
        } catch {
            remove(temporary)
            throw error
        }
    }

    /// A new folder beside the place it is to have.
    static func begin(_ path: String) throws(StoreError) -> String {
        if let entry = try entries(path)?.first { throw .home(path: path, .notEmpty(entry)) }
        let temporary = "\(path).new-\(getpid())"
        // One that is there already belongs to another task of this process, or to a process that
        // was killed; it is not ours to remove.
        guard mkdir(temporary, 0o750) == 0 else { throw .file(path: temporary, code: errno) }
        return temporary
    }

    /// Puts a folder that is whole in its place.
    static func publish(_ temporary: String, as path: String) throws(StoreError) {
        try DurableFile.sync(folder: temporary)
        // Takes the place of an empty folder, and of nothing else.
        guard rename(temporary, path) == 0 else { throw .file(path: path, code: errno) }
        try DurableFile.syncFolder(of: path)
    }

    /// The path without links; nil when it leads nowhere.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// A path without what may stand at its end.
    static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
