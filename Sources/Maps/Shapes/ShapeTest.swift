import Geodesy
import Geometry

/// A shape brought into the coordinates of a layer, ready to be met by the layer's features.
///
/// Sides that are straight in the system they were given in are divided before they are projected, so
/// that they stay within a centimetre of where they were drawn.
struct ShapeTest: Sendable {
    /// Polygons, as one feature; without any for points and lines.
    private var polygons = PolygonLayer()
    /// Edges, lines and points.
    private var segments: [Segment] = []
    /// The box around all.
    private(set) var box = Box.empty

    /// Takes a shape of a filter.
    ///
    /// - Parameter extent: the box around the layer in degrees; nil for a layer without features.
    init(_ shape: CQLShape, in system: MapSystem, for frame: CoordinateFrame, extent: Box?) {
        let brought = Brought(system: system, frame: frame, extent: extent)
        func point(_ position: CQLPosition) -> ClipWindow.Point {
            system.isNorthFirst
                ? (position.second, position.first) : (position.first, position.second)
        }
        switch shape {
        case .points(let points):
            for position in points {
                guard let at = brought.image(point(position)) else { continue }
                add(Segment(ax: at.x, ay: at.y, bx: at.x, by: at.y))
            }
        case .lines(let lines):
            for line in lines {
                let points = line.map(point)
                for (one, other) in zip(points, points.dropFirst()) {
                    addLine(brought.line(one, other))
                }
            }
        case .polygons(let all):
            take(all.map { $0.map { brought.ring($0.map(point)) } })
        case .box(let low, let high):
            let (least, most) = (point(low), point(high))
            take([
                [brought.ring(box: Box(minX: least.x, minY: least.y, maxX: most.x, maxY: most.y))]
            ])
        }
    }

    /// Takes a box.
    init(_ bounds: MapBounds, for frame: CoordinateFrame, extent: Box?) {
        let brought = Brought(system: bounds.system, frame: frame, extent: extent)
        take([[brought.ring(box: bounds.box)]])
    }

    /// Takes a point in degrees.
    init(longitude: Double, latitude: Double, for frame: CoordinateFrame) {
        let (x, y) = frame.forward(longitude: longitude, latitude: latitude)
        add(Segment(ax: x, ay: y, bx: x, by: y))
    }

    private mutating func addLine(_ points: [ClipWindow.Point]) {
        for (one, other) in zip(points, points.dropFirst()) {
            add(Segment(ax: one.x, ay: one.y, bx: other.x, by: other.y))
        }
    }

    private mutating func add(_ segment: Segment) {
        segments.append(segment)
        box.extend(segment.box)
    }

    private mutating func take(_ all: [[[ClipWindow.Point]]]) {
        polygons.appendFeature(all)
        var found: [Segment] = []
        _ = polygons.anyEdge(ofFeature: 0) {
            found.append($0)
            return false
        }
        for segment in found { add(segment) }
    }

    /// Whether a feature has a point in common with the shape; touching counts.
    ///
    /// - Parameter feature: of `shapes`, in the coordinates of the layer.
    func meets(_ feature: Int, of shapes: PolygonLayer) -> Bool {
        let own = shapes.box(ofFeature: feature)
        guard own.intersects(box) else { return false }
        let near = segments.filter { $0.box.intersects(own) }
        if !near.isEmpty {
            let hasCrossing = shapes.anyEdge(ofFeature: feature) { edge in
                let reach = edge.box
                return near.contains { $0.box.intersects(reach) && Orientation.meet($0, edge) }
            }
            if hasCrossing { return true }
            // No border is crossed, so a whole line or polygon lies in the feature, or none of it does.
            if near.contains(where: { shapes.contains($0.ax, $0.ay, feature: feature) }) {
                return true
            }
        }
        // Or the feature lies in the shape, wholly or not at all; each part of it speaks for itself.
        guard polygons.featureCount > 0 else { return false }
        return shapes.polygons(ofFeature: feature).contains { polygon in
            let ring = shapes.rings(ofPolygon: polygon).lowerBound
            let vertex = shapes.vertices(ofRing: ring).lowerBound
            return polygons.contains(shapes.x[vertex], shapes.y[vertex], feature: 0)
        }
    }

    /// Points brought from one system into the frame of a layer.
    private struct Brought {
        private let system: MapSystem
        private let frame: CoordinateFrame
        private let window: ClipWindow
        /// A side of this length strays from its image by less than a centimetre.
        private var longest: Double { system.frame.isGeographic ? 0.005 : 500 }

        init(system: MapSystem, frame: CoordinateFrame, extent: Box?) {
            self.system = system
            self.frame = frame
            window = ClipWindow(
                around: MapSystem.box(of: extent ?? .empty, in: system.frame),
                margin: system.frame.isGeographic ? 0.01 : 1000)
        }

        private func project(_ point: ClipWindow.Point) -> ClipWindow.Point {
            if system.frame == frame { return point }
            let degrees = system.frame.inverse(x: point.x, y: point.y)
            return frame.forward(longitude: degrees.longitude, latitude: degrees.latitude)
        }

        /// A point; nil beyond the layer.
        func image(_ point: ClipWindow.Point) -> ClipWindow.Point? {
            window.contains([point]) ? project(point) : nil
        }

        /// A segment with the points that divide it; empty beyond the layer.
        func line(_ from: ClipWindow.Point, _ to: ClipWindow.Point) -> [ClipWindow.Point] {
            guard let (one, other) = window.clip(from, to) else { return [] }
            return divided(one, other) + [project(other)]
        }

        /// A ring with the points that divide it; empty beyond the layer.
        func ring(_ points: [ClipWindow.Point]) -> [ClipWindow.Point] {
            let kept = window.clip(ring: points)
            guard let first = kept.first else { return [] }
            return zip(kept, kept.dropFirst() + [first]).flatMap(divided)
        }

        func ring(box: Box) -> [ClipWindow.Point] {
            ring([
                (box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY),
                (box.minX, box.maxY),
            ])
        }

        /// The images of the first point and of those that divide the way to the second.
        private func divided(
            _ one: ClipWindow.Point, _ other: ClipWindow.Point
        ) -> [ClipWindow.Point] {
            let size = max(abs(other.x - one.x), abs(other.y - one.y))
            let parts =
                system.frame == frame
                ? 1 : min(2000, max(1, Int((size / longest).rounded(.up))))
            return (0..<parts).map { n in
                let share = Double(n) / Double(parts)
                return project(
                    (one.x + share * (other.x - one.x), one.y + share * (other.y - one.y)))
            }
        }
    }
}
