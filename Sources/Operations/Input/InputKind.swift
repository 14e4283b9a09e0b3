public import LandModel

/// What kind of value a field takes, as a form or a help text needs to know it.
public indirect enum InputKind: Hashable, Sendable {
    /// Text of at most that many characters.
    case text(longest: Int)
    /// An identifier: 1 to 64 ASCII letters, digits, `-`, `_`, `.`.
    case identifier
    /// A day, written 2026-03-01.
    case day
    /// Administrative codes of 2 to 12 digits, or `nation` for the whole country.
    case areas
    /// One administrative code.
    case area
    /// A whole number within bounds.
    case integer(ClosedRange<Int>)
    /// Yes or no.
    case flag
    /// The path of a file or folder of the person who acts; its content goes into the vault.
    case file
    /// One of some words.
    case choice([String])
    /// Values by name.
    case members(longest: Int)
    /// A list of at most that many.
    case list(of: InputKind, longest: Int)
}

extension InputKind {
    /// The kind in words.
    public var words: BilingualText {
        switch self {
        case .text(let longest):
            BilingualText(zh: "文字，不超过 \(longest) 字", en: "text of at most \(longest) characters")
        case .identifier:
            BilingualText(
                zh: "代号（字母、数字和 - _ .，不超过 64 位）",
                en: "an identifier (letters, digits and - _ . , at most 64)")
        case .day: BilingualText(zh: "日期，如 2026-03-01", en: "a day such as 2026-03-01")
        case .areas:
            BilingualText(
                zh: "行政区代码列表，或 nation（全国）", en: "a list of administrative codes, or nation")
        case .area: BilingualText(zh: "行政区代码", en: "an administrative code")
        case .integer(let range):
            BilingualText(
                zh: "\(range.lowerBound) 至 \(range.upperBound) 的整数",
                en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        case .flag: BilingualText(zh: "是或否（true、false）", en: "true or false")
        case .file: BilingualText(zh: "文件或文件夹的路径", en: "the path of a file or folder")
        case .choice(let words):
            BilingualText(
                zh: "下列之一：\(words.joined(separator: "、"))",
                en: "one of \(words.joined(separator: ", "))")
        case .members(let longest):
            BilingualText(
                zh: "名称与值的对照（不超过 \(longest) 项）", en: "values by name, at most \(longest)")
        case .list(let kind, let longest):
            BilingualText(
                zh: "列表（不超过 \(longest) 项），每项为\(kind.words.zh)",
                en: "a list of at most \(longest), each \(kind.words.en)")
        }
    }
}
