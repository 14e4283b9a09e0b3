import CGDAL
import Geometry

/// A dataset opened by GDAL, closed when it is let go.
final class LibraryDataset {
    let handle: GDALDatasetH
    /// The path as the person named it.
    let shown: String

    /// Opens vector data read-only.
    ///
    /// - Throws: ``FileFault/unknownFormat(message:)``.
    init(_ path: String, shownAs shown: String) throws(LandExchangeError) {
        let (opened, messages) = LibraryMessages.capture {
            GDALOpenEx(
                path,
                UInt32(GDAL_OF_VECTOR) | UInt32(GDAL_OF_READONLY) | UInt32(GDAL_OF_VERBOSE_ERROR),
                nil,
                nil, nil)
        }
        guard let opened else {
            throw .file(path: shown, .unknownFormat(message: messages.first ?? ""))
        }
        handle = opened
        self.shown = shown
    }

    deinit { LibraryMessages.silently { GDALClose(handle) } }

    /// The layers, tables of this program's own left out.
    var layers: [OGRLayerH] {
        (0..<GDALDatasetGetLayerCount(handle)).compactMap { GDALDatasetGetLayer(handle, $0) }
    }

    static func name(_ layer: OGRLayerH) -> String {
        OGR_L_GetName(layer).map { String(cString: $0) } ?? ""
    }
}

