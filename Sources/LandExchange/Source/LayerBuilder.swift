import Geometry
import LandModel

/// Collects batches into a layer in memory.
struct LayerBuilder {
    private enum Column {
        case text(DictionaryText)
        case integer([Int64?])
        case real([Double?])
    }

    private let names: [String]
    private var columns: [Column]
    private var identifiers: [Int64] = []
    private var geometry = PolygonLayer()

    init(_ fields: [(name: String, kind: SourceField.Kind)]) {
        names = fields.map(\.name)
        columns = fields.map { field in
            switch field.kind {
            case .integer: .integer([])
            case .real: .real([])
            case .text, .date: .text(DictionaryText())
            }
        }
    }

    mutating func append(_ batch: FeatureBatch) {
        identifiers += batch.identifiers
        for feature in 0..<batch.geometry.featureCount {
            geometry.appendFeature(feature, of: batch.geometry)
        }
        for column in columns.indices {
            append(batch, column)
        }
    }

    private mutating func append(_ batch: FeatureBatch, _ column: Int) {
        let cells = batch.cells
        let rows = stride(from: column, to: cells.count, by: columns.count)
        switch columns[column] {
        case .text(var text):
            columns[column] = .integer([])
            for cell in rows { text.append(cells.kinds[cell] == .text ? cells.text(cell) : nil) }
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
            case .text(let text): AttributeColumn(name: name, values: .text(text))
            case .integer(let numbers): AttributeColumn(name: name, values: .integer(numbers))
            case .real(let numbers): AttributeColumn(name: name, values: .real(numbers))
            }
        }
        return LandLayer(
            name: name, role: role, epsg: epsg, featureIDs: identifiers, geometry: geometry,
            columns: made, digest: digest)
    }
}
