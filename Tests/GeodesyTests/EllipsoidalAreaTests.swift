import Geodesy
import Geometry
import TestSupport
import Testing

@Suite struct EllipsoidalAreaTests {
    /// 0.01 m² under 25 ha, 1e-8 relative above (handbook §2.4).
    private func tolerance(_ area: Double) -> Double { area < 250_000 ? 0.01 : area * 1e-8 }

    /// The polygon of a row.
    ///
    /// The file writes the corners of the sheets L01 to L06 with 9 decimals, which moves their
    /// area by 0.2 m²; its areas are those of the exact quadrangles, taken here from the corner.
    private func layer(_ row: [String: String]) throws -> PolygonLayer {
        let layer = Fixture.layer(row["wkt_easting_northing_or_lon_lat", default: ""])
        guard row["description", default: ""].hasPrefix("1:10000 sheet") else { return layer }
        let extent = try MapSheet(
            longitude: layer.x[0] + 1e-6, latitude: layer.y[0] + 1e-6, scale: .tenThousand
        ).extent
        var exact = PolygonLayer()
        exact.appendFeature([
            [
                [
                    (extent.minX, extent.minY), (extent.minX, extent.maxY),
                    (extent.maxX, extent.maxY), (extent.maxX, extent.minY),
                ]
            ]
        ])
        return exact
    }

    @Test func `every vector of the handbook is met as written, densified and not`() throws {
        let rows = try Fixture.rows("area_vectors")
        #expect(rows.count == 22)
        for row in rows {
            let id = row["id", default: ""]
            let frame = try CoordinateFrame(epsg: Int(row["epsg", default: ""]) ?? 0)
            let layer = Fixture.layer(row["wkt_easting_northing_or_lon_lat", default: ""])
            let plain = try #require(Double(row["area_exact_nodensify_m2", default: ""]))
            let bare = EllipsoidalArea.areas(of: layer, frame: frame, densifyingOver: nil)
            #expect(abs(bare[0] - plain) <= tolerance(plain), "\(id) not densified: \(bare[0])")
            guard let dense = Double(row["area_exact_densify70_m2", default: ""]) else { continue }
            let areas = EllipsoidalArea.areas(of: layer, frame: frame)
            #expect(abs(areas[0] - dense) <= tolerance(dense), "\(id) densified: \(areas[0])")
        }
    }

    @Test func `areas agree with 40-digit arithmetic far below the tolerance`() throws {
        for row in try Fixture.rows("area_vectors") {
            let id = row["id", default: ""]
            let frame = try CoordinateFrame(epsg: Int(row["epsg", default: ""]) ?? 0)
            let layer = try layer(row)
            for (column, metres) in [
                ("area_exact_densify70_m2", 70.0), ("area_exact_nodensify_m2", nil),
            ] {
                guard let exact = Double(row[column, default: ""]) else { continue }
                let ours = EllipsoidalArea.areas(of: layer, frame: frame, densifyingOver: metres)[0]
                #expect(abs(ours - exact) <= max(1e-5, exact * 5e-12), "\(id) \(column): \(ours)")
            }
        }
    }

    @Test func `the official rounding gives what the survey programs give`() throws {
        var equal = 0
        var compared = 0
        for row in try Fixture.rows("area_vectors") {
            let id = row["id", default: ""]
            let frame = try CoordinateFrame(epsg: Int(row["epsg", default: ""]) ?? 0)
            let layer = try layer(row)
            for (column, metres) in [
                ("area_official_rounding_densify70_m2", 70.0), ("area_official_nodensify_m2", nil),
            ] {
                guard let official = Double(row[column, default: ""]) else { continue }
                let ours = OfficialRounding.areas(of: layer, frame: frame, densifyingOver: metres)[
                    0]
                compared += 1
                if abs(ours - official) < 0.001 { equal += 1 }
                #expect(abs(ours - official) < 0.0101, "\(id) \(column): \(ours), not \(official)")
            }
        }
        print("official rounding: \(equal) of \(compared) values equal, the others by 0.01 m²")
        #expect(compared == 36)
        #expect(equal >= 34)
    }

