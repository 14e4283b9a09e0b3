import Access
import LandModel

/// People, offices and posts as far as a caller may look at them (人员机构).
struct RegisterView {
    let json: JSONValue

    init(_ register: AccessRegister, for caller: Caller, on day: CalendarDay) {
        let offices = register.offices.values.filter { office in
            if caller.isAdministrator { return true }
            return switch office.territory.areas {
            case .nation: true
            case .areas(let codes): codes.contains { caller.sees($0) }
            }
        }.sorted { $0.id < $1.id }
        let visible = Set(offices.map(\.id))
        let posts = register.appointments.values.filter { visible.contains($0.office) }
            .sorted { $0.id < $1.id }
        let people = Set(posts.map(\.person)).union([caller.person.id])
            .union(caller.isAdministrator ? Array(register.people.keys) : [])
        json = .object([
            (
                "offices",
                .array(
                    offices.map { office in
                        .object([
                            ("id", .string(office.id.text)), ("name", .string(office.name)),
                            ("kind", .string(office.kind.text)),
                            ("areas", .array(office.territory.areas.codes.map { .string($0) })),
                        ])
                    })
            ),
            (
                "people",
                .array(
                    people.sorted().compactMap { register.people[$0] }.map { person in
                        .object([
                            ("id", .string(person.id.text)), ("name", .string(person.name)),
                        ])
                    })
            ),
            (
                "appointments",
                .array(
                    posts.map { post in
                        .object([
                            ("id", .string(post.id.text)), ("person", .string(post.person.text)),
                            (
                                "personName",
                                .string(register.people[post.person]?.name ?? post.person.text)
                            ),
                            ("office", .string(post.office.text)),
                            (
                                "officeName",
                                .string(register.offices[post.office]?.name ?? post.office.text)
                            ),
                            ("post", .string(post.post.text)),
                            ("postTitle", .text(post.post.title)),
                            ("from", .string(post.term.from.description)),
                            ("through", .optional(post.term.through?.description)),
                            ("current", .bool(post.term.contains(day))),
                        ])
                    })
            ),
        ])
    }
}
