import Geodesy
import Geometry
import Testing

@testable import Overlay

@Suite struct EllipsoidalTabulationTests {
    /// The corpus case on the globe near Liuzhou, 0.1 m per corpus unit.
    private func onGlobe(_ layer: PolygonLayer) -> PolygonLayer {
        layer.mapped { (109.4 + $0 * 1e-6, 24.3 + $1 * 1e-6) }
    }

    @Test func `pieces of a covered patch add up to its official area`() throws {
        for item in try OverlayCorpus.load().cases where item.name.hasPrefix("coverage") {
            let (a, b) = (onGlobe(item.layerA), onGlobe(item.layerB))
            let result = try tabulate(
                a, by: [b], metric: .ellipsoidal, options: TabulationOptions(includesOutside: true))
            #expect(result.grid.decimals == 9)
            #expect(result.closureResidual == 0, "\(item.name)")
            for feature in 0..<a.featureCount {
                var official = 0.0
                for ring in a.rings(ofFeature: feature) {
                    let run = a.vertices(ofRing: ring)
                    official += EllipsoidalArea.signedRing(
                        longitudes: Array(a.x[run]), latitudes: Array(a.y[run]))
                }
                let rows = (0..<result.rowCount).filter { result.patches[$0] == Int32(feature) }
                let sum = rows.reduce(0) { $0 + result.area(ofRow: $1) }
                // Rounding of about thirty vertices to 0.1 mm, edges of 10 m.
                #expect(abs(sum - abs(official)) < 0.02, "\(item.name): \(sum) \(official)")
            }
        }
    }

    @Test func `zones with the patches' borders leave no residual on the ellipsoid`() throws {
        for item in try OverlayCorpus.load().cases
        where item.name.hasPrefix("coverage and unions of it ") && !item.name.contains("moved") {
            let result = try tabulate(
                onGlobe(item.layerA), by: [onGlobe(item.layerB)], metric: .ellipsoidal)
            #expect(result.closureResidual == 0 && result.droppedTwice == 0, "\(item.name)")
        }
    }

    @Test(arguments: [(0.0, 0.5), (24.0, 26.0), (18.0, 22.0), (3.0, 54.0), (-40.0, 60.0)])
    func `the metric ordinate follows the official series`(low: Double, high: Double) throws {
        var layer = PolygonLayer()
        layer.appendFeature([[[(100, low), (100.5, low), (100, high)]]])
        // Long edges coarsen the grid; steps of the latitude keep it fine.
        let grid = try OverlayGrid(layers: [layer], metric: .ellipsoidal)
        let curve = MetricCurve(grid: grid, lowestY: grid.gridY(low), highestY: grid.gridY(high))
        let metresPerUnit = grid.unit * AuthalicLatitude.metresPerDegreeOfLongitude
        let origin = AuthalicLatitude.q(latitudeDegrees: grid.originY)
        let y = (0...1000).map { grid.gridY(low + (high - low) * Double($0) / 1000) }
        var found = [Int32](repeating: 0, count: y.count)
        y.withUnsafeBufferPointer { source in
            found.withUnsafeMutableBufferPointer { target in
                if let from = source.baseAddress, let to = target.baseAddress {
                    curve.fill(to, from: from, count: source.count)
                }
            }
        }
        for (n, value) in found.enumerated() {
            let latitude = grid.originY + Double(y[n]) * grid.unit
            let exact = (AuthalicLatitude.q(latitudeDegrees: latitude) - origin) / metresPerUnit
            #expect(abs(Double(value) - exact) <= 0.501, "at \(latitude)")
        }
    }
}
