import Geodesy
import Geometry
import LandModel

/// Hands out the parcels of a boundary-coordinate TXT as features, numbered from 0.
final class BoundaryTextSource: FeatureSource {
    let description: SourceLayer
    let warnings: [ImportWarning] = []
    private let text: BoundaryText
    private var chosen: [Int]
    private var isFinished = false

    /// The name of the field of stated areas in m².
    static let statedArea = "stated_area_m2"

    /// - Parameter hasSystem: whether the person gives the coordinate system, so that the file's
    ///   own word about it is not needed.
    init(
        path: String, shownAs shown: String, encoding: TextEncoding?, hasSystem: Bool
    ) throws(LandExchangeError) {
        text = try BoundaryTextParser.parse(path: path, shownAs: shown, encoding: encoding)
        let name = PathText.name(PathText.stem(path))
        var reference: CoordinateReference?
        if !hasSystem, let epsg = try text.epsg(path: shown) {
            reference = try CoordinateReference(epsg: epsg, path: shown, layer: name)
        }
        let fields =
            text.fieldNames.map { name in
                let kind: SourceField.Kind =
                    name == "JZDS" ? .integer : name == "DKMJ" ? .real : .text(width: nil)
                return SourceField(name: name, kind: kind)
            } + [SourceField(name: BoundaryTextSource.statedArea, kind: .real)]
        chosen = Array(fields.indices)
        description = SourceLayer(
            name: name, geometryKind: "Polygon", hasPolygons: true, fields: fields,
            featureCount: text.parcels.count, reference: reference, encoding: text.encoding,
            warnings: BoundaryTextSource.notes(text), grid: nil)
    }

    private static func notes(_ text: BoundaryText) -> [ImportWarning] {
        var notes: [ImportWarning] = []
        if text.areAxesExchanged { notes.append(.axesExchanged) }
        if text.unnamedValues > 0 { notes.append(.extraValues(count: text.unnamedValues)) }
        for parcel in text.parcels {
            guard let stated = Int(parcel.values[0]) else { continue }
            // Counted with the closing points in some exports, without in others (handbook §5).
            if stated != parcel.pointCount {
                notes.append(
                    .pointCount(parcel: parcel.values[2], stated: stated, found: parcel.pointCount))
            }
        }
        return notes
    }

    /// Reads only the fields of the given positions, in that order.
    func choose(_ fields: [Int]) { chosen = fields }

    func read(_ limit: Int, into batch: inout FeatureBatch) throws(LandExchangeError) -> Bool {
        guard !isFinished else { return false }
        isFinished = true
        for (number, parcel) in text.parcels.enumerated() {
            batch.geometry.appendFeature(of: RingNesting.byContainment(parcel.rings))
            batch.identifiers.append(Int64(number))
            for field in chosen { append(parcel, field, to: &batch.cells) }
        }
        return true
    }

    private func append(
        _ parcel: BoundaryText.Parcel, _ field: Int, to cells: inout CellStore
    ) {
        if field == text.fieldNames.count {
            // Hectares to m², to the recording unit: the stated area itself is never corrected.
            guard let hectares = parcel.statedHectares else { return cells.appendNull() }
            cells.append(real: Area(roundingSquareMetres: hectares * 10_000).squareMetres)
            return
        }
        guard field < parcel.values.count, !parcel.values[field].isEmpty else {
            return cells.appendNull()
        }
        let value = parcel.values[field]
        switch description.fields[field].kind {
        case .integer:
            if let number = Int64(value) {
                cells.append(integer: number)
            } else {
                cells.appendNull()
            }
        case .real:
            if let number = Double(value) { cells.append(real: number) } else { cells.appendNull() }
        default: cells.append(text: value)
        }
    }
}
