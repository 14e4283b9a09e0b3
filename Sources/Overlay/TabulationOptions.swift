/// How a tabulation is run and what it lists.
public struct TabulationOptions: Hashable, Sendable {
    /// Threads to use; the result does not depend on it.
    public var threads: Int
    /// Whether the parts of a patch that lie in no zone of a layer are listed too, with zone −1.
    ///
    /// Then the rows of a patch add up to the patch, whatever the zones cover.
    public var includesOutside: Bool
    /// Whether patches that meet no zone are put on the grid too, although they have no row.
    ///
    /// Their areas are part of ``Tabulation/wholeTwice`` and ``Tabulation/closureResidual``; without, such
    /// patches count there as 0 and cost next to nothing. With several layers in one table a patch
    /// counts that meets a zone of each. Of no effect when ``includesOutside`` is set.
    public var measuresUntouchedPatches: Bool
    /// Rows of a smaller area (m² or square plane units) are left out and counted in ``Tabulation/droppedTwice``.
    public var smallestArea: Double
    /// Patches in one piece of work; the result does not depend on it.
    ///
    /// 0 lets the engine choose.
    public var patchesPerPiece: Int
    /// The instructions of the inner loops; the result does not depend on it.
    public var codePath: CodePath
    /// How many mean edges of a zone layer fit in the side of an index cell; the result does not depend on it.
    var edgesPerCell = 12

    /// Makes options.
    public init(
        threads: Int = 1, includesOutside: Bool = false, smallestArea: Double = 0,
        patchesPerPiece: Int = 0, codePath: CodePath = .fastest,
        measuresUntouchedPatches: Bool = true
    ) {
        self.measuresUntouchedPatches = measuresUntouchedPatches
        self.threads = threads
        self.includesOutside = includesOutside
        self.smallestArea = smallestArea
        self.patchesPerPiece = patchesPerPiece
        self.codePath = codePath
    }
}
