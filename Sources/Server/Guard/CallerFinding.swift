import Access
import Accounts
import Foundation
import Hummingbird
import LandModel
import Operations
import Store

extension Services {
    /// Who makes a request, by a token in its head or by the session of its browser, and where the record stood then.
    ///
    /// The record is looked at only for who shows a token or session that is good: strangers, assets and the question of
    /// health give the store no work and do not depend on it.
    ///
    /// - Throws: ``Problem`` 401 for a token that is not good; a session that ran out is nobody.
    func caller(of request: Request) async throws -> (Caller?, RecordMoment?) {
        guard let office else { return (nil, nil) }
        let now = clock()
        if let field = request.headers[.authorization] {
            guard let shown = TokenProof(field),
                let token = try office.accounts.token(shown.secret, at: now),
                shown.name.map({ $0 == token.name || $0 == TokenProof.anyName }) ?? true
            else { throw Problem.signInNeeded }
            let moment = try await office.watch.now()
            let caller = caller(
                token.person, .token(name: token.name, scopes: Set(token.reach.scopes.names)),
                request, moment, now, narrowedTo: token.reach.area, duties: [])
            return (caller, moment)
        }
        guard let key = SessionCookie.key(request),
            let session = try office.accounts.session(key, at: now)
        else { return (nil, nil) }
        let moment = try await office.watch.now()
        let csrf = FormToken.token(for: key).text
        let caller = caller(
            session.person, .session(csrf: csrf), request, moment, now, narrowedTo: nil,
            duties: session.duties)
        return (caller, moment)
    }

    /// Who a key in an address is of, where an address may carry one; nil when it is not good for one of the scopes.
    func caller(
        ofKey key: Secret, _ request: Request, scopes: TokenScopes
    ) async throws -> Caller? {
        let now = clock()
        guard let office, let token = try office.accounts.token(key, at: now),
            !token.reach.scopes.isDisjoint(with: scopes)
        else { return nil }
        return try await caller(
            token.person, .token(name: token.name, scopes: Set(token.reach.scopes.names)),
            request, try await office.watch.now(), now, narrowedTo: token.reach.area, duties: [])
    }

    private func caller(
        _ id: Person.ID, _ proof: Caller.Proof, _ request: Request, _ moment: RecordMoment,
        _ now: Int, narrowedTo area: AdministrativeCode?, duties: SessionDuties
    ) -> Caller? {
        guard let person = moment.people.register.people[id] else { return nil }
        let standing = moment.people.standing(
            of: id, on: ChinaTime.day(of: now), narrowedTo: area)
        return Caller(
            person, proof: proof, standing, duties: duties, language: LanguageChoice.of(request))
    }

    /// The roles a person has today, as a sign-in asks for them.
    func roles(_ office: OfficeServices) async throws -> RolesOfPerson {
        let register = try await office.home.journal.read { view throws(StoreError) in
            try view.accessRegister()
        }
        let day = ChinaTime.day(of: clock())
        return { person in
            register.appointments(of: person).filter { $0.term.contains(day) }
                .reduce(into: []) {
                    $0.formUnion(AccessPolicy.standard.roles(of: $1, in: register))
                }
        }
    }
}

/// A token as a request shows it (RFC 6750 and, for GIS programs that know nothing else, RFC 7617).
struct TokenProof {
    /// What stands for the name of whichever token it is.
    static let anyName = "token"

    /// The name beside it; nil when the scheme has none.
    let name: String?
    let secret: Secret

    /// Reads the field of the head; nil for another scheme and for what cannot be read.
    init?(_ field: String) {
        let parts = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2 else { return nil }
        let rest = parts[1].filter { $0 != " " }
        switch parts[0].lowercased() {
        case "bearer": (name, secret) = (nil, Secret(rest))
        case "basic":
            guard let data = Data(base64Encoded: rest) else { return nil }
            let pair = String(decoding: data, as: UTF8.self)
                .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            // The password is the key of a token and never that of a person.
            guard pair.count == 2 else { return nil }
            (name, secret) = (String(pair[0]), Secret(String(pair[1])))
        default: return nil
        }
    }
}
