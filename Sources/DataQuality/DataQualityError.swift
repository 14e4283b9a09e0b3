public import LandModel

/// Why work on areas cannot be done.
public enum DataQualityError: ExplainedError, Equatable, Sendable {
    /// There is nothing over which a difference could be spread.
    case nothingToLevel(control: Area)
    /// Levelling would leave an area below zero: the control area belongs to other data.
    case levellingExceedsArea(index: Int, area: Area, change: Area)

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .nothingToLevel(let control):
            BilingualText(
                zh: "没有可调平的面积，而控制面积为 \(control.squareMetresText) m²；请核对控制面积与图斑是否属于同一单位",
                en: "there is no area to level but the control area is "
                    + "\(control.squareMetresText) m²: check that both belong to one unit")
        case .levellingExceedsArea(let index, let area, let change):
            BilingualText(
                zh:
                    "第 \(index + 1) 个面积 \(area.squareMetresText) m² 不够调整 \(change.squareMetresText) m²；控制面积与图斑面积相差过大，请先核对控制面积",
                en: "area \(index + 1) (\(area.squareMetresText) m²) cannot take a change of "
                    + "\(change.squareMetresText) m²: the control area is too far off, check it first"
            )
        }
    }
}
