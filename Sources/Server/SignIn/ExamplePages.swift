import Access
import Accounts
import HTTPTypes
import Hummingbird
import LandModel
import Operations
import Store

/// Signing in as an example person by one click, in a demonstration (演示登录).
enum ExamplePages {
    static let all: [Route] = [
        Route(
            method: .post, path: path, chapter: "pages",
            title: "Sign in as an example person; in a demonstration only", right: .open,
            isPage: true
        ) { call in
            let form = try await call.checkedForm()
            guard call.services.settings.demonstration else { throw DemonstrationPages.nowhere }
            guard let person = Person.ID(form["person"]) else {
                throw Problem.fault("person", zh: "不是人员代号。", en: "No identifier of a person.")
            }
            let outcome = try call.office().accounts.signInExample(
                person, from: call.visitor, at: call.time)
            return try await SignInPages.after(outcome, next: form["next"], name: "", call)
        }
    ]

    private static let path = "/sign-in/example"

    /// The example people, those of an office together, as the sign-in page offers them; false without a demonstration.
    static func offers(_ call: Call) async throws -> JSONValue {
        guard call.services.settings.demonstration else { return .bool(false) }
        let office = try call.office()
        let register = try await office.home.journal.read { view throws(StoreError) in
            try view.accessRegister()
        }
        let examples = Set(try office.accounts.examples())
        let posts = register.appointments.values.filter {
            examples.contains($0.person) && $0.term.contains(call.day)
        }
        let groups = Dictionary(grouping: posts, by: \.office).sorted { one, other in
            rank(one.key, register) < rank(other.key, register)
        }
        let lines = try await office.lines.all(at: nil)
        return .members([
            "people": .array(
                groups.flatMap { people($0.value, of: $0.key, register, lines, call) })
        ])
    }

    /// Offices of wide areas first, then by identifier.
    private static func rank(_ office: Office.ID, _ register: AccessRegister) -> String {
        let codes = register.offices[office]?.territory.areas.codes ?? []
        let longest = codes.map(\.description.count).min() ?? 0
        return "\(longest < 10 ? "0" : "")\(longest) \(office)"
    }

    private static func people(
        _ posts: [Appointment], of unit: Office.ID, _ register: AccessRegister,
        _ lines: [SubjectLine], _ call: Call
    ) -> [JSONValue] {
        let people = Dictionary(grouping: posts, by: \.person).sorted { $0.key < $1.key }
        return people.map { person, posts in
            let titles = Set(posts.map { $0.post.title[call.language] }).sorted()
            let turns = DeskPosts(of: person, posts, register, on: call.day).turns(among: lines)
            return .members([
                "id": .string(person.text),
                "name": .string(register.people[person]?.name ?? person.text),
                "unit": .string(register.offices[unit]?.name ?? unit.text),
                "posts": .string(titles.joined(separator: call.said("、", ", "))),
                "turns": .shown(
                    turns > 0 ? call.said("轮到办理 \(turns) 项", "\(turns) to do") : nil),
            ])
        }
    }
}
