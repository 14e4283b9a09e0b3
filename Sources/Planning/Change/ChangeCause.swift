public import LandModel

/// A layer of parcels that explain changes: planned works or accepted ones.
public struct ChangeCauseLayer: Sendable {
    /// What stands behind the parcels.
    public enum Kind: String, Sendable, CaseIterable {
        /// Accepted after the works (验收地块).
        case accepted
        /// Planned (规划地块).
        case planned
    }

    /// The layer; parcels are read as in layer ZZDK (`docs/plan-schema.md`).
    public let layer: LandLayer
    /// What stands behind its parcels.
    public let kind: Kind

    /// Takes a layer of parcels.
    public init(_ layer: LandLayer, kind: Kind) {
        self.layer = layer
        self.kind = kind
    }
}

/// A parcel as the cause of changes, and how much of the change it explains.
public struct ChangeCause: Hashable, Sendable {
    /// What stands behind the parcel.
    public let kind: ChangeCauseLayer.Kind
    /// The layer.
    public let layer: String
    /// The parcel's number (DKBH), or its feature id with `#` when it has none.
    public let parcel: String
    /// What is done there; nil when the layer does not say or the word is unknown.
    public let action: PlanAction?
    /// The class the land was to become (MBDL); nil when the layer does not say.
    public let target: LandClass?
    /// Change to the target class, or any change when none is stated.
    public internal(set) var explained: Area
    /// Change inside the parcel to another class than the target.
    public internal(set) var atVariance: Area

    /// Whether the parcel explains a change to a class; sub-codes count as their parent.
    func explains(_ after: LandClass) -> Bool { target.map { $0.parent == after.parent } ?? true }
}

/// The parcels of one cause layer.
struct ChangeCauses {
    private(set) var causes: [ChangeCause] = []
    /// The features of parcels that do not change the land, such as a change of protection only.
    private(set) var idle: Set<Int> = []

    init(_ source: ChangeCauseLayer) throws(PlanningError) {
        let layer = source.layer
        func text(_ field: String, _ row: Int) -> String? {
            layer.column(field)?.text(row).flatMap { $0.isEmpty ? nil : $0 }
        }
        for row in 0..<layer.count {
            let action = text("ZZLX", row).flatMap { PlanAction(word: $0) }
            if action?.changesLand == false { idle.insert(row) }
            var target: LandClass?
            if let code = text("MBDL", row) {
                do {
                    target = try LandClass(code)
                } catch {
                    throw .unreadableValue(
                        layer: layer.name, feature: layer.featureIDs[row], field: "MBDL",
                        value: code)
                }
            }
            causes.append(
                ChangeCause(
                    kind: source.kind, layer: layer.name,
                    parcel: text("DKBH", row) ?? "#\(layer.featureIDs[row])", action: action,
                    target: target, explained: .zero, atVariance: .zero))
        }
    }
}
