public import LandModel

/// Levels areas to a control area (调平) in whole units of 0.01 m².
///
/// The rule of the national summary (quoted in TDDC3D output/ClsTP.cs; handbook §2.5): with the
/// difference d in units and n areas, every area takes d div n units and the largest d mod n
/// areas one more, with the sign of d.
public enum AreaLevelling {
    /// The areas after levelling, in the given order; their sum is the control area.
    ///
    /// - Parameters:
    ///   - areas: the areas as computed.
    ///   - control: what they must sum to.
    ///   - keys: one stable key per area, by which equal areas are ordered, ascending; nil orders
    ///     them as given.
    /// - Throws: ``DataQualityError``.
    public static func level(
        _ areas: [Area], to control: Area, keys: [String]? = nil
    ) throws(DataQualityError) -> [Area] {
        precondition(keys.map { $0.count == areas.count } ?? true, "one key per area")
        let order = areas.indices.sorted { left, right in
            if areas[left] != areas[right] { return areas[left] > areas[right] }
            if let keys, keys[left] != keys[right] { return keys[left] < keys[right] }
            return left < right
        }
        return try spread(areas, to: control, order: order)
    }

    /// The areas of classes after levelling across a row of a summary (横向调平), in the given order.
    ///
    /// Classes are taken in descending order of their codes; when one is larger than 1 hectare,
    /// those below 1 hectare take no part.
    /// - Throws: ``DataQualityError``.
    public static func levelClasses(
        _ areas: [(code: String, area: Area)], to control: Area
    ) throws(DataQualityError) -> [Area] {
        let hectare = Area(hundredths: 1_000_000)
        let hasLarge = areas.contains { $0.area > hectare }
        let order = areas.indices
            .filter { areas[$0].area > .zero && (!hasLarge || areas[$0].area >= hectare) }
            .sorted { areas[$0].code == areas[$1].code ? $0 < $1 : areas[$0].code > areas[$1].code }
        return try spread(areas.map(\.area), to: control, order: order)
    }

    private static func spread(
        _ areas: [Area], to control: Area, order: [Int]
    ) throws(DataQualityError) -> [Area] {
        let difference = control - areas.reduce(.zero, +)
        guard difference != .zero else { return areas }
        guard !order.isEmpty else { throw .nothingToLevel(control: control) }
        let units = difference.magnitude.hundredths
        let sign: Int64 = difference < .zero ? -1 : 1
        let (each, extra) = units.quotientAndRemainder(dividingBy: Int64(order.count))
        var levelled = areas
        for (position, index) in order.enumerated() {
            let change = Area(hundredths: sign * (each + (Int64(position) < extra ? 1 : 0)))
            levelled[index] += change
            guard levelled[index] >= .zero else {
                throw .levellingExceedsArea(index: index, area: areas[index], change: change)
            }
        }
        return levelled
    }
}
