import Testing

@testable import Operations

@Suite struct RecentValuesTests {
    @Test func `what was not used for the longest time goes first`() {
        var values = RecentValues<Int, String>(room: 8)
        for key in 1...8 { values.keep("\(key)", for: key, weight: 1) }
        let first = values.value(1)
        #expect(values.count == 8 && first == "1")
        values.keep("9", for: 9, weight: 1)
        // Room is made down to three quarters; 1 was used after 2 to 8.
        #expect(values.weight == 6)
        let left = (1...9).filter { values.value($0) != nil }
        #expect(left == [1, 5, 6, 7, 8, 9])
    }

    @Test func `a value takes the place of the one before, and heavy ones are not kept`() {
        var values = RecentValues<String, Int>(room: 100)
        values.keep(1, for: "a", weight: 20)
        values.keep(2, for: "a", weight: 5)
        let second = values.value("a")
        #expect(second == 2 && values.weight == 5)
        values.keep(3, for: "b", weight: 26)
        let heavy = values.value("b")
        #expect(heavy == nil && values.weight == 5)
        values.update("a") { $0 = 4 }
        let changed = values.value("a")
        #expect(changed == 4)
        values.remove("a")
        #expect(values.weight == 0 && values.isEmpty)
        values.keep(5, for: "c", weight: 1)
        values.removeAll()
        #expect(values.isEmpty && values.weight == 0)
    }
}
