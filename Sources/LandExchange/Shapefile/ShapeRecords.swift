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
        var start = content.littleInt32(44)
        guard start == 0 else { throw broken(record, place) }
        let mark = geometry.mark
        do throws(LandExchangeError) {
            for part in 0..<parts {
                let end = part + 1 < parts ? content.littleInt32(48 + part * 4) : points
                guard end >= start, end <= points else { throw broken(record, place) }
                geometry.append(
                    vertices: end - start,
                    from: UnsafeRawBufferPointer(
                        rebasing: content[(base + start * 16)..<(base + end * 16)]))
                try endRing(&geometry, points: end - start, record)
                start = end
            }
        } catch {
            // No half feature is left.
            geometry.remove(after: mark)
            throw error
        }
        if parts > 1, !isOuterWithHoles(geometry, since: mark) {
            nest(&geometry, since: mark)
            return
        }
        geometry.endPolygon()
        geometry.endFeature()
    }

    /// Ends a ring of so many points, unless it cannot be one.
    private func endRing(
        _ geometry: inout PolygonLayer, points: Int, _ record: Int
    ) throws(LandExchangeError) {
        let first = geometry.vertexCount - points
        guard geometry.isFinite(first..<geometry.vertexCount) else {
            throw fault(record, .notFinite)
        }
        geometry.endRing()
        let open = geometry.vertexCount - first
        guard open >= 3 else { throw fault(record, .shortRing(points: open)) }
    }

    /// Whether the new rings are an outer one, clockwise, and holes whose boxes lie in its box.
    ///
    /// That is how nearly all features of several rings are stored; they need no sorting.
    private func isOuterWithHoles(_ geometry: PolygonLayer, since mark: PolygonLayer.Mark) -> Bool {
        var outer = Box.empty
        for ring in mark.rings..<geometry.ringCount {
            let (doubledArea, box) = geometry.doubledArea(ofRing: ring)
            if ring == mark.rings {
                guard doubledArea <= 0 else { return false }
                outer = box
            } else {
                guard doubledArea > 0, outer.contains(box) else { return false }
            }
        }
        return true
    }

    /// Sorts the new rings into polygons and ends the feature.
    private func nest(_ geometry: inout PolygonLayer, since mark: PolygonLayer.Mark) {
        var rings: [LooseRing] = []
        for ring in mark.rings..<geometry.ringCount {
            var loose = LooseRing()
            for vertex in geometry.vertices(ofRing: ring) {
                loose.append(geometry.x[vertex], geometry.y[vertex])
            }
            rings.append(loose)
        }
        geometry.remove(after: mark)
        geometry.appendFeature(of: RingNesting.byOrientation(rings))
    }
}
