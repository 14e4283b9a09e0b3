import Geodesy
import Geometry
import Glibc
import TestSupport
import Testing

/// The projection of layers by polynomials, against 40-digit arithmetic and the exact series.
@Suite struct TiledInverseTests {
    private static let metresPerDegree = 111_320.0

    /// A layer with one feature of one vertex for each point.
    private func layer(_ x: [Double], _ y: [Double]) -> PolygonLayer {
        var layer = PolygonLayer()
        for index in x.indices { layer.appendFeature([[[(x[index], y[index])]]]) }
        return layer
    }

    /// Metres east and north from a row of the fixture to a point in degrees.
    private func distance(
        _ row: [String: String], _ longitude: Double, _ latitude: Double
    ) throws -> (east: Double, north: Double) {
        func difference(_ name: String, _ ours: Double) throws -> Double {
            let near = try #require(Double(row[name, default: ""]))
            let rest = try #require(Double(row[name + "_rest", default: ""]))
            return (ours - near - rest) * Self.metresPerDegree
        }
        // A degree of longitude is shorter by the cosine of the latitude.
        return (
            try difference("longitude", longitude) * cos(latitude * .pi / 180),
            try difference("latitude", latitude)
        )
    }

    @Test func `layers are within three nanometres of 40-digit arithmetic, polynomials within one`()
        throws
    {
        var worst = (layer: 0.0, series: 0.0, withinTile: 0.0)
        let rows = try Fixture.rows("exact_projection")
        #expect(rows.count == 500)
        var middle = (tile: "", east: 0.0, north: 0.0)
        for row in rows {
            let frame = try CoordinateFrame(epsg: Int(row["epsg", default: ""]) ?? 0)
            let x = try #require(Double(row["x", default: ""]))
            let y = try #require(Double(row["y", default: ""]))
            let ours = EllipsoidalArea.geographicLayer(
                of: layer([x], [y]), frame: frame, densifyingOver: nil)
            let series = frame.inverse(x: x, y: y)
            let own = try distance(row, ours.x[0], ours.y[0])
            let other = try distance(row, series.longitude, series.latitude)
            worst.layer = max(worst.layer, abs(own.east), abs(own.north))
            worst.series = max(worst.series, abs(other.east), abs(other.north))
            // The corners of a tile against its middle, but for the last digit of both: the polynomials.
            let tile = row["tile", default: ""]
            if tile != middle.tile { middle = (tile, own.east, own.north) }
            guard !tile.isEmpty else { continue }
            let east = abs(own.east - middle.east) - ours.x[0].ulp * Self.metresPerDegree
            let north = abs(own.north - middle.north) - ours.y[0].ulp * Self.metresPerDegree
            worst.withinTile = max(worst.withinTile, east, north)
        }
        print("largest deviation from 40 digits in metres: \(worst)")
        #expect(worst.layer < 3e-9)
        #expect(worst.withinTile < 1e-9)
    }

    @Test func `a layer agrees with the exact series of points in every zone`() throws {
        let seed: UInt64 = 20_261_123
        var random = SeededGenerator(seed: seed)
        var worst = 0.0
        for epsg in 4491...4554 {
            let frame = try CoordinateFrame(epsg: epsg)
            let zone = try #require(frame.zone)
            let x = (0..<2000).map { _ in
                zone.falseEasting + Double.random(in: -450_000...450_000, using: &random)
            }
            let y = x.map { _ in Double.random(in: 0...6_500_000, using: &random) }
            let exact = frame.inverse(x: x, y: y)
            let ours = EllipsoidalArea.geographicLayer(
                of: layer(x, y), frame: frame, densifyingOver: nil)
            for point in x.indices {
                let east = abs(ours.x[point] - exact.longitudes[point]) * Self.metresPerDegree
                worst = max(
                    worst, east * cos(ours.y[point] * .pi / 180),
                    abs(ours.y[point] - exact.latitudes[point]) * Self.metresPerDegree)
            }
        }
        print("largest deviation from the exact series in metres: \(worst)")
        #expect(worst < 5e-9, "seed \(seed)")
    }

