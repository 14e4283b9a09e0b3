/// A node of a pack file with the place it stands at: what YAML says, before it means anything.
///
/// Scalars stay text, so that `5%`, `2020-12-01` and `499999.99` are read exactly.
struct PackNode: Hashable, Sendable {
    /// What the node holds.
    enum Content: Hashable, Sendable {
        case null
        case scalar(String, quoted: Bool)
        case list([PackNode])
        case map([Pair])
    }

    /// One entry of a mapping.
    struct Pair: Hashable, Sendable {
        let key: String
        var value: PackNode
    }

    var content: Content
    let file: String
    let line: Int

    /// The text of a scalar; nil for anything else and for null.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    var isNull: Bool { content == .null }

    /// The items of a list; empty for anything else.
    var items: [PackNode] {
        if case .list(let items) = content { items } else { [] }
    }

    /// The entries of a mapping; empty for anything else.
    var pairs: [Pair] {
        if case .map(let pairs) = content { pairs } else { [] }
    }

    /// The truth of a plain `true` or `false`; nil for anything else.
    var truth: Bool? {
        switch content {
        case .scalar("true", false): true
        case .scalar("false", false): false
        default: nil
        }
    }

    /// The value of a key; nil when the mapping lacks it.
    subscript(key: String) -> PackNode? {
        get { pairs.first { $0.key == key }?.value }
        set {
            var pairs = self.pairs
            let index = pairs.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): pairs[index].value = value
            case (let index?, nil): pairs.remove(at: index)
            case (nil, let value?): pairs.append(Pair(key: key, value: value))
            case (nil, nil): break
            }
            content = .map(pairs)
        }
    }

    /// Replaces every key of the other mapping, as a patch does.
    mutating func update(_ other: PackNode) {
        for pair in other.pairs { self[pair.key] = pair.value }
    }

    /// Appends the items of another list.
    mutating func append(_ more: [PackNode]) {
        content = .list(items + more)
    }

    /// Equal in content, wherever it stands.
    func hasSameContent(as other: PackNode) -> Bool {
        switch (content, other.content) {
        case (.null, .null): true
        case (.scalar(let left, _), .scalar(let right, _)): left == right
        case (.list(let left), .list(let right)):
            left.count == right.count
                && zip(left, right).allSatisfy { $0.hasSameContent(as: $1) }
        case (.map(let left), .map(let right)):
            left.count == right.count
                && left.allSatisfy { pair in
                    right.contains {
                        $0.key == pair.key && $0.value.hasSameContent(as: pair.value)
                    }
                }
        default: false
        }
    }
}
