/// A person given a post of an office for a term (任命).
public struct Appointment: Hashable, Sendable {
    /// The identifier in the register.
    public typealias ID = AccessID<Appointment>

    /// The identifier.
    public let id: ID
    /// Who is appointed.
    public let person: Person.ID
    /// In which office.
    public let office: Office.ID
    /// To which post.
    public let post: Post
    /// When it is in force.
    public let term: Term
    /// Where the person acts; nil for all of the office's territory.
    public let territory: Territory?
    /// The office that proposed the person, where one proposes and another confirms
    /// (由所在单位提出，报联席会议办公室确定).
    public let proposedBy: Office.ID?

    /// Makes an appointment.
    public init(
        id: ID, person: Person.ID, office: Office.ID, post: Post = .staff, term: Term,
        territory: Territory? = nil, proposedBy: Office.ID? = nil
    ) {
        self.id = id
        self.person = person
        self.office = office
        self.post = post
        self.term = term
        self.territory = territory
        self.proposedBy = proposedBy
    }

    func with(_ term: Term) -> Appointment {
        Appointment(
            id: id, person: person, office: office, post: post, term: term, territory: territory,
            proposedBy: proposedBy)
    }
}
