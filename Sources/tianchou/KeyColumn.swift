import LandModel

/// The values of one key of a tabulation: a field of a layer, or the feature ids.
struct KeyColumn {
    let layer: Int
    let isNumeric: Bool
    /// The code of each feature's value.
    let codes: [Int32]
    /// The values that occur in the table, in its order.
    private(set) var words: [String] = []
    private let spelling: Spelling

    /// The values by their codes.
    private enum Spelling {
        case identifiers([Int64])
        case words([String])

        var count: Int {
            switch self {
            case .identifiers(let numbers): numbers.count
            case .words(let words): words.count
            }
        }

        func word(_ code: Int32) -> String {
            switch self {
            case .identifiers(let numbers): String(numbers[Int(code)])
            case .words(let words): words[Int(code)]
            }
        }
    }

    init(_ source: LandLayer, _ field: String?, layer: Int) throws {
        self.layer = layer
        guard let field else {
            isNumeric = true
            codes = source.featureIDs.indices.map { Int32($0) }
            spelling = .identifiers(source.featureIDs)
            return
        }
        guard let column = source.column(field) else {
            throw TabulateError.noField(
                field, layer: source.name, known: source.columns.map(\.name))
        }
        let isText = if case .text = column.values { true } else { false }
        isNumeric = !isText
        let text: DictionaryText
        if case .text(let found) = column.values, !found.codes.contains(where: { $0 < 0 }) {
            text = found
        } else {
            text = DictionaryText((0..<source.count).map { column.text($0) ?? "" })
        }
        codes = text.codes
        spelling = .words(text.words)
    }

    init(group field: String, in layers: [LandLayer]) throws {
        for (index, layer) in layers.enumerated() where layer.column(field) != nil {
            try self.init(layer, field, layer: index)
            return
        }
        throw TabulateError.noField(
            field, layer: layers.map(\.name).joined(separator: ", "),
            known: layers.flatMap { $0.columns.map(\.name) })
    }

    /// Replaces the codes in one column of a table by the ranks of their values in its order.
    ///
    /// Only values that occur are spelled and sorted: most patches of a county may lie in no zone.
    mutating func rank(_ keys: inout [Int32], at place: Int, of width: Int) {
        var ranks = [Int32](repeating: -1, count: spelling.count)
        var used: [(code: Int32, word: String)] = []
        for key in stride(from: place, to: keys.count, by: width) where ranks[Int(keys[key])] < 0 {
            ranks[Int(keys[key])] = 0
            used.append((keys[key], spelling.word(keys[key])))
        }
        for (code, word) in isNumeric ? Self.byNumber(used) : Self.byBytes(used) {
            // Equality of strings is faster than that of bytes, which decides when it says yes.
            if words.last != word || !word.utf8.elementsEqual(words.last?.utf8 ?? "".utf8) {
                words.append(word)
            }
            ranks[Int(code)] = Int32(words.count - 1)
        }
        for key in stride(from: place, to: keys.count, by: width) {
            keys[key] = ranks[Int(keys[key])]
        }
    }

    private static func byNumber(
        _ used: [(code: Int32, word: String)]
    ) -> [(code: Int32, word: String)] {
        let numbers = used.map { Double($0.word) }
        return used.indices.sorted { one, other in
            if let left = numbers[one], let right = numbers[other], left != right {
                return left < right
            }
            return precedes(used[one], used[other])
        }.map { used[$0] }
    }

    /// By code points, which is the order of the bytes.
    ///
    /// The eight bytes after what all words begin with tell most of them apart.
    private static func byBytes(
        _ used: [(code: Int32, word: String)]
    ) -> [(code: Int32, word: String)] {
        var bytes: [UInt8] = []
        var ends = [0]
        for next in used {
            bytes.append(contentsOf: next.word.utf8)
            ends.append(bytes.count)
        }
        guard let first = used.first?.word.utf8.count else { return [] }
        var shared = first
        for next in used.indices {
            let start = ends[next]
            shared = min(shared, ends[next + 1] - start)
            var length = 0
            while length < shared, bytes[length] == bytes[start + length] { length += 1 }
            shared = length
        }
        let keys = used.indices.map { next in
            (0..<8).reduce(UInt64(0)) { key, place in
                let at = ends[next] + shared + place
                return key << 8 | (at < ends[next + 1] ? UInt64(bytes[at]) : 0)
            }
        }
        return used.indices.sorted { one, other in
            keys[one] != keys[other] ? keys[one] < keys[other] : precedes(used[one], used[other])
        }.map { used[$0] }
    }

    private static func precedes(
        _ one: (code: Int32, word: String), _ other: (code: Int32, word: String)
    ) -> Bool {
        if one.word.utf8.elementsEqual(other.word.utf8) { return one.code < other.code }
        return one.word.utf8.lexicographicallyPrecedes(other.word.utf8)
    }
}
