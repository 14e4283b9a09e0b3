/// One attribute of all features of a layer, as a column.
public struct AttributeColumn: Equatable, Sendable {
    /// The values of a column, one per feature; nil where the source has none.
    public enum Values: Equatable, Sendable {
        /// Text; each distinct text is stored once and rows hold its index (-1 for none).
        case text(DictionaryText)
        /// Whole numbers.
        case integer([Int64?])
        /// Other numbers.
        case real([Double?])
    }

    /// The field name as in the file, such as `DLBM`.
    public let name: String
    /// The values.
    public let values: Values

    /// Makes a column.
    public init(name: String, values: Values) {
        self.name = name
        self.values = values
    }

    /// The number of rows.
    public var count: Int {
        switch values {
        case .text(let text): text.codes.count
        case .integer(let numbers): numbers.count
        case .real(let numbers): numbers.count
        }
    }

    /// The value of a row as text; numbers in their shortest form; nil where there is none.
    public func text(_ row: Int) -> String? {
        switch values {
        case .text(let text): text[row]
        case .integer(let numbers): numbers[row].map(String.init)
        case .real(let numbers):
            numbers[row].map { number in
                number == number.rounded() && abs(number) < 1e15
                    ? String(Int64(number)) : String(number)
            }
        }
    }

    /// The value of a row as a number; text is read as one; nil where there is none.
    public func number(_ row: Int) -> Double? {
        switch values {
        case .text(let text): text[row].flatMap(Double.init)
        case .integer(let numbers): numbers[row].map(Double.init)
        case .real(let numbers): numbers[row]
        }
    }
}

/// A column of texts that stores each distinct text once.
public struct DictionaryText: Equatable, Sendable {
    /// The distinct texts.
    public private(set) var words: [String] = []
    /// For each row the index of its word, or -1 for none.
    public private(set) var codes: [Int32] = []
    /// The code of every word; made when a row is added, as a column that is only read needs none.
    private var index: [String: Int32]?

    /// Makes a column without rows.
    public init() {}

    /// Makes a column of the given rows.
    public init(_ rows: some Sequence<String?>) {
        for row in rows { append(row) }
    }

    /// Makes a column of distinct words and of the codes of its rows, -1 for none.
    public init(words: [String], codes: [Int32]) {
        precondition(
            codes.allSatisfy { $0 >= -1 && Int($0) < words.count }, "every code has a word")
        self.words = words
        self.codes = codes
    }

    /// Adds a row.
    public mutating func append(_ text: String?) {
        guard let text else {
            codes.append(-1)
            return
        }
        // Taken out so that the dictionary is not copied when it grows.
        var index =
            self.index
            ?? Dictionary(
                zip(words, words.indices.map { Int32($0) }), uniquingKeysWith: { first, _ in first }
            )
        self.index = nil
        if let code = index[text] {
            codes.append(code)
        } else {
            let code = Int32(words.count)
            words.append(text)
            index[text] = code
            codes.append(code)
        }
        self.index = index
    }

    /// The text of a row; nil for none.
    public subscript(row: Int) -> String? {
        codes[row] < 0 ? nil : words[Int(codes[row])]
    }

    /// Whether both hold the same rows, whatever the order of their words.
    public static func == (left: DictionaryText, right: DictionaryText) -> Bool {
        left.codes.count == right.codes.count
            && left.codes.indices.allSatisfy { left[$0] == right[$0] }
    }
}
