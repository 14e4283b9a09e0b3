/// A sum of money (金额) in whole fen (分), the hundredth of a yuan.
public struct Money: Hashable, Comparable, Sendable, AdditiveArithmetic {
    /// The sum in fen.
    public var fen: Int64

    /// No money.
    public static let zero = Money(fen: 0)

    /// Makes a sum from fen.
    public init(fen: Int64) { self.fen = fen }

    /// The total of two sums.
    public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
    /// The difference of two sums.
    public static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }
    /// Whether the left sum is the smaller one.
    public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
}
