import LandModel
import Policy
import Testing

@testable import Documents

@Suite struct FigureFormatTests {
    @Test func `figures follow the rules of official tables`() {
        #expect(FigureFormat.squareMetres(Area(hundredths: 123_456_789)) == "1,234,567.89")
        #expect(FigureFormat.squareMetres(Area(hundredths: -343_343)) == "−3,433.43")
        #expect(FigureFormat.hectares(Area(hundredths: 343_343)) == "0.3433")
        #expect(FigureFormat.mu(Area(hundredths: 343_343)) == "5.15")
        #expect(FigureFormat.signedHectares(squareMetres: 425_673) == "+42.5673")
        #expect(FigureFormat.percent(Rational(339, over: 10_000)) == "3.39%")
        #expect(FigureFormat.tenThousandYuan(Rational(12_345_678)) == "1,234.57")
        #expect(FigureFormat.decimal(-0.125, decimals: 2) == "−0.13")
    }

    @Test func `measured and required keep as many digits as tell them apart`() {
        var draft = SyntheticFindings.Draft(
            clause: "X-1", zh: "甲", en: "a", status: .violated,
            measured: .number(Rational(49_999, over: 1_000_000)),
            required: .number(Rational(5, over: 100)))
        draft.bound = .atLeast
        draft.unit = .ratio
        let finding = SyntheticFindings(isDraft: false, digest: "").finding(draft)
        let pair = ValueWords(names: [:]).pair(of: finding)
        #expect(pair.measured?.zh == "4.9999%")
        #expect(pair.required?.zh == "≥ 5.0000%")
    }

    @Test func `a moment is told in China Standard Time`() {
        // 1,795,135,620 = 20,777 days and 2,820 s: 2026-11-20 00:47 UTC.
        let moment = ReportMoment(epochSeconds: 1_795_135_620)
        #expect(moment.isoText == "2026-11-20T08:47:00+08:00")
        #expect(moment.text.zh == "2026年11月20日 08时47分")
    }
}
