import Geodesy
import Geometry
import Testing

@Suite struct CoordinateDiagnosisTests {
    /// A triangle near Liuzhou, 109.4° east, in the frame.
    private func triangle(_ epsg: Int, swapped: Bool = false) throws -> PolygonLayer {
        let frame = try CoordinateFrame(epsg: epsg)
        var layer = PolygonLayer()
        layer.appendFeature([
            [
                [(109.4, 24.3), (109.41, 24.3), (109.4, 24.31)].map {
                    let point = frame.forward(longitude: $0.0, latitude: $0.1)
                    return swapped ? (x: point.y, y: point.x) : (x: point.x, y: point.y)
                }
            ]
        ])
        return layer
    }

    private func diagnose(_ layer: PolygonLayer, _ epsg: Int) throws -> CoordinateDiagnosis {
        CoordinateDiagnosis.diagnose(layer, frame: try CoordinateFrame(epsg: epsg))
    }

    @Test(arguments: [4490, 4497, 4508, 4524, 4525, 4545, 4546])
    func `right coordinates are consistent`(epsg: Int) throws {
        #expect(try diagnose(try triangle(epsg), epsg) == .consistent)
    }

    @Test(arguments: [4490, 4497, 4508, 4524, 4545])
    func `exchanged axes are recognised`(epsg: Int) throws {
        #expect(try diagnose(try triangle(epsg, swapped: true), epsg) == .axesSwapped(feature: 0))
    }

    @Test func `degrees under a projected frame and metres under degrees are recognised`() throws {
        #expect(try diagnose(try triangle(4490), 4524) == .degreesUnderProjectedFrame(feature: 0))
        #expect(
            try diagnose(try triangle(4524), 4490)
                == .metresUnderGeographicFrame(feature: 0, zone: 36))
        #expect(
            try diagnose(try triangle(4545), 4490)
                == .metresUnderGeographicFrame(feature: 0, zone: nil))
    }

    @Test func `a missing, superfluous or wrong zone prefix is recognised`() throws {
        #expect(
            try diagnose(try triangle(4545), 4524) == .zonePrefixMissing(feature: 0, expected: 36))
        #expect(
            try diagnose(try triangle(4524), 4545) == .zonePrefixUnexpected(feature: 0, found: 36))
        #expect(
            try diagnose(try triangle(4524), 4525)
                == .zonePrefixWrong(feature: 0, found: 36, expected: 37))
    }

    @Test func `a point far from its meridian is out of the zone but measurable`() throws {
        let frame = try CoordinateFrame(epsg: 4525)
        let far = frame.forward(longitude: 107.9, latitude: 24)
        var layer = PolygonLayer()
        layer.appendFeature([[[far, (far.x + 9, far.y), (far.x, far.y + 9)]]])
        guard case .outsideZone(0, let offset) = try diagnose(layer, 4525) else {
            Issue.record("not recognised")
            return
        }
        #expect(abs(offset + 3.1) < 0.01)
        #expect(
            !CoordinateDiagnosis.outsideZone(feature: 0, degreesFromMeridian: 3).blocksMeasurement)
        try CoordinateDiagnosis.require(layer, frame: frame)
    }

    @Test func `numbers of no Chinese place are refused with a remedy in both languages`() throws {
        var layer = PolygonLayer()
        layer.appendFeature([[[(1, 2), (3, 4), (5, 1)]]])
        #expect(throws: GeodesyError.self) {
            try CoordinateDiagnosis.require(layer, frame: .geographic)
        }
        #expect(throws: GeodesyError.self) {
            try CoordinateDiagnosis.require(
                try triangle(4545), frame: try CoordinateFrame(epsg: 4524))
        }
        let error = GeodesyError.coordinatesDoNotFit(
            .zonePrefixWrong(feature: 7, found: 36, expected: 37))
        #expect(
            error.chineseExplanation.contains("4524") && error.englishExplanation.contains("4524"))
    }
}
