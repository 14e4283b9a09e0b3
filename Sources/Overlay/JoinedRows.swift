/// Rows that several threads made, to be put in the order of the patches by as many threads.
struct JoinedRows {
    /// Some rows of one store.
    struct Run {
        var store: Int
        var rows: Range<Int>
    }

    let stores: [RowStore]
    /// In the order of the result.
    let runs: [Run]

    /// Arrays to write to and to read from.
    ///
    /// Safety: each thread writes its own runs, while the arrays are held.
    private struct Arrays: @unchecked Sendable {
        var patches: UnsafeMutablePointer<Int32>
        var zones: UnsafeMutablePointer<Int32>
        var twice: UnsafeMutablePointer<Int64>
    }

    /// All rows, and what the stores dropped and counted.
    func rows(after empty: RowStore) -> RowStore {
        var all = empty
        for store in stores { all.addCounts(of: store) }
        let total = runs.reduce(0) { $0 + $1.rows.count }
        if total == 0 { return all }
        all.patches = .init(unsafeUninitializedCapacity: total) { patches, count in
            all.zones = .init(unsafeUninitializedCapacity: total * all.layerCount) { zones, width in
                all.twice = .init(unsafeUninitializedCapacity: total) { twice, height in
                    if let first = patches.baseAddress, let second = zones.baseAddress,
                        let third = twice.baseAddress
                    {
                        fill(Arrays(patches: first, zones: second, twice: third))
                    }
                    height = total
                }
                width = total * all.layerCount
            }
            count = total
        }
        return all
    }

    private func fill(_ arrays: Arrays) {
        var places = [0]
        for run in runs { places.append(places[places.count - 1] + run.rows.count) }
        let (stores, runs, starts, pieces) = (stores, runs, places, 4 * stores.count)
        ParallelChunks.run(pieces: pieces, threads: stores.count) { _, piece in
            let own = (piece * runs.count / pieces)..<((piece + 1) * runs.count / pieces)
            for number in own {
                stores[runs[number].store].copy(
                    runs[number].rows, arrays.patches + starts[number],
                    arrays.zones + starts[number] * stores[0].layerCount,
                    arrays.twice + starts[number])
            }
        }
    }
}
