import Geodesy

/// A boundary-coordinate TXT (界址点坐标文件, 电子报盘格式) as parsed.
///
/// Not a formal standard (handbook §5): a section of properties, then parcels, each a header that
/// ends in `@` and points `NAME,RING,X,Y` with X the northing.
struct BoundaryText {
    /// A parcel: its header and its rings, in the order of the file.
    struct Parcel {
        /// The line of its header, from 1.
        let line: Int
        /// The values of the header without the `@`.
        let values: [String]
        /// The stated area in hectares; nil when the header has none.
        let statedHectares: Double?
        /// The rings, easting before northing.
        var rings: [LooseRing] = []
        /// The points, closing ones counted.
        var pointCount = 0
        /// The rings that repeat their first point.
        var closedRings = 0
    }

    /// The properties, by their names as written.
    let properties: [String: String]
    /// The parcels.
    let parcels: [Parcel]
    /// Whether the file has easting before northing, which was put right.
    let areAxesExchanged: Bool
    /// The encoding of the file.
    let encoding: TextEncoding
    /// The most values a header has.
    var widestHeader: Int { parcels.map(\.values.count).max() ?? 0 }

    /// The names of the eight values of the basic header.
    static let basicNames = ["JZDS", "DKMJ", "DKBH", "DKMC", "JLTXSX", "TFH", "DKYT", "DLBM"]
    /// The names of the further values of a header of 13, as supplementary farmland has.
    static let supplementaryNames = ["TBLX", "DL", "GZQDB", "GZHDB", "BZ"]

    /// The names of the fields of this file.
    var fieldNames: [String] {
        let more = max(0, widestHeader - BoundaryText.basicNames.count)
        let names =
            more == BoundaryText.supplementaryNames.count
            ? BoundaryText.supplementaryNames
            : (0..<more).map { "VALUE\(BoundaryText.basicNames.count + 1 + $0)" }
        return BoundaryText.basicNames + names
    }

    /// Whether a header of so many values has values without a name of their own.
    var unnamedValues: Int {
        let more = max(0, widestHeader - BoundaryText.basicNames.count)
        return more == BoundaryText.supplementaryNames.count ? 0 : more
    }
}
