import Geometry

/// Streams patches past the prepared zones, in pieces that threads take as they come.
struct PatchStream {
    private let prepared: PreparedZones
    private let options: TabulationOptions

    init(_ prepared: PreparedZones, _ options: TabulationOptions) {
        self.prepared = prepared
        self.options = options
    }

    /// The rows of all patches, in order, in a number of tables.
    func rows(
        of a: PolygonLayer, tables: Int, width: Int,
        _ body:
            @escaping @Sendable (PatchWorker, Range<Int>, LayerPointers, inout [RowStore]) -> Void
    ) -> [RowStore] {
        let threads = max(1, options.threads)
        let size =
            options.patchesPerPiece > 0
            ? options.patchesPerPiece : max(1, min(256, a.featureCount / (threads * 16)))
        let pieces = (a.featureCount + size - 1) / size
        let smallest = options.smallestArea / prepared.grid.areaPerTwiceUnit
        let empty = [RowStore](
            repeating: RowStore(
                layerCount: width, threshold: smallest > 0 && smallest < 9e18 ? Int64(smallest) : 0),
            count: tables)
        let results = PieceResults<[RowStore]>(count: pieces)
        LayerPointers.with(a) { layer in
            let capacity = layer.largestFeature
            let workers = (0..<min(threads, max(pieces, 1))).map { _ in
                PatchWorker(
                    zones: prepared, capacity: capacity,
                    includesOutside: options.includesOutside)
            }
            ParallelChunks.run(pieces: pieces, threads: threads) { worker, piece in
                var rows = empty
                for table in rows.indices { rows[table].reserve(rows: 2 * size, patches: size) }
                let run = (piece * size)..<min((piece + 1) * size, layer.featureCount)
                body(workers[worker], run, layer, &rows)
                results.store(rows, piece: piece)
            }
        }
        return Self.joined(results.inOrder, empty)
    }

    private static func joined(_ parts: [[RowStore]], _ empty: [RowStore]) -> [RowStore] {
        var all = empty
        for table in all.indices {
            all[table].reserve(
                rows: parts.reduce(0) { $0 + $1[table].patches.count },
                patches: parts.reduce(0) { $0 + $1[table].wholes.count })
            for part in parts { all[table].append(part[table]) }
        }
        return all
    }
}
