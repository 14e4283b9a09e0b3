import VectorTiles

extension TileSource {
    /// The most features of a layer that a tile holds one by one, at some 80 bytes each.
    ///
    /// Fewer at coarse zooms, where a tile shows more layers as mosaics: all of them together stay below 500 kB.
    private static func mostInTile(_ zoom: Int) -> Int { zoom > 12 ? 4000 : 1000 }
    /// The most sides between cells of a mosaic in a tile, at some two and a half bytes each.
    private static let mostSides = 64_000
    /// The least width of a patch in pixels, on the average, to be drawn as itself.
    private static let leastWidth = 4.0

    /// The coarsest zoom that draws the features one by one.
    ///
    /// Coarser ones show a mosaic (``CellMosaic``): where the fullest tile would hold too many
    /// features, or where the average one is only a few pixels wide. Zooms from 15 always draw features.
    var drawingZoom: Int {
        let zooms = TileStore.zooms
        var zoom = 15
        while zoom > zooms.lowerBound, isDrawable(zoom - 1) { zoom -= 1 }
        return zoom
    }

    private func isDrawable(_ zoom: Int) -> Bool {
        let pixel = Double(1 << CellShares.sideBits(zoom: zoom))
        guard averageWidth >= Self.leastWidth * pixel else { return false }
        guard features.count > Self.mostInTile(zoom) else { return true }
        let shift = WorldGrid.bits - zoom
        var counts: [Int64: Int] = [:]
        for start in stride(from: 0, to: boxes.count, by: 4) where boxes[start] <= boxes[start + 2]
        {
            let (x, y) = (Int64(boxes[start]) >> shift, Int64(boxes[start + 1]) >> shift)
            counts[x << 32 | y, default: 0] += 1
        }
        return (counts.values.max() ?? 0) <= Self.mostInTile(zoom)
    }

    /// The side of a square with the average area of a feature, in steps of the world grid.
    private var averageWidth: Double {
        var sum = 0.0
        for ring in ringEnds.indices {
            let run = vertices(ofRing: ring)
            guard var last = run.last else { continue }
            for next in run {
                sum += Double(x[last]) * Double(y[next]) - Double(x[next]) * Double(y[last])
                last = next
            }
        }
        return (max(sum, 0) / 2 / Double(max(features.count, 1))).squareRoot()
    }

    /// The mosaics of the zooms that do not draw the features, and which of them each zoom shows.
    ///
    /// A zoom shows its own mosaic, with cells of a pixel, unless a tile would grow too large: then one
    /// of a coarser zoom, with cells of two, four or eight pixels.
    func mosaics() -> (all: [CellMosaic], shown: [(zoom: Int, mosaic: Int)]) {
        let finest = drawingZoom - 1
        let coarsest = TileStore.zooms.lowerBound
        guard finest >= coarsest, let box else { return ([], []) }
        var gatherer = ShareGatherer(
            zoom: finest, west: box.west, north: box.north, east: box.east, south: box.south)
        for feature in features.indices {
            for ring in rings(ofFeature: feature) {
                let run = vertices(ofRing: ring)
                gatherer.append(x: x[run], y: y[run])
            }
            gatherer.endFeature(landClass: classes[feature])
        }
        var shares = gatherer.finish()
        var all = [CellMosaic(shares)]
        while shares.zoom > coarsest {
            shares = shares.coarser()
            all.append(CellMosaic(shares))
        }
        let shown = (coarsest...finest).map { zoom in
            let suitable = all.filter { $0.zoom <= zoom && $0.zoom >= zoom - 3 }
            let small = suitable.first { $0.mostSides(inTileOfZoom: zoom) <= Self.mostSides }
            return (zoom, (small ?? suitable.last)?.zoom ?? zoom)
        }
        return (all.filter { mosaic in shown.contains { $0.1 == mosaic.zoom } }, shown)
    }
}
