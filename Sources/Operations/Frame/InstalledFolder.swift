public import Foundation

/// Looks for what was installed with the program (随程序安装的文件夹).
public enum InstalledFolder {
    /// The folder of the program, where it is known, and the current one: where looking begins.
    public static var starts: [URL] {
        let current = URL(filePath: FileManager.default.currentDirectoryPath)
        guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else {
            return [current]
        }
        return [program.deletingLastPathComponent(), current]
    }

    /// The first folder of a name beside or above where looking begins that holds what it must.
    ///
    /// - Parameters:
    ///   - name: the folder with the folders it lies in, such as `Resources/Web`.
    ///   - part: a file or folder in it by which it is known.
    /// - Returns: nil when there is none within eight steps.
    public static func find(_ name: String, holding part: String) -> URL? {
        for start in starts {
            var at = start
            for _ in 0..<8 {
                let candidate = at.appending(path: name)
                if holds(candidate, part) { return candidate }
                at = at.deletingLastPathComponent()
            }
        }
        return nil
    }

    /// Whether a folder holds the file or folder by which it is known.
    public static func holds(_ folder: URL, _ part: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: part).path)
    }
}
