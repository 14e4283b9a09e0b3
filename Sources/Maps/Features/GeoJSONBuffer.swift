import Geodesy
public import Geometry
public import LandExchange
import LandModel

/// GeoJSON being written into bytes (RFC 7946).
///
/// Coordinates are written with a fixed number of decimals from whole numbers, zeros at the end left
/// out: that is many times faster than the shortest text of a double and loses a tenth of a
/// millimetre at most.
public struct GeoJSONBuffer: Sendable {
    /// What is written.
    public private(set) var bytes: [UInt8] = []

    /// Begins with room for some bytes.
    public init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes text as it is.
    public mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    // MARK: Values

    /// Writes a whole number.
    public mutating func append(_ number: Int64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var place = 20
            var rest = number.magnitude
            repeat {
                place -= 1
                digits[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 { bytes.append(UInt8(ascii: "-")) }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[place...]))
        }
    }

    /// A number of an attribute; one that is not finite becomes none.
    ///
    /// A whole one has a decimal all the same: readers tell the type of a field by it.
    mutating func append(_ number: Double) {
        // Areas and shares have few decimals: most are whole hundredths.
        let hundredths = (number * 100).rounded()
        if abs(hundredths) < 1e15, hundredths / 100 == number {
            let units = Int64(hundredths)
            append(fixed: units, decimals: 2)
            if units % 100 == 0 { append(".0") }
        } else if number.isFinite {
            append("\(number)")
        } else {
            append("null")
        }
    }

    /// A number of whole units of 10 to the power of minus the decimals, without zeros at the end.
    mutating func append(fixed units: Int64, decimals: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
            let count = GeoJSONBuffer.write(units, decimals, into: digits)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[..<count]))
        }
    }

    /// Writes such a number and returns how many bytes it took, 24 at most.
    @inline(__always)
    private static func write(
        _ units: Int64, _ decimals: Int, into out: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var rest = units.magnitude
        var left = decimals
        while left > 0, rest % 10 == 0 {
            rest /= 10
            left -= 1
        }
        // From the end: the decimals that are left, a point, the whole.
        var digits = 0
        var value = rest
        repeat {
            value /= 10
            digits += 1
        } while value > 0
        digits = max(digits, left + 1)
        var count = digits + (left > 0 ? 1 : 0) + (units < 0 ? 1 : 0)
        let total = count
        for place in 0..<digits {
            if place == left, left > 0 {
                count -= 1
                out[count] = UInt8(ascii: ".")
            }
            count -= 1
            out[count] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        if units < 0 { out[0] = UInt8(ascii: "-") }
        return total
    }

    /// A text in quotation marks (RFC 8259 §7).
    ///
    /// The import took sound UTF-8 only, so a text without signs that need care goes as it is.
    mutating func append(quoted text: UnsafeRawBufferPointer) {
        bytes.append(UInt8(ascii: "\""))
        if GeoJSONBuffer.isPlain(text) {
            bytes.append(contentsOf: text)
        } else {
            let quoted = String(decoding: text, as: UTF8.self).quotedAsJSON
            bytes.append(contentsOf: quoted.utf8.dropFirst().dropLast())
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Whether a text has no control sign, quotation mark, backslash or `<`, and no sign of the block
    /// in which the separators lie that scripts take for line ends (UTF-8 E2 80 A8 and A9).
    private static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
        var last: UInt8 = 0
        for byte in text {
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x3C { return false }
            if last == 0xE2, byte == 0x80 { return false }
            last = byte
        }
        return true
    }

    /// Writes a value of an attribute.
    public mutating func append(_ value: SnapshotValue) {
        switch value {
        case .null: append("null")
        case .integer(let number): append(number)
        case .real(let number): append(number)
        case .text(let text):
            var copy = text
            copy.withUTF8 { append(quoted: UnsafeRawBufferPointer($0)) }
        }
    }

    // MARK: Shapes

    /// A feature as a polygon, or as a multipolygon when it has several; `null` when it has none.
    ///
    /// Rings are turned as RFC 7946 wants them: exteriors counter-clockwise on the map. The first point
    /// of a ring stays the first.
    public mutating func append(_ feature: Int, of shapes: PolygonLayer, in system: MapSystem) {
        let polygons = shapes.polygons(ofFeature: feature)
        guard !polygons.isEmpty else { return append("null") }
        let isOne = polygons.count == 1
        append(
            isOne
                ? "{\"type\":\"Polygon\",\"coordinates\":"
                : "{\"type\":\"MultiPolygon\",\"coordinates\":[")
        for polygon in polygons {
            if polygon > polygons.lowerBound { append(",") }
            append(polygon: polygon, of: shapes, in: system)
        }
        append(isOne ? "}" : "]}")
    }

    /// Writes the rings of a polygon, turned as those of a feature.
    private mutating func append(
        polygon: Int, of shapes: PolygonLayer, in system: MapSystem
    ) {
        append("[")
        let rings = shapes.rings(ofPolygon: polygon)
        for ring in rings {
            if ring > rings.lowerBound { append(",") }
            appendRing(ring, of: shapes, isExterior: ring == rings.lowerBound, system)
        }
        append("]")
    }

    private mutating func appendRing(
        _ ring: Int, of shapes: PolygonLayer, isExterior: Bool, _ system: MapSystem
    ) {
        let run = shapes.vertices(ofRing: ring)
        let scale = system.frame.isGeographic ? 1e9 : 1e4
        let decimals = system.decimals
        let northFirst = system.isNorthFirst
        append("[")
        shapes.x.withUnsafeBufferPointer { x in
            shapes.y.withUnsafeBufferPointer { y in
                let forwards = GeoJSONBuffer.isCounterClockwise(x, y, run) == isExterior
                // A position takes no more than two numbers, brackets and commas.
                bytes.append(addingCapacity: 56 * (run.count + 1)) { room in
                    room.withUnsafeMutableBufferPointer { out, written in
                        func put(_ byte: UInt8) {
                            out[written] = byte
                            written += 1
                        }
                        func put(_ value: Double) {
                            written += GeoJSONBuffer.write(
                                Int64((value * scale).rounded()), decimals,
                                into: UnsafeMutableBufferPointer(rebasing: out[written...]))
                        }
                        for place in 0...run.count {
                            let step = place == run.count ? 0 : place
                            let at =
                                step == 0
                                ? run.lowerBound
                                : forwards ? run.lowerBound + step : run.upperBound - step
                            if place > 0 { put(UInt8(ascii: ",")) }
                            put(UInt8(ascii: "["))
                            put(northFirst ? y[at] : x[at])
                            put(UInt8(ascii: ","))
                            put(northFirst ? x[at] : y[at])
                            put(UInt8(ascii: "]"))
                        }
                    }
                }
            }
        }
        append("]")
    }

    private static func isCounterClockwise(
        _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, _ run: Range<Int>
    ) -> Bool {
        let (originX, originY) = (x[run.lowerBound], y[run.lowerBound])
        var sum = 0.0
        var last = run.upperBound - 1
        for at in run {
            sum += (x[last] - originX) * (y[at] - originY) - (x[at] - originX) * (y[last] - originY)
            last = at
        }
        return sum >= 0
    }
}
