import Access
import Accounts
import Hummingbird
import LandModel

/// Identities at the identity service that the administrator links to accounts (关联身份).
enum PeopleIdentities {
    typealias RefusedPage = @Sendable (Call, FormBody, JSONValue) async throws -> Reply

    /// The forms of the page of people.
    ///
    /// An administrator may link the own account as well: whoever has only one administrator could not
    /// use the service otherwise.
    static func routes(
        _ person: Route.Parameter, refusedOn refused: @escaping RefusedPage
    ) -> [Route] {
        [
            .form(
                "/admin/people/{person}/link", "Link an identity to an account",
                parameters: [person], right: .signedIn(.admin), refusedOn: refused, act: link),
            .form(
                "/admin/people/{person}/unlink", "Part an identity from an account",
                parameters: [person], right: .signedIn(.admin), refusedOn: refused, act: unlink),
        ]
    }

    private static func person(_ call: Call) throws -> Person.ID {
        guard let person = Person.ID(try call.value("person")) else { throw Problem.missing() }
        return person
    }

    @Sendable private static func link(_ call: Call, _ form: FormBody) async throws -> Reply {
        guard let service = call.services.identity else {
            throw Problem.fault(
                "subject", zh: "本服务未接入统一身份认证；请先设置 identity_issuer。",
                en: "No identity service is set up: set identity_issuer first.")
        }
        guard
            let identity = OpenIDIdentity(
                issuer: service.client.issuer, typed: form["subject"])
        else {
            throw Problem.fault(
                "subject", zh: "身份代号须为 1 至 255 个字符，请照统一认证给出的代号填写。",
                en:
                    "An identity has 1 to 255 characters: enter it as the identity service gives it."
            )
        }
        try call.office().accounts.link(
            identity, to: try person(call), by: try call.accountActor(), at: call.time)
        return Flash.seeOther(
            "/admin/people", "good",
            call.said(
                "已关联统一认证身份 \(identity.subject)。", "The identity \(identity.subject) is linked."))
    }

    @Sendable private static func unlink(_ call: Call, _ form: FormBody) async throws -> Reply {
        let identity = OpenIDIdentity(issuer: form["issuer"], subject: form["subject"])
        let accounts = try call.office().accounts
        // Only what is linked to the person the form stands beside.
        guard try accounts.identities(of: try person(call)).contains(identity) else {
            throw Problem.fault(
                "subject", zh: "该身份未关联此人；请刷新后再试。",
                en: "That identity is not linked to this person: load the page again.")
        }
        try accounts.unlink(identity, by: try call.accountActor(), at: call.time)
        return Flash.seeOther(
            "/admin/people", "good",
            call.said(
                "已解除统一认证身份 \(identity.subject) 的关联，并结束其登录。",
                "The identity \(identity.subject) is parted, and the person's sessions are ended."))
    }

    /// The identities of people with an account, as the page lists them.
    static func values(
        of people: [Person.ID], _ accounts: [Person.ID: Account], _ call: Call
    ) throws -> [Person.ID: JSONValue] {
        let book = try call.office().accounts
        var found: [Person.ID: JSONValue] = [:]
        for person in people where accounts[person] != nil {
            found[person] = .list(try book.identities(of: person)) { identity in
                .members([
                    "id": .string(person.text), "issuer": .string(identity.issuer),
                    "subject": .string(identity.subject),
                    "act": call.words("解除关联：\(identity.subject)", "Unlink \(identity.subject)"),
                    "ask": call.words(
                        "解除后不能再用该身份（\(identity.issuer)）登录，并结束其登录。解除？",
                        "The person can no longer sign in as that identity of \(identity.issuer), "
                            + "and all sessions end. Unlink?"),
                ])
            }
        }
        return found
    }
}
