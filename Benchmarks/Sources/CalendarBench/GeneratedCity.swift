import Access
import Glibc
import Journal
import LandModel
import Operations
import Policy
import Store

/// A city of ten counties with projects, each with villages, facts, papers and acts as a real one gathers them.
struct GeneratedCity {
    let projects: Int
    let events: Int

    private static let founded =
        CalendarDay(year: 2023, month: 1, day: 3) ?? CalendarDay(daysSinceEpoch: 19_360)
    private static let counties = 10

    /// Makes the home.
    func fill(_ folder: String, pack: String) async throws {
        let start = ChinaTime.time(of: Self.founded, hour: 9, minute: 0)
        guard let area = AdministrativeCode("4502") else { return }
        let founding = Founding(
            journal: "4502/bench",
            office: Office(
                id: "city", kind: "cityNaturalResources", name: "甲市自然资源局",
                territory: Territory(.area(area))),
            administrator: Person(id: "admin", name: "管理员"), time: start)
        let home = try OfficeHome.create(
            at: folder, OfficeSettings(journal: founding.journal, office: "city", created: start))
        try await founding.record(in: home)
        let desk = OfficeDesk(home, programVersion: "bench")
        var minute = 0
        func act(_ operation: String, by person: Person.ID, _ input: CanonicalJSON) async throws {
            minute += 1
            _ = try await desk.perform(
                ActRequest(
                    operation: operation, person: person, input: input,
                    key: try IdempotencyKey("fill/\(minute)"), time: start + minute * 60_000))
        }
        try await act(
            "registerPerson", by: "admin", ["id": "chen", "name": "陈科长", "office": "city"])
        try await act(
            "appoint", by: "admin", ["person": "chen", "office": "city", "from": "2023-01-03"])
        try await act("publishPack", by: "chen", ["folder": .text(pack), "area": "4502"])
        try await act(
            "listSubject", by: "chen",
            ["subject": "4502", "entity": "city", "name": "甲市", "area": "4502"])
        for county in 0..<Self.counties {
            let code = "45020\(county)"
            try await act(
                "listSubject", by: "chen",
                [
                    "subject": .text(code), "entity": "county", "name": .text("第\(county)县"),
                    "area": .text(code), "parent": "4502",
                ])
        }
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<64 {
                group.addTask {
                    for number in stride(from: worker, to: projects, by: 64) {
                        try await fill(home, number)
                    }
                }
            }
            try await group.waitForAll()
        }
        print(
            "fill \(projects) projects of \(events) events \((ContinuousClock.now - began) / .seconds(1)) s"
        )
    }

    private func fill(_ home: OfficeHome, _ number: Int) async throws {
        let county = "45020\(number % Self.counties)"
        let id = "\(county)-\(number)"
        let all = try story(id, county, number)
        // A project goes on for three years, some events at a time.
        for (round, part) in stride(from: 0, to: all.count, by: 30).enumerated() {
            let time = ChinaTime.time(
                of: Self.founded.adding(days: 10 + number % 60 + round * 100), hour: 10,
                minute: round)
            try await Self.append(
                home, "\(id)/\(round)", time, Array(all[part..<min(part + 30, all.count)]))
        }
    }

    private static func append(
        _ home: OfficeHome, _ key: String, _ time: Int, _ entries: [Batch.Entry]
    ) async throws {
        _ = try await home.journal.append(
            Batch(
                key: try IdempotencyKey("bench/" + key),
                actor: ActingPerson("chen", for: "city"), basis: [], time: time,
                entries: entries, expectedVersions: [:]))
    }

    private func story(
        _ id: String, _ county: String, _ number: Int
    ) throws -> [Batch.Entry] {
        let stream = try StreamID("life/" + id)
        var entries: [Batch.Entry] = []
        func add(_ type: EventType, _ payload: CanonicalJSON) {
            entries.append(Batch.Entry(stream: stream, type: type, payload: payload))
        }
        add(
            "subjectListed",
            [
                "entity": "project", "id": .text(id), "name": .text("第 \(number) 号项目"),
                "parent": .text(county), "area": .text(county),
            ])
        let villages = (1...8).map { "\(id)/v-\($0)" }
        for village in villages {
            add(
                "subjectListed",
                [
                    "entity": "village", "id": .text(village), "name": .text(village),
                    "parent": .text(id),
                ])
        }
        add(
            "subjectListed",
            ["entity": "subproject", "id": .text(id + "/s-1"), "name": "河道治理", "parent": .text(id)])
        let evidence: CanonicalJSON = [["source": "潜力调查", "digest": "", "note": ""]]
        for village in villages {
            add(
                "factsStated",
                [
                    "of": .text(village),
                    "facts": [
                        "potentialSurveyed": ["value": "true", "evidence": evidence],
                        "willingnessSurveyed": ["value": "true", "evidence": evidence],
                    ],
                ])
        }
        let acts = [
            "admitToPool", "confirmMature", "startFeasibility", "approveVillagePlan",
            "applyInitiation",
            "reviewInitiationBySectors", "argueInitiation", "decideInitiation", "approveInitiation",
            "approveImplementationPlan", "startImplementation",
        ]
        // Some projects stay in the middle of it.
        for act in acts.prefix(3 + number % 9) {
            add("actDone", ["act": .text(act), "of": .text(id), "by": ["countyGovernment"]])
        }
        let papers = [
            "progressReport", "feasibilityStudy", "villagePlan", "consultationRecord",
            "implementationPlan",
        ]
        var index = 0
        while entries.count < events {
            index += 1
            if index % 3 == 0 {
                add(
                    "factsStated",
                    [
                        "of": .text(villages[index % 8]),
                        "facts": [
                            "zoneGapArea": ["value": .text("\(index).00"), "evidence": evidence]
                        ],
                    ])
            } else {
                add(
                    "documentFiled",
                    [
                        "document": .text(papers[index % 5]), "sections": ["进展", "问题"], "to": [],
                        "digest": "", "by": "countyNaturalResources", "of": .text(id),
                    ])
            }
        }
        return Array(entries.prefix(events))
    }

    /// The projects of a home.
    static func projects(of home: OfficeHome) async throws -> [String] {
        try await home.journal.read { view throws(StoreError) in
            try view.streams(prefix: "life/45020", limit: .max).map {
                String($0.id.text.dropFirst(5))
            }
            .filter { $0.contains("-") }
        }
    }

    /// One more paper of some project.
    static func goOn(_ home: OfficeHome, _ number: Int) async throws {
        let projects = try await projects(of: home)
        let id = projects[(number * 104_729 + 5) % projects.count]
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        try await append(
            home, "more/\(moment.tv_sec).\(moment.tv_nsec)",
            ChinaTime.time(
                of: CalendarDay(year: 2026, month: 11, day: 20) ?? founded, hour: 10, minute: 0),
            [
                Batch.Entry(
                    stream: try StreamID("life/" + id), type: "documentFiled",
                    payload: [
                        "document": "progressReport", "sections": ["进展"], "to": [], "digest": "",
                        "by": "countyNaturalResources", "of": .text(id),
                    ])
            ])
    }
}
