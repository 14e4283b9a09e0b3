import Geometry

/// Streams patches past the prepared zones, in pieces that threads take as they come.
struct PatchStream {
    private let prepared: PreparedZones
    private let options: TabulationOptions
    /// The zones of each table.
    private let tables: [PreparedZones]

    /// A table of a stream.
    struct Table {
        var rows: RowStore
        /// Twice the area of each patch, 0 where no table wanted it.
        var wholes: PatchAreas
    }

    /// What one worker made: for each table its rows, and where those of each of its pieces end.
    ///
    /// Safety: used by one thread at a time.
    private final class Share: @unchecked Sendable {
        /// One for each table.
        let workers: [PatchWorker]
        /// Edges of the patches of a piece that were measured, where other tables ask for them too.
        let edges: FixedBuffer<Int32>?
        var rows: [RowStore]
        var pieces: [(piece: Int, ends: [Int])] = []

        init(workers: [PatchWorker], rows: [RowStore]) {
            self.workers = workers
            edges = workers.count > 1 ? FixedBuffer(uninitialised: PatchSieve.longestPiece) : nil
            self.rows = rows
        }

        func tabulate(_ piece: Range<Int>, of layer: LayerPointers, _ wholes: PatchAreas) {
            // Table by table: what the patches need is still in the caches for the next one.
            for (table, worker) in workers.enumerated() {
                worker.tabulate(
                    piece, of: layer, into: &rows[table], wholes: wholes.places,
                    edges: edges?.base, isWarm: table > 0)
            }
        }
    }

    /// - Parameter isEach: whether each layer has a table of its own.
    init(_ prepared: PreparedZones, _ options: TabulationOptions, isEach: Bool) {
        self.prepared = prepared
        self.options = options
        tables = isEach ? prepared.layers : [prepared]
    }

    /// The tables, rows in the order of the patches.
    func tables(of a: PolygonLayer) -> [Table] {
        let threads = max(1, options.threads)
        let size =
            options.patchesPerPiece > 0
            ? min(options.patchesPerPiece, PatchSieve.longestPiece)
            : max(1, min(PatchSieve.longestPiece, a.featureCount / (threads * 16)))
        let pieces = (a.featureCount + size - 1) / size
        let workers = min(threads, max(pieces, 1))
        let smallest = options.smallestArea / prepared.grid.areaPerTwiceUnit
        let empty = RowStore(
            layerCount: tables[0].indexes.count,
            threshold: smallest > 0 && smallest < 9e18 ? Int64(smallest) : 0)
        let count = a.featureCount
        let kept = PieceResults<Share>(count: workers)
        // Each thread makes what it uses: the work is shared, and its memory lies apart.
        @Sendable func share(_ worker: Int) -> Share {
            if let share = kept.value(worker) { return share }
            var rows = [RowStore](repeating: empty, count: tables.count)
            for table in rows.indices { rows[table].reserve(rows: count * 2 / workers) }
            let share = Share(
                workers: tables.map { PatchWorker(zones: $0, options: options) }, rows: rows)
            kept.store(share, piece: worker)
            return share
        }
        let wholes = PatchAreas(count: count)
        LayerPointers.with(a) { layer in
            ParallelChunks.run(pieces: pieces, threads: workers) { worker, piece in
                let run = (piece * size)..<min((piece + 1) * size, layer.featureCount)
                let share = share(worker)
                share.tabulate(run, of: layer, wholes)
                share.pieces.append((piece, share.rows.map(\.count)))
            }
        }
        let shares = kept.inOrder
        return tables.indices.map { table in
            Table(rows: Self.joined(shares, table, empty, pieces: pieces), wholes: wholes)
        }
    }

    /// The rows of all pieces, in their order.
    private static func joined(
        _ shares: [Share], _ table: Int, _ empty: RowStore, pieces: Int
    ) -> RowStore {
        guard let first = shares.first else { return empty }
        if shares.count == 1 { return first.rows[table] }
        var runs = [JoinedRows.Run](repeating: JoinedRows.Run(store: 0, rows: 0..<0), count: pieces)
        for (number, share) in shares.enumerated() {
            var first = 0
            for (piece, ends) in share.pieces {
                runs[piece] = JoinedRows.Run(store: number, rows: first..<ends[table])
                first = ends[table]
            }
        }
        return JoinedRows(stores: shares.map { $0.rows[table] }, runs: runs).rows(after: empty)
    }
}
