import Access
import LandModel
import Operations
import Store

/// Whether a caller could perform an act somewhere, so that pages offer only what is within reach.
enum Rights {
    /// The areas among some in which a caller may perform an act.
    static func areas(
        for operation: OperationRule.ID, _ call: Call, among areas: [AdministrativeCode]
    ) async throws -> [AdministrativeCode] {
        let caller = try call.caller()
        let register = try await call.register()
        return areas.filter { area in
            AccessDecision.decide(
                AccessRequest(
                    person: caller.person.id, operation: operation,
                    target: AccessTarget(areas: .area(area)), day: call.day),
                policy: .standard, register: register
            ).grant != nil
        }
    }

    /// The address at which a caller opens a file for something new in the own area; nil without the right to.
    static func opening(_ entity: String, _ call: Call) async throws -> String? {
        let found = try await areas(for: "listSubject", call, among: own(try call.caller()))
        guard let area = found.first else { return nil }
        // Projects lie in counties: who works for a city says in which.
        if entity == "project", area.containing(.county) == nil {
            return "/acts/listSubject?entity=\(entity)"
        }
        // Counties and cities have files of their own; what is smaller lies in that of its county.
        let parent = area.containing(.county) ?? area
        return "/acts/listSubject?entity=\(entity)&parent=\(parent.digits)"
    }

    /// The areas of the caller's own posts, by code.
    static func own(_ caller: Caller) -> [AdministrativeCode] {
        caller.areas.flatMap { scope -> [AdministrativeCode] in
            if case .areas(let codes) = scope { codes.sorted { $0.digits < $1.digits } } else { [] }
        }
    }
}
