public import LandModel

/// Settings of an assessment; they are stated with its result.
public struct AssessmentOptions: Sendable, Hashable {
    /// Edges of the Gauss plane longer than this many metres are divided before areas are computed.
    public var densification: Double?
    /// Cultivated patches at most this many metres apart count as joined in the contiguity index
    /// (连片度); 12 m is the published candidate (handbook, FRAG10).
    public var gapDistance: Double
    /// Joined patches of at least this area count as contiguous: 100 mu, a setting of Tianchou.
    public var contiguousArea: Area
    /// Side of a cell of the raster of the aggregation index (聚合度指数), in metres.
    public var rasterCell: Double
    /// Habitat patches at most this many metres apart are linked in the ecological index.
    public var habitatDistance: Double
    /// With more habitat patches than this the ecological index is left unknown.
    public var habitatPatchLimit: Int
    /// A declared area may differ this much from that of the shape, and parcels may overlap or
    /// overhang this much, without a remark.
    public var declaredAreaTolerance: Area
    /// Patches whose town and village code (CZCSXM) starts with this lie in a village settlement
    /// (村庄); the handbook marks INT1 as unverified, so it is a setting.
    public var villageGroundCode: String
    /// First-level classes of new construction that count as the village's own in the land per
    /// resident: commercial to special, without roads and works of water (INT1, unverified).
    public var villageConstructionClasses: Set<String>
    /// Threads of the overlay; the result does not depend on it.
    public var threads: Int

    /// Makes options; each has the default stated with it.
    public init(
        densification: Double? = 70, gapDistance: Double = 12,
        contiguousArea: Area = Area(hundredths: 6_666_667), rasterCell: Double = 10,
        habitatDistance: Double = 100, habitatPatchLimit: Int = 4000,
        declaredAreaTolerance: Area = Area(hundredths: 10), villageGroundCode: String = "203",
        villageConstructionClasses: Set<String> = ["05", "06", "07", "08", "09"], threads: Int = 1
    ) {
        self.densification = densification
        self.gapDistance = gapDistance
        self.contiguousArea = contiguousArea
        self.rasterCell = rasterCell
        self.habitatDistance = habitatDistance
        self.habitatPatchLimit = habitatPatchLimit
        self.declaredAreaTolerance = declaredAreaTolerance
        self.villageGroundCode = villageGroundCode
        self.villageConstructionClasses = villageConstructionClasses
        self.threads = threads
    }
}
