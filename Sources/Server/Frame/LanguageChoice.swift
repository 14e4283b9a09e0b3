import Hummingbird
import LandModel

/// The language a person reads: what was chosen here, else what the browser prefers, else Chinese.
enum LanguageChoice {
    /// The cookie that keeps the choice.
    static let cookie = "tc_language"

    static func of(_ request: Request) -> DisplayLanguage {
        if let chosen = request.cookies[cookie].flatMap({ DisplayLanguage(rawValue: $0.value) }) {
            return chosen
        }
        for part in (request.headers[.acceptLanguage] ?? "").split(separator: ",") {
            let tag = part.split(separator: ";")[0].filter { $0 != " " }.lowercased()
            if tag.hasPrefix("zh") { return .zh }
            if tag.hasPrefix("en") { return .en }
        }
        return .zh
    }
}
