import LandModel
import Operations
import Policy

/// The addresses by which pages lead to one another (页面地址).
enum PageAddress {
    /// The form of an act on a subject, with fields that are known already.
    static func act(
        _ operation: String, on subject: String, _ fields: [(String, String)] = []
    ) -> String {
        let all = [("subject", subject)] + fields
        return "/acts/\(operation.percentEncoded)?"
            + all.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
    }

    /// The page of what a subject is or is inside of.
    static func subject(_ id: String, entity: String) -> String {
        let owner = String(id.prefix { $0 != "/" })
        return switch entity {
        case "meeting": "/meetings/\(owner.percentEncoded)"
        case "county", "city", "region": "/annual?area=\(owner.percentEncoded)"
        default: "/projects/\(owner.percentEncoded)"
        }
    }

    /// A clause of a pack.
    static func clause(_ clause: String, of pack: String) -> String {
        "/policy/\(pack.percentEncoded)/\(clause.percentEncoded)"
    }

    /// The letter of reminder about a duty.
    static func reminder(_ entry: CalendarEntry, _ format: String) -> String {
        "/papers/duties/\(entry.id.percentEncoded)/reminder.\(format)"
    }

    /// The same page with some members of its query changed; nil takes one away.
    static func same(
        _ path: String, _ values: [String: String], _ changes: [String: String?] = [:]
    ) -> String {
        var all = values
        for (name, value) in changes { all[name] = value }
        let query = all.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return query.isEmpty ? path : path + "?" + query
    }
}
