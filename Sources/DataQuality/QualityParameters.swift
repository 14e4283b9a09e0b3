public import LandModel

/// The tolerances and thresholds of the quality check.
///
/// The defaults are working values of this program, stated in every report; none is a legal number.
public struct QualityParameters: Equatable, Sendable {
    /// How far a recorded area may be from the ellipsoidal one, in m², whatever its size.
    ///
    /// 0.02: one recording unit for the official rounding on the way (handbook §2.4) and one for a
    /// step of levelling (调平). Raise it for data levelled by more.
    public var areaToleranceInSquareMetres = 0.02
    /// How far a recorded area may be from the ellipsoidal one, as a share of it.
    public var areaToleranceAsShare = 1e-6
    /// From which share on a wrong recorded area blocks instead of warns.
    public var grossAreaDeviationAsShare = 0.01
    /// Overlaps and gaps that round to less than this are counted, not reported one by one.
    public var minimumDefectArea = Area(hundredths: 1)
    /// Overlaps and gaps with a mean width below this are counted, not reported one by one, in metres.
    ///
    /// 0.001: the coordinate tolerance of survey databases. A vertex that lies on a neighbour's edge
    /// but for the rounding of its coordinates (T-junction) makes such a strip.
    public var minimumDefectWidthInMetres = 0.001
    /// Corners sharper than this are reported as spikes, in degrees.
    public var spikeAngleInDegrees = 0.5
    /// Minimum mapping areas (最小上图面积) in m² by three-way class; handbook §4.
    public var minimumMappingAreas: [ThreeWayClass: Double] = [
        .construction: 200, .agricultural: 400, .unused: 600,
    ]
    /// The longest edge left undivided when an area is computed, in metres; handbook §2.3.
    public var densifyingOverMetres: Double? = 70
    /// How many findings of one rule in one layer are kept; nil keeps all.
    ///
    /// Counts are never cut.
    public var findingsKeptPerRule: Int?

    /// The default parameters.
    public init() {}
}
