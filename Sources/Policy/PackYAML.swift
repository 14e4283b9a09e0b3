import Yams

/// Reads one YAML file of a pack into nodes that remember file and line.
///
/// Accepted is YAML 1.2 core without custom tags; anchors only where allowed (cases); unquoted
/// yes, no, on and off are refused, because readers of YAML disagree on them.
struct PackYAML {
    let file: String
    let anchorsAllowed: Bool
    private(set) var problems: [PackProblem] = []

    init(file: String, anchorsAllowed: Bool) {
        self.file = file
        self.anchorsAllowed = anchorsAllowed
    }

    /// The root of the text; nil, with a problem, when it is no YAML.
    mutating func root(of text: String) -> PackNode? {
        do {
            let parser = try Parser(yaml: text)
            guard let node = try parser.singleRoot() else {
                report(.emptyFile, line: 1)
                return nil
            }
            // The nodes hold their anchors weakly; the parser owns them.
            return withExtendedLifetime(parser) { convert(node) }
        } catch {
            let line: Int
            switch error {
            case YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
                YamlError.composer(_, _, let mark, _):
                line = mark.line
            default: line = 0
            }
            report(.notYAML("\(error)"), line: line)
            return nil
        }
    }

    private mutating func report(_ fault: PackFault, line: Int) {
        problems.append(PackProblem(fault, file: file, line: line, place: ""))
    }

    private mutating func convert(_ node: Node) -> PackNode {
        let line = node.mark?.line ?? 0
        if node.anchor != nil && !anchorsAllowed { report(.anchorOutsideCases, line: line) }
        let content: PackNode.Content
        switch node {
        case .scalar(let scalar):
            refuse(tag: scalar.tag, line: line)
            let quoted = ![.plain, .any].contains(scalar.style)
            if !quoted && ["yes", "no", "on", "off"].contains(scalar.string.lowercased()) {
                report(.ambiguousWord(scalar.string), line: line)
            }
            let isNull = !quoted && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            content = isNull ? .null : .scalar(scalar.string, quoted: quoted)
        case .sequence(let sequence):
            refuse(tag: sequence.tag, line: line)
            content = .list(sequence.map { convert($0) })
        case .mapping(let mapping):
            refuse(tag: mapping.tag, line: line)
            content = .map(
                mapping.map { key, value in
                    let name = convert(key)
                    return PackNode.Pair(key: name.text ?? "", value: convert(value))
                })
        case .alias:
            report(.anchorOutsideCases, line: line)
            content = .null
        }
        return PackNode(content: content, file: file, line: line)
    }

    private mutating func refuse(tag: Tag, line: Int) {
        let name = tag.description
        if !name.isEmpty && name != "!" && !name.hasPrefix("tag:yaml.org,2002:") {
            report(.customTag(name), line: line)
        }
    }
}
