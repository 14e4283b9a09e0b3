/// The areas of all combinations of a patch and zones, one zone per layer.
///
/// Rows are sorted by patch and then by zones; zone −1 (no zone) sorts last. Areas are integers of
/// the grid: `twice` is twice the area in grid units, `area(ofRow:)` the same in m².
///
/// For every patch: whole = rows + dropped + what lies outside zones and is not listed, exactly.
public struct Tabulation: Equatable, Sendable {
    /// The zone number that stands for "in no zone of the layer".
    public static let outside: Int32 = -1

    /// The grid on which the job was computed; state it with the result.
    public let grid: OverlayGrid
    /// The number of zone layers.
    public let layerCount: Int
    /// Whether rows for the outside are listed.
    public let listsOutside: Bool
    /// The patch of each row.
    public let patches: [Int32]
    /// The zones of all rows, ``layerCount`` numbers per row.
    public let zones: [Int32]
    /// Twice the area of each row, in grid units.
    public let twice: [Int64]
    /// Twice the area of each patch on the grid, for shares; not its stated area.
    ///
    /// 0 for patches that were not measured: without ``TabulationOptions/measuresUntouchedPatches`` those that meet no
    /// zone, of any of the layers where several tables were made in one pass.
    public let wholeTwice: PatchAreas
    /// Whole patches minus rows minus ``droppedTwice``, twice-area in grid units.
    ///
    /// 0 with rows for the outside; else the parts of patches outside the zones (0 when the zones
    /// cover every patch once), negative where zones overlap.
    public let closureResidual: Int64
    /// Twice the area of what was left out: rounding dust and rows under the stated smallest area.
    public let droppedTwice: Int64
    /// What the engine did.
    public let counts: Counts
    /// The time of each phase of the run, in its order; not part of equality.
    public let phases: [Phase]

    /// What the engine did, for reports and benchmarks.
    public struct Counts: Hashable, Sendable {
        /// Edges of the patches.
        public var patchEdges = 0
        /// Edges of all zone layers.
        public var zoneEdges = 0
        /// Crossings of patch edges with zone edges.
        public var crossings = 0
        /// Crossings of edges of different zone layers.
        public var zoneCrossings = 0
        /// Patches divided by more than one zone layer.
        public var combinedPatches = 0
        /// Rows of negative area: input that overlaps itself or is otherwise invalid.
        public var negativeRows = 0
    }

    /// The time one phase took.
    public struct Phase: Hashable, Sendable {
        /// Its name: grid, index, arrangement, patches.
        public let name: String
        /// Wall time in seconds.
        public let seconds: Double
    }

    /// The number of rows.
    public var rowCount: Int { patches.count }

    /// The zones of a row, one per layer; −1 for none.
    public func zones(ofRow row: Int) -> ArraySlice<Int32> {
        zones[(row * layerCount)..<((row + 1) * layerCount)]
    }

    /// The area of a row in m² (square plane units for ``OverlayMetric/planar``).
    public func area(ofRow row: Int) -> Double { grid.area(twice: twice[row]) }

    /// The sum of all rows, in m².
    public var totalArea: Double { twice.reduce(0) { $0 + Double($1) } * grid.areaPerTwiceUnit }

    /// Whether results are the same; the time taken does not count.
    public static func == (a: Tabulation, b: Tabulation) -> Bool {
        a.grid == b.grid && a.layerCount == b.layerCount
            && a.listsOutside == b.listsOutside && a.patches == b.patches
            && a.zones == b.zones && a.twice == b.twice && a.wholeTwice == b.wholeTwice
            && a.closureResidual == b.closureResidual && a.droppedTwice == b.droppedTwice
            && a.counts == b.counts
    }
}
