/// Which roles a post of a kind of office has: the bridge from the packs' offices to ``Role``.
///
/// Of the rows that fit a post, the most specific count, and only they: office and post, then post
/// in any office, then office with any post. So a liaison officer of the finance bureau is a liaison
/// officer and does not decide for the bureau, and an administrator placed in a bureau is nothing but
/// an administrator.
public struct RoleTable: Hashable, Sendable {
    /// A row.
    public struct Row: Hashable, Sendable {
        /// The kind of office; nil for any.
        public let kind: OfficeKind?
        /// The post; nil for any.
        public let post: Post?
        /// The role.
        public let role: Role
        /// Whether the post acts in the name of the office, where a pack names only the office.
        public let actsForOffice: Bool

        /// Makes a row.
        public init(
            kind: OfficeKind? = nil, post: Post? = nil, role: Role, actsForOffice: Bool = true
        ) {
            self.kind = kind
            self.post = post
            self.role = role
            self.actsForOffice = actsForOffice
        }
    }

    /// All rows.
    public let rows: [Row]

    private struct Key: Hashable {
        let kind: OfficeKind?
        let post: Post?
    }
    private let index: [Key: [Row]]

    /// Makes a table.
    public init(_ rows: [Row]) {
        self.rows = rows
        index = Dictionary(grouping: rows) { Key(kind: $0.kind, post: $0.post) }
    }

    /// The table with more rows, such as those of an installation's own offices.
    public func adding(_ more: [Row]) -> RoleTable { RoleTable(rows + more) }

    /// The roles of a post in a kind of office; none for a kind the table does not know.
    public func roles(of kind: OfficeKind, post: Post) -> Set<Role> {
        Set(governing(kind, post).map(\.role))
    }

    /// Whether the post acts in the name of the office.
    public func actsForOffice(_ kind: OfficeKind, post: Post) -> Bool {
        governing(kind, post).contains(where: \.actsForOffice)
    }

    private func governing(_ kind: OfficeKind, _ post: Post) -> [Row] {
        index[Key(kind: kind, post: post)] ?? index[Key(kind: nil, post: post)]
            ?? index[Key(kind: kind, post: nil)] ?? []
    }
}
