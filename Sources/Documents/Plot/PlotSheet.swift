public import Geometry
public import LandModel

/// What one map sheet shows, in plain values (图幅).
public struct PlotSheet: Sendable {
    /// The place of a sheet in a series (分幅).
    public struct Number: Hashable, Sendable {
        /// Its running number, from 1.
        public let number: Int
        /// How many there are.
        public let count: Int
        /// Its row, from 1 in the north.
        public let row: Int
        /// Its column, from 1 in the west.
        public let column: Int

        /// Makes a number.
        public init(_ number: Int, of count: Int, row: Int, column: Int) {
            self.number = number
            self.count = count
            self.row = row
            self.column = column
        }
    }

    /// The Gauss–Krüger zone the sheet is drawn in (高斯-克吕格 3° 带).
    public struct Zone: Hashable, Sendable {
        /// The number of the zone, which starts every easting.
        public let number: Int
        /// Degrees of its central meridian.
        public let centralMeridian: Int

        /// Makes a zone.
        public init(number: Int, centralMeridian: Int) {
            self.number = number
            self.centralMeridian = centralMeridian
        }
    }

    /// The paper.
    public var format: PlotFormat
    /// The scale.
    public var scale: PlotScale
    /// The zone of all coordinates.
    public var zone: Zone
    /// Easting and northing of the middle of the map in metres, the zone's number before the easting.
    public var centre: (x: Double, y: Double)
    /// Degrees of longitude and latitude of the corners: north-west, north-east, south-east, south-west.
    public var corners: [(longitude: Double, latitude: Double)] = []
    /// What the sheet is called.
    public var title: String
    /// The layers, the lowest first.
    public var layers: [PlotLayer] = []
    /// The tables of areas in the map.
    public var tables: [PlotTable] = []
    /// What else must be said: how areas are computed, what was generalised.
    public var notes: [BilingualText] = []
    /// Who made the map (制图单位).
    public var maker = ""
    /// When it was made.
    public var moment = ReportMoment(epochSeconds: 0)
    /// The dataset and its digest.
    public var source = ""
    /// Its place in a series; nil for a single sheet and for the index of a series.
    public var number: Number?
    /// Whether patches are so many that those of one class are drawn as one area.
    public var isDissolved = false
    /// The language of its words.
    public var language = DisplayLanguage.zh

    /// Makes an empty sheet around a place.
    public init(
        _ format: PlotFormat, scale: PlotScale, zone: Zone, centre: (x: Double, y: Double),
        title: String
    ) {
        self.format = format
        self.scale = scale
        self.zone = zone
        self.centre = centre
        self.title = title
    }

    /// Metres on the ground of a millimetre on paper.
    var metresPerMillimetre: Double { Double(scale.denominator) / 1000 }

    /// The part of the ground that the map shows, in metres of the zone.
    public var ground: Box {
        Self.ground(format, scale: scale, centre: centre)
    }

    /// The part of the ground that a map of a format and scale shows, in metres.
    public static func ground(
        _ format: PlotFormat, scale: PlotScale, centre: (x: Double, y: Double)
    ) -> Box {
        let half = Double(scale.denominator) / 2000
        let (across, up) = (format.mapWidth * half, format.mapHeight * half)
        return Box(
            minX: centre.x - across, minY: centre.y - up, maxX: centre.x + across,
            maxY: centre.y + up)
    }
}
