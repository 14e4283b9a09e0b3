import COverlayKernels
import Geometry

/// The box and the longest edge of all layers of a job.
struct JobExtent {
    private(set) var box = Box.empty
    /// The longest edge, by its longer side.
    private(set) var longestEdge = 0.0

    /// - Throws: ``OverlayError`` for coordinates that cannot be used.
    mutating func include(
        _ layer: PolygonLayer, number: Int, inDegrees: Bool, threads: Int = 1,
        codePath: CodePath = .fastest
    ) throws(OverlayError) {
        guard layer.vertexCount + 2 * layer.ringCount < Int(Int32.max) - 64 else {
            throw .tooManyVertices(layer: number, count: layer.vertexCount)
        }
        if layer.vertexCount == 0 { return }
        let own = Self.measure(layer, threads: threads, codePath: codePath)
        let onGlobe = abs(own.min_x) <= 360 && abs(own.max_x) <= 360
        let inRange = onGlobe && own.min_y >= -90 && own.max_y <= 90
        guard own.poison == 0, inRange || !inDegrees else {
            throw Self.culprit(in: layer, number: number, finite: own.poison == 0)
        }
        box.extend(x: own.min_x, y: own.min_y)
        box.extend(x: own.max_x, y: own.max_y)
        longestEdge = max(longestEdge, own.longest)
    }

    private static func measure(
        _ layer: PolygonLayer, threads: Int, codePath: CodePath
    ) -> overlay_extent {
        let pieces = threads > 1 ? min(threads * 4, layer.ringCount) : 1
        let nothing = overlay_extent(
            min_x: .infinity, min_y: .infinity, max_x: -.infinity, max_y: -.infinity,
            longest: 0, poison: 0)
        let results = PieceResults<overlay_extent>(count: pieces)
        LayerPointers.with(layer) { view in
            ParallelChunks.run(pieces: pieces, threads: threads) { _, piece in
                var extent = nothing
                let rings =
                    (piece * view.ringCount / pieces)..<((piece + 1) * view.ringCount / pieces)
                view.measure(rings, codePath.kernels, &extent)
                results.store(extent, piece: piece)
            }
        }
        return results.inOrder.reduce(into: nothing) { all, part in
            all.min_x = min(all.min_x, part.min_x)
            all.min_y = min(all.min_y, part.min_y)
            all.max_x = max(all.max_x, part.max_x)
            all.max_y = max(all.max_y, part.max_y)
            all.longest = max(all.longest, part.longest)
            all.poison += part.poison
        }
    }

    private static func culprit(
        in layer: PolygonLayer, number: Int, finite: Bool
    ) -> OverlayError {
        for feature in 0..<layer.featureCount {
            for vertex in layer.vertices(ofFeature: feature) {
                let (x, y) = (layer.x[vertex], layer.y[vertex])
                if !finite, !x.isFinite || !y.isFinite {
                    return .coordinateNotFinite(layer: number, feature: feature)
                }
                if finite, abs(x) > 360 || abs(y) > 90 {
                    return .notInDegrees(layer: number, feature: feature, x: x, y: y)
                }
            }
        }
        // Not reached: what made the layer unusable is found above.
        return .coordinateNotFinite(layer: number, feature: 0)
    }
}

extension LayerPointers {
    /// Extends the measures by some rings.
    fileprivate func measure(
        _ rings: Range<Int>, _ kernels: UnsafePointer<overlay_kernels>?,
        _ extent: inout overlay_extent
    ) {
        guard let x = x.baseAddress, let y = y.baseAddress, let ends = ringEnds.baseAddress
        else { return }
        if let kernels {
            kernels.pointee.measure(x, y, ends, rings.lowerBound, rings.upperBound, &extent)
            return
        }
        var own = extent
        for ring in rings {
            let run = vertices(ofRing: ring)
            if run.isEmpty { continue }
            var (lastX, lastY) = (x[run.upperBound - 1], y[run.upperBound - 1])
            for n in run {
                let (px, py) = (x[n], y[n])
                own.min_x = px < own.min_x ? px : own.min_x
                own.max_x = px > own.max_x ? px : own.max_x
                own.min_y = py < own.min_y ? py : own.min_y
                own.max_y = py > own.max_y ? py : own.max_y
                let (sideX, sideY) = (abs(px - lastX), abs(py - lastY))
                own.longest = sideX > own.longest ? sideX : own.longest
                own.longest = sideY > own.longest ? sideY : own.longest
                // A product with zero is not a number as soon as one factor is not finite.
                own.poison += (px + py) * 0
                (lastX, lastY) = (px, py)
            }
        }
        extent = own
    }
}
