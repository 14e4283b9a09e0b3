import Geodesy
import Geometry

extension BoundaryText {
    /// The EPSG code that the properties and the coordinates name; nil when they name none.
    ///
    /// 带号 and 几度分带 decide; eastings of 8 digits must begin with that zone (handbook §3). Xi'an
    /// 1980 and Beijing 1954 are recorded as what they are.
    func epsg(path: String) throws(LandExchangeError) -> Int? {
        func refuse(_ fault: BoundaryTextFault) -> LandExchangeError {
            .line(path: path, line: 1, fault)
        }
        if let unit = properties[BoundaryTextWords.unit], !unit.isEmpty,
            unit != BoundaryTextWords.metre, unit.lowercased() != "m"
        {
            throw refuse(.unknownUnit(unit))
        }
        let prefix = try commonPrefix(path)
        let zoneText = properties[BoundaryTextWords.zone] ?? ""
        let widthText = properties[BoundaryTextWords.zoneWidth] ?? ""
        guard !zoneText.isEmpty || prefix != nil else { return nil }
        let stated = Int(zoneText)
        if !zoneText.isEmpty, stated == nil { throw refuse(.unknownZone(zoneText)) }
        guard let number = stated ?? prefix else { return nil }
        if let prefix, prefix != number {
            throw refuse(.zoneContradiction(stated: number, found: prefix))
        }
        let byNumber: Int? = (25...45).contains(number) ? 3 : (13...23).contains(number) ? 6 : nil
        let width = widthText.isEmpty ? byNumber : Int(widthText.filter(\.isNumber))
        guard let width, width == byNumber,
            let kind = GaussKruegerZone.Width(rawValue: width)
        else { throw refuse(.unknownZone("\(zoneText) / \(widthText)")) }
        let zone: GaussKruegerZone
        do {
            zone = try GaussKruegerZone(
                width: kind, number: number, eastingHasZonePrefix: prefix != nil)
        } catch {
            throw refuse(.unknownZone(zoneText))
        }
        return try datumCode(zone, path)
    }

    /// The EPSG code of a zone under the stated datum (坐标系).
    private func datumCode(_ zone: GaussKruegerZone, _ path: String) throws(LandExchangeError)
        -> Int
    {
        let datum = properties[BoundaryTextWords.datum] ?? ""
        if datum.isEmpty || datum.contains("2000") { return zone.epsg }
        // EPSG: Xi'an 1980 from 2327, Beijing 1954 6 degrees from 21413 and 21453, 3 degrees from 2401.
        if datum.contains("80") {
            return zone.epsg - 4491 + 2327
        }
        if datum.contains("54") {
            switch (zone.width, zone.eastingHasZonePrefix) {
            case (.three, true): return 2401 + zone.number - 25
            case (.three, false): return 2422 + zone.number - 25
            case (.six, true): return 21413 + zone.number - 13
            case (.six, false): return 21453 + zone.number - 13
            }
        }
        throw .line(path: path, line: 1, .unknownDatum(datum))
    }

    /// The zone number all eastings begin with; nil when they have no prefix.
    private func commonPrefix(_ path: String) throws(LandExchangeError) -> Int? {
        var found: Int?
        for parcel in parcels {
            for ring in parcel.rings where ring.box.maxX >= 10_000_000 {
                let first = Int(ring.box.minX / 1_000_000)
                let last = Int(ring.box.maxX / 1_000_000)
                let wrong = first != last ? last : found.flatMap { $0 != first ? first : nil }
                if let wrong {
                    throw .line(
                        path: path, line: parcel.line,
                        .zoneContradiction(stated: found ?? first, found: wrong))
                }
                found = first
            }
        }
        return found
    }
}
