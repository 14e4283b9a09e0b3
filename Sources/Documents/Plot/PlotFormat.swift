/// The paper of a map sheet and where its parts stand on it, in millimetres (ui.md, section 4).
///
/// The frame is 12 mm from the edge. Lying sheets have their legend and tables in a column of 84 mm
/// to the right of the map, so that A3 has a map of 300 × 240 mm; upright ones have them below. On larger
/// paper, which hangs on a wall, everything beside the map is larger by ``enlargement``.
public struct PlotFormat: Hashable, Sendable {
    /// A rectangle on paper, in millimetres from the upper left corner.
    struct Place: Hashable, Sendable {
        let left: Double
        let top: Double
        let width: Double
        let height: Double
        var right: Double { left + width }
        var bottom: Double { top + height }
    }

    /// The size.
    public let size: PaperSize
    /// Whether the long side lies.
    public let isLandscape: Bool

    static let margin = 12.0
    /// Height of the title, and of what stands below the map: grid labels, scale, datum, makers.
    private var head: Double { 17.6 * enlargement }
    private var foot: Double { 15.4 * enlargement }
    /// Room for grid labels beside the map.
    private var beside: Double { 6 * enlargement }
    private var column: Double { 84 * enlargement }
    /// Millimetres from the edge of the map to the line around its labels (外图廓).
    var neatLine: Double { 4.7 * enlargement }

    /// Makes a format.
    public init(_ size: PaperSize, landscape: Bool) {
        self.size = size
        isLandscape = landscape
    }

    /// Width of the paper in millimetres.
    public var width: Double { isLandscape ? size.upright.height : size.upright.width }
    /// Height of the paper in millimetres.
    public var height: Double { isLandscape ? size.upright.width : size.upright.height }
    /// Width of the map in millimetres.
    public var mapWidth: Double { window.width }
    /// Height of the map in millimetres.
    public var mapHeight: Double { window.height }

    /// Whether everything is set smaller.
    var isSmall: Bool { size == .a4 }

    /// How many times larger than on A3 the title, the legend, the tables and all texts are.
    var enlargement: Double {
        switch size {
        case .a4, .a3: 1
        case .a2: 1.25
        case .a1: 1.6
        case .a0: 2
        }
    }

    /// The frame of the sheet.
    var frame: Place {
        Place(
            left: Self.margin, top: Self.margin, width: width - 2 * Self.margin,
            height: height - 2 * Self.margin)
    }

    /// Height of legend and tables below the map of an upright sheet.
    private var band: Double { isSmall ? 72 : 84 * enlargement }

    /// The map.
    var window: Place {
        let aside = isLandscape ? column : 0
        return Place(
            left: frame.left + beside, top: frame.top + head,
            width: frame.width - 2 * beside - aside,
            height: frame.height - head - foot - (isLandscape ? 0 : band))
    }

    /// Legend and tables.
    var side: Place {
        isLandscape
            ? Place(
                left: window.right + beside, top: window.top, width: column - 3 * enlargement,
                height: window.height)
            : Place(
                left: frame.left + 3, top: base.bottom, width: frame.width - 6,
                height: frame.bottom - base.bottom - 1)
    }

    /// The title.
    var title: Place {
        Place(left: frame.left, top: frame.top, width: frame.width, height: head - 5 * enlargement)
    }

    /// Scale, datum and makers.
    var base: Place {
        Place(
            left: frame.left + 3, top: window.bottom + 5.4 * enlargement,
            width: frame.width - 6, height: foot - 5.8 * enlargement)
    }
}

extension PlotFormat {
    /// A length as styles write it.
    static func millimetres(_ value: Double) -> String {
        FigureFormat.decimal(value, decimals: 2).replacing("\u{2212}", with: "-") + "mm"
    }

    /// The transformation that makes texts as large as the paper asks; empty where they stay.
    var magnified: String { enlargement == 1 ? "" : "scale(\(enlargement))" }

    /// The style of a magnification that leaves a point of its box where it is.
    func magnification(from origin: String) -> String {
        magnified.isEmpty ? "" : ";transform:\(magnified);transform-origin:\(origin)"
    }

    /// The style of a box that covers a place when its contents are magnified.
    func style(_ place: Place) -> String {
        "left:\(Self.millimetres(place.left));top:\(Self.millimetres(place.top));"
            + "width:\(Self.millimetres(place.width / enlargement));"
            + "height:\(Self.millimetres(place.height / enlargement))"
            + magnification(from: "0 0")
    }
}
