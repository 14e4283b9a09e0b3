/// Role by operation: who may do what, before anyone is appointed (权限矩阵).
public enum AccessMatrix {
    /// What a role may do with an operation.
    public enum Cell: Hashable, Sendable {
        /// All who have the role may perform it.
        case allowed
        /// Only those in these offices or posts; the rule names them instead of the role.
        case only([Performer])
        /// Nobody may perform it in this role.
        case refused
    }

    /// One operation over all roles.
    public struct Row: Hashable, Sendable {
        /// The operation.
        public let operation: OperationRule
        /// A cell for each role, in the order of the roles asked for.
        public let cells: [Cell]
    }

    /// The rows of the matrix, one for each operation.
    ///
    /// Territory, stage and separation limit further what a cell allows; the rule in the row tells
    /// levels and stages.
    public static func rows(
        _ operations: [OperationRule], roles: [Role] = Role.allCases,
        table: RoleTable = .standard
    ) -> [Row] {
        operations.map { operation in
            Row(operation: operation, cells: roles.map { cell(operation, $0, table) })
        }
    }

    private static func cell(
        _ operation: OperationRule, _ role: Role, _ table: RoleTable
    ) -> Cell {
        if operation.isOpenToAll || operation.performers.contains(.role(role)) { return .allowed }
        let named = operation.performers.filter { performer in
            switch performer {
            case .role: false
            case .office(let kind):
                table.rows.contains { row in
                    row.role == role && row.kind == kind && row.actsForOffice
                }
            case .post(let kind, let post): table.roles(of: kind, post: post).contains(role)
            }
        }
        return named.isEmpty ? .refused : .only(named.sorted())
    }
}

extension Performer: Comparable {
    /// Roles first, then offices, then posts, each in its own order.
    public static func < (left: Performer, right: Performer) -> Bool {
        switch (left, right) {
        case (.role(let one), .role(let other)): one < other
        case (.role, _): true
        case (_, .role): false
        case (.office(let one), .office(let other)): one < other
        case (.office, _): true
        case (_, .office): false
        case (.post(let one, let post), .post(let other, let otherPost)):
            (one, post) < (other, otherPost)
        }
    }
}
