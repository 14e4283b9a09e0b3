/// Lists of labels, numbered from 0.
struct LabelLists: Sendable {
    private(set) var labels: [WindingLabel] = []
    private(set) var ends: [Int] = []

    mutating func append(_ list: some Sequence<WindingLabel>) {
        labels.append(contentsOf: list)
        ends.append(labels.count)
    }

    subscript(_ n: Int) -> ArraySlice<WindingLabel> {
        labels[(n == 0 ? 0 : ends[n - 1])..<ends[n]]
    }
}
