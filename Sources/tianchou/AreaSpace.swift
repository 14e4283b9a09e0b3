import Foundation
import Geodesy
import Geometry
import LandModel

/// Brings layers into the one space their areas are measured in.
enum AreaSpace {
    /// The shapes of the layers: longitude and latitude with densified edges for the official area,
    /// as they are for planar areas.
    static func shapes(
        of layers: [LandLayer], area: AreaChoice, densify: Double
    ) throws -> [PolygonLayer] {
        if area == .planar {
            try requireOneSystem(layers)
            return layers.map(\.geometry)
        }
        return try layers.map { layer in
            EllipsoidalArea.geographicLayer(
                of: layer.geometry, frame: try frame(of: layer),
                densifyingOver: densify > 0 ? densify : nil)
        }
    }

    /// The box of a layer in degrees, from the corners of its box: good to tell counties apart.
    static func extent(of layer: LandLayer) throws -> Box {
        let box = layer.geometry.box
        guard !box.isEmpty else { return box }
        var corners = PolygonLayer()
        corners.appendFeature([
            [
                [
                    (box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY),
                    (box.minX, box.maxY),
                ]
            ]
        ])
        let frame = try frame(of: layer)
        return EllipsoidalArea.geographicLayer(of: corners, frame: frame, densifyingOver: nil).box
    }

    /// Refuses layers of several coordinate systems.
    static func requireOneSystem(_ layers: [LandLayer]) throws {
        let codes = Set(layers.map(\.epsg)).sorted()
        guard codes.count <= 1 else { throw TabulateError.mixedSystems(codes) }
    }

    /// The coordinate system of a layer, which official areas need to be one of CGCS2000.
    static func frame(of layer: LandLayer) throws -> CoordinateFrame {
        do {
            return try CoordinateFrame(epsg: layer.epsg)
        } catch {
            throw TabulateError.notChinese(layer: layer.name, epsg: layer.epsg)
        }
    }
}

/// Seconds since it was made.
struct Stopwatch {
    private let start = ContinuousClock.now

    var seconds: Double {
        let passed = ContinuousClock.now - start
        return Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18
    }
}

/// How many threads to use.
enum Workers {
    /// The number asked for, or every processor for 0.
    static func count(_ asked: Int) -> Int {
        asked > 0 ? asked : ProcessInfo.processInfo.activeProcessorCount
    }
}
