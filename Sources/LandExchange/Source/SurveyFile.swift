import CGDAL
import Glibc
public import LandModel

/// What a person says about files before they are read.
public struct ReadingOptions: Equatable, Sendable {
    /// The EPSG code of the coordinates, in place of what the file says; nil to believe the file.
    public var epsg: Int?
    /// The encoding of attribute texts; nil to find it.
    public var encoding: TextEncoding?
    /// The most bytes an archive may unpack to.
    public var archiveLimitInBytes: Int
    /// The most files an archive may hold.
    public var archiveEntryLimit: Int
    /// How many times its size a file of an archive may unpack to.
    public var archiveRatioLimit: Int

    /// Makes options; a deflated file cannot unpack to more than 1032 times its size.
    public init(
        epsg: Int? = nil, encoding: TextEncoding? = nil, archiveLimitInBytes: Int = 16 << 30,
        archiveEntryLimit: Int = 10_000, archiveRatioLimit: Int = 1100
    ) {
        self.epsg = epsg
        self.encoding = encoding
        self.archiveLimitInBytes = archiveLimitInBytes
        self.archiveEntryLimit = archiveEntryLimit
        self.archiveRatioLimit = archiveRatioLimit
    }
}

/// A file with survey layers (测绘数据文件): what kind it is and which layers it has.
///
/// Shapefiles, GeoPackages of the plain form and boundary-coordinate TXT are read by this module,
/// everything else by GDAL, read-only. A zip may hold any of them; its directory is checked first.
public struct SurveyFile: Sendable {
    /// How a part of a file is read.
    enum Reader: Sendable {
        case shapefile
        case boundaryText
        case geoPackage
        case library
    }

    /// A dataset within the file: the file itself, or an entry of an archive.
    struct Part: Sendable {
        let path: String
        let reader: Reader
        /// The encoding of the names in an archive that do not say theirs; nil for none.
        let nameEncoding: String?

        init(path: String, reader: Reader, nameEncoding: String? = nil) {
            self.path = path
            self.reader = reader
            self.nameEncoding = nameEncoding
        }

        /// The same dataset under another reader.
        init(_ part: Part, reader: Reader) {
            self.init(path: part.path, reader: reader, nameEncoding: part.nameEncoding)
        }
    }

    /// The path as given.
    public let path: String
    /// The layers, in the order of the file.
    public let layers: [SourceLayer]
    let options: ReadingOptions
    /// For each layer its dataset and its place in it.
    let places: [(part: Part, index: Int)]
    /// The files that make up the dataset, for its digest, in a fixed order.
    let digestedFiles: [String]

    /// Opens a file and finds its layers.
    ///
    /// - Throws: ``LandExchangeError``.
    public init(_ path: String, options: ReadingOptions = ReadingOptions())
        throws(LandExchangeError)
    {
        self.path = path
        self.options = options
        let found = try SurveyFile.parts(of: path, options)
        digestedFiles = found.files
        var layers: [SourceLayer] = []
        var places: [(Part, Int)] = []
        for part in found.parts {
            let (reader, sources) = try SurveyFile.describe(part, shown: path, options)
            for (index, layer) in sources {
                layers.append(layer)
                places.append((Part(part, reader: reader), index))
            }
        }
        self.layers = layers
        self.places = places
    }

    // MARK: Reading

    /// Opens the reader of a layer; what was found out when it was described is not looked for again.
    func source(_ layer: Int) throws(LandExchangeError) -> any FeatureSource {
        let (part, index) = places[layer]
        var known = options
        if known.encoding == nil { known.encoding = layers[layer].encoding }
        return try SurveyFile.open(
            part, index: index, shown: path, known, withSystem: false)
    }

