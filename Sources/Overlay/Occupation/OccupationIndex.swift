public import Geometry
public import LandModel

/// The layers of a dataset held ready to be asked what lies under a polygon (压占分析).
///
/// Preparing takes about as long as tabulating the layers once; after that a polygon costs its own
/// edges and the features it meets, whatever the dataset holds. Queries do not change the index:
/// any number of threads may ask at once.
public struct OccupationIndex: Sendable {
    private struct Prepared: Sendable {
        let layer: OccupationLayer
        let index: BlockIndex
    }

    private let reach: GridReach
    private let layers: [Prepared]
    /// The time each phase of the preparation took.
    public let phases: [Tabulation.Phase]

    /// Prepares layers.
    ///
    /// - Parameters:
    ///   - layers: all in one space, that of `metric`.
    ///   - metric: what areas are measured in.
    ///   - extent: where polygons are expected, in the units of the layers; without it the extent of
    ///     the layers and half their width on each side.
    ///   - threads: threads to use; the result does not depend on it.
    /// - Throws: ``OverlayError``, which names a layer by its number in `layers`.
    public init(
        _ layers: [OccupationLayer], metric: OverlayMetric, extent: Box? = nil, threads: Int = 1
    ) throws(OverlayError) {
        var clock = PhaseClock()
        var bounds = JobExtent()
        for (number, layer) in layers.enumerated() {
            try bounds.include(
                layer.shapes, as: .zone(number), inDegrees: metric == .ellipsoidal)
        }
        var box = bounds.box
        if let extent { box.extend(extent) } else { box = Self.widened(box) }
        let reach = try GridReach(
            extent: box, longestEdge: bounds.longestEdge(over: 0), metric: metric)
        for (number, layer) in layers.enumerated() {
            try Self.check(layer, number, reach)
        }
        clock.end("grid")
        let built = PieceResults<Prepared>(count: layers.count)
        ParallelChunks.run(pieces: layers.count, threads: max(1, threads)) { _, n in
            built.store(Self.prepare(layers[n], reach), piece: n)
        }
        self.reach = reach
        self.layers = built.inOrder
        clock.end("index")
        phases = clock.phases
    }

    /// Prepares layers one after the other, so that the shapes of only one are held at a time.
    ///
    /// - Parameters:
    ///   - extent: the box around all layers, in their units; half its width is added on each side.
    ///   - metric: what areas are measured in.
    ///   - count: how many layers there are.
    ///   - layer: makes the layer of a number.
    /// - Throws: ``OverlayError`` for a layer that the grid of the extent does not hold, and what
    ///   `layer` throws.
    public init(
        within extent: Box, metric: OverlayMetric, count: Int,
        layer: (Int) throws -> OccupationLayer
    ) throws {
        var clock = PhaseClock()
        let reach = try GridReach(extent: Self.widened(extent), metric: metric)
        clock.end("grid")
        var prepared: [Prepared] = []
        for number in 0..<count {
            let next = try layer(number)
            try Self.check(next, number, reach)
            prepared.append(Self.prepare(next, reach))
        }
        self.reach = reach
        layers = prepared
        clock.end("index")
        phases = clock.phases
    }

    /// The box with half its width and height on each side.
    private static func widened(_ box: Box) -> Box {
        guard !box.isEmpty else { return box }
        let (across, up) = (box.width / 2, box.height / 2)
        return Box(
            minX: box.minX - across, minY: box.minY - up, maxX: box.maxX + across,
            maxY: box.maxY + up)
    }

    private static func check(
        _ layer: OccupationLayer, _ number: Int, _ reach: GridReach
    ) throws(OverlayError) {
        for feature in 0..<layer.shapes.featureCount {
            try reach.check(feature, of: layer.shapes, as: .zone(number))
        }
    }

    /// Puts the shapes of a layer on the grid and lets them go.
    private static func prepare(_ layer: OccupationLayer, _ reach: GridReach) -> Prepared {
        let rings = IntegerRings(zones: [layer.shapes], grid: reach.grid, curve: reach.curve)
        return Prepared(layer: layer.lettingShapesGo(), index: BlockIndex(rings: rings))
    }

    /// The grid on which areas are computed; state it with the result.
    public var grid: OverlayGrid { reach.grid }

    /// What lies under a polygon.
    ///
    /// - Parameters:
    ///   - feature: the polygon, a feature of `shapes`.
    ///   - shapes: in the space of the layers; long edges divided as theirs.
    ///   - stated: its area from its full coordinates, which the pieces of each layer are levelled to.
    /// - Throws: ``OverlayError`` for a coordinate that the grid does not hold; it names the polygon's layer as ``OverlayError/Layer/divided``.
    /// - Complexity: the edges of the polygon, the edges of the layers near them and the features inside.
    public func occupation(
        under feature: Int, of shapes: PolygonLayer, stated: Area
    ) throws(OverlayError) -> Occupation {
        try reach.check(feature, of: shapes, as: .divided)
        let rings = IntegerRings(
            capacity: shapes.vertices(ofFeature: feature).count
                + shapes.rings(ofFeature: feature).count + 1,
            role: .streamed, grid: reach.grid, curve: reach.curve)
        rings.append(feature, of: shapes)
        let found = layers.map { prepared in
            OccupationScan(rings, index: prepared.index, layer: prepared.layer)
                .layer(stated: stated)
        }
        return Occupation(
            area: stated, gridArea: reach.grid.area(twice: rings.twiceArea), layers: found)
    }
}
