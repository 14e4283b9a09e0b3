import Geometry
import LandModel

/// Collects the features of a source into a layer in memory.
///
/// Shapes are decoded into the layer's own arrays; only attribute values pass through a small store.
struct LayerBuilder {
    private enum Column {
        case text(TextTable)
        case integer([Int64?])
        case real([Double?])
    }

    private let names: [String]
    private var columns: [Column]
    /// What was read: identifiers and shapes; the values are in the columns.
    private(set) var features = FeatureBatch()

    init(_ fields: [(name: String, kind: SourceField.Kind)]) {
        names = fields.map(\.name)
        columns = fields.map { field in
            switch field.kind {
            case .integer: .integer([])
            case .real: .real([])
            case .text, .date: .text(TextTable())
            }
        }
    }

    /// Takes all features that a reader hands out.
    ///
    /// - Parameters:
    ///   - claimed: how many features the file says it has; only a hint for the room to reserve.
    ///   - bytes: the size of the file, which bounds that room.
    ///   - read: adds features to the batch, as ``FeatureSource/read(_:into:)``.
    mutating func fill(
        claimed: Int, bytes: Int,
        from read: (Int, inout FeatureBatch) throws(LandExchangeError) -> Bool
    ) throws(LandExchangeError) {
        var isFirst = true
        while try read(1024, &features) {
            for column in columns.indices { append(features.cells, column) }
            features.cells.removeAll()
            if isFirst { reserve(claimed: claimed, bytes: bytes) }
            isFirst = false
        }
    }

    /// Reserves room for the rest, judged by the first features.
    private mutating func reserve(claimed: Int, bytes: Int) {
        let (read, vertices) = (features.count, features.geometry.vertexCount)
        guard claimed > read, read > 0 else { return }
        // A vertex takes 16 bytes in every format but a FileGDB, whose layers may grow as they are read.
        let most = Double(bytes / 16)
        let expected = min(Double(vertices) / Double(read) * Double(claimed) * 1.06, most)
        let expectedFeatures = min(Double(claimed), most)
        guard expected > Double(vertices) else { return }
        features.geometry.reserve(features: Int(expectedFeatures), vertices: Int(expected))
        features.identifiers.reserveCapacity(Int(expectedFeatures))
    }

    private mutating func append(_ cells: CellStore, _ column: Int) {
        let rows = stride(from: column, to: cells.count, by: columns.count)
        switch columns[column] {
        case .text(var text):
            columns[column] = .integer([])
            cells.bytes.withUnsafeBytes { bytes in
                for cell in rows {
                    if cells.kinds[cell] == .text {
                        text.append(UnsafeRawBufferPointer(rebasing: bytes[cells.textRange(cell)]))
                    } else {
                        text.appendNull()
                    }
                }
            }
            columns[column] = .text(text)
        case .integer(var numbers):
            columns[column] = .real([])
            for cell in rows {
                switch cells.kinds[cell] {
                case .integer: numbers.append(cells.words[cell])
                // A fraction in a field of whole numbers cannot be held by the column.
                case .real: numbers.append(Int64(exactly: cells.real(cell)))
                default: numbers.append(nil)
                }
            }
            columns[column] = .integer(numbers)
        case .real(var numbers):
            columns[column] = .integer([])
            for cell in rows {
                switch cells.kinds[cell] {
                case .integer: numbers.append(Double(cells.words[cell]))
                case .real: numbers.append(cells.real(cell))
                default: numbers.append(nil)
                }
            }
            columns[column] = .real(numbers)
        }
    }

    consuming func layer(name: String, role: LayerRole, epsg: Int, digest: String) -> LandLayer {
        let made = zip(names, columns).map { name, column in
            switch column {
            case .text(let text): AttributeColumn(name: name, values: .text(text.column()))
            case .integer(let numbers): AttributeColumn(name: name, values: .integer(numbers))
            case .real(let numbers): AttributeColumn(name: name, values: .real(numbers))
            }
        }
        return LandLayer(
            name: name, role: role, epsg: epsg, featureIDs: features.identifiers,
            geometry: features.geometry, columns: made, digest: digest)
    }
}
