import Foundation
import Testing

/// The house style that a machine can check (style guide §3): a failure names file and line.
@Suite struct TidyTests {
    private static let tree: SourceTree? = {
        do { return try SourceTree() } catch {
            Issue.record(error)
            return nil
        }
    }()

    /// Levels of the architecture; a module imports only lower levels.
    private static let levels: [String: Int] = [
        "Geometry": 0, "Digest": 0, "Geodesy": 1, "LandModel": 1, "Overlay": 2, "Policy": 2,
        "Journal": 2, "Access": 2, "VectorTiles": 2,
        "LandExchange": 2, "DataQuality": 3, "Planning": 3, "Lifecycle": 3, "SampleCounty": 3,
        "Documents": 4,
        "Store": 4, "Maps": 4, "Accounts": 4, "Operations": 5, "Server": 6,
        "tianchou": 7,
    ]

    private func sources() throws -> [SourceTree.File] {
        let files = try #require(Self.tree).sources
        #expect(files.count > 50, "the tidy tests see the sources")
        return files
    }

    @Test func `a module imports only what it declares, and only lower levels`() throws {
        let declared = try #require(Self.tree).declaredDependencies()
        for file in try sources() {
            let level = try #require(Self.levels[file.module], "\(file.module) has no level")
            for name in file.imports {
                if let other = Self.levels[name] {
                    #expect(other < level, "\(file.path) imports \(name) of level \(other)")
                    #expect(
                        declared[file.module]?.contains(name) == true,
                        "\(file.path) imports \(name), which Package.swift does not declare")
                } else if name.hasPrefix("C"), name.dropFirst().first?.isUppercase == true {
                    #expect(
                        declared[file.module]?.contains(name) == true,
                        "\(file.path) imports the shim \(name) undeclared")
                }
            }
        }
    }

    @Test func `what a module declares it uses, and a system library has one user`() throws {
        let tree = try #require(Self.tree)
        let declared = tree.declaredDependencies()
        var imported: [String: Set<String>] = [:]
        var users: [String: Set<String>] = [:]
        for file in try sources() {
            for name in file.imports {
                imported[file.module, default: []].insert(name)
                if name.hasPrefix("C"), name.dropFirst().first?.isUppercase == true {
                    users[name, default: []].insert(file.module)
                }
            }
        }
        for (module, names) in declared where Self.levels[module] != nil {
            for name in names {
                #expect(
                    imported[module]?.contains(name) == true,
                    "\(module) declares \(name) and never imports it")
            }
        }
        for (shim, modules) in users {
            #expect(modules.count == 1, "\(shim) is imported by \(modules.sorted())")
        }
    }

    @Test func `files have at most 400 lines of code`() throws {
        let tree = try #require(Self.tree)
        for file in try sources() + tree.tests {
            #expect(file.codeLineCount <= 400, "\(file.path) has \(file.codeLineCount)")
        }
    }

    @Test func `functions have at most 60 lines`() throws {
        let opening = /^( *)(?:[\w@()]+ )*(?:func |init[(<?]|subscript\()/
        for file in try sources() {
            for (number, line) in file.lines.enumerated() {
                guard let match = line.firstMatch(of: opening) else { continue }
                let closing = match.1 + "}"
                guard let end = file.lines[number...].firstIndex(where: { $0 == closing }) else {
                    continue
                }
                let code = file.lines[number...end].count { text in
                    let bare = text.drop { $0 == " " }
                    return !bare.isEmpty && !bare.hasPrefix("//")
                }
                #expect(code <= 60, "\(file.path):\(number + 1) has \(code) lines")
            }
        }
    }

    @Test func `names say what a thing is`() throws {
        let banned =
            /\b(?:struct|class|enum|actor|protocol|typealias) +(\w*(?:Manager|Helper|Helpers|Util|Utils|Common|Impl|Processor|Info))\b/
        for file in try sources() {
            let stem = String(file.name.split(separator: ".")[0])
            #expect(
                stem.firstMatch(of: /(?:Manager|Helpers?|Utils?|Common|Impl|Processor|Info)$/)
                    == nil,
                "\(file.path)")
            for (number, line) in file.lines.enumerated() {
                if let match = line.firstMatch(of: banned) {
                    Issue.record("\(file.path):\(number + 1) declares \(match.1)")
                }
            }
        }
    }

    @Test func `every public declaration is documented`() throws {
        let declaration =
            /^ *public (?!import|extension)(?:\w+ )*(?:var|let|func|init|struct|class|enum|protocol|case|typealias|subscript)\b/
        for file in try sources() {
            for (number, line) in file.lines.enumerated()
            where line.firstMatch(of: declaration) != nil {
                var before = number - 1
                while before >= 0, file.lines[before].drop(while: { $0 == " " }).hasPrefix("@") {
                    before -= 1
                }
                let text = before >= 0 ? file.lines[before].drop { $0 == " " } : ""
                #expect(text.hasPrefix("///"), "\(file.path):\(number + 1) has no documentation")
            }
        }
    }

    @Test func `nothing is left undone, forced or swallowed`() throws {
        let banned: [(pattern: Regex<Substring>, meaning: String)] = [
            (/\b(?:TODO|FIXME|XXX)\b/, "unfinished work"), (/\btry!/, "a forced try"),
            (/\bfatalError\(/, "a crash for a reachable state"),
            (/catch *\{ *\}/, "a swallowed error"),
        ]
        for file in try sources() {
            for (number, line) in file.lines.enumerated() {
                for rule in banned where line.firstMatch(of: rule.pattern) != nil {
                    Issue.record("\(file.path):\(number + 1): \(rule.meaning)")
                }
            }
        }
    }

    @Test func `unchecked concurrency says why it is safe`() throws {
        for file in try sources() {
            for (number, line) in file.lines.enumerated()
            where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
                let reason = file.lines[max(0, number - 6)..<number].contains {
                    $0.contains("// Safety:") || $0.contains("/// Safety:")
                }
                #expect(reason, "\(file.path):\(number + 1) has no Safety comment")
            }
        }
    }

    @Test func `legal ratios stand only in policy packs`() throws {
        for file in try sources() {
            for (number, line) in file.lines.enumerated()
            where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                #expect(
                    line.firstMatch(of: /(?:^|[^0-9.])(?:0\.05|1\.05)(?:[^0-9]|$)/) == nil,
                    "\(file.path):\(number + 1) holds a legal ratio")
            }
        }
    }

    @Test func `no machine is named`() throws {
        let tree = try #require(Self.tree)
        for file in try sources() + tree.tests where file.name != "TidyTests.swift" {
            for (number, line) in file.lines.enumerated() {
                #expect(
                    line.firstMatch(of: /"\/(?:work|farm|root|home|opt)\//) == nil,
                    "\(file.path):\(number + 1) names a machine's path")
            }
        }
    }
}
