/// What features of a layer are wanted, in which order and form.
public struct FeatureQuery: Sendable {
    /// A field to sort by.
    public struct SortKey: Hashable, Sendable {
        /// The field; `id` and `area_m2` are understood for every layer.
        public let field: String
        /// Whether the greatest comes first.
        public let isDescending: Bool

        /// Makes a key.
        public init(_ field: String, descending: Bool = false) {
            self.field = field
            isDescending = descending
        }

        /// Reads `FIELD`, `FIELD.asc`, `FIELD.desc`, or OGC's `+FIELD` and `-FIELD`.
        ///
        /// - Throws: ``MapsError/badSort(_:)``.
        public init(parsing text: String) throws(MapsError) {
            var name = Substring(text)
            var descending = false
            if let sign = name.first, sign == "-" || sign == "+" || sign == " " {
                // A plus sign in an address arrives as a space.
                descending = sign == "-"
                name = name.dropFirst()
            } else if name.lowercased().hasSuffix(".desc") {
                descending = true
                name = name.dropLast(5)
            } else if name.lowercased().hasSuffix(".asc") {
                name = name.dropLast(4)
            }
            guard !name.isEmpty, name.utf8.count <= 200 else {
                throw .badSort(String(text.prefix(200)))
            }
            self.init(String(name), descending: descending)
        }
    }

    /// The layer.
    public var layer: String
    /// Only features that meet this box; nil for all.
    public var bounds: MapBounds?
    /// Only features that satisfy this filter; nil for all.
    public var filter: CQLExpression?
    /// The system of the shapes in the filter.
    public var filterSystem = MapSystem.crs84
    /// The order, by these keys and then by identifier.
    public var sort: [SortKey] = []
    /// Only features whose identifier is greater.
    ///
    /// Goes on after the last of a page without counting the pages before it. The total does not heed it, and it has no sense with ``sort``.
    public var after: Int64?
    /// How many features to pass over.
    public var offset = 0
    /// The most features to hand out.
    public var limit = 100
    /// The fields to hand out; nil for all.
    public var fields: [String]?
    /// Whether shapes are wanted.
    public var wantsGeometry = false
    /// Whether ``FeaturePage/total`` is wanted; a filter is then counted over the whole layer.
    public var wantsTotal = true
    /// The system of the shapes handed out.
    public var system = MapSystem.crs84

    /// The most features of one page; more are read through ``FeatureCursor``.
    public static let mostInPage = 10_000

    /// Asks for the features of a layer.
    public init(layer: String) { self.layer = layer }
}
