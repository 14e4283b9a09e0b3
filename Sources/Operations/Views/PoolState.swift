public import LandModel
import Lifecycle
import Policy

/// The state of a project in the reserve pool (储备库状态), into which the stages of all packs fall.
///
/// A pack's own stages before the application are reserve and mature: the first and those after it; from the
/// application to the works it is reported; then it is under way.
public enum PoolState: String, Sendable, CaseIterable {
    /// 储备: on the list, nothing more.
    case reserved
    /// 成熟: what comes before the application is under way.
    case mature
    /// 上报: applied for, up to the works.
    case reported
    /// 实施: works began, up to after-care.
    case implementing
    /// 退出: given up.
    case withdrawn

    /// The name of the state.
    public var title: BilingualText {
        switch self {
        case .reserved: BilingualText(zh: "储备", en: "Reserved")
        case .mature: BilingualText(zh: "成熟", en: "Mature")
        case .reported: BilingualText(zh: "上报", en: "Reported")
        case .implementing: BilingualText(zh: "实施", en: "Under way")
        case .withdrawn: BilingualText(zh: "退出", en: "Withdrawn")
        }
    }

    /// The state of what stands at a place of its track; reserve for what has no stage yet.
    init(_ position: Int?, in stages: [String]) {
        guard let position, stages.indices.contains(position) else {
            self = .reserved
            return
        }
        let applied = stages.firstIndex(where: StageName.reported.contains)
        let works = stages.firstIndex(of: StageName.implementing)
        if stages[position] == StageName.withdrawn {
            self = .withdrawn
        } else if let works, position >= works {
            self = .implementing
        } else if let applied, position >= applied {
            self = .reported
        } else {
            self = position == 0 ? .reserved : .mature
        }
    }
}
