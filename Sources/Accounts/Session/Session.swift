public import Access
import Digest
import Foundation
import GRDB

/// What a person must do before anything else in a session.
public struct SessionDuties: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int

    /// Takes the bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// The password must be changed: it was set by the administrator or has expired.
    public static let changePassword = SessionDuties(rawValue: 1)
    /// A second factor must be set up: a role of the person demands one.
    public static let enrolSecondFactor = SessionDuties(rawValue: 2)
}

/// A browser in which a person is signed in (会话).
///
/// Its key is with the browser and nowhere else; the file keeps the SHA-256 of it.
public struct Session: Sendable, Hashable, Identifiable {
    /// The number by which the session is listed and ended: no secret.
    public let id: String
    /// Who is signed in.
    public let person: Person.ID
    /// When the person signed in.
    public let created: Int
    /// When the last request came, to a minute.
    public let used: Int
    /// When the session ends at the latest.
    public let expires: Int
    /// What must be done before anything else; other requests are to be refused until then.
    public let duties: SessionDuties
    /// The network address the person signed in from.
    public let address: String
    /// The browser, as it calls itself.
    public let agent: String
}

/// A session with its key, as it is given to the browser once.
public struct IssuedSession: Sendable {
    /// The key, 256 random bits: the value of the cookie.
    public let key: Secret
    /// The session.
    public let session: Session

    /// What every form of the session carries against forged requests (CSRF).
    public var formToken: Secret { FormToken.token(for: key) }
}

/// What a form carries to show that it was asked for by the page of the same browser (CSRF).
///
/// It is an HMAC under the key of the session, so it needs no storage and says nothing of the key.
/// Before sign-in the key is any random cookie: ``visitorKey()``.
public enum FormToken {
    /// The token for a key.
    public static func token(for key: Secret) -> Secret {
        let code: [UInt8]
        do {
            code = try AuthenticationCode.code(
                of: Array("tianchou form".utf8), key: Array(key.text.utf8))
        } catch {
            preconditionFailure("libcrypto has no HMAC with SHA-256")
        }
        return Secret(Base64URLText.text(code))
    }

    /// Whether a form carries the token for a key.
    public static func matches(_ token: String, key: Secret) -> Bool {
        Secret(token) == Self.token(for: key)
    }

    /// A key for the cookie of a visitor who is not signed in.
    ///
    /// - Throws: ``AccountError/cryptography(_:)``.
    public static func visitorKey() throws(AccountError) -> Secret { try Secret.random(32) }
}

/// A session as it is kept in memory.
struct SessionRow: Sendable {
    let digest: HashValue
    let number: String
    let person: Person.ID
    let created: Int
    var used: Int
    let duties: SessionDuties
    let address: String
    let agent: String
    /// The last request that the file knows of.
    var recorded: Int

    init?(_ row: Row) {
        let digest: [UInt8] = [UInt8](row["digest"] as Data)
        let name: String = row["person"]
        guard let digest = HashValue(bytes: digest), let person = Person.ID(name) else {
            return nil
        }
        self.digest = digest
        self.person = person
        number = row["number"]
        created = row["created"]
        used = row["used"]
        recorded = row["used"]
        duties = SessionDuties(rawValue: row["duties"])
        address = row["address"]
        agent = row["agent"]
    }

    /// Whether the session has not run out; a clock that was set back does not end it.
    func isAlive(at now: Int, _ settings: AccountSettings) -> Bool {
        now - used < settings.sessionIdle && now - created < settings.sessionLength
    }

    func session(_ settings: AccountSettings) -> Session {
        Session(
            id: number, person: person, created: created, used: used,
            expires: min(created + settings.sessionLength, used + settings.sessionIdle),
            duties: duties, address: address, agent: agent)
    }
}
