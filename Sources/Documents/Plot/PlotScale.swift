/// A scale that map sheets are drawn at: 1:500, 1:1000, 1:2000, 1:5000 and whole steps of 5000 to 1:500,000.
public struct PlotScale: Hashable, Sendable {
    /// The number after the colon: metres on the ground of a metre on paper.
    public let denominator: Int

    private static let large = [500, 1000, 2000]
    private static let step = 5000
    private static let smallest = 500_000

    /// Makes a scale; nil when sheets are not drawn at it.
    public init?(_ denominator: Int) {
        let isSmall =
            denominator >= Self.step && denominator <= Self.smallest
            && denominator.isMultiple(of: Self.step)
        guard isSmall || Self.large.contains(denominator) else { return nil }
        self.denominator = denominator
    }

    private init(known: Int) { denominator = known }

    /// The scale nearest to a wish.
    public static func nearest(to wish: Int) -> PlotScale {
        let rounded = (min(max(wish, 0), smallest) + step / 2) / step * step
        let candidates = large + [min(max(rounded, step), smallest)]
        let best = candidates.min { abs($0 - wish) < abs($1 - wish) }
        return PlotScale(known: best ?? step)
    }

    /// The largest scale of sheets that is not larger than a wish, for an area that must fit.
    public static func holding(_ wish: Double) -> PlotScale? {
        if let large = large.first(where: { Double($0) >= wish }) { return PlotScale(known: large) }
        let steps = (wish / Double(step)).rounded(.up)
        guard steps * Double(step) <= Double(smallest) else { return nil }
        return PlotScale(known: max(1, Int(steps)) * step)
    }

    /// Written as on maps: `1:10 000`.
    public var text: String {
        var digits = String(denominator)
        if digits.count > 3 {
            digits.insert("\u{2009}", at: digits.index(digits.endIndex, offsetBy: -3))
        }
        return "1:" + digits
    }
}
