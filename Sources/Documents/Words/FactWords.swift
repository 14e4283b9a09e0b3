import LandModel
import Policy

/// Writes facts in words and figures for the reader.
struct FactWords {
    let words: ValueWords

    /// The value of a fact with its unit; unknown when there is none.
    func text(_ fact: Fact?) -> BilingualText {
        guard let fact else { return LabelCatalogue.unknown }
        switch fact.value {
        case .area(let area):
            let (hectares, mu) = (FigureFormat.hectares(area), FigureFormat.mu(area))
            return BilingualText(zh: "\(hectares) 公顷（\(mu) 亩）", en: "\(hectares) ha (\(mu) mu)")
        case .money(let money):
            return words.figure(Rational(Int128(money.fen), over: 100), unit: .money)
        case .ratio(let ratio): return words.figure(ratio, unit: .ratio)
        case .count(let count): return same(FigureFormat.count(count))
        case .index(let index): return words.figure(index, unit: .index)
        case .grade(let grade): return words.figure(grade, unit: .grade)
        case .bool(let holds): return holds ? LabelCatalogue.yes : LabelCatalogue.no
        case .date(let day): return same("\(day)")
        case .year(let year): return same("\(year)")
        case .code(let code): return words.name(code)
        case .codes(let codes): return words.list(codes.map(words.name))
        }
    }

    private func same(_ text: String) -> BilingualText { BilingualText(zh: text, en: text) }
}
