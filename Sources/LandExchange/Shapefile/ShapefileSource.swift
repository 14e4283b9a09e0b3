import CGDAL
import Geometry

/// Reads a Shapefile by its bytes.
///
/// The library reads Shapefiles too, but assumes Latin-1 where the encoding is not declared, and
/// takes most of the time of an import.
final class ShapefileSource: DivisibleSource {
    let description: SourceLayer
    private(set) var warnings: [ImportWarning] = []
    private let parts: ShapefileParts
    private let records: ShapeRecords
    private let table: AttributeTable
    private let decoder: TextDecoder
    /// The fields that are read, by their positions in the table.
    private var chosen: [Int]
    private var position = 0
    /// The records after the run that is being read, the next run last.
    private var pending: [ClosedRange<Int64>] = []
    /// The end of the run that is being read, exclusive.
    private var end: Int
    private var cutTexts = 0
    private var deletedRows = 0

    /// Opens the parts, finds encoding and coordinate system, and checks that the parts belong together.
    ///
    /// - Parameter encoding: the encoding the person names; nil to find it.
    ///   `ignoringSystem` leaves the `.prj` unread, as the person names the system.
    init(
        _ parts: ShapefileParts, encoding given: TextEncoding?, ignoringSystem: Bool
    ) throws(LandExchangeError) {
        self.parts = parts
        records = try ShapeRecords(
            shp: parts.shp, shx: parts.shx, shownAs: parts.shown, layer: parts.name)
        table = try AttributeTable(parts.dbf, shownAs: parts.shown)
        guard records.count == table.rowCount else {
            throw .file(
                path: parts.shown, .countMismatch(shapes: records.count, rows: table.rowCount))
        }
        var notes: [ImportWarning] = []
        let encoding = try ShapefileSource.encoding(parts, table, given, &notes)
        decoder = try TextDecoder(encoding, path: parts.shown)
        if records.isIndexMissing { notes.append(.indexMissing) }
        if records.shapeType > 10 { notes.append(.heightsDropped) }
        notes += table.fields.filter(\.isBinary).map {
            .fieldSkipped(String(decoding: $0.name, as: UTF8.self))
        }
        let reference = try ignoringSystem ? nil : ShapefileSource.reference(parts, &notes)
        chosen = Array(table.fields.indices)
        end = records.count
        let decoder = decoder
        description = SourceLayer(
            name: parts.name, geometryKind: ShapeRecords.kind(records.shapeType),
            hasPolygons: ShapeRecords.kind(records.shapeType) == "Polygon",
            fields: table.fields.map {
                SourceField(name: ShapefileSource.name($0, decoder), kind: $0.kind)
            }, featureCount: records.count, reference: reference, encoding: encoding,
            warnings: notes, grid: nil)
    }

    private static func name(_ field: AttributeTable.Field, _ decoder: TextDecoder) -> String {
        var out: [UInt8] = []
        _ = field.name.withUnsafeBytes { decoder.decode($0, into: &out) }
        return String(decoding: out, as: UTF8.self)
    }

    private static func encoding(
        _ parts: ShapefileParts, _ table: AttributeTable, _ given: TextEncoding?,
        _ notes: inout [ImportWarning]
    ) throws(LandExchangeError) -> TextEncoding {
        if let given { return given }
        var declaredText: String?
        if let cpg = parts.cpg,
            let bytes = try ByteSource(cpg, shownAs: parts.shown).all(limit: 256)
        {
            declaredText = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        }
        // Language drivers of dBASE and ESRI that mean East Asian code pages.
        let byDriver: [UInt8: String] = [
            0x4D: "GBK", 0x7A: "GBK", 0x4F: "BIG5", 0x78: "BIG5", 0x13: "CP932", 0x7B: "CP932",
        ]
        let text = declaredText ?? byDriver[table.languageDriver]
        let declared = text.flatMap { TextEncoding(named: $0) }
        var sniffer = try EncodingSniffer(path: parts.shown)
        table.show(to: &sniffer)
        guard let found = sniffer.verdict(declared: declared) else {
            throw .file(path: parts.shown, .undecodable)
        }
        if found != declared, declared != nil || found != .utf8 {
            notes.append(.encodingFound(found, declared: text))
        }
        return found
    }

    private static func reference(
        _ parts: ShapefileParts, _ notes: inout [ImportWarning]
    ) throws(LandExchangeError) -> CoordinateReference? {
        guard let prj = parts.prj,
            let bytes = try ByteSource(prj, shownAs: parts.shown).all(limit: 1 << 16)
        else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return try CoordinateReference.reading(
            text, path: parts.shown, layer: parts.name, warnings: &notes)
    }

