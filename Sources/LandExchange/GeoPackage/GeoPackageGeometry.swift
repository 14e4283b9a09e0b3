import Geometry

/// The geometry blobs of GeoPackage (OGC 12-128r17, clause 2.1.3): a header with the box, then WKB.
enum GeoPackageGeometry {
    /// Writes a feature as a multipolygon, rings closed, over what the buffer held.
    ///
    /// - Returns: the box of the feature.
    static func encode(
        _ feature: Int, of layer: PolygonLayer, srs: Int32, into buffer: inout [UInt8]
    ) -> Box {
        let polygons = layer.polygons(ofFeature: feature)
        let rings = layer.rings(ofFeature: feature)
        let vertices = layer.vertices(ofFeature: feature)
        let size = 40 + 9 + polygons.count * 9 + rings.count * 20 + vertices.count * 16
        if buffer.count != size { buffer = [UInt8](repeating: 0, count: size) }
        var box = Box.empty
        buffer.withUnsafeMutableBytes { out in
            var at = 40
            func put(_ value: UInt32) {
                out.storeBytes(of: value.littleEndian, toByteOffset: at, as: UInt32.self)
                at += 4
            }
            func begin(_ code: UInt32, _ count: Int) {
                out[at] = 1
                at += 1
                put(code)
                put(UInt32(count))
            }
            begin(6, polygons.count)
            layer.x.withUnsafeBufferPointer { x in
                layer.y.withUnsafeBufferPointer { y in
                    func putPoint(_ point: Int) {
                        out.storeBytes(
                            of: x[point].bitPattern.littleEndian, toByteOffset: at, as: UInt64.self)
                        out.storeBytes(
                            of: y[point].bitPattern.littleEndian, toByteOffset: at + 8,
                            as: UInt64.self)
                        at += 16
                    }
                    for polygon in polygons {
                        let run = layer.rings(ofPolygon: polygon)
                        begin(3, run.count)
                        for ring in run {
                            let points = layer.vertices(ofRing: ring)
                            put(UInt32(points.count + 1))
                            for point in points {
                                box.extend(x: x[point], y: y[point])
                                putPoint(point)
                            }
                            putPoint(points.lowerBound)
                        }
                    }
                }
            }
            // "GP", version 0, flags: little-endian, box of x and y.
            out.copyBytes(from: [0x47, 0x50, 0, 0b0000_0011] as [UInt8])
            out.storeBytes(of: srs.littleEndian, toByteOffset: 4, as: Int32.self)
            for (place, side) in [box.minX, box.maxX, box.minY, box.maxY].enumerated() {
                out.storeBytes(
                    of: side.bitPattern.littleEndian, toByteOffset: 8 + place * 8, as: UInt64.self)
            }
        }
        return box
    }

    /// The WKB within a blob; nil when the header is none.
    static func wellKnownBinary(_ blob: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard blob.count >= 8, blob[0] == 0x47, blob[1] == 0x50 else { return nil }
        let boxes = [0, 32, 48, 48, 64]
        let kind = Int(blob[3] >> 1 & 7)
        guard kind < boxes.count, blob.count >= 8 + boxes[kind] else { return nil }
        return UnsafeRawBufferPointer(rebasing: blob[(8 + boxes[kind])...])
    }

    /// The box in the header of a blob; nil when it states none.
    static func box(_ blob: UnsafeRawBufferPointer) -> Box? {
        guard blob.count >= 40, blob[0] == 0x47, blob[1] == 0x50, blob[3] & 1 == 1,
            (1...4).contains(Int(blob[3] >> 1 & 7))
        else { return nil }
        return Box(
            minX: blob.littleDouble(8), minY: blob.littleDouble(24), maxX: blob.littleDouble(16),
            maxY: blob.littleDouble(32))
    }

    /// The kinds of layers whose features may be polygons, as ``kind(named:)`` names them.
    static let mayBePolygons = ["Polygon", "Multi Polygon", "Unknown (any)", "Geometry Collection"]

    /// The names of the kinds by their WKB codes, as the library writes them.
    private static let kinds = [
        "Unknown (any)", "Point", "Line String", "Polygon", "Multi Point", "Multi Line String",
        "Multi Polygon", "Geometry Collection", "Circular String", "Compound Curve",
        "Curve Polygon", "Multi Curve", "Multi Surface", "Curve", "Surface",
    ]

    /// The name of the kind that a WKB code stands for.
    static func kind(ofCode code: UInt32) -> String {
        code < kinds.count ? kinds[Int(code)] : "Unknown (\(code))"
    }

    /// The name of a geometry type of the standard (annex G); nil when it is none.
    static func kind(named type: String) -> String? {
        let wanted = type.uppercased()
        if wanted == "GEOMETRY" { return kinds[0] }
        return kinds.first { $0.uppercased().filter(\.isLetter) == wanted }
    }
}
