/// An exact number: a fraction of two 128-bit integers in lowest terms.
///
/// Every comparison of a clause is made on rationals, so nothing is ever rounded before a verdict
/// (policy-packs.md, section 6). Areas in hundredths of a square metre, sums in fen, shares and
/// their products stay far inside 128 bits; leaving them is a bug and stops the program.
public struct Rational: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The numerator, which carries the sign.
    public let numerator: Int128
    /// The denominator, always positive and without a common factor with the numerator.
    public let denominator: Int128

    /// Zero.
    public static let zero = Rational(0)

    /// Makes a fraction in lowest terms; the denominator must not be zero.
    public init(_ numerator: Int128, over denominator: Int128) {
        precondition(denominator != 0, "a fraction needs a denominator other than zero")
        let divisor = Rational.commonDivisor(numerator, denominator)
        let sign: Int128 = denominator < 0 ? -1 : 1
        self.numerator = sign * (numerator / divisor)
        self.denominator = sign * (denominator / divisor)
    }

    /// Makes a whole number.
    public init(_ integer: Int) {
        numerator = Int128(integer)
        denominator = 1
    }

    /// Reads a decimal number such as `-12.50`; nil for anything else or more than 30 digits.
    public init?(_ text: some StringProtocol) {
        var scalars = Array(text.unicodeScalars)
        let negative = scalars.first == "-"
        if negative || scalars.first == "+" { scalars.removeFirst() }
        var numerator: Int128 = 0
        var denominator: Int128 = 1
        var digits = 0
        var afterPoint = false
        for scalar in scalars {
            if scalar == "." && !afterPoint && digits > 0 {
                afterPoint = true
                continue
            }
            guard ("0"..."9").contains(scalar), digits < 30 else { return nil }
            digits += 1
            numerator = numerator * 10 + Int128(scalar.value - 48)
            if afterPoint { denominator *= 10 }
        }
        guard digits > 0, scalars.last != "." else { return nil }
        self.init(negative ? -numerator : numerator, over: denominator)
    }

    /// Whether it is a whole number.
    public var isInteger: Bool { denominator == 1 }
    /// The nearest double; for display and statistics, never for a verdict.
    public var approximation: Double { Double(numerator) / Double(denominator) }
    /// The number without its sign.
    public var magnitude: Rational {
        numerator < 0 ? Rational.zero - self : self
    }

    /// The sum.
    public static func + (left: Rational, right: Rational) -> Rational {
        let divisor = commonDivisor(left.denominator, right.denominator)
        let scale = right.denominator / divisor
        return Rational(
            exact(
                product(left.numerator, scale)
                    .addingReportingOverflow(
                        product(right.numerator, left.denominator / divisor))),
            over: product(left.denominator, scale))
    }

    /// The difference.
    public static func - (left: Rational, right: Rational) -> Rational {
        left + Rational(-right.numerator, over: right.denominator)
    }

    /// The product.
    public static func * (left: Rational, right: Rational) -> Rational {
        let first = commonDivisor(left.numerator, right.denominator)
        let second = commonDivisor(right.numerator, left.denominator)
        return Rational(
            product(left.numerator / first, right.numerator / second),
            over: product(left.denominator / second, right.denominator / first))
    }

    /// The quotient; the divisor must not be zero.
    public static func / (left: Rational, right: Rational) -> Rational {
        precondition(right.numerator != 0, "division by zero")
        return left * Rational(right.denominator, over: right.numerator)
    }

    /// Whether the left number is the smaller one.
    public static func < (left: Rational, right: Rational) -> Bool {
        let divisor = commonDivisor(left.denominator, right.denominator)
        return product(left.numerator, right.denominator / divisor)
            < product(right.numerator, left.denominator / divisor)
    }

    /// The number as `7` or `1/3`.
    public var description: String {
        isInteger ? "\(numerator)" : "\(numerator)/\(denominator)"
    }

    /// The number in decimals, rounded half away from zero, such as `4.99`.
    public func decimal(_ places: Int) -> String {
        var scale: Int128 = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = (self * Rational(scale, over: 1)).magnitude
        let rounded = (scaled.numerator * 2 + scaled.denominator) / (scaled.denominator * 2)
        var digits = "\(rounded)"
        while digits.count <= places { digits = "0" + digits }
        let sign = numerator < 0 && rounded != 0 ? "-" : ""
        guard places > 0 else { return sign + digits }
        let point = digits.index(digits.endIndex, offsetBy: -places)
        return sign + digits[..<point] + "." + digits[point...]
    }

    private static func commonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
        var (first, second) = (left.magnitude, right.magnitude)
        while second != 0 { (first, second) = (second, first % second) }
        return first == 0 ? 1 : Int128(first)
    }

    private static func product(_ left: Int128, _ right: Int128) -> Int128 {
        exact(left.multipliedReportingOverflow(by: right))
    }

    private static func exact(_ result: (partialValue: Int128, overflow: Bool)) -> Int128 {
        precondition(!result.overflow, "a rational number left the range of 128 bits")
        return result.partialValue
    }
}
