import Geodesy
import Geometry

/// Parses a boundary-coordinate TXT line by line.
struct BoundaryTextParser {
    private let path: String
    private var properties: [String: String] = [:]
    private var parcels: [BoundaryText.Parcel] = []
    private var isInParcels = false
    private var ring = LooseRing()
    private var ringNumber: String?
    private var ringStartLine = 0

    /// Whether the beginning of a file looks like one of this format.
    static func recognises(_ text: some StringProtocol) -> Bool {
        let unified = unify(text)
        return unified.contains(BoundaryTextWords.parcels) || unified.contains(",@")
            || unified.contains(BoundaryTextWords.properties)
    }

    /// Reads a whole file.
    ///
    /// - Parameter encoding: the encoding the person names; nil to find it.
    static func parse(
        path: String, shownAs shown: String, encoding given: TextEncoding?
    ) throws(LandExchangeError) -> BoundaryText {
        let source = try ByteSource(path, shownAs: shown)
        guard source.size > 0 else { throw .file(path: shown, .empty) }
        guard let bytes = source.all(limit: 1 << 30) else {
            throw .file(path: shown, .unreadable(code: 0))
        }
        let (text, encoding) = try decode(bytes, given, shown)
        var parser = BoundaryTextParser(path: shown)
        var number = 0
        // A line may end in LF, CR LF or CR.
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            try parser.read(String(line), number)
        }
        try parser.closeRing()
        return try parser.finish(encoding)
    }

    private init(path: String) { self.path = path }

    private static func decode(
        _ bytes: [UInt8], _ given: TextEncoding?, _ shown: String
    ) throws(LandExchangeError) -> (String, TextEncoding) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let hasMark = bytes.starts(with: mark)
        let content = hasMark ? bytes.dropFirst(3) : bytes[...]
        var sniffer = try EncodingSniffer(path: shown)
        content.withUnsafeBytes { sniffer.examine($0) }
        let encoding = given ?? (hasMark ? .utf8 : sniffer.verdict(declared: nil))
        guard let encoding else { throw .file(path: shown, .undecodable) }
        let decoder = try TextDecoder(encoding, path: shown)
        var out: [UInt8] = []
        let outcome = content.withUnsafeBytes { decoder.decode($0, into: &out) }
        guard outcome != .invalid else { throw .file(path: shown, .undecodable) }
        return (String(decoding: out, as: UTF8.self), encoding)
    }

    /// Full-width brackets, commas, signs and digits become their ASCII forms.
    private static func unify(_ text: some StringProtocol) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3010, 0xFF3B: out.append("[")
            case 0x3011, 0xFF3D: out.append("]")
            case 0x3000: out.append(" ")
            case 0xFF01...0xFF5E:
                out.append(Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value - 0xFF00 + 0x20)))
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    private func fault(_ line: Int, _ fault: BoundaryTextFault) -> LandExchangeError {
        .line(path: path, line: line, fault)
    }

    // MARK: Lines

    private mutating func read(_ original: String, _ number: Int) throws(LandExchangeError) {
        let line = BoundaryTextParser.trim(BoundaryTextParser.unify(original))
        guard !line.isEmpty else { return }
        if line.hasPrefix("["), line.hasSuffix("]") {
            isInParcels = line.contains(BoundaryTextWords.parcel)
            return
        }
        let values = line.split(separator: ",", omittingEmptySubsequences: false)
            .map { BoundaryTextParser.trim($0) }
        if values.last?.hasSuffix("@") == true {
            try beginParcel(values, number)
        } else if !isInParcels, parcels.isEmpty, let sign = line.firstIndex(of: "=") {
            properties[BoundaryTextParser.trim(line[..<sign])] =
                BoundaryTextParser.trim(line[line.index(after: sign)...])
        } else if isInParcels || !parcels.isEmpty {
            try readPoint(values, line, number)
        } else if values.count == 4, Double(values[2]) != nil, Double(values[3]) != nil {
            throw fault(number, .pointWithoutHeader)
        } else if !line.hasPrefix("[") {
            throw fault(number, .malformedLine(String(line.prefix(40))))
        }
    }

    private static func trim(_ text: some StringProtocol) -> String {
        var part = text[...]
        while part.first?.isWhitespace == true { part = part.dropFirst() }
        while part.last?.isWhitespace == true { part = part.dropLast() }
        return String(part)
    }

    private mutating func beginParcel(_ values: [String], _ number: Int) throws(LandExchangeError) {
        try closeRing()
        var kept = values
        let last = kept.removeLast().dropLast()
        if !last.isEmpty { kept.append(String(last)) }
        guard kept.count >= BoundaryText.basicNames.count else {
            throw fault(number, .shortHeader(values: kept.count))
        }
        let stated = kept[1]
        let hectares = stated.isEmpty ? nil : Double(stated)
        guard stated.isEmpty || hectares?.isFinite == true else {
            throw fault(number, .notNumber(stated))
        }
        if kept[4] == BoundaryTextWords.line || kept[4] == BoundaryTextWords.point {
            throw fault(number, .notPolygon(kept[4]))
        }
        if let before = parcels.last, before.rings.isEmpty {
            throw fault(before.line, .notPolygon(""))
        }
        isInParcels = true
        parcels.append(.init(line: number, values: kept, statedHectares: hectares))
    }

    private mutating func readPoint(
        _ values: [String], _ line: String, _ number: Int
    ) throws(LandExchangeError) {
        // A header that lost its terminator has more values than a point.
        if values.count >= BoundaryText.basicNames.count {
            throw fault(number, .headerWithoutTerminator)
        }
        guard values.count == 4 || (values.count == 5 && values[4].isEmpty) else {
            throw fault(number, .malformedLine(String(line.prefix(40))))
        }
        guard !parcels.isEmpty else { throw fault(number, .pointWithoutHeader) }
        guard let first = Double(values[2]), first.isFinite else {
            throw fault(number, .notNumber(values[2]))
        }
        guard let second = Double(values[3]), second.isFinite else {
            throw fault(number, .notNumber(values[3]))
        }
        let isClosed =
            ring.x.count >= 3 && ring.x.first == ring.x.last && ring.y.first == ring.y.last
        // Parts of one ring number: a ring that has closed is followed by another.
        if ringNumber != values[1] || (isClosed && ring.x.count > 3) { try closeRing() }
        if ring.x.isEmpty { ringStartLine = number }
        ringNumber = values[1]
        // The file has the northing first.
        ring.append(second, first)
        parcels[parcels.count - 1].pointCount += 1
    }

    private mutating func closeRing() throws(LandExchangeError) {
        defer {
            ring = LooseRing()
            ringNumber = nil
        }
        guard !ring.x.isEmpty else { return }
        if ring.x.count > 1, ring.x.first == ring.x.last, ring.y.first == ring.y.last {
            ring.x.removeLast()
            ring.y.removeLast()
            parcels[parcels.count - 1].closedRings += 1
        }
        guard ring.x.count >= 3 else {
            throw fault(ringStartLine, .shortRing(points: ring.x.count))
        }
        parcels[parcels.count - 1].rings.append(ring)
    }

    // MARK: The whole

    private func finish(_ encoding: TextEncoding) throws(LandExchangeError) -> BoundaryText {
        guard let last = parcels.last else { throw fault(1, .noParcelSection) }
        guard !last.rings.isEmpty else { throw fault(last.line, .notPolygon("")) }
        let exchanged = parcels.allSatisfy { parcel in
            parcel.rings.allSatisfy { BoundaryTextParser.isExchanged($0) }
        }
        guard exchanged else {
            return BoundaryText(
                properties: properties, parcels: parcels, areAxesExchanged: false,
                encoding: encoding)
        }
        let turned = parcels.map { parcel in
            var turned = parcel
            turned.rings = parcel.rings.map { ring in
                var other = LooseRing()
                for at in ring.x.indices { other.append(ring.y[at], ring.x[at]) }
                return other
            }
            return turned
        }
        return BoundaryText(
            properties: properties, parcels: turned, areAxesExchanged: true, encoding: encoding)
    }

    /// Whether what should be eastings can only be northings and the other way round.
    ///
    /// Northings of China are 0.3 to 6 million metres; an easting has 8 digits, or is below 1 million.
    private static func isExchanged(_ ring: LooseRing) -> Bool {
        let northings = 330_000.0...6_000_000.0
        let box = ring.box
        let isEasting = { (low: Double, high: Double) in
            low >= 13_000_000 || (low >= 50_000 && high <= 950_000)
        }
        return isEasting(box.minY, box.maxY) && !isEasting(box.minX, box.maxX)
            && northings.contains(box.minX) && northings.contains(box.maxX)
    }
}
