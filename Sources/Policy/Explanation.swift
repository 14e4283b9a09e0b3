/// A node of the explanation tree: a part of an expression with the value it came to.
public struct Explanation: Hashable, Sendable {
    /// The normalised text of the part.
    public let text: String
    /// The value it came to.
    public let value: EvaluatedValue
    /// The unit of the value.
    public let unit: ValueType
    /// What a leaf rests on.
    public let evidence: [Evidence]
    /// The parts it was computed from.
    public let children: [Explanation]

    /// Makes a node.
    public init(
        text: String, value: EvaluatedValue, unit: ValueType, evidence: [Evidence] = [],
        children: [Explanation] = []
    ) {
        self.text = text
        self.value = value
        self.unit = unit
        self.evidence = evidence
        self.children = children
    }

    /// The node and all below it with their depth, top down.
    public var lines: [(depth: Int, node: Explanation)] {
        [(0, self)] + children.flatMap { $0.lines.map { ($0.depth + 1, $0.node) } }
    }

    /// What all leaves rest on, without repetition, in order of appearance.
    public var allEvidence: [Evidence] {
        var seen: Set<Evidence> = []
        return lines.flatMap(\.node.evidence).filter { seen.insert($0).inserted }
    }
}
