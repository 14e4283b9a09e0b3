import Geodesy
import Geometry
import Glibc
import LandModel

/// How areas and widths of a layer are measured.
///
/// CGCS2000 layers and layers in degrees on the ellipsoid, any other in its own plane (said once
/// by rule DQ-S01).
struct AreaMetric: Sendable {
    let frame: CoordinateFrame?
    private let densification: Double?

    init(_ layer: LandLayer, parameters: QualityParameters) {
        densification = parameters.densifyingOverMetres
        do {
            frame = try CoordinateFrame(epsg: layer.epsg)
        } catch {
            // Another datum in degrees differs from CGCS2000 by less than 1e-7 of an area.
            let box = layer.geometry.finiteBox
            let looksLikeDegrees =
                box.minX >= -180 && box.maxX <= 180 && box.minY >= -90 && box.maxY <= 90
            frame = looksLikeDegrees && !box.isEmpty ? .geographic : nil
        }
    }

    var isInDegrees: Bool { frame?.isGeographic ?? false }

    /// The areas of the features in m².
    func areas(_ layer: PolygonLayer) -> [Double] {
        if let frame {
            return EllipsoidalArea.areas(of: layer, frame: frame, densifyingOver: densification)
        }
        return (0..<layer.featureCount).map { layer.planarArea(ofFeature: $0) }
    }

    /// The area of the one feature of a layer in m².
    func area(_ shape: PolygonLayer) -> Double { areas(shape).first ?? 0 }

    /// The length of the outlines of all features in metres, within 0.3 %.
    func perimeter(_ shape: PolygonLayer) -> Double {
        var sum = 0.0
        for ring in 0..<shape.ringCount {
            let run = shape.vertices(ofRing: ring)
            var last = run.upperBound - 1
            let scale = metresPerUnit(atY: shape.y[run.lowerBound])
            for vertex in run {
                sum += hypot(
                    (shape.x[vertex] - shape.x[last]) * scale.x,
                    (shape.y[vertex] - shape.y[last]) * scale.y)
                last = vertex
            }
        }
        return sum
    }

    private func metresPerUnit(atY y: Double) -> (x: Double, y: Double) {
        guard isInDegrees else { return (1, 1) }
        return (111_320 * cos(y * .pi / 180), 111_000)
    }
}

extension PolygonLayer {
    /// The area of a feature in the units of its plane, exteriors minus holes.
    func planarArea(ofFeature feature: Int) -> Double {
        var total = 0.0
        for polygon in polygons(ofFeature: feature) {
            var area = 0.0
            var isExterior = true
            for ring in rings(ofPolygon: polygon) {
                area += isExterior ? abs(signedArea(ofRing: ring)) : -abs(signedArea(ofRing: ring))
                isExterior = false
            }
            total += abs(area)
        }
        return total
    }

    /// The area of a ring in its plane, positive when it runs counter-clockwise.
    func signedArea(ofRing ring: Int) -> Double {
        let run = vertices(ofRing: ring)
        guard let first = run.first else { return 0 }
        var sum = 0.0
        for vertex in run.dropFirst().dropLast() {
            sum +=
                (x[vertex] - x[first]) * (y[vertex + 1] - y[first])
                - (x[vertex + 1] - x[first]) * (y[vertex] - y[first])
        }
        return sum / 2
    }

    /// The smallest box around all vertices whose coordinates are numbers.
    var finiteBox: Box {
        var box = Box.empty
        for vertex in x.indices where x[vertex].isFinite && y[vertex].isFinite {
            box.extend(x: x[vertex], y: y[vertex])
        }
        return box
    }

    /// A point inside a feature: the middle of its widest stretch at half height; nil when empty.
    func pointInside(feature: Int) -> (x: Double, y: Double)? {
        let box = box(ofFeature: feature)
        guard !box.isEmpty, (box.maxX - box.minX).isFinite, (box.maxY - box.minY).isFinite else {
            return nil
        }
        let height = box.minY + (box.maxY - box.minY) / 2
        var cuts: [Double] = []
        for ring in rings(ofFeature: feature) {
            let run = vertices(ofRing: ring)
            var last = run.upperBound - 1
            for vertex in run {
                if (y[vertex] > height) != (y[last] > height) {
                    let share = (height - y[last]) / (y[vertex] - y[last])
                    cuts.append(x[last] + (x[vertex] - x[last]) * share)
                }
                last = vertex
            }
        }
        cuts.sort()
        var best = (width: 0.0, x: box.minX + (box.maxX - box.minX) / 2)
        for index in stride(from: 0, to: cuts.count - 1, by: 2)
        where cuts[index + 1] - cuts[index] > best.width {
            best = (cuts[index + 1] - cuts[index], (cuts[index] + cuts[index + 1]) / 2)
        }
        return (best.x, height)
    }
}
