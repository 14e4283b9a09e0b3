public import LandExchange
public import LandModel
import Planning

/// Reads the layers a plan is judged on: snapshots by their record, other survey files by recognition.
public enum PlanSource {
    /// All polygon layers of a dataset.
    ///
    /// - Throws: `LandExchangeError`.
    public static func all(in path: String) throws(LandExchangeError) -> [LandLayer] {
        if let snapshot = try snapshot(path) {
            var layers: [LandLayer] = []
            for layer in snapshot.layers { layers.append(try snapshot.layer(named: layer.name)) }
            return layers
        }
        let file = try SurveyFile(path)
        var layers: [LandLayer] = []
        for layer in file.layers where layer.hasPolygons {
            layers.append(try file.layer(layer.name))
        }
        return layers
    }

    /// The layers a quality check looks at: all but those of a plan, whose parcels may overlap.
    public static func received(in path: String) throws(LandExchangeError) -> [LandLayer] {
        try all(in: path).filter { !PlanModel.roles.contains($0.role) }
    }

    /// The survey and control layers a plan is judged on; the land use must be there.
    ///
    /// - Throws: `LandExchangeError`, ``PlanSourceError``.
    public static func survey(in path: String) throws -> [LandLayer] {
        let layers = try received(in: path)
        guard layers.contains(where: { $0.role == .landUse }) else {
            throw PlanSourceError.noLandUse(path: path, found: layers.map(\.name))
        }
        return layers
    }

    /// The layers of a plan.
    ///
    /// - Throws: `LandExchangeError`, ``PlanSourceError``.
    public static func plan(in path: String) throws -> [LandLayer] {
        let layers = try all(in: path).filter { PlanModel.roles.contains($0.role) }
        for role in [LayerRole.consolidationArea, .planParcel]
        where !layers.contains(where: { $0.role == role }) {
            throw PlanSourceError.noPlanLayer(path: path, role: role)
        }
        return layers
    }

    /// The snapshot at a path; nil when the file is another GeoPackage or another kind of file.
    public static func snapshot(_ path: String) throws(LandExchangeError) -> Snapshot? {
        guard path.lowercased().hasSuffix(".gpkg") else { return nil }
        do {
            return try Snapshot.open(path)
        } catch {
            if case .target(_, .notSnapshot) = error { return nil }
            throw error
        }
    }
}

/// Why a file cannot serve as survey or plan.
public enum PlanSourceError: ExplainedError, Equatable {
    /// There is no layer of land use.
    case noLandUse(path: String, found: [String])
    /// A layer that every plan has is missing.
    case noPlanLayer(path: String, role: LayerRole)

    /// What is missing and what to do.
    public var explanation: BilingualText {
        switch self {
        case .noLandUse(let path, let found):
            BilingualText(
                zh:
                    "\(path) 中没有地类图斑图层 DLTB（现有：\(found.joined(separator: "、"))）。请先用 tianchou import 导入，必要时用 --layer 指定图层含义。",
                en:
                    "\(path) has no land-use layer DLTB (it has: \(found.joined(separator: ", "))). "
                    + "Import it first with tianchou import; say what a layer means with --layer.")
        case .noPlanLayer(let path, let role):
            BilingualText(
                zh:
                    "\(path) 中没有图层 \(role.rawValue)。方案格式见 docs/plan-schema.md。",
                en:
                    "\(path) has no layer \(role.rawValue). The plan format is in docs/plan-schema.md."
            )
        }
    }
}
