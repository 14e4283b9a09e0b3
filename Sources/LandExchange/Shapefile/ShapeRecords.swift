import Geometry

/// The shapes of a Shapefile (`.shp` with `.shx`), polygons only.
///
/// Source: ESRI Shapefile Technical Description, July 1998.
final class ShapeRecords {
    /// The code of the kind of shapes in the header.
    let shapeType: Int
    /// The number of records.
    let count: Int
    /// Whether the index was missing.
    let isIndexMissing: Bool
    private let shapes: ByteSource
    private let index: ByteSource?
    /// The places of the records when there is no index.
    private var places: [Int] = []
    private let shown: String
    private let layer: String

    /// Opens the two files and checks what their headers claim.
    init(
        shp: String, shx: String?, shownAs shown: String, layer: String
    ) throws(LandExchangeError) {
        self.shown = shown
        self.layer = layer
        shapes = try ByteSource(shp, shownAs: shown)
        guard shapes.size > 0 else { throw .file(path: shown, .empty) }
        shapeType = try ShapeRecords.checkHeader(shapes, part: ".shp", shown)
        isIndexMissing = shx == nil
        if let shx {
            let index = try ByteSource(shx, shownAs: shown)
            _ = try ShapeRecords.checkHeader(index, part: ".shx", shown)
            self.index = index
            count = (index.size - 100) / 8
        } else {
            index = nil
            places = try ShapeRecords.walk(shapes, shown)
            count = places.count
        }
    }

    private static func checkHeader(
        _ source: ByteSource, part: String, _ shown: String
    ) throws(LandExchangeError) -> Int {
        guard let header = source.bytes(at: 0, count: 100) else {
            throw .file(path: shown, .truncated(part: part, claimed: 100, actual: source.size))
        }
        guard header.bigInt32(0) == 9994 else {
            throw .file(path: shown, .badHeader(part: part, offset: 0))
        }
        // The length is a signed number of 16-bit words; above 2 GiB programs write it unsigned.
        let claimed = Int(UInt32(bitPattern: Int32(truncatingIfNeeded: header.bigInt32(24)))) * 2
        guard claimed >= 100 else { throw .file(path: shown, .badHeader(part: part, offset: 24)) }
        guard claimed <= source.size else {
            throw .file(path: shown, .truncated(part: part, claimed: claimed, actual: source.size))
        }
        return header.littleInt32(32)
    }

    private static func walk(_ source: ByteSource, _ shown: String) throws(LandExchangeError)
        -> [Int]
    {
        var places: [Int] = []
        var at = 100
        while at + 8 <= source.size {
            guard let header = source.bytes(at: at, count: 8), header.bigInt32(4) >= 2 else {
                throw .file(path: shown, .badHeader(part: ".shp", offset: at))
            }
            places.append(at)
            at += 8 + header.bigInt32(4) * 2
        }
        guard at == source.size else {
            throw .file(path: shown, .truncated(part: ".shp", claimed: at, actual: source.size))
        }
        return places
    }

    static func kind(_ shapeType: Int) -> String {
        switch shapeType {
        case 0: "None"
        case 1, 11, 21: "Point"
        case 3, 13, 23: "LineString"
        case 5, 15, 25: "Polygon"
        case 8, 18, 28: "MultiPoint"
        case 31: "MultiPatch"
        default: "Unknown (\(shapeType))"
        }
    }

    private func place(_ record: Int) -> Int? {
        guard let index else { return places[record] }
        return index.bytes(at: 100 + record * 8, count: 8).map { $0.bigInt32(0) * 2 }
    }

    private func broken(_ record: Int, _ offset: Int) -> LandExchangeError {
        fault(record, .brokenRecord(offset: offset))
    }

    private func fault(_ record: Int, _ fault: FeatureFault) -> LandExchangeError {
        .feature(path: shown, layer: layer, feature: Int64(record), field: nil, fault)
    }

    /// Reads a record and adds it to the layer as one feature.
    func append(_ record: Int, to geometry: inout PolygonLayer) throws(LandExchangeError) {
        guard let place = place(record), let header = shapes.bytes(at: place, count: 12) else {
            throw broken(record, self.place(record) ?? 100 + record * 8)
        }
        let length = header.bigInt32(4) * 2
        let type = header.littleInt32(8)
        guard type != 0 else { throw fault(record, .emptyGeometry) }
        guard type == 5 || type == 15 || type == 25 else {
            throw fault(record, .notPolygon(kind: ShapeRecords.kind(type)))
        }
        guard length >= 44, let content = shapes.bytes(at: place + 8, count: length) else {
            throw broken(record, place)
        }
        let parts = content.littleInt32(36)
        let points = content.littleInt32(40)
        guard parts >= 0, points >= 0, parts <= length / 4, points <= length / 16,
            44 + parts * 4 + points * 16 <= length
        else { throw broken(record, place) }
        guard parts > 0, points > 0 else { throw fault(record, .emptyGeometry) }
        try appendRings(content, parts, points, record, place, to: &geometry)
    }

    private func appendRings(
        _ content: UnsafeRawBufferPointer, _ parts: Int, _ points: Int, _ record: Int, _ place: Int,
        to geometry: inout PolygonLayer
    ) throws(LandExchangeError) {
        let base = 44 + parts * 4
        var rings: [LooseRing] = []
        var start = content.littleInt32(44)
        guard start == 0 else { throw broken(record, place) }
        for part in 0..<parts {
            let end = part + 1 < parts ? content.littleInt32(48 + part * 4) : points
            guard end >= start, end <= points else { throw broken(record, place) }
            if parts > 1 { rings.append(LooseRing()) }
            try checkRing(content, base, start..<end, record)
            for point in start..<end {
                let x = content.littleDouble(base + point * 16)
                let y = content.littleDouble(base + point * 16 + 8)
                if parts == 1 {
                    geometry.append(x: x, y: y)
                } else {
                    rings[part].append(x, y)
                }
            }
            start = end
        }
        if parts > 1 {
            geometry.appendFeature(of: RingNesting.byOrientation(rings))
        } else {
            geometry.endRing()
            geometry.endPolygon()
            geometry.endFeature()
        }
    }

    /// Refuses a ring before any of it is taken, so that no half feature is left.
    private func checkRing(
        _ content: UnsafeRawBufferPointer, _ base: Int, _ points: Range<Int>, _ record: Int
    ) throws(LandExchangeError) {
        for point in points {
            guard content.littleDouble(base + point * 16).isFinite,
                content.littleDouble(base + point * 16 + 8).isFinite
            else { throw fault(record, .notFinite) }
        }
        let last = base + (points.upperBound - 1) * 16
        let first = base + points.lowerBound * 16
        let isClosed =
            points.count > 1 && content.littleDouble(first) == content.littleDouble(last)
            && content.littleDouble(first + 8) == content.littleDouble(last + 8)
        let open = points.count - (isClosed ? 1 : 0)
        guard open >= 3 else { throw fault(record, .shortRing(points: open)) }
    }
}
