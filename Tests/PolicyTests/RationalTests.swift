import Testing

@testable import Policy

@Suite struct RationalTests {
    @Test(arguments: [
        ("12.50", "25/2"), ("-0.01", "-1/100"), ("499999.99", "49999999/100"), ("7", "7"),
        ("0.000", "0"), ("+3", "3"),
    ])
    func `reads decimals exactly`(text: String, value: String) {
        #expect(Rational(text)?.description == value)
    }

    @Test(arguments: [
        "", "-", ".5", "5.", "1.2.3", "1e5", "５", "0x10", " 1", "1234567890123456789012345678901",
    ])
    func `refuses what is no decimal`(text: String) {
        #expect(Rational(text) == nil)
    }

    @Test(arguments: [
        ("4.985", 2, "4.99"), ("-4.985", 2, "-4.99"), ("4.9849", 2, "4.98"), ("0.004", 2, "0.00"),
        ("-0.004", 2, "0.00"), ("12", 0, "12"), ("0.5", 0, "1"), ("100", 2, "100.00"),
    ])
    func `writes decimals rounded half away from zero`(text: String, places: Int, shown: String) {
        #expect(Rational(text)?.decimal(places) == shown)
    }

    @Test func `leaving 128 bits stops the program`() async {
        await #expect(processExitsWith: .failure) {
            let huge = Rational(Int128.max, over: 3)
            _ = huge * huge
        }
    }

    @Test func `a denominator of zero stops the program`() async {
        await #expect(processExitsWith: .failure) { _ = Rational(1, over: 0) }
    }
}
