import Access
import Foundation
import LandModel
import Store
import Testing

@testable import Operations

/// A story of the repository, to be played in a home of its own.
struct ToldStory {
    let scenario: Scenario
    let file: URL

    /// Reads a story by its name among the stories of the repository.
    init(_ name: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        file = root.appending(path: "Scenarios/\(name).yaml")
        scenario = try Scenario(
            text: try String(contentsOf: file, encoding: .utf8), path: file.path)
    }

    /// A story told in a test, whose paths begin where a file lies.
    init(_ scenario: Scenario, _ file: URL) {
        (self.scenario, self.file) = (scenario, file)
    }

    /// Both stories told in one home.
    func beside(_ other: ToldStory) throws -> ToldStory {
        ToldStory(try scenario.beside(other.scenario), file)
    }

    /// Plays the story, records every step that goes otherwise than written, and looks at the home it leaves.
    func play(
        until: CalendarDay? = nil, then look: (OfficeHome) async throws -> Void
    ) async throws {
        for result in try await differences(until: until, then: look) {
            let place = "\(result.step.story):\(result.step.line)"
            Issue.record("\(place): \(result.difference?.en ?? ""); \(result.text.en)")
        }
    }

    /// Plays the story and looks at the home it leaves; the steps that went otherwise than written.
    func differences(
        until: CalendarDay? = nil, then look: (OfficeHome) async throws -> Void = { _ in }
    ) async throws -> [ScenarioRun.Result] {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-story-\(UUID().uuidString)")
        let home = try OfficeHome.create(
            at: folder.path,
            OfficeSettings(
                journal: scenario.founding.journal, office: scenario.founding.office.id,
                created: scenario.founding.time))
        try await scenario.founding.record(in: home)
        var found: [ScenarioRun.Result] = []
        let count = try await ScenarioRun(
            scenario, in: home, pathsFrom: file.deletingLastPathComponent().path,
            programVersion: "test"
        ).play(until: until) { result in
            if result.difference != nil { found.append(result) }
        }
        #expect(count == found.count)
        try await look(home)
        try home.close()
        try FileManager.default.removeItem(at: folder)
        return found
    }
}
