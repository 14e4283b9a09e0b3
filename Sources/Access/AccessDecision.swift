/// The answer to an ``AccessRequest``: allowed by what, or refused and why (权限判定).
public enum AccessDecision: Hashable, Sendable {
    /// Allowed, by this appointment or delegation.
    case allowed(AccessGrant)
    /// Refused, with every reason.
    case refused(AccessRefusal)

    /// Decides whether a person may perform an operation.
    ///
    /// The order in which rights are looked for: open to everybody, then the person's own
    /// appointments, then delegations, each by identifier; the first that allows is the grant. A
    /// delegation allows what its delegator would be allowed on that day under the appointment lent,
    /// within the limits of the delegation, and nothing that separation forbids either of the two.
    ///
    /// - Parameters:
    ///   - request: Who, what, where, when.
    ///   - policy: The rules.
    ///   - register: Who is who.
    ///   - history: What was done before on the project, by anybody; other projects do not matter.
    /// - Returns: The grant, or the refusal with its reasons in their order of precedence
    ///   (``RefusalCause``).
    /// - Complexity: O(posts of the person × acts in the history × separations); a refusal also looks
    ///   through the appointments of the register for whom to ask.
    public static func decide(
        _ request: AccessRequest, policy: AccessPolicy, register: AccessRegister,
        history: [PerformedAct] = []
    ) -> AccessDecision {
        AccessJudge(request: request, policy: policy, register: register, history: history)
            .decision()
    }

    /// The grant; nil when refused.
    public var grant: AccessGrant? {
        if case .allowed(let grant) = self { grant } else { nil }
    }

    /// The refusal; nil when allowed.
    public var refusal: AccessRefusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}
