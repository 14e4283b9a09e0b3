import Foundation
import LandExchange
import LandModel
import Operations

/// Reads layers for the commands: snapshots by their record, any other survey file by recognition.
enum SurveyReader {
    /// One layer, named `FILE#LAYER`; the layer may be left out when the file has one.
    ///
    /// `runs` are the features to read; nil for all.
    static func layer(
        _ reference: LayerReference, fields: [String]?, runs: FeatureRuns? = nil
    ) throws -> LandLayer {
        if let snapshot = try PlanSource.snapshot(reference.path), let name = reference.layer {
            return try snapshot.layer(named: name, fields: fields, runs: runs)
        }
        return try SurveyFile(reference.path).layer(
            reference.layer, fields: fields, runs: runs, requiringSystem: false, digesting: false)
    }

    /// The features of a layer by the first characters of a field; nil where it can only be read whole.
    static func runs(
        _ reference: LayerReference, byPrefix length: Int, of field: String
    ) throws -> [String: FeatureRuns]? {
        if let snapshot = try PlanSource.snapshot(reference.path), let name = reference.layer {
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
}
