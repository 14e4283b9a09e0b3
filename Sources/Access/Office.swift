/// A unit that acts: a government, a department, a meeting's office, a village, a firm (机构).
public struct Office: Hashable, Sendable {
    /// Its identifier in the register.
    public typealias ID = AccessID<Office>

    /// Its identifier.
    public let id: ID
    /// Its kind, by the identifiers of the policy packs' office lists.
    public let kind: OfficeKind
    /// The official name, as a seal would show it.
    public let name: String
    /// Where it acts.
    public let territory: Territory

    /// Makes an office.
    public init(id: ID, kind: OfficeKind, name: String, territory: Territory) {
        self.id = id
        self.kind = kind
        self.name = name
        self.territory = territory
    }
}
