import LandModel

/// Writes a template with its values (模板填写).
struct TemplateWriting {
    private let templates: [String: [TemplatePart]]
    /// What names are looked for in, the innermost last.
    private var scopes: [JSONValue]
    /// What was written.
    private(set) var bytes: [UInt8] = []

    init(templates: [String: [TemplatePart]], root: JSONValue) {
        self.templates = templates
        scopes = [root]
        bytes.reserveCapacity(32 << 10)
    }

    mutating func write(_ parts: [TemplatePart]) {
        for part in parts {
            switch part {
            case .text(let text): bytes += text
            case .value(let name, let isEscaped):
                if let value = find(name) { write(value, isEscaped: isEscaped) }
            case .section(let name, let inside): write(inside, on: find(name))
            case .inverted(let name, let inside):
                if Self.isNothing(find(name)) { write(inside) }
            case .partial(let name): write(templates[name] ?? [])
            }
        }
    }

    private mutating func write(_ inside: [TemplatePart], on value: JSONValue?) {
        switch value {
        case nil, .null, .bool(false): break
        case .bool(true): write(inside)
        case .array(let elements):
            for element in elements {
                scopes.append(element)
                write(inside)
                scopes.removeLast()
            }
        case .some(let value):
            scopes.append(value)
            write(inside)
            scopes.removeLast()
        }
    }

    private static func isNothing(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null, .bool(false): true
        case .array(let elements): elements.isEmpty
        default: false
        }
    }

    private func find(_ name: TemplateName) -> JSONValue? {
        if name.isSelf { return scopes.last }
        for scope in scopes.reversed() {
            guard let found = scope.last(name.first) else { continue }
            return name.rest.reduce(Optional(found)) { $0?.last($1) }
        }
        return nil
    }

    // MARK: Values

    /// Writes a value; lists and objects have no text.
    mutating func write(_ value: JSONValue, isEscaped: Bool) {
        switch value {
        case .string(let text): write(text, isEscaped: isEscaped)
        case .integer(let number): bytes += String(number).utf8
        case .number(let text): write(text, isEscaped: isEscaped)
        case .bool(let flag): bytes += flag ? "true".utf8 : "false".utf8
        case .null, .array, .object: break
        }
    }

    private mutating func write(_ text: String, isEscaped: Bool) {
        var text = text
        text.withUTF8 { text in
            guard isEscaped else {
                bytes.append(contentsOf: text)
                return
            }
            var start = 0
            for (place, byte) in text.enumerated() where byte <= UInt8(ascii: ">") {
                guard let entity = Self.entity(byte) else { continue }
                bytes.append(contentsOf: text[start..<place])
                bytes.append(contentsOf: entity.utf8)
                start = place + 1
            }
            bytes.append(contentsOf: text[start...])
        }
    }

    /// How a character with a meaning in HTML is written; nil for one without.
    private static func entity(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}

extension JSONValue {
    /// A member of an object, of several of one name the last; nil for what is no object.
    fileprivate func last(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        var place = members.count
        while place > 0 {
            place -= 1
            if members[place].0 == name { return members[place].1 }
        }
        return nil
    }
}
