import Access
import Journal
import LandModel
import Store
import Synchronization

/// Where the record stands when a request comes in, with what many ask of it (记录时点).
///
/// It is the same value as long as nothing is put on the record, so what is found out once serves everybody.
final class RecordMoment: Sendable {
    /// The end of the chain.
    let head: JournalHead
    /// Who is who and who may do what.
    let people: RegisterMoment
    private let notices = Mutex<[Person.ID: Int]>([:])

    init(head: JournalHead, people: RegisterMoment) { (self.head, self.people) = (head, people) }

    /// How many notices a person has not confirmed.
    ///
    /// - Throws: `StoreError`.
    func waiting(_ person: Person.ID, _ office: OfficeServices) async throws -> Int {
        if let known = notices.withLock({ $0[person] }) { return known }
        let head = head
        let (count, present) = try await office.home.journal.read { view throws(StoreError) in
            (try view.waitingNotices(of: person), try view.head())
        }
        // What came meanwhile is told now, and is not of this moment.
        if present == head { notices.withLock { $0[person] = count } }
        return count
    }
}

/// The register as of a version of its stream (名册时点).
final class RegisterMoment: Sendable {
    /// What a person may look at on a day.
    struct Standing: Sendable {
        let appointments: [Appointment]
        let areas: [AreaScope]
        let isAdministrator: Bool
    }

    private struct Key: Hashable {
        let person: Person.ID
        let day: CalendarDay
        let prefix: AdministrativeCode?
    }

    let register: AccessRegister
    /// The version of the register's stream.
    let version: Int
    private let standings = Mutex<[Key: Standing]>([:])
    /// More people than an office has; a new day begins anew.
    private static let most = 10_000

    init(register: AccessRegister, version: Int) {
        (self.register, self.version) = (register, version)
    }

    /// What a person may look at on a day, all of it or in an area.
    func standing(
        of person: Person.ID, on day: CalendarDay, narrowedTo prefix: AdministrativeCode?
    ) -> Standing {
        let key = Key(person: person, day: day, prefix: prefix)
        if let known = standings.withLock({ $0[key] }) { return known }
        let made = Standing(person, in: register, on: day, narrowedTo: prefix)
        standings.withLock { standings in
            if standings.count >= Self.most { standings = [:] }
            standings[key] = made
        }
        return made
    }
}

extension RegisterMoment.Standing {
    /// Reads what a person may look at out of a register.
    init(
        _ person: Person.ID, in register: AccessRegister, on day: CalendarDay,
        narrowedTo prefix: AdministrativeCode?
    ) {
        let own = register.appointments(of: person).filter { $0.term.contains(day) }
        let lent = register.delegations(to: person).filter { $0.term.contains(day) }
            .compactMap { register.appointments[$0.appointment] }
            .filter { $0.term.contains(day) }
        appointments = own
        isAdministrator = prefix == nil && own.contains { $0.post == .administrator }
        areas = (own + lent).filter { $0.post != .administrator }
            .compactMap { register.territory(of: $0)?.areas }
            .compactMap { scope in
                guard let prefix else { return scope }
                if scope.contains(prefix) { return .area(prefix) }
                return scope.isWithin(prefix) ? scope : nil
            }
    }
}

/// Looks where the record stands, once for all who ask at the same time (记录值守).
///
/// A look that began before a request came in may miss what was acknowledged before it, so who comes while one is
/// under way waits for the next, which serves all who wait.
final class RecordWatch: Sendable {
    private typealias Answer = CheckedContinuation<Result<RecordMoment, StoreError>, Never>

    private struct State {
        var waiting: [Answer] = []
        var isLooking = false
        var last: RecordMoment?
    }

    private let journal: JournalStore
    private let state = Mutex(State())

    init(_ home: OfficeHome) { journal = home.journal }

    /// The record as it stands, with all that was acknowledged before the call.
    ///
    /// - Throws: `StoreError`.
    func now() async throws(StoreError) -> RecordMoment {
        let result = await withCheckedContinuation { (answer: Answer) in
            let mustLook = state.withLock { state in
                state.waiting.append(answer)
                defer { state.isLooking = true }
                return !state.isLooking
            }
            if mustLook { Task { await look() } }
        }
        return try result.get()
    }

    private func look() async {
        while true {
            let (group, last) = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.isLooking = false }
                return (state.waiting, state.last)
            }
            guard !group.isEmpty else { return }
            let result: Result<RecordMoment, StoreError>
            do throws(StoreError) {
                let moment = try await moment(after: last)
                state.withLock { $0.last = moment }
                result = .success(moment)
            } catch {
                result = .failure(error)
            }
            for answer in group { answer.resume(returning: result) }
        }
    }

    private func moment(after last: RecordMoment?) async throws(StoreError) -> RecordMoment {
        try await journal.read { view throws(StoreError) in
            let head = try view.head()
            if let last, last.head == head { return last }
            let version = try view.version(of: AccessEvent.stream)
            if let last, last.people.version == version {
                return RecordMoment(head: head, people: last.people)
            }
            return RecordMoment(
                head: head,
                people: RegisterMoment(register: try view.accessRegister(), version: version))
        }
    }
}
