public import LandModel

/// Something the register holds, by its identifier.
public enum RegisterEntry: Hashable, Sendable {
    /// An office.
    case office(Office.ID)
    /// A person.
    case person(Person.ID)
    /// An appointment.
    case appointment(Appointment.ID)
    /// A delegation.
    case delegation(Delegation.ID)

    var words: BilingualText {
        switch self {
        case .office(let id): BilingualText(zh: "机构\(id)", en: "office \(id)")
        case .person(let id): BilingualText(zh: "人员\(id)", en: "person \(id)")
        case .appointment(let id): BilingualText(zh: "任职\(id)", en: "appointment \(id)")
        case .delegation(let id): BilingualText(zh: "委托\(id)", en: "delegation \(id)")
        }
    }
}

/// Why an event cannot be entered in the register.
public enum AccessError: ExplainedError, Hashable {
    /// The identifier is taken.
    case alreadyRegistered(RegisterEntry)
    /// The event names what the register does not hold.
    case unknown(RegisterEntry, in: AccessEvent)
    /// The territory is empty or the term has no day.
    case reachesNothing(RegisterEntry)
    /// The appointment would reach beyond its office.
    case beyondOffice(Appointment.ID, Office.ID)
    /// The delegation would reach beyond its appointment, in space.
    case territoryBeyondAppointment(Delegation.ID, Appointment.ID)
    /// The delegation would outlast its appointment.
    case termBeyondAppointment(Delegation.ID, Appointment.ID)
    /// A delegation must state its last day.
    case delegationWithoutEnd(Delegation.ID)
    /// A person cannot delegate to the same person.
    case delegationToOneself(Delegation.ID, Person.ID)
    /// It is over at or before that day already.
    case alreadyEnded(RegisterEntry, CalendarDay)
    /// A successor must be appointed to the office and post of the predecessor.
    case otherPost(Appointment.ID, Appointment.ID)

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .alreadyRegistered(let entry):
            BilingualText(
                zh: "\(entry.words.zh)已登记，请换用新的编号。",
                en: "The \(entry.words.en) is registered already; use a new identifier.")
        case .unknown(let entry, _):
            BilingualText(
                zh: "登记簿中没有\(entry.words.zh)，请先登记或核对编号。",
                en: "The register has no \(entry.words.en); register it first or check the "
                    + "identifier.")
        case .reachesNothing(let entry):
            BilingualText(
                zh: "\(entry.words.zh)的范围或期限为空，请填写区域和起止日期。",
                en: "The \(entry.words.en) has no area or no day; state its areas and dates.")
        case .beyondOffice(let appointment, let office):
            BilingualText(
                zh: "任职\(appointment)的范围超出机构\(office)的辖区，请缩小范围。",
                en: "Appointment \(appointment) reaches beyond office \(office); narrow its "
                    + "territory.")
        case .territoryBeyondAppointment(let delegation, let appointment):
            BilingualText(
                zh: "委托\(delegation)的范围超出任职\(appointment)，不得委托自己没有的权限，请缩小范围。",
                en: "Delegation \(delegation) reaches beyond appointment \(appointment); nobody "
                    + "lends rights not held: narrow its territory.")
        case .termBeyondAppointment(let delegation, let appointment):
            BilingualText(
                zh: "委托\(delegation)的期限超出任职\(appointment)的任期，请调整日期。",
                en: "Delegation \(delegation) lasts beyond appointment \(appointment); change "
                    + "its dates.")
        case .delegationWithoutEnd(let delegation):
            BilingualText(
                zh: "委托\(delegation)没有截止日期，请填写。",
                en: "Delegation \(delegation) has no last day; state it.")
        case .delegationToOneself(let delegation, let person):
            BilingualText(
                zh: "委托\(delegation)的委托人与受托人同为\(person)，请另选受托人。",
                en: "Delegation \(delegation) is from \(person) to the same person; choose "
                    + "another.")
        case .alreadyEnded(let entry, let day):
            BilingualText(
                zh: "\(entry.words.zh)在\(day)之前已经终止，无需再次终止。",
                en: "The \(entry.words.en) is over by \(day) already; there is nothing to end.")
        case .otherPost(let successor, let predecessor):
            BilingualText(
                zh: "任职\(successor)与\(predecessor)不是同一机构的同一职务，请核对后分别任免。",
                en:
                    "Appointments \(successor) and \(predecessor) are not to one post of one office; "
                    + "check them, or end the one and make the other.")
        }
    }
}
