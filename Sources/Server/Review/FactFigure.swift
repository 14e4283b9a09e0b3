import LandModel
import Policy

/// The value of a fact as tables show it: areas in hectares, money in yuan, shares in percent (事实数值).
struct FactFigure {
    private let fact: Fact?
    private let pack: Pack
    private let language: DisplayLanguage

    init(_ fact: Fact?, _ pack: Pack, _ language: DisplayLanguage) {
        (self.fact, self.pack, self.language) = (fact, pack, language)
    }

    /// The value without its unit; a dash for what is not known.
    var text: String {
        switch fact?.value {
        case .area, .money, .ratio, .count, .index, .grade, .year:
            number.map { Self.text($0, places) } ?? "—"
        case .bool(let truth):
            BilingualText(zh: truth ? "是" : "否", en: truth ? "yes" : "no")[language]
        case .date(let day): day.description
        case .code(let code): pack.term(code)[language]
        case .codes(let codes): pack.terms(codes, language)
        case nil: "—"
        }
    }

    /// The unit; empty for what has none.
    var unit: String {
        switch fact?.value {
        case .area: BilingualText(zh: "公顷", en: "ha")[language]
        case .money: BilingualText(zh: "元", en: "CNY")[language]
        case .ratio: "%"
        default: ""
        }
    }

    /// The number in the unit shown; nil for what is none.
    private var number: Rational? {
        switch fact?.value {
        case .area(let area): Rational(Int128(area.hundredths), over: 1_000_000)
        case .money(let money): Rational(Int128(money.fen), over: 100)
        case .ratio(let ratio): ratio * Rational(100)
        case .index(let index): index
        case .grade(let grade): grade
        case .count(let count): Rational(count)
        case .year(let year): Rational(year)
        default: nil
        }
    }

    private var places: Int {
        switch fact?.value {
        case .area: 4
        case .money, .ratio, .grade: 2
        case .index: 6
        default: 0
        }
    }

    private static func text(_ number: Rational, _ places: Int) -> String {
        let text = number.magnitude.decimal(places)
        return (number < .zero && text.contains { $0 != "0" && $0 != "." } ? "\u{2212}" : "") + text
    }

    /// How much more a later value is, with its sign; empty when the two are no numbers of a kind.
    func change(to later: FactFigure) -> String {
        guard let number, let other = later.number, fact?.value.type == later.fact?.value.type,
            fact?.value.type != .year
        else { return "" }
        let change = other - number
        return (change > .zero ? "+" : "") + Self.text(change, places)
            + (fact?.value.type == .ratio
                ? BilingualText(zh: " 点", en: " points")[language] : "")
    }
}
