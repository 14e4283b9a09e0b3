public import Geometry
import Glibc

/// The official area of polygons on the ellipsoid (椭球面积).
///
/// The trapezoid sum of the notice 国土调查办发〔2008〕32号 is the shoelace area in the plane
/// (x = b·L, y = ``AuthalicLatitude/q(latitudeDegrees:)``), with L and B from the Gauss plane; edges
/// longer than 70 m are first divided into equal parts there (the third survey's programs do so;
/// that the standard prescribes 70 m is unverified, hence the parameter). Coordinates in degrees
/// are never divided: their edges are chords in that plane.
///
/// Accuracy: within 0.0001 m² of 40-digit arithmetic for parcels under 25 ha, 1e-10 relative above
/// (handbook/area_vectors.csv). Sums run from a local origin with compensation, so a parcel far
/// from the central meridian loses nothing.
public enum EllipsoidalArea {
    /// The areas of the features in m², one per feature, never negative.
    ///
    /// The holes of a polygon are subtracted whatever their orientation, the polygons of a feature
    /// added; a polygon whose holes exceed it counts with its absolute value.
    /// - Parameters:
    ///   - layer: polygons in the units of `frame`, x before y.
    ///   - frame: the coordinate system of `layer`.
    ///   - metres: the longest edge left undivided in the Gauss plane; nil divides none.
    /// - Complexity: O(vertices); a Gauss-Krueger frame costs about 100 instructions a vertex.
    public static func areas(
        of layer: PolygonLayer, frame: CoordinateFrame, densifyingOver metres: Double? = 70
    ) -> [Double] {
        measure(layer, frame: frame, densifyingOver: metres).areas
    }

    /// The areas of the features in m², with what was done to long edges.
    ///
    /// As ``areas(of:frame:densifyingOver:)``.
    public static func measure(
        _ layer: PolygonLayer, frame: CoordinateFrame, densifyingOver metres: Double? = 70
    ) -> (areas: [Double], densification: DensificationRecord) {
        var inserted = 0
        if let zone = frame.zone {
            var inverse = TiledInverse(zone)
            let areas = sum(layer, longest: metres, inserted: &inserted) { x, y, image in
                inverse.project(x, y, into: image)
            }
            return (
                areas, DensificationRecord(longestEdgeInMetres: metres, insertedPoints: inserted)
            )
        }
        let cylinder = AuthalicLatitude.cylinder
        let areas = sum(layer, longest: nil, inserted: &inserted) { longitudes, latitudes, image in
            for point in longitudes.indices {
                image.longitude[point] = longitudes[point]
                image.ordinate[point] = cylinder.y(
                    sineOfLatitude: sin(latitudes[point] * CGCS2000.radiansPerDegree))
            }
        }
        return (areas, DensificationRecord(longestEdgeInMetres: nil, insertedPoints: 0))
    }

    /// The signed area of one ring in m²; positive when it runs counter-clockwise.
    ///
    /// - Parameters:
    ///   - longitudes: degrees on CGCS2000; the ring is open (a closing copy does no harm).
    ///   - latitudes: degrees, as many.
    public static func signedRing(longitudes: [Double], latitudes: [Double]) -> Double {
        precondition(longitudes.count == latitudes.count, "as many longitudes as latitudes")
        let q = AuthalicLatitude.q(latitudesDegrees: latitudes)
        return longitudes.withUnsafeBufferPointer { x in
            q.withUnsafeBufferPointer { Shoelace.signedArea(x, $0) }
        }
    }

    /// The layer in longitude and latitude (degrees), long edges of the Gauss plane divided.
    ///
    /// The result has the features, polygons and rings of `layer` in the same order; shared edges
    /// get bitwise the same points from both sides.
    public static func geographicLayer(
        of layer: PolygonLayer, frame: CoordinateFrame, densifyingOver metres: Double?
    ) -> PolygonLayer {
        guard let zone = frame.zone else { return layer }
        var inverse = TiledInverse(zone)
        var rings = DensifiedRings(layer, longest: metres)
        let image = CylinderBuffer()
        var out = PolygonLayer()
        out.reserve(features: layer.featureCount, vertices: layer.vertexCount)
        for feature in 0..<layer.featureCount {
            for polygon in layer.polygons(ofFeature: feature) {
                for ring in layer.rings(ofPolygon: polygon) {
                    rings.withPoints(ofRing: ring) { x, y in
                        image.reserve(x.count)
                        inverse.project(x, y, into: image)
                        out.append(degreesIn: image, count: x.count)
                    }
                    out.endRing()
                }
                out.endPolygon()
            }
            out.endFeature()
        }
        return out
    }

    /// The layer in longitude and latitude and the areas of its features, from one projection.
    ///
    /// The same as ``geographicLayer(of:frame:densifyingOver:)`` and
    /// ``areas(of:frame:densifyingOver:)``, bit for bit, in little more than half their time.
    public static func geographicLayerWithAreas(
        of layer: PolygonLayer, frame: CoordinateFrame, densifyingOver metres: Double?
    ) -> (layer: PolygonLayer, areas: [Double]) {
        guard let zone = frame.zone else {
            return (layer, areas(of: layer, frame: frame, densifyingOver: metres))
        }
        var inverse = TiledInverse(zone)
        var out = PolygonLayer()
        out.reserve(features: layer.featureCount, vertices: layer.vertexCount)
        var inserted = 0
        let areas = sum(
            layer, longest: metres, inserted: &inserted,
            ending: { part in
                switch part {
                case .ring: out.endRing()
                case .polygon: out.endPolygon()
                case .feature: out.endFeature()
                }
            },
            onCylinder: { x, y, image in
                inverse.project(x, y, into: image)
                out.append(degreesIn: image, count: x.count)
            })
        return (out, areas)
    }

    /// What of a layer has just been walked to its end.
    enum Part {
        case ring, polygon, feature
    }

    /// The areas of all features; the closure puts the points of a ring on the cylinder: longitude and ordinate.
    @inline(__always)
    static func sum(
        _ layer: PolygonLayer, longest: Double?, inserted: inout Int,
        ending: (Part) -> Void = { _ in },
        onCylinder: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>, CylinderBuffer) ->
            Void
    ) -> [Double] {
        var rings = DensifiedRings(layer, longest: longest)
        let image = CylinderBuffer()
        var areas = [Double](repeating: 0, count: layer.featureCount)
        for feature in 0..<layer.featureCount {
            for polygon in layer.polygons(ofFeature: feature) {
                var area = 0.0
                var isExterior = true
                for ring in layer.rings(ofPolygon: polygon) {
                    rings.withPoints(ofRing: ring) { x, y in
                        image.reserve(x.count)
                        onCylinder(x, y, image)
                        let size = abs(
                            Shoelace.signedArea(
                                UnsafeBufferPointer(start: image.longitude, count: x.count),
                                UnsafeBufferPointer(start: image.ordinate, count: x.count)))
                        area += isExterior ? size : -size
                    }
                    isExterior = false
                    ending(.ring)
                }
                areas[feature] += abs(area)
                ending(.polygon)
            }
            ending(.feature)
        }
        inserted = rings.insertedPoints
        return areas
    }
}

extension PolygonLayer {
    /// Adds projected points to the ring being built.
    fileprivate mutating func append(degreesIn image: CylinderBuffer, count: Int) {
        append(
            x: UnsafeBufferPointer(start: image.longitude, count: count),
            y: UnsafeBufferPointer(start: image.latitude, count: count))
    }
}