/// Reads a layer through GDAL, one feature at a time.
final class LibrarySource: FeatureSource {
    let description: SourceLayer
    private(set) var warnings: [ImportWarning] = []
    private let dataset: LibraryDataset
    private let layer: OGRLayerH
    private var chosen: [Int]
    private var seen: Set<Int64> = []
    // The library writes into it; a buffer of our own spares a closure around every geometry.
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 12, alignment: 8)
    private var hasHeights = false
    private var isFinished = false

    /// - Parameter withSystem: whether the description tells coordinate system and grid.
    init(
        _ dataset: LibraryDataset, layer: OGRLayerH, withSystem: Bool
    ) throws(LandExchangeError) {
        self.dataset = dataset
        self.layer = layer
        let name = LibraryDataset.name(layer)
        var notes: [ImportWarning] = []
        let definition = OGR_L_GetLayerDefn(layer)
        let fields = (0..<OGR_FD_GetFieldCount(definition)).compactMap {
            OGR_FD_GetFieldDefn(definition, $0).map(LibrarySource.field)
        }
        for at in fields.indices where LibrarySource.isBinary(definition, at) {
            notes.append(.fieldSkipped(fields[at].name))
        }
        chosen = fields.indices.filter { !LibrarySource.isBinary(definition, $0) }
        let type = OGR_L_GetGeomType(layer)
        let flat = OGR_GT_Flatten(type)
        let kind = OGRGeometryTypeToName(flat).map { String(cString: $0) } ?? ""
        // Layers of curves and of unknown kind may hold plain polygons; features decide.
        let polygonal = [wkbPolygon, wkbMultiPolygon, wkbUnknown, wkbGeometryCollection]
        var reference: CoordinateReference?
        if withSystem, let system = OGR_L_GetSpatialRef(layer) {
            reference = try CoordinateReference.identified(
                system, path: dataset.shown, layer: name, warnings: &notes)
        }
        description = SourceLayer(
            name: name, geometryKind: kind, hasPolygons: polygonal.contains(flat),
            fields: chosen.map { fields[$0] },
            featureCount: Int(LibraryMessages.silently { OGR_L_GetFeatureCount(layer, 1) }),
            reference: reference, encoding: .utf8, warnings: notes,
            grid: withSystem ? LibrarySource.grid(dataset, layer: name) : nil)
        LibraryMessages.silently { OGR_L_ResetReading(layer) }
    }

    deinit { buffer.deallocate() }

    /// The grid of a FileGDB layer.
    ///
    /// Before version 3.9 the library does not tell the resolution, but hands out the layer's
    /// definition (a document in XML) for a query of its own.
    private static func grid(_ dataset: LibraryDataset, layer: String) -> CoordinateGrid? {
        guard let driver = GDALGetDatasetDriver(dataset.handle),
            let name = GDALGetDriverShortName(driver), String(cString: name) == "OpenFileGDB"
        else { return nil }
        return LibraryMessages.silently { () -> CoordinateGrid? in
            let query = "GetLayerDefinition " + layer
            guard let answer = GDALDatasetExecuteSQL(dataset.handle, query, nil, nil) else {
                return nil
            }
            defer { GDALDatasetReleaseResultSet(dataset.handle, answer) }
            guard let feature = OGR_L_GetNextFeature(answer) else { return nil }
            defer { OGR_F_Destroy(feature) }
            return OGR_F_GetFieldAsString(feature, 0).flatMap {
                CoordinateGrid(definition: String(cString: $0))
            }
        }
    }

    private static func field(_ definition: OGRFieldDefnH) -> SourceField {
        let name = OGR_Fld_GetNameRef(definition).map { String(cString: $0) } ?? ""
        let width = Int(OGR_Fld_GetWidth(definition))
        let kind: SourceField.Kind =
            switch OGR_Fld_GetType(definition) {
            case OFTInteger, OFTInteger64: .integer
            case OFTReal: .real
            case OFTDate: .date
            case OFTString: .text(width: width > 0 ? width : nil)
            default: .text(width: nil)
            }
        return SourceField(name: name, kind: kind)
    }

    private static func isBinary(_ definition: OGRFeatureDefnH?, _ at: Int) -> Bool {
        guard let field = OGR_FD_GetFieldDefn(definition, Int32(at)) else { return true }
        return OGR_Fld_GetType(field) == OFTBinary
    }

    /// Reads only the fields of the given positions in the description, in that order.
    func choose(_ fields: [Int]) {
        let known = chosen
        chosen = fields.map { known[$0] }
    }

    func read(_ limit: Int, into batch: inout FeatureBatch) throws(LandExchangeError) -> Bool {
        guard !isFinished else { return false }
        let start = batch.geometry.mark
        while batch.geometry.featureCount - start.features < limit,
            batch.geometry.vertexCount - start.vertices < FeatureBatch.verticesInOneTurn
        {
            let (feature, messages) = LibraryMessages.capture { OGR_L_GetNextFeature(layer) }
            guard let feature else {
                if let first = messages.first {
                    throw .file(path: dataset.shown, .unknownFormat(message: first))
                }
                isFinished = true
                break
            }
            defer { OGR_F_Destroy(feature) }
            try append(feature, to: &batch)
        }
        if isFinished, hasHeights { warnings.append(.heightsDropped) }
        return batch.geometry.featureCount > start.features
    }

    private func fault(_ feature: Int64, _ fault: FeatureFault, field: Int? = nil)
        -> LandExchangeError
    {
        let name = field.flatMap { at -> String? in
            guard let definition = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(layer), Int32(at)),
                let text = OGR_Fld_GetNameRef(definition)
            else { return nil }
            return String(cString: text)
        }
        return .feature(
            path: dataset.shown, layer: description.name, feature: feature, field: name, fault)
    }

    private func append(_ feature: OGRFeatureH, to batch: inout FeatureBatch)
        throws(LandExchangeError)
    {
        let identifier = OGR_F_GetFID(feature)
        guard seen.insert(identifier).inserted else { throw fault(identifier, .repeatedIdentifier) }
        try appendGeometry(OGR_F_GetGeometryRef(feature), identifier, to: &batch.geometry)
        for field in chosen { try appendValue(feature, field, identifier, to: &batch.cells) }
        batch.identifiers.append(identifier)
    }

    private func appendGeometry(
        _ geometry: OGRGeometryH?, _ identifier: Int64, to layer: inout PolygonLayer
    ) throws(LandExchangeError) {
        guard let geometry, OGR_G_IsEmpty(geometry) == 0 else {
            throw fault(identifier, .emptyGeometry)
        }
        let kind = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))
        guard kind == wkbPolygon || kind == wkbMultiPolygon else {
            let name = OGRGeometryTypeToName(kind).map { String(cString: $0) } ?? ""
            throw fault(identifier, .notPolygon(kind: name))
        }
        if OGR_G_Is3D(geometry) != 0 || OGR_G_IsMeasured(geometry) != 0 { hasHeights = true }
        let size = Int(OGR_G_WkbSize(geometry))
        if buffer.count < size {
            buffer.deallocate()
            buffer = .allocate(byteCount: size * 2, alignment: 8)
        }
        let bytes = buffer.assumingMemoryBound(to: UInt8.self).baseAddress
        guard OGR_G_ExportToWkb(geometry, wkbNDR, bytes) == 0 else {
            throw fault(identifier, .brokenRecord(offset: 0))
        }
        let before = layer.mark
        do {
            try WellKnownBinary.appendFeature(
                UnsafeRawBufferPointer(rebasing: buffer[..<size]), to: &layer)
        } catch {
            throw fault(identifier, .brokenRecord(offset: 0))
        }
        if let found = layer.fault(since: before) { throw fault(identifier, found) }
    }

    private func appendValue(
        _ feature: OGRFeatureH, _ field: Int, _ identifier: Int64, to cells: inout CellStore
    ) throws(LandExchangeError) {
        let at = Int32(field)
        guard OGR_F_IsFieldSetAndNotNull(feature, at) != 0 else {
            cells.appendNull()
            return
        }
        let definition = OGR_F_GetFieldDefnRef(feature, at)
        switch OGR_Fld_GetType(definition) {
        case OFTInteger, OFTInteger64: cells.append(integer: OGR_F_GetFieldAsInteger64(feature, at))
        case OFTReal: cells.append(real: OGR_F_GetFieldAsDouble(feature, at))
        default:
            guard let text = OGR_F_GetFieldAsString(feature, at) else {
                cells.appendNull()
                return
            }
            let raw = UnsafeRawBufferPointer(start: text, count: LibrarySource.length(text))
            guard TextDecoder.validUTF8(raw).outcome == .complete else {
                throw fault(identifier, .undecodable(encoding: "UTF-8"), field: field)
            }
            if OGR_Fld_GetType(definition) == OFTDate {
                // The library writes days with slashes.
                cells.append(text: raw.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "-") : $0 })
            } else {
                cells.append(text: raw)
            }
        }
    }

    private static func length(_ text: UnsafePointer<CChar>) -> Int {
        var length = 0
        while text[length] != 0 { length += 1 }
        return length
    }
}
