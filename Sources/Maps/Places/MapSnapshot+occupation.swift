import Geodesy
import Geometry
public import LandModel
public import Overlay

extension MapSnapshot {
    /// The fields by which ``occupation(under:fields:)`` can sum areas, where a layer has them.
    public static var occupationFields: [String] { OccupationStore.fields }

    /// What lies under each polygon of a shape, layer by layer (压占分析).
    ///
    /// The areas of a layer and what lies outside it add up to the legal area of the polygon. The
    /// first question prepares all layers, which takes seconds for a county; whoever asks meanwhile
    /// waits. ``prepare(progress:)`` does it ahead.
    /// - Parameters:
    ///   - shape: its polygons are analysed one by one; its lines are not.
    ///   - fields: the fields to sum by, some of ``occupationFields``; layers without one leave it out.
    /// - Throws: ``MapsError/shape(_:)`` for a shape without polygons, ``MapsError/noField(_:layer:available:)``,
    ///   ``MapsError/overlay(_:)`` for a shape far from the county.
    public func occupation(
        under shape: DrawnShape, fields: [String]
    ) throws(MapsError) -> [Occupation] {
        guard shape.polygons.featureCount > 0 else { throw .shape(.noPolygon) }
        for field in fields where !OccupationStore.fields.contains(field) {
            throw .noField(field, layer: "*", available: OccupationStore.fields)
        }
        let store = try occupationStore(progress: .silent)
        let placed = EllipsoidalArea.geographicLayer(
            of: shape.polygons, frame: shape.frame, densifyingOver: DrawnShape.densification)
        let areas = shape.areas
        var found: [Occupation] = []
        for feature in 0..<placed.featureCount {
            do {
                let all = try store.index.occupation(
                    under: feature, of: placed, stated: areas[feature])
                found.append(all.keeping(groupings: fields))
            } catch {
                throw .overlay(error)
            }
        }
        return found
    }

    /// Makes what questions need that is not in the file: the names to search and the shapes to divide.
    ///
    /// - Throws: ``MapsError/stopped`` when the person asked for a stop; what was made is kept.
    public func prepare(progress: WorkProgress = .silent) throws(MapsError) {
        _ = try searchIndex(progress: progress)
        _ = try occupationStore(progress: progress)
    }

    func occupationStore(progress: WorkProgress) throws(MapsError) -> OccupationStore {
        try derived.occupation.value { () throws(MapsError) in
            try OccupationStore(self, progress: progress)
        }
    }
}
