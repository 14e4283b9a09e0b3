import Foundation

/// Finds the Python whose WeasyPrint sets PDFs.
public enum TypesetterCommand {
    /// A Python with its first arguments: `TIANCHOU_PDF`, the project's own environment, or `python3` on the path.
    public static func locate() -> [String] {
        if let named = ProcessInfo.processInfo.environment["TIANCHOU_PDF"] {
            return named.split(separator: " ").map(String.init)
        }
        var starts = [URL(filePath: FileManager.default.currentDirectoryPath)]
        if let program = Bundle.main.executableURL?.resolvingSymlinksInPath() {
            starts.insert(program.deletingLastPathComponent(), at: 0)
        }
        for start in starts {
            var at = start
            for _ in 0..<8 {
                let python = at.appending(path: ".deps/venv/bin/python")
                if FileManager.default.isExecutableFile(atPath: python.path) {
                    return [python.path]
                }
                at = at.deletingLastPathComponent()
            }
        }
        return ["python3"]
    }
}
