import Geometry

/// The areas that one shape shares with stored parcels; one per query.
///
/// The shape is the zone, prepared as a zone layer of one feature; parcels stream over it. A parcel
/// whose box no edge of the shape comes near lies wholly inside or outside and is not read.
final class CandidateScan {
    private let index: BlockIndex
    private let scanner: IncidenceScanner
    private let sums = PairSums(featureCount: 1)
    private let unitGrid: OverlayGrid
    private let incidence = Incidence()

    /// - Parameters:
    ///   - rings: the shape, its feature number 0.
    ///   - unitGrid: a plane grid whose unit is that of the stored integers.
    init(rings: IntegerRings, unitGrid: OverlayGrid) {
        index = BlockIndex(rings: rings)
        scanner = IncidenceScanner(index: index)
        self.unitGrid = unitGrid
    }

    /// Twice the area shared with a parcel, in grid units; 0 when it is not above its rounding.
    func overlap(with number: Int32, of store: ParcelStore) -> Int64 {
        let place = store.places[Int(number)]
        guard place.box.intersects(index.rings.box), let window = index.cells.window(place.box)
        else { return 0 }
        if index.isEmpty(window) {
            let labels = GrowingBuffer<WindingLabel>()
            index.appendLabels(
                cell: window.rows.lowerBound * index.cells.columns + window.columns.lowerBound,
                to: labels)
            return labels.view.reduce(0) { $0 &+ Int64($1.winding) &* place.twice }
        }
        var layer = PolygonLayer()
        layer.reserve(features: 1, vertices: Int(place.vertexCount))
        store.append(number, to: &layer)
        let parcel = IntegerRings(
            capacity: layer.vertexCount + layer.ringCount + 1, role: .streamed, grid: unitGrid,
            curve: index.rings.curve)
        parcel.append(0, of: layer)
        scanner.scan(parcel, into: incidence)
        sums.collect(incidence, stream: parcel, zone: index.rings)
        guard sums.touched.contains(0) else { return 0 }
        let value = sums.value(0)
        return value.twice.magnitude > UInt64(value.crossings) ? value.twice : 0
    }
}
