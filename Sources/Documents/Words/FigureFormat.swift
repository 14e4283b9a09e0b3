import LandModel
import Policy

/// How figures are written, the same on every surface (ui.md, section 6).
///
/// Negative numbers carry a true minus sign (U+2212); square metres and money have thousands
/// commas, hectares and mu have none.
public enum FigureFormat {
    /// An area in square metres, two decimals, thousands commas: `3,433.43`.
    static func squareMetres(_ area: Area) -> String {
        sign(area.hundredths) + grouped(area.magnitude.squareMetresText)
    }

    /// An area in hectares, four decimals: `0.3433`.
    static func hectares(_ area: Area) -> String {
        sign(area.hundredths) + area.magnitude.hectaresText
    }

    /// An area in mu, two decimals: `5.15`.
    static func mu(_ area: Area) -> String { sign(area.hundredths) + area.magnitude.muText }

    /// Hectares given in whole square metres, four decimals.
    static func hectares(squareMetres: Int64) -> String {
        hectares(Area(hundredths: squareMetres * 100))
    }

    /// A difference of hectares given in whole square metres, with its sign: `+42.5673`.
    static func signedHectares(squareMetres: Int64) -> String {
        (squareMetres > 0 ? "+" : "") + hectares(squareMetres: squareMetres)
    }

    /// A share in percent.
    static func percent(_ ratio: Rational, decimals: Int = 2) -> String {
        minus((ratio * Rational(100)).decimal(decimals)) + "%"
    }

    /// A sum in ten thousand yuan (万元), two decimals, thousands commas.
    static func tenThousandYuan(_ yuan: Rational, decimals: Int = 2) -> String {
        let text = (yuan / Rational(10_000)).magnitude.decimal(decimals)
        return (yuan < .zero ? "\u{2212}" : "") + grouped(text)
    }

    /// A number with a fixed number of decimals, rounded half away from zero.
    static func decimal(_ value: Double, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        guard value.isFinite, abs(value) * scale < 9e15 else { return "—" }
        let scaled = Int64((value * scale).rounded(.toNearestOrAwayFromZero))
        let number = Rational(Int128(scaled), over: Int128(scale))
        return minus(number.decimal(decimals))
    }

    /// A count with thousands commas.
    public static func count(_ number: Int) -> String {
        (number < 0 ? "\u{2212}" : "") + grouped(String(number.magnitude))
    }

    /// A day as in documents: 2026年11月20日.
    static func longDay(_ day: CalendarDay) -> String { "\(day.year)年\(day.month)月\(day.day)日" }

    /// A day as in documents, in both languages.
    static func day(_ day: CalendarDay) -> BilingualText {
        BilingualText(zh: longDay(day), en: "\(day)")
    }

    /// The first characters of a digest, in groups of four.
    static func shortDigest(_ digest: String) -> String {
        let head = Array(digest.prefix(12))
        return stride(from: 0, to: head.count, by: 4).map { start in
            String(head[start..<min(start + 4, head.count)])
        }.joined(separator: " ")
    }

    /// The text with a true minus sign.
    static func minus(_ text: String) -> String {
        text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
    }

    private static func sign(_ value: Int64) -> String { value < 0 ? "\u{2212}" : "" }

    private static func grouped(_ text: String) -> String {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return text }
        var out = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { out += "," }
            out.append(digit)
        }
        return parts.count > 1 ? out + "." + parts[1] : out
    }
}
