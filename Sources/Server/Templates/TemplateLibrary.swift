import Foundation
import LandModel

/// The templates of the pages, read once and made ready for one language (模板库).
///
/// Partials and the frames that pages stand in are put in place when the program starts, and words, which are the
/// same for everybody, become plain text. What is left for a page are its own values.
struct TemplateLibrary: Sendable {
    private let templates: [String: [TemplatePart]]
    /// Values that every template may use besides those of its page.
    private let fixed: [(String, JSONValue)]

    /// The texts of a folder of templates, by their names without the ending.
    ///
    /// - Throws: what the file system throws.
    static func texts(in folder: String) throws -> [String: [UInt8]] {
        let root = URL(filePath: folder).resolvingSymlinksInPath()
        var texts: [String: [UInt8]] = [:]
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "mustache" else { continue }
            let name = file.deletingPathExtension().path.dropFirst(root.path.count + 1)
            texts[String(name)] = [UInt8](try Data(contentsOf: file))
        }
        return texts
    }

    /// Makes templates ready.
    ///
    /// - Parameters:
    ///   - fixed: Values that stay as they are while the program runs; no page may give a variable such a name.
    /// - Throws: ``ServerError/resource(path:reason:)`` naming the template that cannot be used.
    init(
        _ texts: [String: [UInt8]], fixed: [(String, JSONValue)]
    ) throws(ServerError) {
        var sources: [String: [TemplateParser.Token]] = [:]
        for (name, text) in texts {
            do throws(TemplateParser.Fault) {
                sources[name] = try TemplateParser.tokens(of: text)
            } catch {
                throw .resource(
                    path: "templates/\(name).mustache", reason: "\(error.line): \(error.reason)")
            }
        }
        var templates: [String: [TemplatePart]] = [:]
        for name in sources.keys.sorted() {
            var assembly = TemplateAssembly(sources: sources, fixed: .object(fixed))
            templates[name] = try assembly.parts(of: name)
        }
        self.templates = templates
        self.fixed = fixed
    }

    /// Whether there is a template of a name.
    func has(_ name: String) -> Bool { templates[name] != nil }

    /// A template with the values of a page.
    ///
    /// Of several values of one name the last counts.
    func bytes(_ name: String, _ values: [(String, JSONValue)]) -> [UInt8] {
        guard let parts = templates[name] else {
            preconditionFailure("a template that was there at the start")
        }
        var writing = TemplateWriting(templates: templates, root: .object(fixed + values))
        writing.write(parts)
        return writing.bytes
    }
}

/// Puts partials and blocks into the place where they are used, and fixed values into the text.
private struct TemplateAssembly {
    let sources: [String: [TemplateParser.Token]]
    let fixed: JSONValue
    /// The templates that the present place is inside of.
    private var open: [String] = []

    init(sources: [String: [TemplateParser.Token]], fixed: JSONValue) {
        (self.sources, self.fixed) = (sources, fixed)
    }

    /// Blocks that were given, with those that hold in them.
    private typealias Blocks = [String: [TemplatePart]]

    mutating func parts(of name: String) throws(ServerError) -> [TemplatePart] {
        try parts(of: name, [:])
    }

    private mutating func parts(
        of name: String, _ blocks: Blocks
    ) throws(ServerError) -> [TemplatePart] {
        guard let tokens = sources[name] else {
            throw .resource(
                path: "templates/\(name).mustache", reason: "missing, used by \(open.last ?? "")")
        }
        open.append(name)
        defer { open.removeLast() }
        return Self.joined(try parts(tokens, blocks))
    }

    private mutating func parts(
        _ tokens: [TemplateParser.Token], _ blocks: Blocks
    ) throws(ServerError) -> [TemplatePart] {
        var found: [TemplatePart] = []
        for token in tokens {
            switch token {
            case .text(let bytes): found.append(.text(bytes))
            case .value(let name, let isEscaped):
                found.append(
                    fixedText(name, isEscaped: isEscaped).map { .text($0) }
                        ?? .value(name, isEscaped: isEscaped))
            case .section(let name, let isInverted, let inside):
                let inside = Self.joined(try parts(inside, blocks))
                found.append(isInverted ? .inverted(name, inside) : .section(name, inside))
            case .block(let name, let usual):
                if let given = blocks[name] {
                    found += given
                } else {
                    found += try parts(usual, blocks)
                }
            case .partial(let name, let given):
                // A part that is inside of itself is looked up when it is written.
                guard !open.contains(name) else {
                    found.append(.partial(name))
                    continue
                }
                var all = blocks
                for (block, inside) in given where all[block] == nil {
                    all[block] = try parts(inside, blocks)
                }
                found += try parts(of: name, all)
            }
        }
        return found
    }

    /// What a fixed name is written as; nil for a value of a page.
    private func fixedText(_ name: TemplateName, isEscaped: Bool) -> [UInt8]? {
        guard let first = fixed[name.first] else { return nil }
        let value = name.rest.reduce(Optional(first)) { $0?[$1] }
        var writing = TemplateWriting(templates: [:], root: .object([]))
        // A word that is not there is written as nothing.
        if let value { writing.write(value, isEscaped: isEscaped) }
        return writing.bytes
    }

    private static func joined(_ parts: [TemplatePart]) -> [TemplatePart] {
        var found: [TemplatePart] = []
        for part in parts {
            if case .text(let added) = part, case .text(let before)? = found.last {
                found[found.count - 1] = .text(before + added)
            } else {
                found.append(part)
            }
        }
        return found
    }
}
