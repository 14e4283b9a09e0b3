import Testing

@testable import LandModel

@Suite struct LandClassTests {
    @Test(arguments: [
        ("0404", ThreeWayClass.unused), ("1006", .agricultural), ("1103", .agricultural),
        ("1203", .agricultural), ("1201", .construction), ("0603", .construction),
    ])
    func `the classic mistakes of the three-way split are not made`(
        code: String, expected: ThreeWayClass
    ) throws {
        #expect(try LandClass(code).threeWay == expected)
    }

    @Test func `a sub-code has the properties of its parent`() throws {
        #expect(try LandClass("1107A").threeWay == .agricultural)
        #expect(try LandClass("0301X").chineseName == "乔木林地")
        #expect(try LandClass("0301K").parent == "0301")
        #expect(try LandClass("0301K").planningCodes == ["0301"])
    }

    @Test func `a code of the second survey is refused with what it may have become`() {
        #expect(throws: LandClassError.retired(code: "011", candidates: ["0101"])) {
            try LandClass("011")
        }
        #expect(throws: LandClassError.retired(code: "127", candidates: ["1206", "1207"])) {
            try LandClass("127")
        }
        #expect(throws: LandClassError.unknown(code: "9999")) { try LandClass("9999") }
        #expect(throws: LandClassError.missing) { try LandClass("") }
    }

    @Test func `only 0101 to 0103 are cultivated land`() {
        let cultivated = LandClass.all.filter(\.isCultivated).map(\.code)
        #expect(cultivated == ["0101", "0102", "0103"])
        #expect(LandClass.all.count == 68)
    }
}
