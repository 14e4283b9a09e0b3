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

    private init(_ scenario: Scenario, _ file: URL) {
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
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-story-\(UUID().uuidString)")
        let home = try OfficeHome.create(
            at: folder.path,
            OfficeSettings(
                journal: scenario.founding.journal, office: scenario.founding.office.id,
                created: scenario.founding.time))
        try await scenario.founding.record(in: home)
        let differences = try await ScenarioRun(
            scenario, in: home, pathsFrom: file.deletingLastPathComponent().path,
            programVersion: "test"
        ).play(until: until) { result in
            if let difference = result.difference {
                Issue.record(
                    "\(result.step.story):\(result.step.line): \(difference.en); \(result.text.en)")
            }
        }
        #expect(differences == 0)
        try await look(home)
        try home.close()
        try FileManager.default.removeItem(at: folder)
    }
}
