public import LandModel

/// A value that a field can take, by its name (可选项).
public struct InputOption: Hashable, Sendable {
    /// The value as inputs have it.
    public let value: String
    /// What it is called.
    public let title: BilingualText
    /// What the options of its kind stand under; nil for options without headings.
    public let group: BilingualText?

    init(_ value: String, _ title: BilingualText, group: BilingualText? = nil) {
        (self.value, self.title, self.group) = (value, title, group)
    }

    init(_ value: String, _ zh: String, _ en: String) {
        self.init(value, BilingualText(zh: zh, en: en))
    }

    /// An option whose name is the same in both languages, as names of people and places are.
    init(_ value: String, named name: String) {
        self.init(value, BilingualText(zh: name, en: name))
    }
}

/// A fact that can be stated of a subject, as a form needs to know it (可填报的事实).
public struct FactOption: Hashable, Sendable {
    /// The name in the vocabulary.
    public let name: String
    /// What it is called.
    public let title: BilingualText
    /// The word of its type: area, money, ratio, count, index, grade, bool, date, year, code, codes.
    public let type: String
    /// The unit; nil for what has none.
    public let unit: BilingualText?
    /// The codes of a code.
    public let codes: [InputOption]
    /// Whether it is usually measured and not stated by hand.
    public let isMeasured: Bool
}
