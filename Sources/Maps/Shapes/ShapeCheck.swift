import Geodesy
import Geometry

/// Checks the vertices of a drawn shape and finds where its rings cross.
struct ShapeCheck {
    private let polygons: PolygonLayer
    private let lines: [DrawnLine]
    private let frame: CoordinateFrame
    /// The most crossings that are told.
    static let mostCrossings = 20

    init(_ polygons: PolygonLayer, _ lines: [DrawnLine], _ frame: CoordinateFrame) {
        self.polygons = polygons
        self.lines = lines
        self.frame = frame
    }

    func run() throws(ShapeFault) {
        try checkLines()
        for feature in 0..<polygons.featureCount {
            try checkRings(feature)
            let crossings = RingCrossings(polygons, feature: feature).found(
                most: ShapeCheck.mostCrossings)
            guard crossings.isEmpty else {
                throw .selfCrossing(
                    crossings.map { place(feature, ring: $0.ring, vertex: $0.vertex, $0.x, $0.y) })
            }
        }
    }

    private func checkLines() throws(ShapeFault) {
        for (number, line) in lines.enumerated() {
            func place(_ vertex: Int) -> ShapeFault.Place {
                ShapeFault.Place(
                    part: number + 1, ring: 1, vertex: vertex + 1,
                    longitude: line.longitudes.isEmpty ? 0 : line.longitudes[vertex],
                    latitude: line.latitudes.isEmpty ? 0 : line.latitudes[vertex])
            }
            for vertex in line.longitudes.indices
            where !ShapeCheck.isInChina(line.longitudes[vertex], line.latitudes[vertex]) {
                throw .outsideChina(place(vertex))
            }
            guard line.longitudes.count >= 2 else { throw .tooFewVertices(place(0)) }
        }
    }

    private func checkRings(_ feature: Int) throws(ShapeFault) {
        let rings = polygons.rings(ofFeature: feature)
        guard !rings.isEmpty else {
            throw .tooFewVertices(place(feature, ring: 0, vertex: 0, 0, 0))
        }
        for ring in rings {
            let run = polygons.vertices(ofRing: ring)
            var different: [(Double, Double)] = []
            for vertex in run {
                let (x, y) = (polygons.x[vertex], polygons.y[vertex])
                let degrees = frame.inverse(x: x, y: y)
                guard ShapeCheck.isInChina(degrees.longitude, degrees.latitude) else {
                    throw .outsideChina(
                        place(
                            feature, ring: ring - rings.lowerBound, vertex: vertex - run.lowerBound,
                            x, y))
                }
                if different.count < 3, !different.contains(where: { $0 == (x, y) }) {
                    different.append((x, y))
                }
            }
            guard different.count >= 3 else {
                let first = run.lowerBound
                throw .tooFewVertices(
                    place(
                        feature, ring: ring - rings.lowerBound, vertex: 0, polygons.x[first],
                        polygons.y[first]))
            }
        }
    }

    /// 3° to 54° north, 73° to 136° east, the limits of ``Geodesy/CoordinateDiagnosis``.
    private static func isInChina(_ longitude: Double, _ latitude: Double) -> Bool {
        longitude >= 73 && longitude <= 136 && latitude >= 3 && latitude <= 54
    }

    private func place(
        _ feature: Int, ring: Int, vertex: Int, _ x: Double, _ y: Double
    ) -> ShapeFault.Place {
        let degrees = frame.inverse(x: x, y: y)
        return ShapeFault.Place(
            part: feature + 1, ring: ring + 1, vertex: vertex + 1, longitude: degrees.longitude,
            latitude: degrees.latitude)
    }
}
