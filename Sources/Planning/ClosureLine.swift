public import LandModel

/// One line of the books: two sums that must be equal, and what is left between them (闭合差).
public struct ClosureLine: Sendable, Hashable {
    /// What is compared.
    public enum Subject: Hashable, Sendable {
        /// The pieces of all patches against the patches' recorded areas.
        case pieces
        /// The consolidation area after against before.
        case afterAgainstBefore
        /// The consolidation area against the control areas of the villages it consists of.
        case areaAgainstVillages
        /// The patches of a village against its control area.
        case village(code: String)
        /// The patches of a township against its control area.
        case township(code: String)
        /// All patches against the control areas of all villages.
        case county
    }

    /// What is compared.
    public let subject: Subject
    /// The sum of the parts.
    public let parts: Area
    /// What they must add up to.
    public let whole: Area
    /// Parts less whole; zero in a plan whose books are closed.
    public var residual: Area { parts - whole }

    /// Makes a line.
    public init(_ subject: Subject, parts: Area, whole: Area) {
        self.subject = subject
        self.parts = parts
        self.whole = whole
    }

    /// The line's name.
    public var name: BilingualText {
        switch subject {
        case .pieces: BilingualText(zh: "图斑各部分之和与图斑面积", en: "pieces against patches")
        case .afterAgainstBefore: BilingualText(zh: "整治后与整治前总面积", en: "after against before")
        case .areaAgainstVillages:
            BilingualText(zh: "整治区域与所含行政村控制面积", en: "area against control areas of its villages")
        case .village(let code): BilingualText(zh: "村 \(code)", en: "village \(code)")
        case .township(let code): BilingualText(zh: "乡镇 \(code)", en: "township \(code)")
        case .county: BilingualText(zh: "全部图斑与各村控制面积", en: "all patches against all villages")
        }
    }
}
