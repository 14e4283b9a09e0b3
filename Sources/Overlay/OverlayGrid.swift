import Geodesy
public import Geometry

/// The one integer grid on which all layers of a job lie.
///
/// Coordinates become signed 32-bit offsets from the middle of the job, in units of a power of ten
/// of the coordinate unit: the finest that the extent of the job and its longest edge allow, at
/// most 1e-9. That is 1e-9 degree (about 0.1 mm) for a job of at most 2.1° and edges under 1.07°,
/// and 0.1 mm for a plane job of at most 211 km and edges under 107 km.
///
/// The grid serves topology and shares. The area of a whole patch is computed from its full
/// coordinates (module Geodesy): rounding to the grid moves it by up to 0.03 m² per 20 ha.
public struct OverlayGrid: Equatable, Sendable {
    /// What areas are measured in.
    public let metric: OverlayMetric
    /// The decimals kept of a coordinate: the unit is 10 to the power of minus this.
    public let decimals: Int
    /// x of the origin, in coordinate units.
    public let originX: Double
    /// y of the origin, in coordinate units.
    public let originY: Double
    /// Units of the grid in one coordinate unit.
    let scale: Double

    /// The size of a grid unit, in coordinate units (degrees or plane units).
    public var unit: Double { 1 / scale }

    /// Square metres (or square plane units) in one unit of twice-area.
    public var areaPerTwiceUnit: Double { 1 / twiceUnitsPerArea }

    /// Units of twice-area in one square metre or plane unit; exact for plane jobs.
    private var twiceUnitsPerArea: Double {
        let perUnit =
            metric == .planar ? scale : scale / AuthalicLatitude.metresPerDegreeOfLongitude
        return 2 * perUnit * perUnit
    }

    /// Extents for which differences of coordinates, cell references included, fit 32 bits.
    static let widestInUnits = 2_110_000_000.0
    /// Edges for which the exact predicates fit 64 bits and the crossing term 128.
    static let longestEdgeInUnits = 1_073_000_000.0

    /// Chooses the grid of a job.
    ///
    /// - Throws: ``OverlayError``: a coordinate that is not finite or not in degrees, an extent
    ///   that no grid holds.
    public init(layers: [PolygonLayer], metric: OverlayMetric) throws(OverlayError) {
        var extent = JobExtent()
        for (number, layer) in layers.enumerated() {
            try extent.include(
                layer, as: number == 0 ? .divided : .zone(number - 1),
                inDegrees: metric == .ellipsoidal)
        }
        try self.init(extent: extent, metric: metric)
    }

    init(extent: JobExtent, metric: OverlayMetric) throws(OverlayError) {
        let box = extent.box
        let span = max(box.width, box.height)
        let coarsest = metric == .planar ? 0 : 7
        var decimals = 9
        var scale = 1e9
        func holds() -> Bool {
            if span * scale > Self.widestInUnits { return false }
            // Most jobs have no feature as wide as an edge may be long.
            let longest = extent.longestEdge(over: Self.longestEdgeInUnits / scale * 0.999)
            return longest * scale <= Self.longestEdgeInUnits
        }
        while !holds() {
            decimals -= 1
            scale /= 10
            guard decimals >= coarsest else {
                throw .extentTooLarge(
                    width: box.width, height: box.height, longestEdge: extent.longestEdge(over: 0),
                    coarsestUnit: metric == .planar ? 1 : 1e-7)
            }
        }
        self.metric = metric
        self.decimals = decimals
        self.scale = scale
        originX = box.isEmpty ? 0 : Self.onGrid((box.minX + box.maxX) / 2, scale)
        originY = box.isEmpty ? 0 : Self.onGrid((box.minY + box.maxY) / 2, scale)
    }

    /// The nearest multiple of the unit where it is representable, so that decimal coordinates stay on the grid.
    private static func onGrid(_ value: Double, _ scale: Double) -> Double {
        let units = value * scale
        return abs(units) < 1e15 ? (units + magic - magic) / scale : value
    }

    /// 1.5 · 2^52: adding it leaves the nearest integer in the low bits (ties to even).
    static let magic = 6_755_399_441_055_744.0

    /// The grid integer of a coordinate.
    @inline(__always)
    static func onGrid(_ value: Double, _ origin: Double, _ scale: Double) -> Int32 {
        Int32(truncatingIfNeeded: ((value - origin) * scale + magic).bitPattern)
    }

    @inline(__always)
    func gridX(_ x: Double) -> Int32 {
        Self.onGrid(x, originX, scale)
    }

    @inline(__always)
    func gridY(_ y: Double) -> Int32 {
        Self.onGrid(y, originY, scale)
    }

    /// The grid box of the box of some coordinates: rounding keeps their order.
    @inline(__always)
    func box(_ box: Box) -> IntegerBox {
        IntegerBox(
            minX: gridX(box.minX), minY: gridY(box.minY), maxX: gridX(box.maxX),
            maxY: gridY(box.maxY))
    }

    /// The area of a twice-area in grid units, in m² (or square plane units).
    public func area(twice: Int64) -> Double { Double(twice) / twiceUnitsPerArea }
}
