import Foundation

/// The project's own Swift files, read once for the tidy tests.
struct SourceTree {
    struct File {
        /// Path below the project root.
        let path: String
        let lines: [String]
        /// The module folder below Sources, such as `Geometry`.
        var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var name: String { (path as NSString).lastPathComponent }
    }

    let root: URL
    let sources: [File]
    let tests: [File]
    let manifest: String

    init() throws {
        root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        sources = try Self.files(under: "Sources", of: root)
        tests = try Self.files(under: "Tests", of: root)
        manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    }

    private static func files(under folder: String, of root: URL) throws -> [File] {
        let base = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
        var files: [File] = []
        for case let path as String in walk where path.hasSuffix(".swift") {
            let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
            files.append(
                File(
                    path: folder + "/" + path,
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(
                        String.init)))
        }
        return files.sorted { $0.path < $1.path }
    }

    /// The dependencies each target of the manifest declares on other targets.
    func declaredDependencies() -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        let pattern = /(?:module|tests)\(\s*"(\w+)"(?:,\s*\[((?:[^\[\]])*)\])?\)/
        for match in manifest.matches(of: pattern) {
            found[String(match.1)] = Self.names(match.2.map(String.init) ?? "")
        }
        let executable = /executableTarget\(\s*name: "(\w+)",\s*dependencies: \[((?:[^\[\]])*)\]/
        for match in manifest.matches(of: executable) {
            found[String(match.1)] = Self.names(String(match.2))
        }
        return found
    }

    private static func names(_ list: String) -> Set<String> {
        let products = list.replacing(/\.product\(name: "(\w+)", package: "[^"]+"\)/) {
            "\"\($0.1)\""
        }
        return Set(products.matches(of: /"(\w+)"/).map { String($0.1) })
    }
}

extension SourceTree.File {
    /// The modules the file imports.
    var imports: [String] {
        lines.compactMap { line in
            line.firstMatch(
                of:
                    /^(?:public |package |internal |@testable )?import (?:struct |class |enum |func )?(\w+)/
            )
            .map { String($0.1) }
        }
    }

    /// Lines that are neither blank nor comment.
    var codeLineCount: Int {
        lines.count { line in
            let text = line.drop { $0 == " " }
            return !text.isEmpty && !text.hasPrefix("//")
        }
    }
}
