import Access
import Digest
import Foundation
import HTTPTypes
import LandModel
import Operations

/// Forms that somebody began to fill in and put aside (草稿).
///
/// Each is a file below `derived/drafts/` of the home, in a folder of its person: drafts are nobody's record, so
/// neither the journal nor the backups hold them. Only their person sees them; a person keeps at most
/// ``mostOfPerson``, each of at most ``longest`` bytes, and one that nobody touched for ``keptDays`` is removed.
struct DraftShelf: Sendable {
    /// One draft.
    struct Draft: Sendable, Codable {
        let operation: String
        let subject: String
        /// The member of the form that names the subject.
        let member: String
        let title: String
        let name: String
        let saved: Int
        let members: [[String]]

        /// The members as the form sent them.
        var body: FormBody {
            FormBody(members: members.filter { $0.count == 2 }.map { ($0[0], $0[1]) })
        }
        /// Where it is gone on with.
        var address: String {
            "/acts/\(operation)?draft=1"
                + (subject.isEmpty ? "" : "&\(member)=\(subject.percentEncoded)")
        }
    }

    static let mostOfPerson = 100
    static let longest = 256 << 10
    static let keptDays = 90

    private let folder: String

    init(home: String) { folder = home + "/derived/drafts" }

    private func place(_ person: Person.ID) -> String { folder + "/" + person.text }

    /// The file of a draft: its name is a digest, so that no identifier becomes a path.
    private func file(_ operation: String, _ subject: String, _ person: Person.ID) -> URL {
        let name = MessageDigest.hash(of: Array("\(operation)\n\(subject)".utf8), by: .sha256).hex
        return URL(filePath: place(person) + "/" + name.prefix(40) + ".json")
    }

    /// Keeps a draft in the place of an earlier one of the same act and subject.
    func keep(_ draft: Draft, of person: Person.ID) throws {
        try tidy(person, draft.saved)
        let file = file(draft.operation, draft.subject, person)
        let content = try JSONEncoder().encode(draft)
        guard content.count <= Self.longest else {
            throw Problem(
                .contentTooLarge, "too-large", zh: "草稿超过 \(Self.longest >> 10) KB，请分次办理。",
                en: "The draft is longer than \(Self.longest >> 10) kB. Do it in parts.")
        }
        let isNew = !FileManager.default.fileExists(atPath: file.path)
        guard try !isNew || all(of: person).count < Self.mostOfPerson else {
            throw Problem(
                .conflict, "drafts", zh: "草稿已有 \(Self.mostOfPerson) 件，请先办理或删除几件。",
                en: "There are \(Self.mostOfPerson) drafts; finish or remove some first.")
        }
        try FileManager.default.createDirectory(
            atPath: place(person), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try content.write(to: file, options: .atomic)
    }

    /// The draft of an act and a subject; nil when there is none.
    func draft(_ operation: String, _ subject: String, of person: Person.ID) throws -> Draft? {
        let file = file(operation, subject, person)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try JSONDecoder().decode(Draft.self, from: Data(contentsOf: file))
    }

    /// Takes a draft away, if it is there.
    func remove(_ operation: String, _ subject: String, of person: Person.ID) throws {
        let file = file(operation, subject, person)
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        try FileManager.default.removeItem(at: file)
    }

    /// The drafts of a person, latest first.
    func all(of person: Person.ID) throws -> [Draft] {
        guard FileManager.default.fileExists(atPath: place(person)) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: place(person))
            .filter { $0.hasSuffix(".json") }.map { name in
                try JSONDecoder().decode(
                    Draft.self, from: Data(contentsOf: URL(filePath: place(person) + "/" + name)))
            }.sorted { $0.saved > $1.saved }
    }

    private func tidy(_ person: Person.ID, _ time: Int) throws {
        for draft in try all(of: person)
        where draft.saved < time - Self.keptDays * 24 * 3_600_000 {
            try remove(draft.operation, draft.subject, of: person)
        }
    }
}
