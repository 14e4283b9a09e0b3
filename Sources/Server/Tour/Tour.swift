import Access
import HTTPTypes
import Hummingbird
import LandModel
import Operations
import Store

/// The tour of a person: its steps lie on the pages themselves (导览).
///
/// Which step it is stands in a cookie, so that the pages stay as they are for everybody else; that it was offered is
/// kept for the account (``TourShelf``).
struct Tour {
    /// Names the cookie that tells the step.
    static let cookie = "tc_tour"

    private let call: Call
    private let caller: Caller
    private let role: TourRole
    /// The project that is shown: of those the caller may look at, the one with the latest act.
    private let project: String?
    private let steps: [TourStep]

    init(_ call: Call) async throws {
        self.call = call
        let caller = try call.caller()
        self.caller = caller
        let posts = DeskPosts(caller, try await call.register(), on: call.day)
        role = TourRole(posts.roles, isAdministrator: caller.isAdministrator)
        let lines = try await call.office().lines.all().filter {
            $0.entity == "project" && caller.sees($0.area)
        }
        project = lines.max { ($0.lastDay, $1.id) < ($1.lastDay, $0.id) }?.id
        steps = TourStep.all(of: role, withProject: project != nil)
    }

    /// The step that the browser says the person is at, from 1; what it keeps of somebody else is none.
    private static func given(_ call: Call, _ caller: Caller) -> Int? {
        guard let text = call.request.cookies[cookie]?.value, let dot = text.firstIndex(of: "."),
            text[text.index(after: dot)...] == caller.person.id.text
        else { return nil }
        return Int(text[..<dot])
    }

    /// Pages on which a person begins, where the tour is offered.
    private static let beginnings = [TourStep.Place.desk.rawValue, TourStep.Place.people.rawValue]

    /// What the page that is asked for has of the tour.
    private enum Part {
        case none, offer
        case step(Int)
    }

    private static func part(_ call: Call) throws -> Part {
        guard let caller = call.context.caller, caller.duties.isEmpty else { return .none }
        if let number = given(call, caller) { return number > 0 ? .step(number) : .none }
        let isOffered =
            try beginnings.contains(call.route.path)
            && !call.tours().wasOffered(to: caller.person.id)
        return isOffered ? .offer : .none
    }

    /// Whether the page that is asked for has something of the tour, which changes from one look to the next.
    static func isShown(_ call: Call) throws -> Bool {
        if case .none = try part(call) { false } else { true }
    }

    /// The step of the tour on the page that is asked for, or its offer; nothing on all other pages.
    static func values(_ call: Call) async throws -> [(String, JSONValue)] {
        switch try part(call) {
        case .none: []
        case .offer: [("tourOffer", .bool(true))]
        case .step(let number): try await [("tour", Tour(call).value(number))]
        }
    }

    private func value(_ number: Int) -> JSONValue {
        guard number <= steps.count else { return .bool(false) }
        let step = steps[number - 1]
        let isHere = call.route.path == step.place.rawValue
        func address(_ number: Int) -> JSONValue {
            (1...steps.count).contains(number) ? .string("/tour?step=\(number)") : .bool(false)
        }
        return .members([
            "here": .bool(isHere), "number": .integer(number), "count": .integer(steps.count),
            "title": .string(step.title[call.language]), "text": .string(step.text[call.language]),
            "mark": .string(isHere ? step.mark : ""), "back": .string("/tour?step=\(number)"),
            "previous": address(number - 1), "next": address(number + 1),
            "last": .bool(number == steps.count),
        ])
    }

    // MARK: Going on

    /// On to a step; past the last one, or to none, the tour ends where the person works.
    func go(to number: Int) throws -> Reply {
        try call.tours().keep(caller.person.id)
        let isStep = (1...max(steps.count, 1)).contains(number) && !steps.isEmpty
        let address =
            isStep ? steps[number - 1].place.address(project) : caller.areas.isEmpty ? "/" : "/desk"
        var reply = Reply.seeOther(address)
        let value = isStep ? "\(number).\(caller.person.id); Max-Age=43200" : "; Max-Age=0"
        reply.headers.append(
            .init(
                name: .setCookie, value: "\(Self.cookie)=\(value); Path=/; HttpOnly; SameSite=Lax"))
        return reply
    }
}

/// The way through the tour.
enum TourPages {
    static let all: [Route] = [
        .page(
            "/tour", "The tour of the pages",
            parameters: [.query("step", .integer(0...9), "the step; 0 ends the tour")]
        ) { call in try await Tour(call).go(to: call.integer("step", standard: 1)) }
    ]
}

extension Call {
    /// To whom the tour was offered in this office.
    func tours() throws -> TourShelf { TourShelf(home: try office().home.path) }
}
