/// Why a well-known-binary geometry cannot be read.
public enum WellKnownBinaryError: Error, Equatable, Sendable {
    /// The bytes end before the geometry does.
    case truncated(atByte: Int)
    /// The geometry is of a kind that has no area (OGC code, after removing Z and M).
    case notPolygonal(code: UInt32)
    /// A count in the geometry is larger than the bytes that follow could hold.
    case impossibleCount(UInt32, atByte: Int)
}

/// Reads and writes polygons and multipolygons as OGC well-known binary (WKB; ISO 19125-1, EWKB and ISO Z/M accepted).
public enum WellKnownBinary {
    /// What the first bytes of a geometry say about it.
    public struct Header: Equatable, Sendable {
        /// The OGC code after removing Z and M: 3 is a polygon, 6 a multipolygon.
        public let code: UInt32
        /// Whether vertices have heights or measures.
        public let hasMoreThanTwoOrdinates: Bool
    }

    /// Reads the kind of a geometry; nil when there are too few bytes.
    public static func header(_ bytes: UnsafeRawBufferPointer) -> Header? {
        var reader = Reader(bytes: bytes)
        do throws(WellKnownBinaryError) {
            let (code, ordinates, _) = try reader.header()
            return Header(code: code, hasMoreThanTwoOrdinates: ordinates > 2)
        } catch {
            return nil
        }
    }

    /// Reads one geometry and adds it to the layer as one feature.
    ///
    /// Polygons, multipolygons and geometry collections of them are read; Z and M are dropped.
    /// When it throws, the layer is left as it was.
    ///
    /// - Throws: ``WellKnownBinaryError``.
    public static func appendFeature(
        _ bytes: UnsafeRawBufferPointer, to layer: inout PolygonLayer
    ) throws(WellKnownBinaryError) {
        var reader = Reader(bytes: bytes)
        let mark = layer.mark
        do throws(WellKnownBinaryError) {
            try reader.geometry(into: &layer, depth: 0)
        } catch {
            layer.remove(after: mark)
            throw error
        }
        layer.endFeature()
    }

    /// The feature as little-endian WKB: a multipolygon, rings closed.
    public static func multiPolygon(_ feature: Int, of layer: PolygonLayer) -> [UInt8] {
        let polygons = layer.polygons(ofFeature: feature)
        var out: [UInt8] = []
        out.reserveCapacity(9 + layer.vertices(ofFeature: feature).count * 16 + polygons.count * 24)
        out.append(1)
        append(6, to: &out)
        append(UInt32(polygons.count), to: &out)
        for polygon in polygons {
            out.append(1)
            append(3, to: &out)
            let rings = layer.rings(ofPolygon: polygon)
            append(UInt32(rings.count), to: &out)
            for ring in rings {
                let run = layer.vertices(ofRing: ring)
                append(UInt32(run.count + 1), to: &out)
                for vertex in run { append(layer, vertex, to: &out) }
                append(layer, run.lowerBound, to: &out)
            }
        }
        return out
    }

    private static func append(_ value: UInt32, to out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }

    private static func append(_ layer: PolygonLayer, _ vertex: Int, to out: inout [UInt8]) {
        withUnsafeBytes(of: layer.x[vertex].bitPattern.littleEndian) { out.append(contentsOf: $0) }
        withUnsafeBytes(of: layer.y[vertex].bitPattern.littleEndian) { out.append(contentsOf: $0) }
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var position = 0

        mutating func header() throws(WellKnownBinaryError) -> (
            code: UInt32, ordinates: Int, isLittleEndian: Bool
        ) {
            let littleEndian = try byte() == 1
            var code = try integer(littleEndian)
            var ordinates = 2
            if code & 0x8000_0000 != 0 { ordinates += 1 }
            if code & 0x4000_0000 != 0 { ordinates += 1 }
            if code & 0x2000_0000 != 0 { _ = try integer(littleEndian) }
            code &= 0x0FFF_FFFF
            if code >= 1000 { ordinates += code >= 3000 ? 2 : 1 }
            return (code % 1000, ordinates, littleEndian)
        }

        mutating func geometry(
            into layer: inout PolygonLayer, depth: Int
        ) throws(WellKnownBinaryError) {
            let (code, ordinates, littleEndian) = try header()
            switch code {
            case 3:
                try polygon(into: &layer, littleEndian, ordinates)
            case 6 where depth < 8, 7 where depth < 8:
                let parts = try count(littleEndian, bytesEach: 9)
                for _ in 0..<parts { try geometry(into: &layer, depth: depth + 1) }
            default:
                throw .notPolygonal(code: code)
            }
        }

        mutating func polygon(
            into layer: inout PolygonLayer, _ littleEndian: Bool, _ ordinates: Int
        ) throws(WellKnownBinaryError) {
            let rings = try count(littleEndian, bytesEach: 4)
            for _ in 0..<rings {
                let points = try count(littleEndian, bytesEach: ordinates * 8)
                let end = position + points * ordinates * 8
                if littleEndian {
                    layer.append(
                        vertices: points,
                        from: UnsafeRawBufferPointer(rebasing: bytes[position..<end]),
                        stride: ordinates * 8)
                } else {
                    for at in stride(from: position, to: end, by: ordinates * 8) {
                        layer.append(x: bigEndianNumber(at), y: bigEndianNumber(at + 8))
                    }
                }
                position = end
                layer.endRing()
            }
            layer.endPolygon()
        }

        mutating func byte() throws(WellKnownBinaryError) -> UInt8 {
            guard position < bytes.count else { throw .truncated(atByte: position) }
            defer { position += 1 }
            return bytes[position]
        }

        mutating func integer(_ littleEndian: Bool) throws(WellKnownBinaryError) -> UInt32 {
            guard position + 4 <= bytes.count else { throw .truncated(atByte: position) }
            let raw = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
            position += 4
            return littleEndian ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)
        }

        mutating func count(
            _ littleEndian: Bool, bytesEach: Int
        ) throws(WellKnownBinaryError) -> Int {
            let at = position
            let value = try integer(littleEndian)
            guard Int(value) <= (bytes.count - position) / bytesEach else {
                throw .impossibleCount(value, atByte: at)
            }
            return Int(value)
        }

        func bigEndianNumber(_ offset: Int) -> Double {
            let raw = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            return Double(bitPattern: UInt64(bigEndian: raw))
        }
    }
}
