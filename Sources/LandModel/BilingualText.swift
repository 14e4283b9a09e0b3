/// The language a person reads.
public enum DisplayLanguage: String, Sendable, CaseIterable {
    /// Chinese.
    case zh
    /// English.
    case en
}

/// A text in the two languages of the program.
public struct BilingualText: Hashable, Sendable {
    /// The Chinese text.
    public let zh: String
    /// The English text.
    public let en: String

    /// Makes a text.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The text in a language.
    public subscript(language: DisplayLanguage) -> String { language == .zh ? zh : en }
}

/// Whose move it is when something fails.
public enum FailureKind: Sendable {
    /// The input is wrong: the person mends it (exit code 2).
    case badInput
    /// Disk, memory, a missing program, a stop asked for: the input may be fine (exit code 3).
    case operational
}

/// An error that tells a person what is wrong and what to do, in both languages.
///
/// The text names file, layer, feature and field where they are known, and ends with the remedy.
public protocol ExplainedError: Error {
    /// What is wrong and what to do.
    var explanation: BilingualText { get }

    /// Whose move it is; bad input unless the error says otherwise.
    var failureKind: FailureKind { get }
}

extension ExplainedError {
    /// Bad input, the usual case.
    public var failureKind: FailureKind { .badInput }
}
