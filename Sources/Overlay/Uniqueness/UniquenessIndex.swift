public import Geometry

/// A register of parcels that answers which of them a shape overlaps (唯一性检查、一地多报).
///
/// Quota lots, supplementary cultivated land and project parcels may each be counted once only: before
/// one is registered, ask ``overlaps(of:in:atLeast:)``. Areas are exact in the sense of
/// ``tabulate(_:by:metric:options:)`` and computed by the same terms: neighbours that share a border give no overlap.
///
/// The register is a value: a copy is unaffected by later changes and shares the blocks of shapes that do not change.
/// Shapes are kept as grid integers. Memory: 8 bytes a vertex, about 200 bytes a parcel, and the text
/// of identifiers longer than 15 bytes; ``byteCount`` counts it.
public struct UniquenessIndex: Sendable {
    private let reach: GridReach
    private let unitGrid: OverlayGrid
    private var store = ParcelStore()
    private var levels = BoxLevels()
    private var numbers: [String: Int32] = [:]
    private var names: [String] = []

    /// Half of the recording unit of 0.01 m²: what is smaller would be recorded as no area.
    ///
    /// A vertex on a neighbour's sloping edge is rounded to the grid and leaves such slivers.
    public static let smallestRecorded = 0.005

    /// Makes an empty register.
    ///
    /// - Parameters:
    ///   - extent: where parcels are expected, in their units: a county, a province. It decides the grid;
    ///     parcels beyond it are taken as far as the grid reaches.
    ///   - metric: what areas are measured in; for ``OverlayMetric/ellipsoidal`` divide long edges before.
    /// - Throws: ``OverlayError`` when no grid holds the extent.
    public init(extent: Box, metric: OverlayMetric) throws(OverlayError) {
        reach = try GridReach(extent: extent, metric: metric)
        let most = GridReach.reach
        unitGrid = try GridReach(
            extent: Box(minX: -most, minY: -most, maxX: most, maxY: most), metric: .planar
        ).grid
    }

    /// The grid on which shapes are kept and areas computed.
    public var grid: OverlayGrid { reach.grid }

    /// The number of registered parcels.
    public var count: Int { numbers.count }

    /// The identifiers of all registered parcels, in no stated order.
    public var identifiers: some Collection<String> { numbers.keys }

    /// Whether a parcel of this identifier is registered.
    public func contains(_ identifier: String) -> Bool { numbers[identifier] != nil }

    /// Registers a parcel, whatever it overlaps.
    ///
    /// - Returns: false, with nothing changed, when the identifier is taken.
    /// - Throws: ``OverlayError`` for a coordinate that the grid does not hold; it names the layer as ``OverlayError/Layer/divided``.
    /// - Complexity: linear in the vertices.
    public mutating func add(
        _ feature: Int, of layer: PolygonLayer, as identifier: String
    ) throws(OverlayError) -> Bool {
        guard numbers[identifier] == nil else { return false }
        let rings = try integerRings(feature, of: layer)
        let number = store.append(rings)
        if !rings.box.isEmpty { levels.insert(rings.box, as: number) }
        numbers[identifier] = number
        while names.count <= Int(number) { names.append("") }
        names[Int(number)] = identifier
        return true
    }

    /// Removes a parcel.
    ///
    /// - Returns: false when there is none of this identifier.
    public mutating func remove(_ identifier: String) -> Bool {
        guard let number = numbers.removeValue(forKey: identifier) else { return false }
        let box = store.places[Int(number)].box
        if !box.isEmpty { levels.remove(box, number: number) }
        store.remove(number)
        names[Int(number)] = ""
        return true
    }

    /// The registered parcels that a shape overlaps, the largest overlap first.
    ///
    /// - Parameters:
    ///   - feature: the feature of `layer` that is asked about; it need not be registered.
    ///   - smallest: overlaps under this area (m² or square plane units) are left out.
    /// - Throws: ``OverlayError`` for a coordinate that the grid does not hold; it names the layer as ``OverlayError/Layer/divided``.
    /// - Complexity: the parcels whose box meets that of the shape, of which only those near its
    ///   border are read; independent of the size of the register.
    public func overlaps(
        of feature: Int, in layer: PolygonLayer, atLeast smallest: Double = smallestRecorded
    ) throws(OverlayError) -> [ParcelOverlap] {
        overlaps(of: try integerRings(feature, of: layer), except: -1, atLeast: smallest)
    }

    /// The other registered parcels that a registered parcel overlaps; nil when there is none of this identifier.
    ///
    /// As ``overlaps(of:in:atLeast:)``.
    public func overlaps(
        ofParcel identifier: String, atLeast smallest: Double = smallestRecorded
    ) -> [ParcelOverlap]? {
        guard let number = numbers[identifier] else { return nil }
        var layer = PolygonLayer()
        store.append(number, to: &layer)
        let rings = IntegerRings(zones: [layer], grid: unitGrid, curve: reach.curve)
        return overlaps(of: rings, except: number, atLeast: smallest)
    }

    /// Bytes held by shapes, cells and identifiers, estimated from the capacities of the arrays.
    public var byteCount: Int {
        let heap = names.reduce(0) { $0 + ($1.utf8.count > 15 ? $1.utf8.count + 32 : 0) }
        return store.byteCount + levels.byteCount + names.capacity * 16 + numbers.capacity * 32
            + heap
    }

    private func integerRings(
        _ feature: Int, of layer: PolygonLayer
    ) throws(OverlayError) -> IntegerRings {
        try reach.check(feature, of: layer, as: .divided)
        let vertices = layer.vertices(ofFeature: feature).count
        let rings = IntegerRings(
            capacity: vertices + layer.rings(ofFeature: feature).count + 1,
            role: .zones(longestRing: vertices), grid: reach.grid, curve: reach.curve)
        let one = feature == 0 && layer.featureCount == 1 ? layer : layer.selecting([feature])
        rings.append(0, of: one)
        return rings
    }

    private func overlaps(
        of rings: IntegerRings, except own: Int32, atLeast smallest: Double
    ) -> [ParcelOverlap] {
        if rings.ringCount == 0 { return [] }
        let scan = CandidateScan(rings: rings, unitGrid: unitGrid)
        var found: [ParcelOverlap] = []
        levels.forEachNear(rings.box) { number in
            guard number != own else { return }
            let twice = scan.overlap(with: number, of: store)
            let area = reach.grid.area(twice: twice)
            guard area > 0, area >= smallest else { return }
            found.append(
                ParcelOverlap(
                    identifier: names[Int(number)], area: area,
                    shareOfParcel: Double(twice) / Double(store.places[Int(number)].twice)))
        }
        found.sort { ($1.area, $0.identifier) < ($0.area, $1.identifier) }
        return found
    }
}
