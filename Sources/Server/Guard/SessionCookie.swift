import Accounts
import Hummingbird

/// The cookies of a browser: its session, and before that a key for its forms (会话凭据).
enum SessionCookie {
    static let name = "tc_session"
    private static let visitor = "tc_visitor"

    /// The key of the session a browser brings.
    static func key(_ request: Request) -> Secret? {
        request.cookies[name].map { Secret($0.value) }
    }

    /// The key for the forms of a browser nobody is signed in with.
    static func visitorKey(_ request: Request) -> Secret? {
        request.cookies[visitor].map { Secret($0.value) }
    }

    private static func header(
        _ name: String, _ value: String, seconds: Int?, _ settings: ServerSettings
    ) -> String {
        // Lax, not Strict: a person who follows a link in a letter is still signed in; what changes
        // something needs the token of its page besides.
        var text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if let seconds { text += "; Max-Age=\(seconds)" }
        return text
    }

    /// Gives a browser its session.
    static func give(_ issued: IssuedSession, to reply: inout Reply, _ settings: ServerSettings) {
        reply.headers.append(
            .init(name: .setCookie, value: header(name, issued.key.text, seconds: nil, settings)))
        reply.headers.append(
            .init(name: .setCookie, value: header(visitor, "", seconds: 0, settings)))
    }

    /// Takes it away.
    static func take(from reply: inout Reply, _ settings: ServerSettings) {
        // Pages may be kept by the browser until they change; the next person at it must not find them.
        reply.headers.set("Clear-Site-Data", "\"cache\"")
        reply.headers.append(
            .init(name: .setCookie, value: header(name, "", seconds: 0, settings)))
    }

    /// Gives a browser a key for its forms.
    static func give(visitor key: Secret, to reply: inout Reply, _ settings: ServerSettings) {
        reply.headers.append(
            .init(name: .setCookie, value: header(visitor, key.text, seconds: nil, settings)))
    }
}
