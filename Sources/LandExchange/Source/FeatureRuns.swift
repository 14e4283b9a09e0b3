/// Some features of a layer, as runs of identifiers in the order of the file: what one county of a file takes up.
public struct FeatureRuns: Equatable, Sendable {
    /// The runs, ascending; every feature whose identifier lies in one belongs to it.
    public private(set) var ranges: [ClosedRange<Int64>] = []
    /// How many features there are.
    public private(set) var count = 0

    /// No features.
    public init() {}

    /// Adds the next feature: to the last run, or as the first of a new one.
    mutating func append(_ identifier: Int64, continuing: Bool) {
        count += 1
        if continuing, let last = ranges.popLast() {
            ranges.append(last.lowerBound...identifier)
        } else {
            ranges.append(identifier...identifier)
        }
    }
}

/// Collects the runs of features that share the beginning of a text.
struct RunCollector {
    private(set) var runs: [String: FeatureRuns] = [:]
    private var last: [UInt8]?
    private var current = FeatureRuns()

    /// Adds the next feature of the file, with its text's beginning.
    mutating func append(_ identifier: Int64, _ text: some Collection<UInt8>) {
        if let last, last.elementsEqual(text) {
            current.append(identifier, continuing: true)
            return
        }
        finish()
        let code = Array(text)
        current = runs[String(decoding: code, as: UTF8.self)] ?? FeatureRuns()
        current.append(identifier, continuing: false)
        last = code
    }

    /// Puts the open run among the others; to be called once more at the end.
    mutating func finish() {
        if let last { runs[String(decoding: last, as: UTF8.self)] = current }
    }
}

/// A reader that finds the features that share the beginning of a text without reading their shapes, and reads them alone.
protocol DivisibleSource: FeatureSource {
    /// The runs of features by the first characters of a field, given by its position in the description.
    func runs(
        byPrefix length: Int, of field: Int
    ) throws(LandExchangeError) -> [String: FeatureRuns]

    /// Reads only these features.
    func choose(_ runs: FeatureRuns)
}
