import LandModel
import Policy

/// Facts being gathered, each with what it rests on.
struct FactBoard {
    private(set) var facts: [String: Fact] = [:]

    /// Notes a fact; nil values are left out, which means unknown.
    mutating func set(
        _ name: String, _ value: FactValue?, from layers: [LandLayer?],
        provenance: AreaProvenance? = nil, note: String = ""
    ) {
        guard let value else { return }
        facts[name] = Fact(
            value, provenance: provenance,
            evidence: layers.compactMap { layer in
                layer.map { Evidence(source: $0.name, digest: $0.digest, note: note) }
            })
    }

    /// An indicator with its six decimals; nil for nil.
    static func index(_ value: Double?) -> FactValue? {
        guard let value, value.isFinite, abs(value) < 1e12 else { return nil }
        return .index(Rational(Int128((value * 1_000_000).rounded()), over: 1_000_000))
    }

    /// A grade; nil for nil.
    static func grade(_ mean: GradeMean) -> FactValue? { mean.value.map { .grade($0) } }
}
