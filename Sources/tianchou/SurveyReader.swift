import Foundation
import LandExchange
import LandModel
import Planning

/// Reads layers for the commands: snapshots by their record, any other survey file by recognition.
enum SurveyReader {
    /// One layer, named `FILE#LAYER`; the layer may be left out when the file has one.
    ///
    /// `runs` are the features to read; nil for all.
    static func layer(
        _ reference: LayerReference, fields: [String]?, runs: FeatureRuns? = nil
    ) throws -> LandLayer {
        if let snapshot = try snapshot(reference.path), let name = reference.layer {
            return try snapshot.layer(named: name, fields: fields, runs: runs)
        }
        return try SurveyFile(reference.path).layer(
            reference.layer, fields: fields, runs: runs, requiringSystem: false, digesting: false)
    }

    /// The features of a layer by the first characters of a field; nil where it can only be read whole.
    static func runs(
        _ reference: LayerReference, byPrefix length: Int, of field: String
    ) throws -> [String: FeatureRuns]? {
        if let snapshot = try snapshot(reference.path), let name = reference.layer {
            return try snapshot.runs(ofLayer: name, byPrefix: length, of: field)
        }
        return try SurveyFile(reference.path).runs(
            ofLayer: reference.layer, byPrefix: length, of: field)
    }

    /// The grid of integers on which a layer's file stores it; nil for any file but a FileGDB.
    static func grid(_ reference: LayerReference) throws -> CoordinateGrid? {
        guard reference.path.lowercased().hasSuffix(".gdb") else { return nil }
        let polygons = try SurveyFile(reference.path).layers.filter(\.hasPolygons)
        let named = reference.layer.map { name in polygons.first { $0.name == name } }
        return (named ?? polygons.first)?.grid
    }

    /// All polygon layers of a dataset.
    static func all(in path: String) throws -> [LandLayer] {
        if let snapshot = try snapshot(path) {
            return try snapshot.layers.map { try snapshot.layer(named: $0.name) }
        }
        let file = try SurveyFile(path)
        return try file.layers.filter(\.hasPolygons).map { try file.layer($0.name) }
    }

    /// The layers a quality check looks at: all but those of a plan, whose parcels may overlap.
    static func received(in path: String) throws -> [LandLayer] {
        try all(in: path).filter { !PlanModel.roles.contains($0.role) }
    }

    /// The survey and control layers a plan is judged on; the land use must be there.
    static func survey(in path: String) throws -> [LandLayer] {
        let layers = try received(in: path)
        guard layers.contains(where: { $0.role == .landUse }) else {
            throw SurveyReaderError.noLandUse(path: path, found: layers.map(\.name))
        }
        return layers
    }

    /// The layers of a plan.
    static func plan(in path: String) throws -> [LandLayer] {
        let layers = try all(in: path).filter { PlanModel.roles.contains($0.role) }
        for role in [LayerRole.consolidationArea, .planParcel]
        where !layers.contains(where: { $0.role == role }) {
            throw SurveyReaderError.noPlanLayer(path: path, role: role)
        }
        return layers
    }

    /// The snapshot at a path; nil when the file is another GeoPackage or another kind of file.
    private static func snapshot(_ path: String) throws -> Snapshot? {
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
enum SurveyReaderError: ExplainedError, Equatable {
    case noLandUse(path: String, found: [String])
    case noPlanLayer(path: String, role: LayerRole)

    var explanation: BilingualText {
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
                    "\(path) 中没有\(Words.role(role).zh)图层 \(role.rawValue)。方案格式见 docs/plan-schema.md。",
                en:
                    "\(path) has no layer \(role.rawValue) (\(Words.role(role).en)). The plan format is in docs/plan-schema.md."
            )
        }
    }
}
