/// Where rights reach: areas, and where so limited only named projects in them (数据范围).
public struct Territory: Hashable, Sendable {
    /// The areas.
    public let areas: AreaScope
    /// The only projects; nil for all projects of the areas, and for what belongs to no project.
    public let projects: Set<ProjectID>?

    /// Makes a territory.
    public init(_ areas: AreaScope, projects: Set<ProjectID>? = nil) {
        self.areas = areas
        self.projects = projects
    }

    /// Whether an act on the target stays inside.
    ///
    /// A target without any area is inside nothing. A territory of named projects does not reach
    /// what belongs to no project.
    public func covers(_ target: AccessTarget) -> Bool {
        guard !target.areas.isEmpty, areas.contains(target.areas) else { return false }
        guard let projects else { return true }
        guard let project = target.project else { return false }
        return projects.contains(project)
    }

    /// Whether it reaches nothing that the other does not reach.
    public func isWithin(_ other: Territory) -> Bool {
        guard other.areas.contains(areas) else { return false }
        guard let outer = other.projects else { return true }
        guard let projects else { return false }
        return projects.isSubset(of: outer)
    }
}
