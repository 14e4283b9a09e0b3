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

    @Test func `either byte order, heights and measures are read`() throws {
        func bytes(_ value: UInt32, _ little: Bool) -> [UInt8] {
            withUnsafeBytes(of: little ? value.littleEndian : value.bigEndian, Array.init)
        }
        func number(_ value: Double, _ little: Bool) -> [UInt8] {
            let bits = value.bitPattern
            return withUnsafeBytes(of: little ? bits.littleEndian : bits.bigEndian, Array.init)
        }
        let corners = [(0.0, 0.0), (4.0, 0.5), (3.0, 7.0), (0.0, 0.0)]
        // ISO codes for XY, XYZ, XYM and XYZM, and the bits of EWKB for Z and for a system.
        let kinds: [(UInt32, Int)] = [
            (3, 2), (1003, 3), (2003, 3), (3003, 4), (0x8000_0003, 3), (0x2000_0003, 2),
        ]
        for little in [true, false] {
            for (code, ordinates) in kinds {
                var wkb: [UInt8] = [little ? 1 : 0] + bytes(code, little)
                if code & 0x2000_0000 != 0 { wkb += bytes(4527, little) }
                wkb += bytes(1, little) + bytes(UInt32(corners.count), little)
                for (x, y) in corners {
                    wkb += number(x, little) + number(y, little)
                    for more in 2..<ordinates {
                        wkb += number(Double(more) * 100, little)
                    }
                }
                var read = PolygonLayer()
                let header = try wkb.withUnsafeBytes {
                    try WellKnownBinary.appendFeature($0, to: &read)
                    return WellKnownBinary.header($0)
                }
                #expect(read.x == [0, 4, 3] && read.y == [0, 0.5, 7], "\(code) \(little)")
                #expect(header?.code == 3)
                #expect(header?.hasMoreThanTwoOrdinates == (ordinates > 2))
            }
        }
        #expect([UInt8]([1, 3]).withUnsafeBytes { WellKnownBinary.header($0) } == nil)
    }

    @Test func `a refused geometry leaves the features before it`() throws {
        var layer = PolygonLayer()
        layer.appendFeature([[Self.square(at: 0, 0, side: 10)]])
        var two = PolygonLayer()
        two.appendFeature([[Self.square(at: 1, 1, side: 2)], [Self.square(at: 5, 5, side: 2)]])
        let bytes = WellKnownBinary.multiPolygon(0, of: two)
        let before = layer
        for length in [20, 100, bytes.count - 1] {
            #expect(throws: WellKnownBinaryError.self) {
                try bytes[..<length].withUnsafeBytes {
                    try WellKnownBinary.appendFeature($0, to: &layer)
                }
            }
            #expect(layer == before, "\(length)")
        }
        try bytes.withUnsafeBytes { try WellKnownBinary.appendFeature($0, to: &layer) }
        var both = before
        both.append(contentsOf: two)
        #expect(layer == both)
        #expect(both.featureCount == 2 && both.vertices(ofFeature: 1).count == 8)
    }

    @Test func `coordinates that are not finite are noticed wherever they are`() {
        for bad in [Double.nan, .infinity, -.infinity] {
            for place in 0..<5 {
                var layer = PolygonLayer()
                for vertex in 0..<5 {
                    layer.append(x: vertex == place ? bad : 1e300, y: -1e300)
                }
                #expect(!layer.isFinite(0..<5))
                #expect(layer.isFinite(0..<place))
            }
        }
    }
}
