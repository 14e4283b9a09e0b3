import Access
import Foundation

/// To whom the tour was offered, so that nobody is asked twice (导览记录).
///
/// An empty file for each person in `derived/tours/` of the home: it is nobody's record and no secret, so neither the
/// journal nor the backups hold it. Where it is lost the tour is offered once more.
struct TourShelf: Sendable {
    private let folder: String

    init(home: String) { folder = home + "/derived/tours" }

    private func path(_ person: Person.ID) -> String { folder + "/" + person.text }

    /// Whether a person was asked already.
    func wasOffered(to person: Person.ID) -> Bool {
        FileManager.default.fileExists(atPath: path(person))
    }

    /// Keeps that a person was asked.
    func keep(_ person: Person.ID) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try Data().write(to: URL(filePath: path(person)), options: .atomic)
    }
}
