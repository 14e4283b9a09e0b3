import Geometry
import VectorTiles

/// A layer of a file of prepared tiles.
///
/// Safety: all pointers lead into `file`, whose memory is read-only and kept alive by it.
struct PreparedLayer: @unchecked Sendable {
    private let file: MappedFile
    let name: String
    let drawingZoom: Int
    private let classCodes: [String]
    private let features: UnsafeBufferPointer<Int64>
    private let classes: UnsafeBufferPointer<UInt8>
    private let areas: UnsafeBufferPointer<Double>
    private let labelEnds: UnsafeBufferPointer<UInt32>
    private let labels: UnsafeBufferPointer<UInt8>
    private let boxes: UnsafeBufferPointer<Int32>
    private let featureRingEnds: UnsafeBufferPointer<UInt32>
    private let ringEnds: UnsafeBufferPointer<UInt32>
    private let x: UnsafeBufferPointer<Int32>
    private let y: UnsafeBufferPointer<Int32>
    private let firstZooms: UnsafeBufferPointer<UInt8>
    private let mosaics: [Int: CellMosaic]
    private let index: BoxIndex
    private let longRings: LongRings

    /// Reads the sections of a layer; nil when they do not fit together.
    init?(_ file: MappedFile, _ sections: [TileSection: Range<Int>]) {
        func read<Element: BitwiseCopyable>(
            _ section: TileSection, _ type: Element.Type
        ) -> UnsafeBufferPointer<Element>? {
            sections[section].flatMap {
                file.values(type, at: $0.lowerBound, bytes: $0.count)
            }
        }
        guard let name = read(.name, UInt8.self), let zoom = read(.drawingZoom, Int32.self)?.first,
            let codes = read(.classCodes, UInt8.self), let features = read(.features, Int64.self),
            let classes = read(.classes, UInt8.self), let areas = read(.areas, Double.self),
            let labelEnds = read(.labelEnds, UInt32.self), let labels = read(.labels, UInt8.self),
            let boxes = read(.boxes, Int32.self),
            let featureRingEnds = read(.featureRingEnds, UInt32.self),
            let ringEnds = read(.ringEnds, UInt32.self), let x = read(.x, Int32.self),
            let y = read(.y, Int32.self), let firstZooms = read(.firstZooms, UInt8.self),
            let frames = read(.mosaics, Int32.self), let cells = read(.cells, UInt8.self),
            let shown = read(.shownMosaics, Int32.self),
            let mosaics = Self.mosaics(frames, shown, cells)
        else { return nil }
        let count = features.count
        guard classes.count == count, areas.count == count, labelEnds.count == count,
            boxes.count == count * 4, featureRingEnds.count == count, x.count == y.count,
            firstZooms.count == x.count, Self.areEnds(labelEnds, of: labels.count),
            Self.areEnds(featureRingEnds, of: ringEnds.count), Self.areEnds(ringEnds, of: x.count)
        else { return nil }
        self.file = file
        self.name = String(decoding: name, as: UTF8.self)
        drawingZoom = Int(zoom)
        classCodes = codes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
        (self.features, self.classes, self.areas) = (features, classes, areas)
        (self.labelEnds, self.labels, self.boxes) = (labelEnds, labels, boxes)
        (self.featureRingEnds, self.ringEnds) = (featureRingEnds, ringEnds)
        (self.x, self.y, self.firstZooms) = (x, y, firstZooms)
        self.mosaics = mosaics
        index = BoxIndex(boxes)
        longRings = LongRings(ringEnds, x, y)
    }

    private static func areEnds(_ ends: UnsafeBufferPointer<UInt32>, of count: Int) -> Bool {
        var last: UInt32 = 0
        for end in ends {
            guard end >= last else { return false }
            last = end
        }
        return Int(last) == count
    }

    /// The mosaic that each zoom shows.
    private static func mosaics(
        _ frames: UnsafeBufferPointer<Int32>, _ shown: UnsafeBufferPointer<Int32>,
        _ cells: UnsafeBufferPointer<UInt8>
    ) -> [Int: CellMosaic]? {
        var mosaics: [Int: CellMosaic] = [:]
        var start = 0
        guard frames.count % 5 == 0 else { return nil }
        for frame in stride(from: 0, to: frames.count, by: 5) {
            let (columns, rows) = (Int(frames[frame + 3]), Int(frames[frame + 4]))
            guard columns >= 0, rows >= 0, columns * rows <= cells.count - start else { return nil }
            mosaics[Int(frames[frame])] = CellMosaic(
                zoom: Int(frames[frame]), originX: Int(frames[frame + 1]),
                originY: Int(frames[frame + 2]), columns: columns, rows: rows,
                cells: Array(cells[start..<(start + columns * rows)]))
            start += columns * rows
        }
        var byZoom: [Int: CellMosaic] = [:]
        for pair in stride(from: 0, to: shown.count - 1, by: 2) {
            let (zoom, mosaic) = (Int(shown[pair]), Int(shown[pair + 1]))
            guard let known = mosaics[mosaic], 0...3 ~= zoom - mosaic else { return nil }
            byZoom[zoom] = known
        }
        return byZoom
    }

