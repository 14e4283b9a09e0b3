import Access
import LandModel

/// The fields by which a person is put in a post, shared by the acts that do so.
struct AppointmentForm {
    static let appointment = InputField.identifier(
        "id", BilingualText(zh: "任职代号", en: "identifier of the appointment"),
        of: Appointment.self,
        help: BilingualText(zh: "不填则自动编号", en: "numbered when left out")
    ).optional()
    static let person = InputField.identifier(
        "person", BilingualText(zh: "人员", en: "person"), of: Person.self
    ).from(.register(.people))
    static let office = InputField.identifier(
        "office", BilingualText(zh: "机构", en: "office"), of: Office.self
    ).from(.register(.offices))
    static let post = InputField.identifier(
        "post", BilingualText(zh: "职务", en: "post"), of: AccessSubject.Post.self,
        help: BilingualText(zh: "不填为工作人员（staff）", en: "staff when left out")
    ).from(.register(.posts)).optional()
    static let from = InputField.day("from", BilingualText(zh: "自", en: "first day"))
    static let through = InputField.day(
        "through", BilingualText(zh: "至（含当日）", en: "last day")
    ).optional()
    static let areas = InputField.areas(
        "areas", BilingualText(zh: "限于区域", en: "only in these areas")
    ).from(.register(.areas)).optional()
    static let projects = InputField.identifiers(
        "projects", BilingualText(zh: "限于项目", en: "only these projects"),
        of: AccessSubject.Project.self, longest: 1000)

    /// What an appointment concerns: the person, where the office acts.
    static func target(
        _ input: ActInput, in register: AccessRegister
    ) throws(Refusal) -> AccessTarget {
        AccessTarget(
            areas: try register.territory(ofOffice: input[office], field: "office").areas,
            concerns: input[person])
    }

    /// The appointment that an input describes.
    static func appointment(
        _ input: ActInput, proposedBy: Office.ID?, in register: AccessRegister
    ) -> Appointment {
        var territory: Territory?
        let projects = input[projects]
        if let areas = input[areas] ?? (projects == nil ? nil : register.areas(of: input[office])) {
            territory = Territory(areas, projects: projects)
        }
        return Appointment(
            id: input[appointment] ?? register.nextAppointment, person: input[person],
            office: input[office], post: input[post] ?? .staff,
            term: term(input[from], input[through]), territory: territory, proposedBy: proposedBy)
    }

    static func term(_ from: CalendarDay, _ through: CalendarDay?) -> Term {
        through.map { Term(from: from, through: $0) } ?? Term(from: from)
    }
}

extension AccessRegister {
    /// The territory of an office that an input names.
    func territory(ofOffice office: Office.ID, field: String) throws(Refusal) -> Territory {
        guard let found = offices[office] else {
            throw Refusal(
                "REG-UNKNOWN", field: field, zh: "登记簿中没有机构 \(office)。请先登记，或核对代号。",
                en:
                    "The register has no office \(office). Register it first or check the identifier."
            )
        }
        return found.territory
    }

    /// An appointment that an input names.
    func appointment(_ id: Appointment.ID, field: String) throws(Refusal) -> Appointment {
        guard let found = appointments[id] else {
            throw Refusal(
                "REG-UNKNOWN", field: field, zh: "登记簿中没有任职 \(id)。请核对代号。",
                en: "The register has no appointment \(id). Check the identifier.")
        }
        return found
    }

    func areas(of office: Office.ID) -> AreaScope? { offices[office]?.territory.areas }

    /// The next free number of an appointment.
    var nextAppointment: Appointment.ID {
        next(after: appointments.count, "a") { appointments[$0] == nil }
    }

    /// The next free number of a delegation.
    var nextDelegation: Delegation.ID {
        next(after: delegations.count, "d") { delegations[$0] == nil }
    }

    private func next<Subject>(
        after count: Int, _ letter: String, isFree: (AccessID<Subject>) -> Bool
    ) -> AccessID<Subject> {
        var number = count + 1
        while true {
            if let id = AccessID<Subject>("\(letter)-\(number)"), isFree(id) { return id }
            number += 1
        }
    }
}
