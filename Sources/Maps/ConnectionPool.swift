import Geometry
import LandExchange
import Synchronization

/// Connections to one snapshot, each used by one thread at a time and kept for the next.
final class ConnectionPool: Sendable {
    /// The function of SQL that tells whether a shape meets the shape of a number.
    static let meets = "tianchou_meets"
    /// How many connections are kept open while nobody uses them.
    private static let mostKept = 8

    /// A connection and the shapes that its statements judge by.
    ///
    /// Safety: used by one thread at a time; the pool hands it over under its lock.
    final class Lease: @unchecked Sendable {
        let connection: SnapshotConnection
        private let shelf: Shelf

        /// The shapes of the statement that runs.
        private final class Shelf {
            var shapes: [ShapeTest] = []
            var candidate = PolygonLayer()
        }

        fileprivate init(_ path: String) throws(LandExchangeError) {
            connection = try SnapshotConnection(path)
            let shelf = Shelf()
            self.shelf = shelf
            try connection.definePredicate(ConnectionPool.meets) { wkb, number in
                guard shelf.shapes.indices.contains(Int(number)) else { return false }
                let empty = PolygonLayer().mark
                defer { shelf.candidate.remove(after: empty) }
                do {
                    try WellKnownBinary.appendFeature(wkb, to: &shelf.candidate)
                } catch {
                    // A shape that cannot be read meets nothing; reading the layer reports it.
                    return false
                }
                return shelf.shapes[Int(number)].meets(0, of: shelf.candidate)
            }
        }

        /// Begins a question whose conditions judge by shapes.
        func rows(
            _ sql: String, _ filter: CompiledFilter, adding values: [SnapshotValue] = []
        ) throws(MapsError) -> SnapshotRows {
            shelf.shapes = filter.shapes
            do {
                return try connection.rows(sql, filter.values + values)
            } catch {
                throw .snapshot(error)
            }
        }

        /// Begins a question without conditions.
        func rows(_ sql: String, _ values: [SnapshotValue] = []) throws(MapsError) -> SnapshotRows {
            try rows(sql, .always, adding: values)
        }
    }

    private let path: String
    private let free = Mutex<[Lease]>([])

    init(_ path: String) { self.path = path }

    /// Takes a connection; give it back with ``giveBack(_:)``.
    func take() throws(MapsError) -> Lease {
        if let kept = free.withLock({ $0.popLast() }) { return kept }
        do {
            return try Lease(path)
        } catch {
            throw .snapshot(error)
        }
    }

    /// Gives a connection back, all its questions ended.
    func giveBack(_ lease: Lease) {
        free.withLock { kept in
            if kept.count < ConnectionPool.mostKept { kept.append(lease) }
        }
    }

    /// Lends a connection for the time of the body.
    func with<Result>(
        _ body: (Lease) throws(MapsError) -> Result
    ) throws(MapsError) -> Result {
        let lease = try take()
        defer { giveBack(lease) }
        return try body(lease)
    }
}
