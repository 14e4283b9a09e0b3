/// The rules a decision is taken by: operations, roles of offices, separations.
///
/// All of it is data.
public struct AccessPolicy: Hashable, Sendable {
    /// The operations by identifier.
    public let operations: [OperationRule.ID: OperationRule]
    /// The roles of offices and posts.
    public let roles: RoleTable
    /// The parts that exclude each other.
    public let separations: [SeparationRule]

    let heldTogether: [SeparationRule]
    let withinProject: [SeparationRule]

    /// Makes a policy; of two operations of one identifier the later counts.
    public init(
        operations: [OperationRule], roles: RoleTable = .standard,
        separations: [SeparationRule] = SeparationRule.standard
    ) {
        self.operations = Dictionary(operations.map { ($0.id, $0) }) { $1 }
        self.roles = roles
        self.separations = separations
        heldTogether = separations.filter { $0.scope == .heldTogether }
        withinProject = separations.filter { $0.scope == .sameProject }
    }

    /// The acts of administration with the standard roles and separations.
    public static let administration = AccessPolicy(operations: OperationRule.administration)

    /// The operation that puts a person in a post: members and liaison officers are confirmed by
    /// the office of their meeting, all others are appointed.
    public func operationAppointing(to post: Post, of kind: OfficeKind) -> OperationRule.ID {
        roles.roles(of: kind, post: post).isDisjoint(with: [.jointMeetingMember, .liaisonOfficer])
            ? "appoint" : "confirmMember"
    }

    /// The rules an appointment would break with what the same person holds already.
    ///
    /// - Complexity: O(posts of the person × separations).
    public func conflicts(
        of appointment: Appointment, in register: AccessRegister
    ) -> [(rule: SeparationRule, other: Appointment)] {
        let ends = roleEnds(of: appointment, in: register)
        return register.appointments(of: appointment.person).filter {
            $0.id != appointment.id && $0.term.overlaps(appointment.term)
        }.flatMap { other in
            let others = roleEnds(of: other, in: register)
            return heldTogether.filter { $0.separates(ends, others) }.map { ($0, other) }
        }
    }

    /// The roles that an appointment gives.
    public func roles(of appointment: Appointment, in register: AccessRegister) -> Set<Role> {
        guard let office = register.offices[appointment.office] else { return [] }
        return roles.roles(of: office.kind, post: appointment.post)
    }

    func roleEnds(
        of appointment: Appointment, in register: AccessRegister
    ) -> Set<SeparationRule.End> {
        Set(roles(of: appointment, in: register).map(SeparationRule.End.role))
    }
}
