public import Access
public import Journal
import LandModel
public import Store

/// How a home begins (建库): its journal, the first office and the first administrator.
///
/// Nobody can have appointed the first administrator, so the founding is on the record as an act of
/// that person's own, and everything after it follows the rules.
public struct Founding: Hashable, Sendable {
    /// The name of the journal, different for every journal.
    public let journal: JournalID
    /// The office whose home it is.
    public let office: Office
    /// The first administrator.
    public let administrator: Person
    /// When, in milliseconds since 1970-01-01 UTC.
    public let time: Int

    /// Describes a founding.
    public init(journal: JournalID, office: Office, administrator: Person, time: Int) {
        self.journal = journal
        self.office = office
        self.administrator = administrator
        self.time = time
    }

    /// Looks whether the register takes the founding, before a home is made for it.
    ///
    /// - Throws: ``Refusal`` when it does not.
    public func check() throws(Refusal) { _ = try batch() }

    /// The batch that begins the record.
    ///
    /// - Throws: ``Refusal`` when the register does not take it.
    func batch() throws(Refusal) -> Batch {
        let appointment = Appointment(
            id: "a-1", person: administrator.id, office: office.id, post: .administrator,
            term: Term(from: ChinaTime.day(of: time)))
        let events: [AccessEvent] = [
            .officeRegistered(office), .personRegistered(administrator), .appointed(appointment),
        ]
        do throws(AccessError) {
            _ = try AccessRegister(events)
        } catch {
            throw Refusal(error)
        }
        let performed = ActPerformed(
            operation: "found", areas: office.territory.areas, roles: [.administrator],
            capacity: appointment.id)
        return Batch(
            key: "founding", actor: ActingPerson(administrator.id, for: office.id), basis: [],
            time: time, entries: events.map(\.entry) + [performed.entry],
            expectedVersions: [AccessEvent.stream: 0])
    }

    /// Puts the founding on the record of a new home.
    ///
    /// - Throws: ``Refusal`` or `StoreError`.
    @discardableResult
    public func record(in home: OfficeHome) async throws -> BatchReceipt {
        try await home.journal.append(try batch())
    }
}
