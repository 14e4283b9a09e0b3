import HTTPTypes
import Hummingbird

/// The headers that keep a browser from doing what a page did not mean (防护头).
enum Protection {
    /// What pages may load: only from here; workers and pictures made in the page for the map.
    static let policy =
        "default-src 'self'; script-src 'self'; worker-src blob:; child-src blob:; "
        + "img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
        + "font-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
        + "form-action 'self'"

    /// Those of every answer, their names read once.
    private static let fields: HTTPFields = {
        var fields = HTTPFields()
        fields.set("Content-Security-Policy", policy)
        fields.set("X-Content-Type-Options", "nosniff")
        fields.set("X-Frame-Options", "DENY")
        fields.set("Referrer-Policy", "same-origin")
        fields.set("Cross-Origin-Opener-Policy", "same-origin")
        fields.set("Cross-Origin-Resource-Policy", "same-origin")
        fields.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
        return fields
    }()

    /// Adds them to an answer.
    static func dress(_ response: inout Response, _ settings: ServerSettings) {
        var headers = response.headers
        for field in fields { headers[field.name] = field.value }
        if settings.isReachedEncrypted {
            headers.set("Strict-Transport-Security", "max-age=31536000")
            // Whoever sets a cookie, it goes over encrypted connections only.
            headers[values: .setCookie] = headers[values: .setCookie].map { $0 + "; Secure" }
        }
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        response.headers = headers
    }
}