    @Test func `orientation of rings does not matter and a closing copy adds nothing`() throws {
        let frame = try CoordinateFrame(epsg: 4528)
        let square: [(x: Double, y: Double)] = [
            (40_529_350, 3_494_096), (40_529_550, 3_494_096), (40_529_550, 3_494_296),
            (40_529_350, 3_494_296),
        ]
        let hole = square.map { (x: $0.x * 0.5 + 20_264_725, y: $0.y * 0.5 + 1_747_098) }
        var layer = PolygonLayer()
        layer.appendFeature([[square, hole]])
        layer.appendFeature([[square.reversed(), hole]])
        layer.appendFeature([[square, hole.reversed()]])
        layer.appendFeature([[square + [square[0]], hole.reversed() + [hole[3]]]])
        let areas = EllipsoidalArea.areas(of: layer, frame: frame)
        for area in areas { #expect(abs(area - areas[0]) < 1e-6) }
        #expect(abs(areas[0] - 30_000) < 10)
    }

    @Test func `a ring of degrees has a sign and the sum over a million sheet closes`() {
        let west = EllipsoidalArea.signedRing(
            longitudes: [114, 120, 120, 114], latitudes: [36, 36, 40, 40])
        let east = EllipsoidalArea.signedRing(
            longitudes: [114, 114, 120, 120], latitudes: [36, 40, 40, 36])
        #expect(west > 0)
        #expect(abs(west + east) < 1e-3)
        var parts = 0.0
        for column in 0..<6 {
            for row in 0..<4 {
                let (l, b) = (114 + Double(column), 36 + Double(row))
                parts += EllipsoidalArea.signedRing(
                    longitudes: [l, l + 1, l + 1, l], latitudes: [b, b, b + 1, b + 1])
            }
        }
        #expect(abs(parts - west) < west * 1e-13)
        #expect(EllipsoidalArea.signedRing(longitudes: [], latitudes: []) == 0)
    }

    @Test func `a shared edge gets bitwise the same points from both sides`() throws {
        let frame = try CoordinateFrame(epsg: 4524)
        let (ax, ay, bx, by) = (36_499_950.123, 2_691_789.655, 36_500_750.457, 2_692_301.111)
        var layer = PolygonLayer()
        layer.appendFeature([[[(ax, ay), (bx, by), (ax, by + 500)]]])
        layer.appendFeature([[[(bx, by), (ax, ay), (bx, ay - 500)]]])
        let geographic = EllipsoidalArea.geographicLayer(
            of: layer, frame: frame, densifyingOver: 70)
        let inserted = 13  // 949.9 m in 14 parts
        let first = geographic.vertices(ofFeature: 0).prefix(inserted + 2)
        let second = geographic.vertices(ofFeature: 1).prefix(inserted + 2)
        #expect(first.map { geographic.x[$0] } == second.reversed().map { geographic.x[$0] })
        #expect(first.map { geographic.y[$0] } == second.reversed().map { geographic.y[$0] })
        let direct = EllipsoidalArea.measure(layer, frame: frame)
        #expect(direct.densification.longestEdgeInMetres == 70)
        #expect(
            direct.densification.insertedPoints == geographic.vertexCount - layer.vertexCount)
        let again = EllipsoidalArea.areas(of: geographic, frame: .geographic)
        for feature in 0..<2 { #expect(abs(direct.areas[feature] - again[feature]) < 1e-4) }
    }

    @Test func `one projection gives the layer and the areas of two, bit for bit`() throws {
        let seed: UInt64 = 20_261_122
        var random = SeededGenerator(seed: seed)
        var layer = PolygonLayer()
        for _ in 0..<50 {
            let x = 36_500_000 + Double.random(in: -90_000...90_000, using: &random)
            let y = 2_690_000 + Double.random(in: -90_000...90_000, using: &random)
            let size = Double.random(in: 5...900, using: &random)
            layer.appendFeature([
                [
                    [(x, y), (x + size, y + size / 9), (x + size / 2, y + size)],
                    [
                        (x + size / 2, y + size / 2), (x + size / 2, y + size / 1.9),
                        (x + size / 1.9, y + size / 2),
                    ],
                ]
            ])
        }
        layer.endFeature()
        for frame in [try CoordinateFrame(epsg: 4524), .geographic] {
            for longest in [nil, 70.0] {
                let both = EllipsoidalArea.geographicLayerWithAreas(
                    of: layer, frame: frame, densifyingOver: longest)
                #expect(
                    both.layer
                        == EllipsoidalArea.geographicLayer(
                            of: layer, frame: frame, densifyingOver: longest), "seed \(seed)")
                #expect(
                    both.areas
                        == EllipsoidalArea.areas(
                            of: layer, frame: frame, densifyingOver: longest), "seed \(seed)")
            }
        }
    }

    @Test func `cutting a parcel keeps its area when the cut lies on the cylinder`() {
        // Random chords through a quadrangle, in (L, q): the parts sum to the whole.
        let seed: UInt64 = 20_261_121
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let (l, b) = (Double.random(in: 74...134, using: &random), 35.0)
            let cut = l + Double.random(in: 0.0001...0.0009, using: &random)
            let whole = EllipsoidalArea.signedRing(
                longitudes: [l, l + 0.001, l + 0.001, l], latitudes: [b, b, b + 0.001, b + 0.001])
            let left = EllipsoidalArea.signedRing(
                longitudes: [l, cut, cut, l], latitudes: [b, b, b + 0.001, b + 0.001])
            let right = EllipsoidalArea.signedRing(
                longitudes: [cut, l + 0.001, l + 0.001, cut],
                latitudes: [b, b, b + 0.001, b + 0.001])
            #expect(abs(left + right - whole) < 1e-6, "seed \(seed)")
        }
    }

    @Test func `empty features have no area`() throws {
        var layer = PolygonLayer()
        layer.endFeature()
        layer.appendFeature([[[(x: 109.4, y: 24.3)]]])
        #expect(EllipsoidalArea.areas(of: layer, frame: .geographic) == [0, 0])
    }
}
