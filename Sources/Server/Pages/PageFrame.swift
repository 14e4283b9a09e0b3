import Access
import Accounts
import HTTPTypes
import Hummingbird
import LandModel
import Operations
import Store

/// What the frame around a page shows: office, person, navigation, what waits (页面框架).
enum PageFrame {
    /// The values of the frame for who calls.
    static func values(_ call: Call) async throws -> [(String, JSONValue)] {
        guard let office = call.services.office else { return [] }
        let register = try await call.register()
        let name = register.offices[office.home.settings.office]?.name ?? ""
        let isExample = call.services.settings.demonstration
        var values: [(String, JSONValue)] = [
            ("office", .string(name)),
            ("demonstration", isExample ? .string(call.day.description) : .bool(false)),
        ]
        guard let caller = call.context.caller else { return values }
        let waiting = try await call.waitingNotices()
        let duty = caller.appointments.first.map { $0.post.title[call.language] }
        let unit = caller.appointments.first.map { register.name(of: $0.office) }
        values += [
            (
                "person",
                .object([
                    ("name", .string(caller.person.name)),
                    ("duty", duty.map { .string($0) } ?? .bool(false)),
                    ("unit", .shown(unit == name ? nil : unit)),
                ])
            ),
            (
                "inbox",
                .object([("count", .string(String(waiting))), ("hot", .bool(waiting > 0))])
            ),
            ("nav", navigation(caller, call.route.path, waiting: waiting)),
        ]
        values += try await Tour.values(call)
        return values
    }

    /// The entries within a person's right; others are absent, not grey.
    private static func navigation(_ caller: Caller, _ path: String, waiting: Int) -> JSONValue {
        func entry(_ name: String, _ address: String, count: Int = 0) -> (String, JSONValue) {
            (
                name,
                .object([
                    ("here", .bool(path.hasPrefix(address))),
                    ("count", count > 0 ? .string(String(count)) : .bool(false)),
                    ("hot", .bool(count > 0)),
                ])
            )
        }
        var entries = [entry("inbox", "/inbox", count: waiting), entry("acts", "/acts")]
        if !caller.areas.isEmpty {
            entries += ["desk", "pool", "annual", "calendar"].map { entry($0, "/\($0)") }
            entries.append(entry("projects", "/projects"))
            entries += [entry("map", "/map"), entry("data", "/data"), entry("check", "/check")]
            entries += [
                entry("survey", "/survey"), entry("meetings", "/meetings"),
                entry("policy", "/policy"),
            ]
        }
        if caller.isAdministrator {
            entries.append(("admin", .bool(true)))
            for name in ["people", "roles", "areas", "packs", "backups", "journal", "audit"] {
                entries.append(entry(name, "/admin/\(name)"))
            }
        }
        entries.append(("account", .bool(path.hasPrefix("/account"))))
        return .object(entries)
    }
}

/// What the last act did, shown once on the next page: kept in a cookie that is taken away when read.
enum Flash {
    static let cookie = "tc_flash"

    /// On to a page that tells what was done.
    static func seeOther(_ address: String, _ kind: String, _ text: String) -> Reply {
        var reply = Reply.seeOther(address)
        let value = "\(kind).\(String(text.prefix(600)).percentEncoded)"
        reply.headers.append(
            .init(
                name: .setCookie,
                value: "\(cookie)=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=60"))
        return reply
    }

    /// What a page has to tell, if anything.
    static func values(_ call: Call) -> JSONValue? {
        guard let given = call.request.cookies[cookie]?.value,
            let dot = given.firstIndex(of: ".")
        else { return nil }
        let kind = String(given[..<dot])
        guard ["good", "bad", "note"].contains(kind) else { return nil }
        let text = FormBody.decoded(given[given.index(after: dot)...].utf8)
        return .array([.object([("kind", .string(kind)), ("text", .string(text))])])
    }
}
