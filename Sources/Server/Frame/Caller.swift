import Access
import Accounts
import LandModel

/// Who makes a request and what of the office's data that person may look at (来访者).
struct Caller: Sendable {
    /// How the person proved to be who it is.
    enum Proof: Sendable, Hashable {
        /// A session in the browser, with the value that forms must carry.
        case session(csrf: String)
        /// A token of a program, with its scopes.
        case token(name: String, scopes: Set<String>)
    }

    let person: Person
    private(set) var proof: Proof
    /// The areas of the posts the person holds in the business today.
    let areas: [AreaScope]
    /// Whether the person administers the installation today.
    let isAdministrator: Bool
    /// The posts held today.
    let appointments: [Appointment]
    /// What must be done before anything else: a new password, a second factor.
    private(set) var duties: SessionDuties
    let language: DisplayLanguage

    /// Who calls, by what the register has on the person.
    init(
        _ person: Person, proof: Proof, _ standing: RegisterMoment.Standing,
        duties: SessionDuties = [], language: DisplayLanguage
    ) {
        self.person = person
        self.proof = proof
        self.duties = duties
        self.language = language
        appointments = standing.appointments
        isAdministrator = standing.isAdministrator
        areas = standing.areas
    }

    /// The caller after the session got a new key in the midst of a request.
    func now(in session: IssuedSession) -> Caller {
        var caller = self
        caller.proof = .session(csrf: session.formToken.text)
        caller.duties = session.session.duties
        return caller
    }

    /// Whether data of an area may be looked at: the area lies in the territory of a post, or holds
    /// it, as a county holds the township of a township's officer.
    func sees(_ area: AdministrativeCode) -> Bool {
        areas.contains { $0.contains(area) || $0.touches(area) }
    }

    /// Whether the proof is good for a scope.
    func has(_ scope: CallerScope) -> Bool {
        switch proof {
        case .session: true
        case .token(_, let scopes): scopes.contains(scope.rawValue)
        }
    }
}

extension AreaScope {
    /// Whether all of it lies in an area.
    func isWithin(_ area: AdministrativeCode) -> Bool {
        switch self {
        case .nation: false
        case .areas(let codes): codes.allSatisfy { area.contains($0) }
        }
    }
}

extension AreaScope {
    /// Whether a part of it lies in an area.
    func touches(_ area: AdministrativeCode) -> Bool {
        switch self {
        case .nation: true
        case .areas(let codes): codes.contains { area.contains($0) }
        }
    }
}
