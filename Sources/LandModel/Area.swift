/// A recorded area (面积) in whole hundredths of a square metre.
///
/// The survey database records areas with two decimals of a square metre (handbook: TBMJ, F15.2),
/// so an area is an integer and sums close exactly. Hectares and mu (亩) exist only at display.
/// The range is ±9.2 × 10¹⁶ m², far beyond the surface of the Earth.
public struct Area: Hashable, Comparable, Sendable, AdditiveArithmetic {
    /// The area in hundredths of a square metre.
    public var hundredths: Int64

    /// No area.
    public static let zero = Area(hundredths: 0)

    /// Makes an area from hundredths of a square metre.
    public init(hundredths: Int64) {
        self.hundredths = hundredths
    }

    /// Rounds a computed area in m² to the recording unit, half away from zero.
    ///
    /// This is the one place where a floating area becomes a recorded one
    /// (the survey regulation keeps two decimals; handbook §2.3).
    public init(roundingSquareMetres squareMetres: Double) {
        hundredths = Int64((squareMetres * 100).rounded(.toNearestOrAwayFromZero))
    }

    /// The area in m².
    public var squareMetres: Double { Double(hundredths) / 100 }
    /// The area in hectares (公顷).
    public var hectares: Double { Double(hundredths) / 1_000_000 }
    /// The area in mu (亩); 1 mu is 2000/3 m².
    public var mu: Double { Double(hundredths) * 3 / 200_000 }

    /// The area without its sign.
    public var magnitude: Area { Area(hundredths: abs(hundredths)) }

    /// The sum of two areas.
    public static func + (left: Area, right: Area) -> Area {
        Area(hundredths: left.hundredths + right.hundredths)
    }

    /// The difference of two areas.
    public static func - (left: Area, right: Area) -> Area {
        Area(hundredths: left.hundredths - right.hundredths)
    }

    /// Whether the left area is the smaller one.
    public static func < (left: Area, right: Area) -> Bool { left.hundredths < right.hundredths }

    /// The area in m² with two decimals, such as `9994.65`; exact.
    public var squareMetresText: String { Area.fixed(hundredths, decimals: 2) }

    /// The area in hectares with four decimals, rounded half away from zero, such as `0.9995`.
    public var hectaresText: String {
        Area.fixed(Area.divideRounding(hundredths, 100), decimals: 4)
    }

    /// The area in mu with two decimals, rounded half away from zero.
    public var muText: String {
        Area.fixed(Area.divideRounding(hundredths * 3, 2000), decimals: 2)
    }

    private static func divideRounding(_ value: Int64, _ divisor: Int64) -> Int64 {
        let half = divisor / 2
        return value >= 0 ? (value + half) / divisor : (value - half) / divisor
    }

    private static func fixed(_ value: Int64, decimals: Int) -> String {
        let unit = (0..<decimals).reduce(UInt64(1)) { power, _ in power * 10 }
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: unit)
        let digits = String(rest)
        let zeros = String(repeating: "0", count: decimals - digits.utf8.count)
        return "\(value < 0 ? "-" : "")\(whole).\(zeros)\(digits)"
    }
}
