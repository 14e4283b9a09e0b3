import LandModel
import Policy

/// Writes values of findings in words and figures for the reader.
struct ValueWords {
    /// Names of codes, facts and offices by identifier.
    let names: [String: BilingualText]

    /// The value with its unit; areas in hectares with mu beside them.
    func text(_ value: EvaluatedValue, unit: ValueType?, decimals: Int = 2) -> BilingualText {
        switch value {
        case .number(let number): figure(number, unit: unit, decimals: decimals)
        case .truth(let holds): holds ? LabelCatalogue.yes : LabelCatalogue.no
        case .date(let day): BilingualText(zh: "\(day)", en: "\(day)")
        case .code(let code): name(code)
        case .codes(let codes): list(codes.map(name))
        case .period(let period): Self.span(period)
        case .unknown: LabelCatalogue.unknown
        }
    }

    /// Measured and required with as many decimals as keep them apart, the requirement with its sign.
    func pair(of finding: Finding) -> (measured: BilingualText?, required: BilingualText?) {
        var decimals = 2
        if let measured = finding.measured?.number, let required = finding.required?.number,
            measured != required
        {
            while decimals < 8,
                figure(measured, unit: finding.unit, decimals: decimals).zh
                    == figure(required, unit: finding.unit, decimals: decimals).zh
            {
                decimals += 1
            }
        }
        let required = finding.required.map { text($0, unit: finding.unit, decimals: decimals) }
        return (
            finding.measured.map { text($0, unit: finding.unit, decimals: decimals) },
            required.map { figure in
                let sign = finding.bound.map { $0.sign + " " } ?? ""
                return BilingualText(zh: sign + figure.zh, en: sign + figure.en)
            }
        )
    }

    /// A number with its unit.
    func figure(_ number: Rational, unit: ValueType?, decimals: Int = 2) -> BilingualText {
        switch unit {
        case .area: return areaText(number, decimals: decimals)
        case .money:
            let text = FigureFormat.tenThousandYuan(number, decimals: decimals)
            return BilingualText(zh: "\(text) 万元", en: "\(text) × 10⁴ CNY")
        case .ratio:
            let text = FigureFormat.percent(number, decimals: decimals)
            return BilingualText(zh: text, en: text)
        case .days:
            let text = FigureFormat.minus(number.decimal(number.isInteger ? 0 : decimals))
            return BilingualText(zh: "\(text) 天", en: "\(text) days")
        case .year: return BilingualText(zh: "\(number) 年", en: "\(number)")
        default:
            let text = FigureFormat.minus(
                number.decimal(number.isInteger ? 0 : max(decimals, unit == .index ? 4 : 2)))
            return BilingualText(zh: text, en: text)
        }
    }

    /// A difference with its unit; of shares in percentage points.
    func difference(_ number: Rational, unit: ValueType?) -> BilingualText {
        guard unit == .ratio else { return figure(number, unit: unit) }
        let points = FigureFormat.minus((number * Rational(100)).decimal(2))
        return BilingualText(zh: "\(points) 个百分点", en: "\(points) percentage points")
    }

    /// The name of an identifier; the identifier itself when it has none.
    func name(_ identifier: String) -> BilingualText {
        names[identifier] ?? BilingualText(zh: identifier, en: identifier)
    }

    /// Names one after another.
    func list(_ texts: [BilingualText]) -> BilingualText {
        BilingualText(
            zh: texts.map(\.zh).joined(separator: "、"), en: texts.map(\.en).joined(separator: ", "))
    }

    /// An exact area in m², rounded to the recorded unit.
    static func area(_ squareMetres: Rational) -> Area {
        let hundredths = (squareMetres * Rational(100)).decimal(0)
        return Area(hundredths: Int64(hundredths) ?? 0)
    }

    private func areaText(_ number: Rational, decimals: Int) -> BilingualText {
        let area = Self.area(number)
        if area == .zero && number == .zero { return BilingualText(zh: "0", en: "0") }
        if decimals > 2 {
            let text = FigureFormat.squareMetres(area)
            return BilingualText(zh: "\(text) 平方米", en: "\(text) m²")
        }
        let text = FigureFormat.hectares(area)
        return BilingualText(zh: "\(text) 公顷", en: "\(text) ha")
    }

    private static func span(_ period: Period) -> BilingualText {
        switch period.unit {
        case .days: BilingualText(zh: "\(period.count) 天", en: "\(period.count) days")
        case .workdays: BilingualText(zh: "\(period.count) 个工作日", en: "\(period.count) workdays")
        case .months: BilingualText(zh: "\(period.count) 个月", en: "\(period.count) months")
        case .years: BilingualText(zh: "\(period.count) 年", en: "\(period.count) years")
        }
    }
}
