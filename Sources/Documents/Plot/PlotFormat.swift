/// The paper of a map sheet and where its parts stand on it, in millimetres (ui.md, section 4).
///
/// The frame is 12 mm from the edge. Lying sheets have their legend and tables in a column of 84 mm
/// to the right of the map, so that A3 has a map of 300 × 240 mm; upright ones have them below.
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
    private static let (head, foot) = (17.6, 15.4)
    /// Room for grid labels beside the map.
    private static let beside = 6.0
    private static let column = 84.0
    /// Millimetres from the edge of the map to the line around its labels (外图廓).
    static let neatLine = 4.7

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

    /// The frame of the sheet.
    var frame: Place {
        Place(
            left: Self.margin, top: Self.margin, width: width - 2 * Self.margin,
            height: height - 2 * Self.margin)
    }

    /// Height of legend and tables below the map of an upright sheet.
    private var band: Double { isSmall ? 72 : 84 }

    /// The map.
    var window: Place {
        let aside = isLandscape ? Self.column : 0
        return Place(
            left: frame.left + Self.beside, top: frame.top + Self.head,
            width: frame.width - 2 * Self.beside - aside,
            height: frame.height - Self.head - Self.foot - (isLandscape ? 0 : band))
    }

    /// Legend and tables.
    var side: Place {
        isLandscape
            ? Place(
                left: window.right + Self.beside, top: window.top, width: Self.column - 3,
                height: window.height)
            : Place(
                left: frame.left + 3, top: base.bottom, width: frame.width - 6,
                height: frame.bottom - base.bottom - 1)
    }

    /// The title.
    var title: Place {
        Place(left: frame.left, top: frame.top, width: frame.width, height: Self.head - 5)
    }

    /// Scale, datum and makers.
    var base: Place {
        Place(
            left: frame.left + 3, top: window.bottom + 5.4, width: frame.width - 6,
            height: Self.foot - 5.8)
    }
}
