import Access
import Foundation
import Journal
import LandModel
import Store
import Testing

@testable import Operations

/// The desk: from a request to the record, on real homes.
@Suite struct DeskTests {
    @Test func `an act is one batch, with what audit asks for at its end`() async throws {
        let test = try await TestHome()
        let receipt = try await test.act(
            "registerOffice",
            ["id": "xe", "kind": "townshipGovernment", "name": "西鹅乡", "areas": ["450222101"]])
        #expect(receipt.batch.sequences == 5...6)
        let (register, act, actor) = try await test.home.journal.read { view throws(StoreError) in
            let act = try view.acts(limit: 1)[0]
            return (try view.accessRegister(), act.act, act.event.actor)
        }
        #expect(register.offices["xe"]?.name == "西鹅乡")
        #expect(act.operation == "registerOffice" && act.areas.codes == ["450222101"])
        #expect(act.capacity == "a-1" && act.roles == [.administrator] && act.request != nil)
        #expect(actor.person == "admin" && actor.office == "city")
    }

    @Test func `a refused act leaves nothing on the record`() async throws {
        let test = try await TestHome()
        let before = try await test.events
        #expect(try await test.refused("nothing", [:]) == ["ACC-OPERATION"])
        #expect(try await test.refused("appoint", by: "nobody", [:]).count == 3)
        #expect(
            try await test.refused(
                "registerPerson", by: "nobody", ["id": "x", "name": "某", "office": "city"])
                == ["ACC-PERSON"])
        #expect(
            try await test.refused(
                "registerPerson", ["id": "x", "name": "某", "office": "unknown"]) == [
                    "REG-UNKNOWN"
                ])
        #expect(try await test.events == before)
    }

    @Test func `the same request is done once, another under its key is refused`() async throws {
        let test = try await TestHome()
        let input: CanonicalJSON = ["id": "wang", "name": "王芳", "office": "city"]
        let first = try await test.act("registerPerson", input, key: "request-1")
        let events = try await test.events
        let again = try await test.act("registerPerson", input, key: "request-1")
        #expect(!first.isRepetition && again.isRepetition && again.batch == first.batch)
        #expect(try await test.events == events)
        await #expect(throws: StoreError.self) {
            try await test.act(
                "registerPerson", ["id": "li", "name": "李强", "office": "city"], key: "request-1")
        }
        #expect(try await test.events == events)
    }

    @Test func `of concurrent requests every one is decided on what is there when it lands`()
        async throws
    {
        let test = try await TestHome()
        let desk = test.desk
        let start = ChinaTime.time(of: try required(CalendarDay("2026-01-05")), hour: 10, minute: 0)
        let codes = await withTaskGroup(of: [String].self) { group in
            for number in 0..<24 {
                group.addTask {
                    do {
                        // Each identifier is asked for three times; one may have it.
                        _ = try await desk.perform(
                            ActRequest(
                                operation: "registerPerson", person: "admin",
                                input: [
                                    "id": .text("p-\(number / 3)"), "name": "某人",
                                    "office": "city",
                                ],
                                key: try IdempotencyKey("concurrent/\(number)"), time: start))
                        return ["done"]
                    } catch let refusal as Refusal {
                        return refusal.items.map(\.code)
                    } catch {
                        return ["\(error)"]
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(codes.count { $0 == "done" } == 8 && codes.count { $0 == "REG-TAKEN" } == 16)
        let report = try await test.home.journal.verify(trusting: [])
        #expect(report.isSound && report.events == 4 + 8 * 2)
    }

    @Test func `who is dismissed is told and confirms it`() async throws {
        let test = try await TestHome()
        try await test.staffCounty()
        try await test.act(
            "endAppointment", ["appointment": "a-2", "from": "2026-02-01", "reason": "调任"],
            day: "2026-01-31")
        let notices = try await test.home.journal.read { view throws(StoreError) in
            (try view.inbox(of: "wang"), try view.accessRegister())
        }
        let text = NoticeText(notices.0[0], register: notices.1)
        #expect(text.heading.zh == "2026-01-31 09:00 甲市自然资源局管理员：免职")
        #expect(
            text.sentences.map(\.zh) == ["王芳的任职 a-2 自 2026-02-01 起终止。", "事由：调任。"])
        #expect(text.sentences[0].en == "Appointment a-2 of 王芳 is over from 2026-02-01 on.")
        try await test.act(
            "acknowledgeNotices", by: "wang", ["through": 1_000], day: "2026-03-01")
        let waiting = try await test.home.journal.read { view throws(StoreError) in
            try view.inbox(of: "wang").count { !$0.isAcknowledged }
        }
        #expect(waiting == 0)
    }

    @Test func `nobody lends another's post by acting under his own`() async throws {
        let test = try await TestHome()
        try await test.staffCounty()
        try await test.act("registerPerson", ["id": "li", "name": "李强", "office": "county"])
        try await test.act(
            "appoint", ["person": "li", "office": "county", "from": "2026-01-05"])
        await #expect {
            try await test.act(
                "delegate", by: "li",
                [
                    "appointment": "a-2", "delegate": "admin", "from": "2026-01-05",
                    "through": "2026-01-31",
                ], capacity: "a-3")
        } throws: { ($0 as? Refusal)?.items.map(\.code) == ["ACC-CAPACITY"] }
    }

    @Test func `a county does not write into another's project by naming its own area`()
        async throws
    {
        let test = try await TestHome()
        try await test.staffCounty()
        try await test.act("registerPerson", ["id": "chen", "name": "陈", "office": "city"])
        try await test.act("appoint", ["person": "chen", "office": "city", "from": "2026-01-05"])
        try await test.act(
            "publishPack", by: "chen",
            ["folder": .text(try packFolder("liuzhou-2020")), "area": "4502"])
        try await test.act(
            "listSubject", by: "chen",
            ["subject": "p-2", "entity": "project", "name": "他县项目", "area": "450223"])
        let inside: (CanonicalJSON) -> CanonicalJSON = { area in
            [
                "subject": "p-2/v-1", "entity": "village", "name": "某村", "parent": "p-2",
                "area": area,
            ]
        }
        #expect(try await test.refused("listSubject", by: "wang", inside("450222")) == ["LIF-AREA"])
        #expect(
            try await test.refused("listSubject", by: "wang", inside("450223")) == [
                "ACC-TERRITORY"
            ])
        try await test.act("listSubject", by: "chen", inside("450223"))
    }

    @Test func `values that the journal cannot keep are refused by the form`() async throws {
        #expect(throws: InputTextError.self) {
            try InputText.read(Array("{\"a\": 9007199254740993}".utf8), from: "big")
        }
        let test = try await TestHome()
        #expect(
            try await test.refused(
                "exportRecords", ["recipient": "甲", "purpose": "乙", "areas": "4502", "王": 1])
                == ["INP-UNKNOWN"])
    }

    @Test func `acting for another is on the record as that`() async throws {
        let test = try await TestHome()
        try await test.staffCounty()
        try await test.act("registerPerson", ["id": "li", "name": "李强", "office": "county"])
        try await test.act(
            "delegate", by: "wang",
            [
                "appointment": "a-2", "delegate": "li", "from": "2026-01-05",
                "through": "2026-01-31", "operations": ["publishPack"],
            ])
        // A pack may not be published by delegation, whatever was delegated.
        let pack = try packFolder("liuzhou-2020")
        #expect(
            try await test.refused(
                "publishPack", by: "li", ["folder": .text(pack), "area": "450222"]) == [
                    "ACC-IN-PERSON"
                ])
        try await test.act(
            "revokeDelegation", by: "admin", ["delegation": "d-1", "from": "2026-01-10"])
        #expect(
            try await test.refused(
                "importDataset", by: "li",
                ["id": "s", "name": "调查", "area": "450222", "files": ["x.geojson"]],
                day: "2026-01-12") == ["ACC-DELEGATION-TERM", "ACC-DELEGATION-OPERATION"])
    }
}

/// A pack of the repository.
func packFolder(_ code: String) throws -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "PolicyPacks/\(code)").path
}
