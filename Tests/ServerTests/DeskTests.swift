import Access
import LandModel
import Operations
import Testing

@testable import Server

/// Addresses, order and right of the desk's pages.
@Suite struct DeskTests {
    private func task(
        _ kind: DeskTask.Kind, _ subject: String, since: String? = nil
    ) -> DeskTask {
        DeskTask(
            kind: kind, subject: subject, title: BilingualText(zh: subject, en: subject),
            object: subject, objectHref: "/projects/\(subject)",
            since: since.flatMap { CalendarDay($0) }, verb: BilingualText(zh: "办理", en: "Do"),
            href: PageAddress.act("x", on: subject))
    }

    @Test func `addresses of acts, subjects and clauses carry what they are given, escaped`() {
        #expect(
            PageAddress.act("approveSubproject", on: "450222-1/s-1")
                == "/acts/approveSubproject?subject=450222-1%2Fs-1")
        #expect(
            PageAddress.act("remindDuty", on: "450222", [("clause", "LZ-036")])
                == "/acts/remindDuty?subject=450222&clause=LZ-036")
        #expect(PageAddress.subject("450222-1/s-1", entity: "subproject") == "/projects/450222-1")
        #expect(PageAddress.subject("m-1", entity: "meeting") == "/meetings/m-1")
        #expect(PageAddress.clause("LZ-036", of: "liuzhou-2020") == "/policy/liuzhou-2020/LZ-036")
    }

    @Test func `an address keeps its filters and changes those that are named`() {
        #expect(
            PageAddress.same("/pool", ["q": "西鹅", "page": "3"], ["page": nil, "view": "list"])
                == "/pool?q=%E8%A5%BF%E9%B9%85&view=list")
        #expect(PageAddress.same("/pool", ["q": ""]) == "/pool")
    }

    @Test
    func `without limits, what was returned comes first and what waits longest before others`() {
        let tasks = [
            task(.turn, "b", since: "2026-03-02"), task(.decide, "c"),
            task(.turn, "a", since: "2026-02-01"), task(.returned, "d"),
        ]
        #expect(tasks.sorted(by: DeskTask.comesFirst).map(\.subject) == ["d", "c", "a", "b"])
    }

    @Test func `a month begins on the Monday of its first week and ends with its last`() throws {
        let day = try #require(CalendarDay("2026-11-22"))
        let month = CalendarMonth("2026-02", day: day)
        #expect(month.days.lowerBound.description == "2026-02-01")
        #expect(month.days.upperBound.description == "2026-02-28")
        #expect(CalendarMonth("2026-13", day: day).days.lowerBound.description == "2026-11-01")
        #expect(CalendarMonth(nil, day: day).days.upperBound.description == "2026-11-30")
    }

    @Test
    func `a scope meets what lies in it and what holds it, and a township asks for its county`()
        throws
    {
        func code(_ text: String) throws -> AdministrativeCode {
            try #require(AdministrativeCode(text))
        }
        let township = AreaScope.area(try code("450222101"))
        #expect(township.meets(try code("450222101203")))
        #expect(township.meets(try code("450222")))
        #expect(!township.meets(try code("450222102")))
        #expect(township.questionAreas == [try code("450222")])
        #expect(AreaScope.nation.questionAreas == [nil])
        #expect(AreaScope.area(try code("4502")).questionAreas == [try code("4502")])
    }
}
