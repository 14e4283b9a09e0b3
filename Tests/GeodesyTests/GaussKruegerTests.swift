import CPROJ
import Geodesy
import TestSupport
import Testing

@Suite struct GaussKruegerTests {
    @Test func `every EPSG code is the frame the PROJ database says`() throws {
        let rows = try Fixture.rows("epsg_cgcs2000")
        #expect(rows.count == 64)
        for row in rows {
            let epsg = try #require(Int(row["epsg", default: ""]))
            let zone = try #require(try CoordinateFrame(epsg: epsg).zone)
            #expect(zone.width.rawValue == Int(row["zone_width_deg", default: ""]))
            #expect(zone.eastingHasZonePrefix == (row["easting_has_zone_prefix"] == "yes"))
            #expect(zone.centralMeridian == Int(row["central_meridian", default: ""]))
            #expect(zone.falseEasting == Double(row["false_easting", default: ""]))
            if let number = Int(row["zone_number", default: ""]) { #expect(zone.number == number) }
            #expect(zone.epsg == epsg)
            let again = try GaussKruegerZone(
                width: zone.width, centralMeridian: zone.centralMeridian,
                eastingHasZonePrefix: zone.eastingHasZonePrefix)
            #expect(CoordinateFrame(zone: again).epsg == epsg)
        }
    }

    @Test(arguments: [0, 4326, 4490 - 1, 4555, 2381])
    func `a frame that is not CGCS2000 is refused`(epsg: Int) {
        #expect(throws: GeodesyError.unsupportedFrame(epsg: epsg)) {
            try CoordinateFrame(epsg: epsg)
        }
    }

    @Test func `a zone that does not exist is refused`() {
        #expect(throws: GeodesyError.self) {
            try GaussKruegerZone(width: .three, number: 24, eastingHasZonePrefix: true)
        }
        #expect(throws: GeodesyError.self) {
            try GaussKruegerZone(width: .six, centralMeridian: 78, eastingHasZonePrefix: true)
        }
    }

    /// PROJ's exact transverse Mercator, by EPSG code, is the oracle.
    @Test func `every zone agrees with PROJ within a micrometre on 10000 random points`() throws {
        let seed: UInt64 = 4_490
        var random = SeededGenerator(seed: seed)
        let context = try #require(proj_context_create())
        defer { proj_context_destroy(context) }
        var worst = (forward: 0.0, inverse: 0.0)
        for epsg in 4491...4554 {
            let frame = try CoordinateFrame(epsg: epsg)
            let zone = try #require(frame.zone)
            let oracle = try ProjectionOracle(context, epsg: epsg)
            let reach = Double(zone.width.rawValue) / 2 + 1
            let meridian = Double(zone.centralMeridian)
            let longitudes = (0..<10_000).map { _ in
                Double.random(in: meridian - reach...meridian + reach, using: &random)
            }
            let latitudes = (0..<10_000).map { _ in Double.random(in: 3...54, using: &random) }
            let ours = frame.forward(longitudes: longitudes, latitudes: latitudes)
            let back = frame.inverse(x: ours.x, y: ours.y)
            for index in longitudes.indices {
                let expected = oracle.forward(longitudes[index], latitudes[index])
                let inverse = oracle.inverse(ours.x[index], ours.y[index])
                worst.forward = max(
                    worst.forward, abs(expected.x - ours.x[index]),
                    abs(expected.y - ours.y[index]))
                worst.inverse = max(
                    worst.inverse, abs(inverse.x - back.longitudes[index]) * 111_320,
                    abs(inverse.y - back.latitudes[index]) * 111_320)
            }
            let one = frame.forward(longitude: longitudes[0], latitude: latitudes[0])
            #expect(one.x == ours.x[0] && one.y == ours.y[0])
        }
        print("largest deviation from PROJ in metres: \(worst)")
        #expect(worst.forward < 1e-6, "seed \(seed)")
        #expect(worst.inverse < 1e-6, "seed \(seed)")
    }
}

/// One PROJ transformation from longitude and latitude to a frame.
private struct ProjectionOracle {
    private let transform: OpaquePointer

    struct Unavailable: Error {}

    init(_ context: OpaquePointer, epsg: Int) throws {
        guard
            let raw = proj_create_crs_to_crs(context, "EPSG:4490", "EPSG:\(epsg)", nil),
            let normalised = proj_normalize_for_visualization(context, raw)
        else { throw Unavailable() }
        proj_destroy(raw)
        transform = normalised
    }

    func forward(_ x: Double, _ y: Double) -> PJ_XY { apply(PJ_FWD, x, y) }
    func inverse(_ x: Double, _ y: Double) -> PJ_XY { apply(PJ_INV, x, y) }

    private func apply(_ direction: PJ_DIRECTION, _ x: Double, _ y: Double) -> PJ_XY {
        proj_trans(transform, direction, proj_coord(x, y, 0, 0)).xy
    }
}
