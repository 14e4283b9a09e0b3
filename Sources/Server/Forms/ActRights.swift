import Access
import LandModel
import Operations

/// What of the acts a caller may look at: only those that one of the caller's posts could do somewhere.
enum ActRights {
    /// Whether the caller could do what would help; acts of packs are left out, as only the pack knows who does them.
    static func mayEver(_ remedy: Refusal.Remedy, _ call: Call) -> Bool {
        guard let caller = call.context.caller, let moment = call.context.moment else {
            return false
        }
        return mayEver(remedy.operation, caller, moment.people.register, call.day)
    }

    /// Whether any post of the caller, own or lent, could perform an act of the program.
    static func mayEver(
        _ operation: String, _ caller: Caller, _ register: AccessRegister, _ day: CalendarDay
    ) -> Bool {
        guard
            let rule = AccessPolicy.standard.operations.values.first(where: {
                $0.id.text == operation
            })
        else { return false }
        if rule.isOpenToAll { return true }
        let lent = register.delegations(to: caller.person.id).filter {
            $0.term.contains(day) && rule.isDelegable
        }.compactMap { register.appointments[$0.appointment] }
        return (caller.appointments + lent).contains { post in
            guard let kind = register.offices[post.office]?.kind else { return false }
            return rule.performers.contains {
                $0.matches(kind, post: post.post, roles: AccessPolicy.standard.roles)
            }
        }
    }
}
