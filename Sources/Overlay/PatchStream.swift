import Geometry

/// Streams patches past the prepared zones, in pieces that threads take as they come.
struct PatchStream {
    private let prepared: PreparedZones
    private let options: TabulationOptions
    /// Whether each layer has a table of its own; then they share an index.
    private let isEach: Bool
    private let tableCount: Int

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
        enum Worker {
            case tables(TableWorker)
            case combinations(CombinationWorker)
        }

        let worker: Worker
        var rows: [RowStore]
        var pieces: [(piece: Int, ends: [Int])] = []

        init(worker: Worker, rows: [RowStore]) {
            self.worker = worker
            self.rows = rows
        }

        func tabulate(_ piece: Range<Int>, of layer: LayerPointers, _ wholes: PatchAreas) {
            switch worker {
            case .tables(let worker):
                rows.withUnsafeMutableBufferPointer {
                    if let tables = $0.baseAddress {
                        worker.tabulate(piece, of: layer, into: tables, wholes: wholes.places)
                    }
                }
            case .combinations(let worker):
                worker.tabulate(
                    piece, of: layer, into: &rows[0], wholes: wholes.places)
            }
        }
    }

    /// - Parameter isEach: whether each layer has a table of its own.
    init(_ prepared: PreparedZones, _ options: TabulationOptions, isEach: Bool) {
        self.prepared = prepared
        self.options = options
        self.isEach = isEach
        tableCount = isEach ? prepared.indexes[0].labels.count : 1
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
            layerCount: isEach ? 1 : prepared.indexes.count,
            threshold: smallest > 0 && smallest < 9e18 ? Int64(smallest) : 0)
        let count = a.featureCount
        let kept = PieceResults<Share>(count: workers)
        // Each thread makes what it uses: the work is shared, and its memory lies apart.
        @Sendable func share(_ worker: Int) -> Share {
            if let share = kept.value(worker) { return share }
            var rows = [RowStore](repeating: empty, count: tableCount)
            for table in rows.indices { rows[table].reserve(rows: count * 2 / workers) }
            let share = Share(
                worker: isEach
                    ? .tables(TableWorker(zones: prepared, options: options))
                    : .combinations(CombinationWorker(zones: prepared, options: options)),
                rows: rows)
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
        return (0..<tableCount).map { table in
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
