public import LandModel

/// How many duties stand how, altogether and by place and office (期限事项统计).
public struct DutyCounts: Hashable, Sendable {
    /// All of them.
    public private(set) var states: [DutyRowState: Int] = [:]
    /// By the county they lie in; those of a city or province as a whole by its own code.
    public private(set) var counties: [AdministrativeCode: [DutyRowState: Int]] = [:]
    /// By kind of office; a duty of several counts for each, one that names none for none.
    public private(set) var offices: [String: [DutyRowState: Int]] = [:]

    /// Counts nothing yet.
    public init() {}

    mutating func add(
        _ count: Int, _ state: DutyRowState, area: AdministrativeCode?, _ kinds: [String]
    ) {
        states[state, default: 0] += count
        if let area {
            counties[area.containing(.county) ?? area, default: [:]][state, default: 0] += count
        }
        for kind in Set(kinds) { offices[kind, default: [:]][state, default: 0] += count }
    }
}