    @Test func `the image of a vertex depends on nothing but the vertex`() throws {
        let seed: UInt64 = 20_261_124
        var random = SeededGenerator(seed: seed)
        let frame = try CoordinateFrame(epsg: 4524)
        for _ in 0..<50 {
            // Rings across the corner of four tiles, of any length, so that runs end anywhere.
            let (x, y) = (36_500_000 + 4096 * 7.0, 4096 * 700.0)
            let points = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                (
                    x: x + Double.random(in: -60...60, using: &random),
                    y: y + Double.random(in: -60...60, using: &random)
                )
            }
            var together = PolygonLayer()
            together.appendFeature([[points]])
            let shuffled = points.shuffled(using: &random)
            let whole = EllipsoidalArea.geographicLayer(
                of: together, frame: frame, densifyingOver: nil)
            let alone = EllipsoidalArea.geographicLayer(
                of: layer(shuffled.map(\.x), shuffled.map(\.y)), frame: frame, densifyingOver: nil)
            for (index, point) in points.enumerated() {
                let other = try #require(
                    shuffled.firstIndex { $0.x == point.x && $0.y == point.y })
                #expect(whole.x[index] == alone.x[other], "seed \(seed)")
                #expect(whole.y[index] == alone.y[other], "seed \(seed)")
            }
        }
    }

    @Test
    func
        `a patch has the area of its exactly projected vertices within a millionth of a square metre`()
        throws
    {
        let seed: UInt64 = 20_261_125
        var random = SeededGenerator(seed: seed)
        var worst = 0.0
        for epsg in [4513, 4524, 4533, 4541, 4498] {
            let frame = try CoordinateFrame(epsg: epsg)
            let zone = try #require(frame.zone)
            for _ in 0..<400 {
                let x = zone.falseEasting + Double.random(in: -160_000...160_000, using: &random)
                let y = Double.random(in: 400_000...5_900_000, using: &random)
                let points = (0..<37).map { number -> (x: Double, y: Double) in
                    let angle = 2 * Double.pi * Double(number) / 37
                    let radius = Double.random(in: 20...120, using: &random)
                    return (x + radius * cos(angle), y + radius * sin(angle))
                }
                var patch = PolygonLayer()
                patch.appendFeature([[points]])
                let exact = frame.inverse(x: patch.x, y: patch.y)
                let expected = EllipsoidalArea.signedRing(
                    longitudes: exact.longitudes, latitudes: exact.latitudes)
                let ours = EllipsoidalArea.areas(of: patch, frame: frame, densifyingOver: nil)[0]
                worst = max(worst, abs(ours - expected))
            }
        }
        print("largest deviation of a patch of about 1.5 ha in m²: \(worst)")
        #expect(worst < 1e-6, "seed \(seed)")
    }

    @Test func `coordinates beyond the tiles go through the series, and nonsense makes no crash`()
        throws
    {
        let frame = try CoordinateFrame(epsg: 4524)
        let x: [Double] = [
            114.2, 36_500_000, 36_500_000, 39_000_000, .nan, .infinity, 36_500_000, -1e300,
        ]
        let y: [Double] = [
            30.1, -200_000, 6_900_000, 3_000_000, 3_000_000, 3_000_000, -.infinity, 1e300,
        ]
        let exact = frame.inverse(x: x, y: y)
        let ours = EllipsoidalArea.geographicLayer(
            of: layer(x, y), frame: frame, densifyingOver: 70)
        #expect(ours.vertexCount == x.count)
        for point in x.indices {
            #expect(ours.x[point].bitPattern == exact.longitudes[point].bitPattern)
            #expect(ours.y[point].bitPattern == exact.latitudes[point].bitPattern)
        }
    }
}
