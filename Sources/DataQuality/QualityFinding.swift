public import Geometry
public import LandModel

/// How much a finding weighs.
public enum QualitySeverity: String, Sendable, CaseIterable, Comparable {
    /// The data cannot be used for measuring or recording until it is mended.
    case blocking
    /// A person should look at it.
    case warning
    /// Something worth knowing, such as a rule that could not be applied.
    case info

    /// Whether the left severity is the heavier one, so that sorting puts it first.
    public static func < (left: QualitySeverity, right: QualitySeverity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .blocking: 0
        case .warning: 1
        case .info: 2
        }
    }
}

/// Where a finding lies.
public struct QualityLocation: Hashable, Sendable {
    /// x in the layer's coordinate system (easting or longitude).
    public let x: Double
    /// y in the layer's coordinate system (northing or latitude).
    public let y: Double
    /// Longitude in degrees; nil when the layer is not in CGCS2000 or degrees.
    public let longitude: Double?
    /// Latitude in degrees; nil when the layer is not in CGCS2000 or degrees.
    public let latitude: Double?

    /// Makes a location.
    public init(x: Double, y: Double, longitude: Double?, latitude: Double?) {
        self.x = x
        self.y = y
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// One thing wrong, or worth knowing, in received data (质检问题).
public struct QualityFinding: Equatable, Sendable {
    /// The identifier of the rule, such as `DQ-T02`.
    public let rule: String
    /// How much it weighs.
    public let severity: QualitySeverity
    /// The name of the layer; empty when it concerns several.
    public let layer: String
    /// The features concerned, by identifier; both for an overlap, the neighbours for a gap.
    public let features: [Int64]
    /// The field concerned, where there is one.
    public let field: String?
    /// The size of an overlap, gap or sliver, or the difference of two areas, where there is one.
    public let areaSquareMetres: Area?
    /// What is wrong and what to do.
    public let message: BilingualText
    /// Where it lies; nil for a finding about a whole layer.
    public let location: QualityLocation?
    /// The faulty place as one polygon feature in the layer's coordinates; nil when a point says all.
    public let shape: PolygonLayer?

    /// Makes a finding.
    public init(
        rule: String, severity: QualitySeverity, layer: String, features: [Int64] = [],
        field: String? = nil, areaSquareMetres: Area? = nil, message: BilingualText,
        location: QualityLocation? = nil, shape: PolygonLayer? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.layer = layer
        self.features = features
        self.field = field
        self.areaSquareMetres = areaSquareMetres
        self.message = message
        self.location = location
        self.shape = shape
    }
}
