import LandModel

/// Where the parts of an event stand in its canonical text.
///
/// Verification needs numbers and places only; ``event(in:)`` builds the values when someone asks.
struct EventPlaces {
    let whole: Range<Int>
    let office: Range<Int>
    let person: Range<Int>
    let basis: Range<Int>
    let batchIndex: Int
    let batchSize: Int
    let key: Range<Int>
    let payload: Range<Int>
    let sequence: Int
    let stream: Range<Int>
    let time: Int
    let type: Range<Int>
    let version: Int

    /// Passes over an event in canonical form; nil when there is none at the place.
    init?(_ cursor: inout CanonicalCursor, limits: JournalLimits) {
        let start = cursor.position
        guard cursor.take("{\"actor\":{\"office\":"), let office = cursor.name(),
            cursor.take(",\"person\":"), let person = cursor.name(), cursor.take("},\"basis\":")
        else { return nil }
        let basisStart = cursor.position
        guard Self.skipBasis(&cursor, limit: limits.citations) else { return nil }
        basis = basisStart..<cursor.position
        guard cursor.take(",\"batch\":{\"index\":"), let index = cursor.integer(), index >= 0,
            cursor.take(",\"size\":"), let size = cursor.integer(), size > index,
            size <= limits.eventsPerBatch, cursor.take("},\"key\":"), let key = cursor.name(),
            cursor.take(",\"payload\":")
        else { return nil }
        let payloadStart = cursor.position
        guard cursor.value(depth: limits.depth) else { return nil }
        payload = payloadStart..<cursor.position
        guard payload.count <= limits.payloadBytes, cursor.take(",\"sequence\":"),
            let sequence = cursor.integer(), sequence >= 1, cursor.take(",\"stream\":"),
            let stream = cursor.name(), cursor.take(",\"time\":"), let time = cursor.integer(),
            EventTime.accepts(time), cursor.take(",\"type\":"), let type = cursor.name(),
            cursor.take(",\"version\":"), let version = cursor.integer(), version >= 1,
            cursor.take("}")
        else { return nil }
        whole = start..<cursor.position
        (self.office, self.person, self.key, self.stream, self.type) = (
            office, person, key, stream, type
        )
        (batchIndex, batchSize, self.sequence, self.time, self.version) = (
            index, size, sequence, time, version
        )
    }

    private static func skipBasis(_ cursor: inout CanonicalCursor, limit: Int) -> Bool {
        guard cursor.take("[") else { return false }
        if cursor.take("]") { return true }
        for _ in 0..<limit {
            guard citation(&cursor) != nil else { return false }
            if cursor.take("]") { return true }
            guard cursor.take(",") else { return false }
        }
        return false
    }

    private static func citation(
        _ cursor: inout CanonicalCursor
    ) -> (clause: Range<Int>, document: Range<Int>, phrase: Range<Int>)? {
        guard cursor.take("{\"clause\":"), let clause = cursor.text(),
            cursor.take(",\"document\":"), let document = cursor.text(),
            cursor.take(",\"phrase\":"), let phrase = cursor.text(), cursor.take("}")
        else { return nil }
        return (clause, document, phrase)
    }

    /// The clauses, from the text the places were found in.
    func citations(in bytes: [UInt8]) throws(JournalError) -> [Citation] {
        var cursor = CanonicalCursor(bytes[basis])
        let offset = basis.lowerBound
        guard cursor.take("["), !cursor.take("]") else { return [] }
        func text(_ place: Range<Int>) throws(JournalError) -> String {
            let written = bytes[offset + place.lowerBound..<offset + place.upperBound]
            guard written.contains(UInt8(ascii: "\\")) else {
                return String(decoding: written, as: UTF8.self)
            }
            let quoted = [UInt8(ascii: "\"")] + written + [UInt8(ascii: "\"")]
            return try CanonicalJSON(reading: quoted).text ?? ""
        }
        var found: [Citation] = []
        while let (clause, document, phrase) = Self.citation(&cursor) {
            found.append(
                Citation(
                    document: try text(document), clause: try text(clause),
                    phrase: try text(phrase)))
            guard cursor.take(",") else { break }
        }
        return found
    }

    /// The event, from the text the places were found in.
    ///
    /// - Throws: ``JournalError/unacceptableJSON(offset:fault:)`` when the payload is too long.
    func event(in bytes: [UInt8], limits: JournalLimits) throws(JournalError) -> Event {
        let outline = try EventOutline(self, in: bytes)
        return Event(outline: outline, payload: try outline.payload(limits: limits))
    }
}