    /// The box around the layer in degrees; empty for a layer without shapes.
    var bounds: Box {
        guard let box = index.box else { return .empty }
        let low = WorldGrid.place(x: Double(box.west), y: Double(box.south))
        let high = WorldGrid.place(x: Double(box.east), y: Double(box.north))
        return Box(
            minX: low.longitude, minY: low.latitude, maxX: high.longitude, maxY: high.latitude)
    }

    /// The layer in a tile; nil when nothing of it is there.
    ///
    /// - Parameter cutter: a cutter for the tile, without features.
    func layer(_ address: TileAddress, _ cutter: inout TileCutter) -> TileLayer? {
        var layer = TileLayer(name: name)
        if address.zoom < drawingZoom {
            guard let mosaic = mosaics[address.zoom] else { return nil }
            appendMosaic(mosaic, address, to: &layer)
        } else {
            appendFeatures(address, &cutter, to: &layer)
        }
        return layer.featureCount > 0 ? layer : nil
    }

    private func appendMosaic(
        _ mosaic: CellMosaic, _ address: TileAddress, to layer: inout TileLayer
    ) {
        guard mosaic.meets(address) else { return }
        var outlines = MosaicOutlines(mosaic, address)
        for (number, polygons) in outlines.polygons() {
            var tags: [UInt32] = []
            if let code = code(number) {
                tags = [layer.number(ofKey: "c"), layer.number(of: .text(code))]
            }
            layer.append(identifier: nil, tags: tags, polygons: polygons)
        }
    }

    /// The class code of a number; nil for 0, no class.
    private func code(_ number: UInt8) -> String? {
        number > 0 && Int(number) <= classCodes.count ? classCodes[Int(number) - 1] : nil
    }

    private func appendFeatures(
        _ address: TileAddress, _ cutter: inout TileCutter, to layer: inout TileLayer
    ) {
        let window = cutter.window
        let found = index.features(in: window)
        guard !found.isEmpty else { return }
        cutter.removeAll()
        for feature in found { append(feature, address.zoom, window, to: &cutter) }
        var tagger = FeatureTagger(&layer)
        cutter.forEachFeature { number, polygons in
            guard !polygons.isEmpty else { return }
            let feature = found[number]
            tagger.removeAll()
            tagger.append(landClass: classes[feature], code(classes[feature]), to: &layer)
            tagger.append(area: areas[feature], to: &layer)
            let start = feature == 0 ? 0 : Int(labelEnds[feature - 1])
            tagger.append(label: labels[start..<Int(labelEnds[feature])], to: &layer)
            layer.append(
                identifier: UInt64(exactly: features[feature]), tags: tagger.tags,
                polygons: polygons)
        }
    }

    /// Adds the rings of a feature to a cutter.
    private func append(
        _ feature: Int, _ zoom: Int,
        _ window: (west: Int64, north: Int64, east: Int64, south: Int64),
        to cutter: inout TileCutter
    ) {
        let isInside =
            Int64(boxes[feature * 4]) > window.west + 1
            && Int64(boxes[feature * 4 + 1]) > window.north + 1
            && Int64(boxes[feature * 4 + 2]) < window.east - 1
            && Int64(boxes[feature * 4 + 3]) < window.south - 1
        let firstRing = feature == 0 ? 0 : Int(featureRingEnds[feature - 1])
        for ring in firstRing..<Int(featureRingEnds[feature]) {
            let run = (ring == 0 ? 0 : Int(ringEnds[ring - 1]))..<Int(ringEnds[ring])
            let x = UnsafeBufferPointer(rebasing: self.x[run])
            let y = UnsafeBufferPointer(rebasing: self.y[run])
            let firstZooms = UnsafeBufferPointer(rebasing: self.firstZooms[run])
            if isInside {
                cutter.append(wholeRingX: x, y: y, firstZooms: firstZooms, at: zoom)
                continue
            }
            longRings.forEachPart(ofRing: ring, run.count, window) { part, isByZoom in
                let zooms = isByZoom ? firstZooms[part] : firstZooms[0..<0]
                cutter.append(
                    x: UnsafeBufferPointer(rebasing: x[part]),
                    y: UnsafeBufferPointer(rebasing: y[part]),
                    firstZooms: UnsafeBufferPointer(rebasing: zooms), at: zoom)
            }
            cutter.endRing()
        }
        cutter.endFeature()
    }
}
