import LandExchange

/// Features of a layer that are taken a batch at a time (要素游标), so that whoever sends them on
/// waits for the other end without holding a thread or more than a batch.
///
/// Safety: one thread at a time uses it; whoever shares it takes the next batch only after the last.
public final class FeatureCursor: @unchecked Sendable {
    private let pool: ConnectionPool
    private let lease: ConnectionPool.Lease
    private var reader: FeatureRowReader?

    init(
        _ statement: FeatureStatement, _ pool: ConnectionPool, system: MapSystem
    ) throws(MapsError) {
        self.pool = pool
        lease = try pool.take()
        do throws(MapsError) {
            reader = try FeatureRowReader(statement, lease, system: system)
        } catch {
            pool.giveBack(lease)
            throw error
        }
    }

    deinit {
        // The question ends before its connection serves another.
        reader = nil
        pool.giveBack(lease)
    }

    /// Hands out the next features while the body wants more.
    ///
    /// - Parameter body: gets a feature and returns whether to go on at once.
    /// - Returns: whether there may be more.
    /// - Throws: ``MapsError``.
    public func advance(
        _ body: (MapFeature) throws(MapsError) -> Bool
    ) throws(MapsError) -> Bool {
        while let feature = try reader?.next() {
            if try !body(feature) { return true }
        }
        reader = nil
        return false
    }
}
