public import Geodesy
public import Geometry

extension MapSnapshot {
    /// The features of a layer that meet a window of a plane, cut to the window, all of them.
    ///
    /// A ring that leaves the window and comes back is closed along the window's edge, so a window a
    /// little larger than what is drawn shows no edge that is not the feature's.
    /// - Parameters:
    ///   - layer: the layer's name.
    ///   - window: the window, in metres of the frame.
    ///   - frame: the plane, a zone of CGCS2000.
    ///   - fields: fields to hand out; ones the layer lacks have no value.
    /// - Throws: ``MapsError/noLayer(_:available:)``, ``MapsError/layerOffMap(_:epsg:)``,
    ///   ``MapsError/snapshot(_:)``.
    public func cut(
        _ layer: String, to window: Box, of frame: CoordinateFrame, fields: [String]
    ) throws(MapsError) -> CutLayer {
        let described = try self.layer(layer)
        let system = try MapSystem(epsg: frame.epsg)
        var query = FeatureQuery(layer: layer)
        query.bounds = MapBounds(MapSystem.degrees(of: window, in: frame))
        query.fields = fields.filter { described.field($0) != nil }
        query.wantsGeometry = true
        query.wantsTotal = false
        query.limit = .max
        query.system = system
        let scissors = ClipWindow(window)
        var cut = CutLayer(layer: described)
        try forEachFeature(query) { feature throws(MapsError) in
            guard let shapes = feature.geometry,
                scissors.append(0, of: shapes, to: &cut.shapes)
            else { return true }
            cut.values.append(fields.map { feature.text(described.field($0)?.name ?? $0) })
            return true
        }
        return cut
    }

    /// The features of a drawn shape within a window of a plane, cut to it.
    public static func cut(
        _ shape: DrawnShape, to window: Box, of frame: CoordinateFrame
    ) throws(MapsError) -> PolygonLayer {
        var projection = SystemProjection(from: shape.frame, to: try MapSystem(epsg: frame.epsg))
        let image = projection.image(of: shape.polygons)
        let scissors = ClipWindow(window)
        var cut = PolygonLayer()
        for feature in 0..<image.featureCount { _ = scissors.append(feature, of: image, to: &cut) }
        return cut
    }
}

extension ClipWindow {
    /// Appends what of a feature lies in the window; false, and nothing appended, when none does.
    func append(_ feature: Int, of shapes: PolygonLayer, to cut: inout PolygonLayer) -> Bool {
        let featureBox = shapes.box(ofFeature: feature)
        guard featureBox.intersects(box) else { return false }
        if box.contains(x: featureBox.minX, y: featureBox.minY),
            box.contains(x: featureBox.maxX, y: featureBox.maxY)
        {
            cut.appendFeature(feature, of: shapes)
            return true
        }
        var hasPolygon = false
        for polygon in shapes.polygons(ofFeature: feature) {
            var hasExterior = false
            for ring in shapes.rings(ofPolygon: polygon) {
                let points = shapes.vertices(ofRing: ring).map {
                    (x: shapes.x[$0], y: shapes.y[$0])
                }
                let kept = clip(ring: points)
                guard kept.count > 2 else {
                    // Without its exterior the polygon lies outside, and its holes with it.
                    if hasExterior { continue } else { break }
                }
                hasExterior = true
                for point in kept { cut.append(x: point.x, y: point.y) }
                cut.endRing()
            }
            if hasExterior {
                cut.endPolygon()
                hasPolygon = true
            }
        }
        if hasPolygon { cut.endFeature() }
        return hasPolygon
    }
}
