import Geodesy
import LandExchange
import LandModel
import VectorTiles

/// Prepares the tiles of a snapshot: reads its layers, simplifies all borders once and writes the file.
struct TilePreparation {
    private let snapshot: Snapshot
    private let progress: WorkProgress
    private var simplification = BorderSimplification(zooms: TileStore.zooms)
    private var layers: [Prepared] = []

    /// A layer whose shapes are in the simplification.
    private struct Prepared {
        let source: TileSource
        let drawingZoom: Int
        let mosaics: [CellMosaic]
        /// For each zoom that shows a mosaic, the zoom of that mosaic.
        let shown: [(zoom: Int, mosaic: Int)]
        let vertices: Range<Int>
        let ringEnds: [Int]
        let featureRingEnds: [Int]
    }

    /// Prepares a snapshot and writes the file.
    ///
    /// - Throws: ``MapsError``.
    static func write(
        _ path: String, of snapshot: String, progress: WorkProgress
    ) throws(MapsError) {
        do {
            var preparation = TilePreparation(
                snapshot: try Snapshot.open(snapshot), progress: progress)
            try preparation.readLayers()
            try preparation.writeLayers(path)
        } catch let error as LandExchangeError {
            throw .snapshot(error)
        } catch let error as MapsError {
            throw error
        } catch {
            throw .stopped
        }
    }

    private init(snapshot: Snapshot, progress: WorkProgress) {
        self.snapshot = snapshot
        self.progress = progress
    }

    private mutating func readLayers() throws {
        let total = snapshot.layers.count
        for (number, layer) in snapshot.layers.enumerated() {
            try progress.advance(
                BilingualText(
                    zh: "准备底图：图层 \(layer.name)", en: "Preparing the map: layer \(layer.name)"),
                number, of: total)
            // A layer that does not lie in the survey's system cannot be put on the map.
            guard let frame = MapFrame.find(layer.epsg) else { continue }
            let read = try snapshot.layer(
                named: layer.name, fields: TileAttributes(layer.role).all)
            add(TileSource(read, frame))
        }
    }

    private mutating func add(_ source: TileSource) {
        let zoom = source.drawingZoom
        let mosaics = source.mosaics()
        let first = simplification.vertexCount
        var (ringEnds, featureRingEnds): ([Int], [Int]) = ([], [])
        for feature in source.features.indices {
            for ring in source.rings(ofFeature: feature) {
                let run = source.vertices(ofRing: ring)
                let added = simplification.append(
                    x: Array(source.x[run]), y: Array(source.y[run]), coarsestZoom: zoom)
                if added > 0 { ringEnds.append(simplification.vertexCount - first) }
            }
            featureRingEnds.append(ringEnds.count)
        }
        layers.append(
            Prepared(
                source: source.withoutShapes, drawingZoom: zoom, mosaics: mosaics.all,
                shown: mosaics.shown,
                vertices: first..<simplification.vertexCount, ringEnds: ringEnds,
                featureRingEnds: featureRingEnds))
    }

    private mutating func writeLayers(_ path: String) throws {
        let zooms = TileStore.zooms
        let firstZooms = try simplification.firstZooms { [progress] zoom in
            try progress.advance(
                BilingualText(zh: "准备底图：化简界线", en: "Preparing the map: simplifying borders"),
                zooms.upperBound - zoom, of: zooms.count)
        }
        let file = try TileFileWriter(path)
        for (number, layer) in layers.enumerated() {
            try progress.advance(
                BilingualText(zh: "准备底图：写入", en: "Preparing the map: writing"), number,
                of: layers.count)
            try write(layer, number, firstZooms, to: file)
        }
        try file.publish()
    }

    private func write(
        _ layer: Prepared, _ number: Int, _ firstZooms: [UInt8], to file: TileFileWriter
    ) throws {
        let source = layer.source
        try file.append(.name, layer: number, Array(source.name.utf8))
        try file.append(.drawingZoom, layer: number, [Int32(layer.drawingZoom)])
        try file.append(
            .classCodes, layer: number, source.classCodes.flatMap { Array($0.utf8) + [10] })
        try file.append(.features, layer: number, source.features)
        try file.append(.classes, layer: number, source.classes)
        try file.append(.areas, layer: number, source.areas)
        try file.append(.boxes, layer: number, source.boxes)
        var (labels, labelEnds): ([UInt8], [UInt32]) = ([], [])
        for label in source.labels {
            labels.append(contentsOf: (label ?? "").utf8)
            labelEnds.append(UInt32(labels.count))
        }
        try file.append(.labelEnds, layer: number, labelEnds)
        try file.append(.labels, layer: number, labels)
        try file.append(
            .featureRingEnds, layer: number, layer.featureRingEnds.map { UInt32($0) })
        try writeVertices(layer, number, firstZooms, to: file)
        try file.append(
            .mosaics, layer: number,
            layer.mosaics.flatMap {
                [
                    Int32($0.zoom), Int32($0.originX), Int32($0.originY), Int32($0.columns),
                    Int32($0.rows),
                ]
            })
        try file.append(
            .shownMosaics, layer: number,
            layer.shown.flatMap { [Int32($0.zoom), Int32($0.mosaic)] })
        try file.append(.cells, layer: number, layer.mosaics.flatMap(\.cells))
    }

    /// Writes the vertices that some zoom shows.
    private func writeVertices(
        _ layer: Prepared, _ number: Int, _ firstZooms: [UInt8], to file: TileFileWriter
    ) throws {
        var (x, y, zooms): ([Int32], [Int32], [UInt8]) = ([], [], [])
        var ringEnds: [UInt32] = []
        let finest = UInt8(TileStore.zooms.upperBound)
        var start = layer.vertices.lowerBound
        for end in layer.ringEnds {
            for vertex in start..<(layer.vertices.lowerBound + end)
            where firstZooms[vertex] <= finest {
                let point = simplification.point(vertex)
                x.append(point.x)
                y.append(point.y)
                zooms.append(firstZooms[vertex])
            }
            ringEnds.append(UInt32(x.count))
            start = layer.vertices.lowerBound + end
        }
        try file.append(.ringEnds, layer: number, ringEnds)
        try file.append(.x, layer: number, x)
        try file.append(.y, layer: number, y)
        try file.append(.firstZooms, layer: number, zooms)
    }
}

/// The frames that can be put on a map.
enum MapFrame {
    /// The frame of an EPSG code; nil for a system that is none of the survey's.
    static func find(_ epsg: Int) -> CoordinateFrame? {
        do { return try CoordinateFrame(epsg: epsg) } catch { return nil }
    }
}
