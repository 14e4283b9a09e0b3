import Access
import Foundation
import Journal
import LandModel
import Lifecycle
import Store

@testable import Operations

/// A home in a folder of its own, gone when the test is over.
final class TestHome {
    let folder: URL
    let home: OfficeHome
    let desk: OfficeDesk
    private var clock: Int

    init(_ day: String = "2026-01-05") async throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-operations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let area = try required(AdministrativeCode("4502"))
        let start = try required(CalendarDay(day))
        clock = ChinaTime.time(of: start, hour: 9, minute: 0)
        let founding = Founding(
            journal: "test/journal",
            office: Office(
                id: "city", kind: "cityNaturalResources", name: "甲市自然资源局",
                territory: Territory(.area(area))),
            administrator: Person(id: "admin", name: "管理员"), time: clock)
        home = try OfficeHome.create(
            at: folder.appending(path: "home").path,
            OfficeSettings(journal: founding.journal, office: "city", created: clock))
        try await founding.record(in: home)
        desk = OfficeDesk(home, programVersion: "test")
    }

    deinit {
        do {
            try home.close()
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("left behind: \(folder.path): \(error)")
        }
    }

    /// A city with its bureau and joint meeting office, a county government with the given offices beside it, and one
    /// project of that county.
    static func withProject(
        and offices: [(office: String, kind: String, area: String, person: String)] = []
    ) async throws -> TestHome {
        let test = try await TestHome()
        try await test.staff(
            [
                ("nr", "cityNaturalResources", "4502", "chen"),
                ("jmo", "jointMeetingOffice", "4502", "huang"),
                ("gov", "countyGovernment", "450222", "lu"),
            ] + offices)
        try await test.list(
            [
                ("4502", "city", "4502", ""), ("450222", "county", "450222", "4502"),
                ("450222-1", "project", "450222101", "450222"),
            ])
        return test
    }

    /// Performs an act a minute after the one before.
    @discardableResult
    func act(
        _ operation: String, by person: Person.ID = "admin", _ input: CanonicalJSON,
        key: String? = nil, day: String? = nil, capacity: Appointment.ID? = nil
    ) async throws -> ActReceipt {
        clock += 60_000
        if let day {
            clock = ChinaTime.time(of: try required(CalendarDay(day)), hour: 9, minute: 0)
        }
        return try await desk.perform(
            ActRequest(
                operation: operation, person: person, capacity: capacity, input: input,
                key: try IdempotencyKey(key ?? "test/\(clock)"), time: clock),
            files: .folder(folder.path))
    }

    /// The codes of a refusal in order; empty when the act was done.
    func refused(
        _ operation: String, by person: Person.ID = "admin", _ input: CanonicalJSON,
        day: String? = nil
    ) async throws -> [String] {
        do {
            try await act(operation, by: person, input, day: day)
            return []
        } catch let refusal as Refusal {
            return refusal.items.map(\.code)
        }
    }

    /// Registers offices, each with one person who is appointed to it, named like the office.
    func staff(_ people: [(office: String, kind: String, area: String, person: String)])
        async throws
    {
        for one in people {
            try await act(
                "registerOffice",
                [
                    "id": .text(one.office), "kind": .text(one.kind), "name": .text(one.office),
                    "areas": [.text(one.area)],
                ])
            try await act(
                "registerPerson",
                ["id": .text(one.person), "name": .text(one.person), "office": .text(one.office)])
            try await act(
                "appoint",
                ["person": .text(one.person), "office": .text(one.office), "from": "2026-01-05"])
        }
    }

    /// Publishes the pack of Liuzhou and lists subjects under it, named after their identifiers; an empty area
    /// or parent is left out.
    func list(
        _ subjects: [(id: String, entity: String, area: String, parent: String)],
        named name: (String) -> String = { $0 }
    ) async throws {
        try await act(
            "publishPack", by: "chen",
            ["folder": .text(try packFolder("liuzhou-2020")), "area": "4502"])
        for one in subjects {
            var input: [String: CanonicalJSON] = [
                "subject": .text(one.id), "entity": .text(one.entity), "name": .text(name(one.id)),
            ]
            if !one.area.isEmpty { input["area"] = .text(one.area) }
            if !one.parent.isEmpty { input["parent"] = .text(one.parent) }
            try await act("listSubject", by: "chen", .object(input))
        }
    }

    /// Registers and appoints somebody to a county's bureau of natural resources.
    func staffCounty() async throws {
        try await act(
            "registerOffice",
            [
                "id": "county", "kind": "countyNaturalResources", "name": "乙县自然资源局",
                "areas": ["450222"],
            ])
        try await act("registerPerson", ["id": "wang", "name": "王芳", "office": "county"])
        try await act(
            "appoint", ["person": "wang", "office": "county", "from": "2026-01-05"])
    }

    /// Puts an event of a life on the record as it is, past the clauses that stand before an act.
    func enter(_ event: LifeEvent, of subject: String) async throws {
        clock += 60_000
        let stream = try LifeStream.stream(of: subject, field: "subject")
        let version = try await home.journal.read { view throws(StoreError) in
            try view.version(of: stream)
        }
        _ = try await home.journal.append(
            Batch(
                key: try IdempotencyKey("test/\(clock)"),
                actor: ActingPerson("admin", for: "city"), basis: [], time: clock,
                entries: [
                    Batch.Entry(stream: stream, type: event.eventType, payload: event.payload)
                ], expectedVersions: [stream: version]))
    }

    var events: Int {
        get async throws {
            try await home.journal.read { view throws(StoreError) in try view.head().sequence }
        }
    }
}

/// The value, or an error.
func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw CocoaError(.coderValueNotFound) }
    return value
}
