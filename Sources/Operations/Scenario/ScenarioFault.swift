public import LandModel

/// What is wrong with a scenario file.
public struct ScenarioFault: Hashable, Sendable {
    /// The line.
    public let line: Int
    /// What is wrong and how to mend it.
    public let text: BilingualText
}

/// Every fault of a scenario file.
public struct ScenarioFaults: ExplainedError, Hashable {
    /// The file.
    public let path: String
    /// The faults; never empty.
    public let faults: [ScenarioFault]

    /// All faults as a list.
    public var explanation: BilingualText {
        BilingualText(
            zh: "剧本不合格式（\(faults.count) 处）：\n"
                + faults.map { "  \(path):\($0.line)：\($0.text.zh)" }.joined(separator: "\n"),
            en: "The scenario is not in the format (\(faults.count)):\n"
                + faults.map { "  \(path):\($0.line): \($0.text.en)" }.joined(separator: "\n"))
    }
}
