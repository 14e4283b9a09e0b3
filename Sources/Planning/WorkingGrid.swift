import Geodesy
import Geometry
import Glibc
import LandModel

/// The integer grid all shapes of one assessment are brought to before they are cut.
///
/// Coordinates are whole units of a Gauss plane, counted from an origin near the data, so that
/// orientation fits 64 bits and borders delivered with four decimals meet exactly. The unit is
/// 0.1 mm up to an extent of 107 km and 1 mm beyond (up to 1073 km).
struct WorkingGrid: Sendable {
    /// The plane; never degrees, because lengths and distances are measured in it.
    let frame: CoordinateFrame
    /// Units in one metre.
    let unitsPerMetre: Double
    private let originX: Int
    private let originY: Int

    /// The largest coordinate; differences of two then multiply within 64 bits.
    static let limit = 1 << 30

    /// Makes a grid around the box, which is in metres of the frame.
    ///
    /// - Throws: ``PlanningError/extentTooLarge``.
    init(frame: CoordinateFrame, box: Box) throws(PlanningError) {
        self.frame = frame
        let size = max(box.width, box.height)
        if size * 10_000 < Double(Self.limit) - 4 {
            unitsPerMetre = 10_000
        } else if size * 1000 < Double(Self.limit) - 4 {
            unitsPerMetre = 1000
        } else {
            throw .extentTooLarge(kilometres: Int(size / 1000))
        }
        originX = box.isEmpty ? 0 : Int((box.minX * unitsPerMetre).rounded(.down)) - 1
        originY = box.isEmpty ? 0 : Int((box.minY * unitsPerMetre).rounded(.down)) - 1
    }

    func columnOf(_ x: Double) -> Int32 {
        Int32(clamping: Int((x * unitsPerMetre).rounded()) - originX)
    }

    func rowOf(_ y: Double) -> Int32 {
        Int32(clamping: Int((y * unitsPerMetre).rounded()) - originY)
    }

    /// The x of a column; bitwise the delivered number when that had as many decimals as the grid.
    func x(_ column: Int32) -> Double { Double(Int(column) + originX) / unitsPerMetre }

    /// The y of a row.
    func y(_ row: Int32) -> Double { Double(Int(row) + originY) / unitsPerMetre }

    /// The plane to work in for a layer: its own, or the 3-degree zone of its middle when in degrees.
    static func plane(for layer: LandLayer) throws(PlanningError) -> CoordinateFrame {
        do {
            let own = try CoordinateFrame(epsg: layer.epsg)
            guard own.isGeographic else { return own }
            let box = layer.geometry.box
            let middle = box.isEmpty ? 108 : (box.minX + box.maxX) / 2
            return CoordinateFrame(
                zone: try GaussKruegerZone(
                    width: .three, number: Int((middle / 3).rounded()),
                    eastingHasZonePrefix: false))
        } catch {
            throw .unsupportedFrame(layer: layer.name, epsg: layer.epsg)
        }
    }

    /// The layer's shapes in another plane; as they are when they lie in it already.
    static func shapes(
        of layer: LandLayer, in frame: CoordinateFrame
    ) throws(PlanningError) -> PolygonLayer {
        guard layer.epsg != frame.epsg else { return layer.geometry }
        let own: CoordinateFrame
        do {
            own = try CoordinateFrame(epsg: layer.epsg)
        } catch {
            throw .unsupportedFrame(layer: layer.name, epsg: layer.epsg)
        }
        let source = layer.geometry
        var out = PolygonLayer()
        out.reserve(features: source.featureCount, vertices: source.vertexCount)
        for feature in 0..<source.featureCount {
            for polygon in source.polygons(ofFeature: feature) {
                for ring in source.rings(ofPolygon: polygon) {
                    for vertex in source.vertices(ofRing: ring) {
                        let degrees = own.inverse(x: source.x[vertex], y: source.y[vertex])
                        let point = frame.forward(
                            longitude: degrees.longitude, latitude: degrees.latitude)
                        out.append(x: point.x, y: point.y)
                    }
                    out.endRing()
                }
                out.endPolygon()
            }
            out.endFeature()
        }
        return out
    }
}
