import LandExchange

extension MapSnapshot {
    /// A page of the features of a layer.
    ///
    /// - Throws: ``MapsError``: an unknown layer or field, a filter that cannot be used, a page that is too long.
    public func features(_ query: FeatureQuery) throws(MapsError) -> FeaturePage {
        guard query.limit <= FeatureQuery.mostInPage else {
            throw .badPage(offset: query.offset, limit: query.limit, most: FeatureQuery.mostInPage)
        }
        let statement = try FeatureStatement(query, in: self)
        return try pool.with { lease throws(MapsError) in
            let found = try self.found(statement, lease)
            let total = query.wantsTotal ? try total(statement, found, lease) : nil
            var reader = try FeatureRowReader(
                statement, lease, system: query.system, known: found.map(statement.page))
            var items: [MapFeature] = []
            while let feature = try reader.next() { items.append(feature) }
            return FeaturePage(
                layer: statement.layer, total: total, offset: query.offset, items: items)
        }
    }

    /// Hands out the features of a layer one by one, however many there are.
    ///
    /// - Parameters:
    ///   - query: what is wanted; its limit may be any.
    ///   - body: gets a feature and returns whether to go on.
    /// - Throws: ``MapsError``.
    public func forEachFeature(
        _ query: FeatureQuery, _ body: (MapFeature) throws(MapsError) -> Bool
    ) throws(MapsError) {
        let statement = try FeatureStatement(query, in: self)
        try pool.with { lease throws(MapsError) in
            var reader = try FeatureRowReader(statement, lease, system: query.system)
            while let feature = try reader.next(), try body(feature) {}
        }
    }

    /// Features to be taken a batch at a time, however many there are; shapes are projected once.
    ///
    /// - Throws: ``MapsError``.
    public func cursor(_ query: FeatureQuery) throws(MapsError) -> FeatureCursor {
        try FeatureCursor(FeatureStatement(query, in: self), pool, system: query.system)
    }

    /// How many features satisfy a query, offset and limit aside.
    public func count(_ query: FeatureQuery) throws(MapsError) -> Int {
        let statement = try FeatureStatement(query, in: self)
        return try pool.with { lease throws(MapsError) in
            try total(statement, found(statement, lease), lease)
        }
    }

    /// How many features satisfy a statement, of which the result may be known.
    private func total(
        _ statement: FeatureStatement, _ found: [Int64]?, _ lease: ConnectionPool.Lease
    ) throws(MapsError) -> Int {
        if let found { return found.count }
        return try statement.total(lease)
    }

    /// The result of a statement, where it is worth keeping.
    private func found(
        _ statement: FeatureStatement, _ lease: ConnectionPool.Lease
    ) throws(MapsError) -> [Int64]? {
        guard let question = statement.question else { return nil }
        return try derived.orders.identifiers(question) { () throws(MapsError) in
            try statement.identifiers(lease)
        }
    }

    /// One feature with its shape; nil when the layer has none of that identifier.
    public func feature(
        _ layer: String, _ id: Int64, system: MapSystem = .crs84
    ) throws(MapsError) -> MapFeature? {
        let layer = try self.layer(layer)
        let statement = FeatureStatement(
            layer: layer,
            condition: CompiledFilter(
                sql: "\(SnapshotConnection.identifierColumn) = ?", values: [.integer(id)],
                shapes: []), wantsGeometry: layer.frame != nil, limit: 1)
        return try pool.with { lease throws(MapsError) in
            var reader = try FeatureRowReader(statement, lease, system: system)
            return try reader.next()
        }
    }
}
