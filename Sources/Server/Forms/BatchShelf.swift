import Access
import Foundation
import LandModel

/// What became of batches of acts, so that their tables can be looked at and taken along (批量办理结果).
///
/// Each is a file in `derived/batches/` of the home, in a folder of its person, who alone sees it. The acts
/// themselves are on the record; the newest ``mostOfPerson`` tables of a person stay.
struct BatchShelf: Sendable {
    /// One batch.
    struct Outcome: Sendable, Codable {
        let operation: String
        let title: String
        /// The title in English.
        let english: String?
        let within: String
        let time: Int
        let rows: [Row]
    }

    /// One row.
    struct Row: Sendable, Codable {
        let number: Int
        let subject: String
        let name: String
        /// The record of the act; nil when it was refused.
        let sequence: Int?
        let isRepetition: Bool
        let text: BilingualTextCopy
    }

    /// A text in both languages as a file keeps it.
    struct BilingualTextCopy: Sendable, Codable {
        let zh: String
        let en: String

        init(_ text: BilingualText) { (zh, en) = (text.zh, text.en) }
        var text: BilingualText { BilingualText(zh: zh, en: en) }
    }

    private static let mostOfPerson = 50
    private let folder: String

    init(home: String) { folder = home + "/derived/batches" }

    private func place(_ person: Person.ID) -> String { folder + "/" + person.text }
    private func file(_ key: String, _ person: Person.ID) -> URL {
        URL(filePath: place(person) + "/" + key + ".json")
    }

    /// Keeps what became of a batch.
    func keep(_ outcome: Outcome, _ key: String, of person: Person.ID) throws {
        try FileManager.default.createDirectory(
            atPath: place(person), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try JSONEncoder().encode(outcome).write(to: file(key, person), options: .atomic)
        let known = try FileManager.default.contentsOfDirectory(
            at: URL(filePath: place(person)),
            includingPropertiesForKeys: [.contentModificationDateKey])
        guard known.count > Self.mostOfPerson else { return }
        let dated = try known.map { file in
            (
                file,
                try file.resourceValues(forKeys: [.contentModificationDateKey])
                    .contentModificationDate ?? .distantPast
            )
        }.sorted { $0.1 > $1.1 }
        for (old, _) in dated.dropFirst(Self.mostOfPerson) {
            try FileManager.default.removeItem(at: old)
        }
    }

    /// A batch of a person; nil when there is none of that name.
    func outcome(_ key: String, of person: Person.ID) throws -> Outcome? {
        guard FileManager.default.fileExists(atPath: file(key, person).path) else { return nil }
        return try JSONDecoder().decode(Outcome.self, from: Data(contentsOf: file(key, person)))
    }
}
