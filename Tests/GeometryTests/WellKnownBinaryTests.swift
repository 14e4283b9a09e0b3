import Testing

@testable import Geometry

@Suite struct WellKnownBinaryTests {
    private static func square(at x: Double, _ y: Double, side: Double) -> [(x: Double, y: Double)]
    {
        [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    }

    @Test func `a multipolygon with a hole survives a round trip`() throws {
        var layer = PolygonLayer()
        layer.appendFeature([
            [Self.square(at: 0, 0, side: 10), Self.square(at: 2, 2, side: 3)],
            [Self.square(at: 20, 0, side: 5)],
        ])
        let bytes = WellKnownBinary.multiPolygon(0, of: layer)
        var read = PolygonLayer()
        try bytes.withUnsafeBytes { try WellKnownBinary.appendFeature($0, to: &read) }
        #expect(read == layer)
        #expect(read.ringCount == 3)
        #expect(read.vertexCount == 12)
    }

    @Test func `every cut of a geometry is refused and leaves the layer as it was`() {
        var layer = PolygonLayer()
        layer.appendFeature([[Self.square(at: 0, 0, side: 10)]])
        let bytes = WellKnownBinary.multiPolygon(0, of: layer)
        for length in 0..<bytes.count {
            var read = PolygonLayer()
            #expect(throws: WellKnownBinaryError.self) {
                try bytes[0..<length].withUnsafeBytes {
                    try WellKnownBinary.appendFeature($0, to: &read)
                }
            }
            #expect(read == PolygonLayer())
        }
    }

    @Test func `a count larger than the file is refused before memory is asked for`() {
        let bytes: [UInt8] = [1, 3, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F]
        var read = PolygonLayer()
        #expect(throws: WellKnownBinaryError.impossibleCount(0x7FFF_FFFF, atByte: 9)) {
            try bytes.withUnsafeBytes { try WellKnownBinary.appendFeature($0, to: &read) }
        }
    }

    @Test func `a line is refused by its kind`() {
        let bytes: [UInt8] = [1, 2, 0, 0, 0, 0, 0, 0, 0]
        var read = PolygonLayer()
        #expect(throws: WellKnownBinaryError.notPolygonal(code: 2)) {
            try bytes.withUnsafeBytes { try WellKnownBinary.appendFeature($0, to: &read) }
        }
    }
}