    /// Reads only the fields of the given positions, in that order.
    func choose(_ fields: [Int]) { chosen = fields }

    /// Reads only these records.
    func choose(_ runs: FeatureRuns) {
        pending = runs.ranges.reversed()
        (position, end) = (0, 0)
    }

    /// Whether there is a record to read; goes to the next run at the end of one.
    private func isBeforeEnd() -> Bool {
        if position < end { return true }
        guard let next = pending.popLast() else { return false }
        (position, end) = (Int(next.lowerBound), Int(next.upperBound) + 1)
        return true
    }

    func runs(
        byPrefix length: Int, of field: Int
    ) throws(LandExchangeError) -> [String: FeatureRuns] {
        var collector = RunCollector()
        for index in 0..<records.count {
            guard let row = table.row(index) else {
                throw .feature(
                    path: parts.shown, layer: parts.name, feature: Int64(index), field: nil,
                    .brokenRecord(offset: index))
            }
            guard row[0] != UInt8(ascii: "*") else { continue }
            // Codes are digits, the same in every encoding.
            let value = AttributeTable.value(table.fields[field], in: row)
            collector.append(Int64(index), value.prefix(length))
        }
        collector.finish()
        return collector.runs
    }

    func read(_ limit: Int, into batch: inout FeatureBatch) throws(LandExchangeError) -> Bool {
        guard isBeforeEnd() else {
            finish()
            return false
        }
        let start = batch.geometry.mark
        while isBeforeEnd(), batch.geometry.featureCount - start.features < limit,
            batch.geometry.vertexCount - start.vertices < FeatureBatch.verticesInOneTurn
        {
            guard let row = table.row(position) else {
                throw .feature(
                    path: parts.shown, layer: parts.name, feature: Int64(position), field: nil,
                    .brokenRecord(offset: position))
            }
            if row[0] == UInt8(ascii: "*") {
                deletedRows += 1
            } else {
                try records.append(position, to: &batch.geometry)
                for field in chosen { try appendValue(field, row, to: &batch.cells) }
                batch.identifiers.append(Int64(position))
            }
            position += 1
        }
        return true
    }

    private func finish() {
        guard warnings.isEmpty else { return }
        if cutTexts > 0 { warnings.append(.textsCut(count: cutTexts)) }
        if deletedRows > 0 { warnings.append(.deletedRows(count: deletedRows)) }
    }

    private func appendValue(
        _ index: Int, _ row: UnsafeRawBufferPointer, to cells: inout CellStore
    ) throws(LandExchangeError) {
        let field = table.fields[index]
        let bytes = AttributeTable.value(field, in: row)
        // Stars fill a number that did not fit its field; a blank value is none.
        if bytes.isEmpty || field.isBinary
            || (field.type != UInt8(ascii: "C") && bytes[0] == UInt8(ascii: "*"))
        {
            cells.appendNull()
            return
        }
        switch field.kind {
        case .text:
            let outcome = cells.appendText { decoder.decode(bytes, into: &$0) }
            if outcome == .cutAtEnd { cutTexts += 1 }
            if outcome == .invalid {
                throw fault(index, .undecodable(encoding: decoder.encoding.name))
            }
        case .integer:
            guard let number = NumberText.integer(bytes) else {
                // A fraction in a field declared without decimals.
                guard let real = NumberText.real(bytes) else { throw notNumber(index, bytes) }
                cells.append(real: real)
                return
            }
            cells.append(integer: number)
        case .real:
            guard let number = NumberText.real(bytes) else { throw notNumber(index, bytes) }
            cells.append(real: number)
        case .date:
            try appendDate(bytes, index, to: &cells)
        }
    }

    private func appendDate(
        _ bytes: UnsafeRawBufferPointer, _ index: Int, to cells: inout CellStore
    ) throws(LandExchangeError) {
        let digits = Array(bytes)
        if digits.allSatisfy({ $0 == 0x30 || $0 == 0x20 }) {
            cells.appendNull()
            return
        }
        guard digits.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw fault(index, .notDate(String(decoding: digits, as: UTF8.self)))
        }
        let dash = [UInt8(ascii: "-")]
        cells.append(text: digits[0..<4] + dash + digits[4..<6] + dash + digits[6..<8])
    }

    private func notNumber(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> LandExchangeError {
        fault(index, .notNumber(String(decoding: bytes, as: UTF8.self)))
    }

    private func fault(_ index: Int, _ fault: FeatureFault) -> LandExchangeError {
        .feature(
            path: parts.shown, layer: parts.name, feature: Int64(position),
            field: description.fields[index].name, fault)
    }
}
