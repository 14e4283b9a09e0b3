import Access
import Journal
import LandModel
import Lifecycle
import Policy
import Store
import Testing

@testable import Operations

/// What is kept of lives says the same as what is read from the beginning.
@Suite struct LifeShelfTests {
    private static let project = "450222-1"

    private func city() async throws -> TestHome {
        let test = try await TestHome()
        try await test.staff([
            ("nr", "cityNaturalResources", "4502", "chen"),
            ("gov", "countyGovernment", "450222", "lu"),
            ("yx", "countyNaturalResources", "450222", "wang"),
        ])
        try await test.list(
            [
                ("4502", "city", "4502", ""), ("450222", "county", "450222", "4502"),
                (Self.project, "project", "450222101", "450222"),
            ], named: { "名 \($0)" })
        return test
    }

    /// What a file says, read by packs that know nothing yet or by some that do.
    private func told(_ test: TestHome, _ packs: PublishedPacks) async throws -> [String] {
        let file = try await test.home.journal.read { view throws(StoreError) in
            Result { try LifeFile.read(Self.project, field: "subject", view, packs) }
        }.get()
        return [
            file.mark(of: Self.project), file.mark(of: "450222"), "\(file.lastDay)",
            file.pack.digest,
            "\(file.record.journal.count)", "\(file.stages(of: Self.project))",
            "\(file.versions.map { "\($0.key) \($0.value)" }.sorted())",
        ]
    }

    @Test func `a file is carried on as it would be read from the beginning`() async throws {
        let test = try await city()
        let kept = PublishedPacks(test.home.vault)
        func same() async throws -> Bool {
            let fresh = try await told(test, PublishedPacks(test.home.vault))
            return try await told(test, kept) == fresh
        }
        #expect(try await same())
        try await test.enter(
            .done(act: "admitToPool", of: Self.project, by: ["countyGovernment"], to: []),
            of: Self.project)
        #expect(try await same())
        try await test.act(
            "stateFacts", by: "wang",
            ["subject": .text(Self.project), "source": "调查", "facts": ["baseSurveyYear": 2025]])
        // What contains it goes on as well.
        try await test.act(
            "fileDocument", by: "wang", ["subject": "450222", "document": "annualWorkPlan"])
        #expect(try await same())
        // The approved plan pins a revision: then it is read anew.
        try await test.enter(
            .done(act: "confirmMature", of: Self.project, by: ["countyGovernment"], to: []),
            of: Self.project)
        #expect(try await same())
    }

    @Test func `a kept verdict is that of the file as it stands`() async throws {
        let test = try await city()
        let library = PolicyLibrary(test.home)
        let (kept, day) = (ProjectReader(library), try required(CalendarDay("2026-02-01")))
        func verdicts(_ reader: ProjectReader) async throws -> [String] {
            try await reader.reading(of: Self.project, on: day).view.findings.map {
                "\($0.clause) \($0.subject.id) \($0.status) \($0.missing)"
            }
        }
        let first = try await verdicts(kept)
        #expect(try await verdicts(kept) == first)
        try await test.act(
            "stateFacts", by: "wang",
            [
                "subject": .text(Self.project), "source": "调查",
                "facts": ["baseSurveyYear": 2024, "latestSurveyYear": 2025],
            ])
        // LZ-030 needs the years and both surveys; what it has got is no longer missing.
        for document in ["annualLandChangeSurvey", "thirdNationalLandSurvey"] {
            try await test.act(
                "fileDocument", by: "wang",
                ["subject": .text(Self.project), "document": .text(document)])
        }
        let second = try await verdicts(kept)
        #expect(second != first)
        #expect(try await verdicts(ProjectReader(test.home)) == second)
    }

    @Test func `the lines of a stream are taken over by their hashes`() async throws {
        let test = try await city()
        let library = PolicyLibrary(test.home)
        let (kept, day) = (ProjectReader(library), try required(CalendarDay("2026-02-01")))
        func log(_ reader: ProjectReader) async throws -> [String] {
            let view = try await reader.reading(of: Self.project, on: day).view
            #expect(view.isWhole)
            return view.acts.map { act in
                "\(act.time) \(act.person) \(act.operation ?? "") \(act.remark ?? "") \(act.entries.map(\.text.zh))"
            }
        }
        let first = try await log(kept)
        try await test.act(
            "fileDocument", by: "wang",
            ["subject": .text(Self.project), "document": "feasibilityStudy", "number": "7 号"])
        let second = try await log(kept)
        #expect(second.count == first.count + 1 && second.first?.contains("7 号") == true)
        #expect(try await log(ProjectReader(test.home)) == second)
    }
}
