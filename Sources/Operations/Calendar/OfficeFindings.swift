public import LandModel
public import Policy
public import Store

/// How the clauses of its pack stand on a subject of a home, as the page of a project shows it.
///
/// The packs are loaded once and kept.
public struct OfficeFindings: Sendable {
    private let home: OfficeHome
    private let packs: PublishedPacks

    /// Opens the findings of a home.
    public init(_ home: OfficeHome) {
        self.home = home
        packs = PublishedPacks(home.vault)
    }

    /// The findings on a subject and all around it, with a finding for each span of a recurring limit that ended
    /// unmet.
    ///
    /// - Throws: ``Refusal`` when the record has no such subject, or no pack is published for it; `StoreError`.
    public func findings(on subject: String, day: CalendarDay) async throws -> [Finding] {
        let packs = packs
        return try await home.journal.read { view throws(StoreError) in
            Result { try LifeFile.read(subject, field: "subject", view, packs, through: day) }
        }.get().findings(on: subject, day: day)
    }
}
