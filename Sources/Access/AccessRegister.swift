import LandModel

/// Who is who, and which posts and delegations they hold: the fold of ``AccessEvent``s (登记簿).
///
/// Nothing is forgotten: an ended appointment stays with its shortened term, so that the register
/// answers for any day of the past.
///
/// Two events commute, whatever days they bear, unless one names what the other brings or ends:
/// an appointment after its office and person, an ending after its appointment, a delegation after
/// its appointment and delegate and on one side of that appointment's ending. A journal may keep
/// independent events of a day in any order and the register is the same.
public struct AccessRegister: Hashable, Sendable {
    /// The offices.
    public private(set) var offices: [Office.ID: Office] = [:]
    /// The people.
    public private(set) var people: [Person.ID: Person] = [:]
    /// The appointments, ended ones too.
    public private(set) var appointments: [Appointment.ID: Appointment] = [:]
    /// The delegations, ended ones too.
    public private(set) var delegations: [Delegation.ID: Delegation] = [:]

    private var appointmentsOfPerson: [Person.ID: Set<Appointment.ID>] = [:]
    private var delegationsToPerson: [Person.ID: Set<Delegation.ID>] = [:]

    /// An empty register.
    public init() {}

    /// The register that the events make, from the first to the last.
    ///
    /// - Throws: ``AccessError`` of the first event that cannot be entered.
    public init(_ events: some Sequence<AccessEvent>) throws(AccessError) {
        for event in events { try apply(event) }
    }

    /// The appointments of a person in the order of their identifiers, ended ones too.
    public func appointments(of person: Person.ID) -> [Appointment] {
        appointmentsOfPerson[person, default: []].sorted().compactMap { appointments[$0] }
    }

    /// The delegations to a person in the order of their identifiers, ended ones too.
    public func delegations(to person: Person.ID) -> [Delegation] {
        delegationsToPerson[person, default: []].sorted().compactMap { delegations[$0] }
    }

    /// Where an appointment reaches: its own territory, or its office's.
    public func territory(of appointment: Appointment) -> Territory? {
        appointment.territory ?? offices[appointment.office]?.territory
    }

    /// The register after an event.
    ///
    /// - Throws: ``AccessError`` when the event cannot be entered.
    public func applying(_ event: AccessEvent) throws(AccessError) -> AccessRegister {
        var next = self
        try next.apply(event)
        return next
    }

    /// Enters an event; the register is unchanged when it cannot be entered.
    ///
    /// - Throws: ``AccessError`` when the event cannot be entered.
    public mutating func apply(_ event: AccessEvent) throws(AccessError) {
        switch event {
        case .officeRegistered(let office):
            guard offices[office.id] == nil else {
                throw .alreadyRegistered(.office(office.id))
            }
            guard !office.territory.areas.isEmpty else {
                throw .reachesNothing(.office(office.id))
            }
            offices[office.id] = office
        case .personRegistered(let person):
            guard people[person.id] == nil else {
                throw .alreadyRegistered(.person(person.id))
            }
            people[person.id] = person
        case .appointed(let appointment):
            try check(appointment, in: event)
            appointments[appointment.id] = appointment
            appointmentsOfPerson[appointment.person, default: []].insert(appointment.id)
        case .appointmentEnded(let id, let day):
            guard let appointment = appointments[id] else {
                throw .unknown(.appointment(id), in: event)
            }
            let ended = appointment.term.ending(day)
            guard ended != appointment.term else { throw .alreadyEnded(.appointment(id), day) }
            appointments[id] = appointment.with(ended)
        case .delegated(let delegation):
            try check(delegation, in: event)
            delegations[delegation.id] = delegation
            delegationsToPerson[delegation.delegate, default: []].insert(delegation.id)
        case .delegationRevoked(let id, let day):
            guard let delegation = delegations[id] else {
                throw .unknown(.delegation(id), in: event)
            }
            let ended = delegation.term.ending(day)
            guard ended != delegation.term else { throw .alreadyEnded(.delegation(id), day) }
            delegations[id] = delegation.with(ended)
        }
    }

    private func check(
        _ appointment: Appointment, in event: AccessEvent
    ) throws(AccessError) {
        let id = appointment.id
        guard appointments[id] == nil else { throw .alreadyRegistered(.appointment(id)) }
        guard people[appointment.person] != nil else {
            throw .unknown(.person(appointment.person), in: event)
        }
        guard let office = offices[appointment.office] else {
            throw .unknown(.office(appointment.office), in: event)
        }
        if let proposer = appointment.proposedBy, offices[proposer] == nil {
            throw .unknown(.office(proposer), in: event)
        }
        guard !appointment.term.isEmpty else { throw .reachesNothing(.appointment(id)) }
        guard let territory = appointment.territory else { return }
        guard !territory.areas.isEmpty, territory.projects?.isEmpty != true else {
            throw .reachesNothing(.appointment(id))
        }
        guard territory.isWithin(office.territory) else { throw .beyondOffice(id, office.id) }
    }

    private func check(_ delegation: Delegation, in event: AccessEvent) throws(AccessError) {
        let id = delegation.id
        guard delegations[id] == nil else { throw .alreadyRegistered(.delegation(id)) }
        guard people[delegation.delegate] != nil else {
            throw .unknown(.person(delegation.delegate), in: event)
        }
        guard let appointment = appointments[delegation.appointment],
            let reach = territory(of: appointment)
        else { throw .unknown(.appointment(delegation.appointment), in: event) }
        guard delegation.delegate != appointment.person else {
            throw .delegationToOneself(id, delegation.delegate)
        }
        guard delegation.term.until != nil else { throw .delegationWithoutEnd(id) }
        guard !delegation.term.isEmpty, delegation.operations?.isEmpty != true else {
            throw .reachesNothing(.delegation(id))
        }
        guard delegation.term.isWithin(appointment.term) else {
            throw .termBeyondAppointment(id, appointment.id)
        }
        guard let territory = delegation.territory else { return }
        guard !territory.areas.isEmpty, territory.projects?.isEmpty != true else {
            throw .reachesNothing(.delegation(id))
        }
        guard territory.isWithin(reach) else {
            throw .territoryBeyondAppointment(id, appointment.id)
        }
    }
}
