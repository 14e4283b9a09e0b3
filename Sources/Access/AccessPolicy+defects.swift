public import LandModel

/// A fault in the rules themselves, found before they decide anything.
public enum RuleDefect: Hashable, Sendable {
    /// Nobody may perform the operation.
    case noPerformer(OperationRule.ID)
    /// No row of the role table leads to the role, so that nobody can ever have it.
    case roleWithoutOffice(OperationRule.ID, Role)
    /// A separation watches the operation by project, and the operation does not ask for one.
    case separationWithoutProject(OperationRule.ID, SeparationRule.ID)
    /// Only roles can be held together.
    case dutyHeldTogether(SeparationRule.ID)

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .noPerformer(let operation):
            BilingualText(
                zh: "操作\(operation)无人可以办理，请列出办理主体。",
                en: "Nobody may perform \(operation); name its performers.")
        case .roleWithoutOffice(let operation, let role):
            BilingualText(
                zh: "操作\(operation)由“\(role.title.zh)”办理，但没有机构对应此角色，请补充角色表。",
                en: "\(operation) is performed by “\(role.title.en)”, and no office has that role; "
                    + "add a row to the role table.")
        case .separationWithoutProject(let operation, let rule):
            BilingualText(
                zh: "规则\(rule)按项目隔离操作\(operation)，请规定该操作必须指明项目。",
                en: "The rule \(rule) separates \(operation) by project; make the operation ask "
                    + "for a project.")
        case .dutyHeldTogether(let rule):
            BilingualText(
                zh: "规则\(rule)限制兼任，两端必须都是角色。",
                en: "The rule \(rule) forbids holding two posts; both its ends must be roles.")
        }
    }
}

extension AccessPolicy {
    /// The faults of the rules; empty when they are sound.
    public func defects() -> [RuleDefect] {
        let reachable = Set(roles.rows.map(\.role)).union([.generalPublic])
        var found: [RuleDefect] = []
        for rule in operations.values.sorted(by: { $0.id < $1.id }) {
            if rule.performers.isEmpty { found.append(.noPerformer(rule.id)) }
            for role in Role.allCases
            where rule.performers.contains(.role(role)) && !reachable.contains(role) {
                found.append(.roleWithoutOffice(rule.id, role))
            }
            guard !rule.needsProject else { continue }
            for separation in separations where separation.scope == .sameProject {
                let watched = rule.duties.contains {
                    [separation.first, separation.second].contains(.duty($0))
                }
                if watched { found.append(.separationWithoutProject(rule.id, separation.id)) }
            }
        }
        for separation in separations where separation.scope == .heldTogether {
            if !separation.first.isRole || !separation.second.isRole {
                found.append(.dutyHeldTogether(separation.id))
            }
        }
        return found
    }
}

extension SeparationRule.End {
    fileprivate var isRole: Bool { if case .role = self { true } else { false } }
}
