/// Who may perform an operation, as the rule names them (办理主体).
public enum Performer: Hashable, Sendable {
    /// Everybody with the role.
    case role(Role)
    /// Everybody who acts for an office of the kind, as the acts of a policy pack name it.
    case office(OfficeKind)
    /// The holders of one post of an office of the kind.
    case post(OfficeKind, Post)

    /// Whether a post of a kind of office is meant.
    public func matches(_ kind: OfficeKind, post: Post, roles: RoleTable) -> Bool {
        switch self {
        case .role(let role): roles.roles(of: kind, post: post).contains(role)
        case .office(let meant): meant == kind && roles.actsForOffice(kind, post: post)
        case .post(let meant, let meantPost): meant == kind && meantPost == post
        }
    }
}