    /// Reads a whole layer.
    ///
    /// - Parameters:
    ///   - name: the layer's name; nil for the only polygon layer.
    ///   - fields: the fields to read, under their standard names or the file's own; nil for all.
    ///     A field that the layer does not have is left out.
    ///   - role: what the layer means; nil to recognise it.
    ///   - runs: the features to read, as ``runs(ofLayer:byPrefix:of:)`` found them; nil for all.
    ///   - requiringSystem: whether a layer without a coordinate system is refused.
    ///   - digesting: whether the layer gets the file's ``digest()``; it costs as much as the rest
    ///     of the reading, and a result that does not name its sources needs none.
    /// - Throws: ``LandExchangeError``.
    public func layer(
        _ name: String? = nil, fields: [String]? = nil, role: LayerRole? = nil,
        runs: FeatureRuns? = nil, requiringSystem: Bool = true, digesting: Bool = true
    ) throws(LandExchangeError) -> LandLayer {
        let position = try position(of: name)
        let described = layers[position]
        let reference = try reference(of: described, required: requiringSystem)
        let source = try source(position)
        let names = described.fields.map(\.name)
        let chosen: [(name: String, position: Int)] =
            fields.map { wanted in
                wanted.compactMap { field in
                    FieldTable.standard.position(of: field, in: names).map { (field, $0) }
                }
            } ?? names.enumerated().map { ($0.element, $0.offset) }
        source.choose(chosen.map(\.position))
        if let runs, let divisible = source as? any DivisibleSource { divisible.choose(runs) }
        var check = reference.map {
            CoordinateCheck(path: path, layer: described.name, reference: $0)
        }
        var builder = LayerBuilder(chosen.map { ($0.name, described.fields[$0.position].kind) })
        try builder.fill(claimed: runs?.count ?? described.featureCount, bytes: sizeInBytes) {
            limit, batch throws(LandExchangeError) in try source.read(limit, into: &batch)
        }
        try check?.examine(builder.features)
        let recognised = RoleRecognition.candidates(
            layer: described.name, file: path, fields: names)
        return builder.layer(
            name: described.name, role: role ?? (recognised.count == 1 ? recognised[0] : .other),
            epsg: reference?.epsg ?? 0, digest: digesting ? try digest() : "")
    }

    /// The features of a layer by the first characters of a text field, found without reading their shapes.
    ///
    /// Values that are missing count as empty texts.
    /// - Parameters:
    ///   - name: the layer's name; nil for the only polygon layer.
    ///   - length: how many characters.
    ///   - field: the field, under its standard name or the file's own.
    /// - Returns: nil when the layer has no such field, or is of a format that is only read whole.
    /// - Throws: ``LandExchangeError``.
    public func runs(
        ofLayer name: String?, byPrefix length: Int, of field: String
    ) throws(LandExchangeError) -> [String: FeatureRuns]? {
        let position = try position(of: name)
        let names = layers[position].fields.map(\.name)
        guard let found = FieldTable.standard.position(of: field, in: names),
            let source = try source(position) as? any DivisibleSource
        else { return nil }
        return try source.runs(byPrefix: length, of: found)
    }

    private func position(of name: String?) throws(LandExchangeError) -> Int {
        let polygons = layers.indices.filter { layers[$0].hasPolygons }
        if let name {
            let named =
                layers.firstIndex { $0.name == name }
                ?? layers.firstIndex { $0.name.uppercased() == name.uppercased() }
            guard let named else {
                throw .layer(path: path, layer: name, .notFound(available: layers.map(\.name)))
            }
            guard layers[named].hasPolygons else {
                throw .layer(
                    path: path, layer: name, .notPolygons(kind: layers[named].geometryKind))
            }
            return named
        }
        guard let first = polygons.first else {
            throw .file(path: path, .noPolygons(layers: layers.map(\.name)))
        }
        guard polygons.count == 1 else {
            throw .layer(
                path: path, layer: "?", .notFound(available: polygons.map { layers[$0].name }))
        }
        return first
    }

    /// The coordinate system to record: the given one, or the file's.
    func reference(
        of layer: SourceLayer, required: Bool
    ) throws(LandExchangeError) -> CoordinateReference? {
        if let given = options.epsg {
            return try CoordinateReference(epsg: given, path: path, layer: layer.name)
        }
        guard layer.reference != nil || !required else {
            throw .layer(path: path, layer: layer.name, .noCoordinateSystem)
        }
        return layer.reference
    }
}
