import LandModel

/// Rounds areas to whole square metres (four decimals of a hectare) so that they add up.
///
/// The rounded sum is spread over the members by the survey's rule of levelling (调平): the
/// largest members first, one unit each (handbook, section 2.5).
enum LevelledHectares {
    /// The areas in whole square metres; their sum is the rounded sum of the areas.
    static func level(_ areas: [Area]) -> [Int64] {
        level(areas, total: rounded(areas.reduce(.zero, +)))
    }

    /// The areas in whole square metres, adding up to a given total.
    ///
    /// The total must be the sum of the areas to within one unit a member.
    static func level(_ areas: [Area], total: Int64) -> [Int64] {
        var units = areas.map(rounded)
        var rest = total - units.reduce(0, +)
        let order = areas.indices.filter { areas[$0] != .zero }.sorted {
            (areas[$1].magnitude, $0) < (areas[$0].magnitude, $1)
        }
        guard !order.isEmpty else { return units }
        var next = 0
        while rest != 0 {
            let step: Int64 = rest > 0 ? 1 : -1
            units[order[next % order.count]] += step
            rest -= step
            next += 1
        }
        return units
    }

    /// An area in whole square metres, rounded half away from zero.
    static func rounded(_ area: Area) -> Int64 {
        let half: Int64 = area.hundredths >= 0 ? 50 : -50
        return (area.hundredths + half) / 100
    }
}
