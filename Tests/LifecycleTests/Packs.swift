import Foundation
import LandModel
import Policy
import Testing

@testable import Lifecycle

/// The packs of the repository, as issued and as drafts, whose clauses block nothing.
struct Packs {
    static let codes = [
        "gansu-2021", "jinxian-2020", "liuzhou-2020", "ningxia-2024", "wuxi-2022",
    ]
    static let shelf = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "PolicyPacks")

    static let vocabulary: Result<Vocabulary, any Error> = Result {
        try Vocabulary.load(shelf.appending(path: "vocabulary.yaml").path)
    }

    static func issued(_ code: String) throws -> Pack {
        try Pack.load(shelf.appending(path: code).path, vocabulary: try vocabulary.get())
    }

    /// The same pack as a draft: stages and steps without clauses.
    static func draft(_ code: String) throws -> Pack {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "tianchou-draft-\(UUID().uuidString)")
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch {
                print("left behind: \(folder.path)")
            }
        }
        try FileManager.default.copyItem(at: shelf.appending(path: code), to: folder)
        let head = folder.appending(path: "pack.yaml")
        let text = try String(contentsOf: head, encoding: .utf8)
        let changed = text.replacing(#/status: issued/#, with: "status: draft")
        try Data(changed.utf8).write(to: head)
        let pack = try Pack.load(folder.path, vocabulary: try vocabulary.get())
        try #require(pack.isDraft)
        return pack
    }
}

/// A city with a county, and in it what the packs speak of.
extension LifeRecord {
    mutating func list(
        _ subjects: [(entity: String, id: String, parent: String?)], on day: CalendarDay
    ) {
        for subject in subjects {
            apply(
                .listed(
                    LifeSubject(
                        entity: subject.entity, id: subject.id, name: subject.id,
                        parent: subject.parent)), on: day)
        }
    }
}
