import Access
import LandModel
import Testing

@Suite struct ValueTests {
    @Test func `an identifier is of 1 to 64 letters, digits and three marks`() {
        // Through a variable: with a literal Swift takes the initialiser for literals.
        func isRead(_ text: String) -> Bool { Person.ID(text)?.text == text }
        #expect(isRead("p-0_1.A"))
        #expect(!isRead(""))
        #expect(!isRead("a b"))
        #expect(!isRead("../x"))
        #expect(!isRead("张三"))
        #expect(isRead(String(repeating: "x", count: 64)))
        #expect(!isRead(String(repeating: "x", count: 65)))
    }

    @Test func `an identifier written wrongly in the program stops it`() async {
        await #expect(processExitsWith: .failure) { _ = Person.ID(stringLiteral: "a b") }
    }

    @Test func `a term counts both its days`() throws {
        let term = Term(from: try day("2026-02-27"), through: try day("2026-02-28"))
        #expect(try !term.contains(day("2026-02-26")))
        #expect(try term.contains(day("2026-02-27")))
        #expect(try term.contains(day("2026-02-28")))
        #expect(try !term.contains(day("2026-03-01")))
        #expect(try term.until == day("2026-03-01"))
        #expect(try term.through == day("2026-02-28"))
    }

    @Test func `a term ends once and never later than it would`() throws {
        let open = Term(from: try day("2026-01-10"))
        #expect(try open.contains(day("2126-01-01")))
        let ended = open.ending(try day("2026-02-01"))
        #expect(try ended.contains(day("2026-01-31")) && !ended.contains(day("2026-02-01")))
        #expect(try ended.ending(day("2026-03-01")) == ended)
        #expect(try open.ending(day("2026-01-01")).isEmpty)
        #expect(try open.ending(day("2026-01-10")).isEmpty)
        #expect(try open.ending(day("2026-01-10")).through == nil)
    }

    @Test func `terms lie within and overlap as their days do`() throws {
        let start = try day("2026-01-01")
        let candidates: [Term] = (0..<5).flatMap { from in
            [Term(from: start.adding(days: from))]
                + (0..<5).map { last in
                    Term(from: start.adding(days: from), through: start.adding(days: last))
                }
        }
        // Ten days show the whole of every term here but the open end.
        func days(_ term: Term) -> Set<Int> {
            Set((0..<10).filter { term.contains(start.adding(days: $0)) })
        }
        for one in candidates {
            for other in candidates {
                #expect(
                    one.isWithin(other) == days(one).isSubset(of: days(other)), "\(one) \(other)")
                #expect(
                    one.overlaps(other) == !days(one).isDisjoint(with: days(other)),
                    "\(one) \(other)")
            }
        }
    }

    @Test func `a scope contains what its codes are prefixes of`() throws {
        let county = try area("450222")
        #expect(try county.contains(code("450222")))
        #expect(try county.contains(code("450222101200")))
        #expect(try !county.contains(code("450223101")))
        #expect(try !county.contains(code("4502")))
        #expect(AreaScope.nation.contains(county) && !county.contains(.nation))
        #expect(AreaScope.nation.contains(.nation))
        #expect(try county.contains(area("450222101", "450222102")))
        #expect(try !county.contains(area("450222101", "450223101")))
        #expect(county.levels == [.county])
        #expect(try area("45", "450222101").levels == [.province, .township])
    }

    @Test func `a district made of townships of two counties reaches them and nothing else`()
        throws
    {
        let district = try area("450223101", "450203103")
        #expect(try district.contains(code("450203103001")))
        #expect(try !district.contains(code("450203104001")))
        #expect(try !district.contains(code("450223")))
    }

    @Test func `the edition of the code book does not matter for access`() throws {
        let old = try #require(AdministrativeCode("450222", year: 2012))
        let new = try #require(AdministrativeCode("450222101", year: 2024))
        #expect(AreaScope.area(old).contains(new))
    }

    @Test func `a territory of named projects reaches only these, in its areas`() throws {
        let territory = Territory(try area("450222"), projects: ["p1"])
        func covers(_ digits: String, _ project: ProjectID?) throws -> Bool {
            territory.covers(AccessTarget(areas: try area(digits), project: project))
        }
        #expect(try covers("450222101", "p1"))
        #expect(try !covers("450222101", "p2"))
        #expect(try !covers("450222101", nil))
        #expect(try !covers("450223101", "p1"))
        #expect(!territory.covers(AccessTarget(areas: .areas([]), project: "p1")))
        #expect(try territory.isWithin(Territory(area("4502"))))
        #expect(try !Territory(area("450222")).isWithin(territory))
        #expect(
            try !Territory(area("450222101"), projects: ["p1", "p2"]).isWithin(territory))
    }
}
