import LandModel
import Policy

extension FindingStatus {
    /// The order when asking for action: what must be mended first (ui.md, section 3).
    static let byUrgency: [FindingStatus] = [
        .violated, .overdue, .awaitingEvidence, .waived, .notYetDue, .satisfied, .notApplicable,
    ]

    /// The word on the chip.
    var word: BilingualText {
        switch self {
        case .satisfied: BilingualText(zh: "符合", en: "Satisfied")
        case .violated: BilingualText(zh: "不符合", en: "Violated")
        case .waived: BilingualText(zh: "已豁免", en: "Waived")
        case .awaitingEvidence: BilingualText(zh: "待补证", en: "Awaiting evidence")
        case .notYetDue: BilingualText(zh: "未到期", en: "Not yet due")
        case .overdue: BilingualText(zh: "逾期", en: "Overdue")
        case .notApplicable: BilingualText(zh: "不适用", en: "Not applicable")
        }
    }

    /// The short ASCII name used in styles and fragments.
    var slug: String {
        switch self {
        case .satisfied: "ok"
        case .violated: "bad"
        case .waived: "waived"
        case .awaitingEvidence: "wait"
        case .notYetDue: "future"
        case .overdue: "late"
        case .notApplicable: "na"
        }
    }

    /// The text and ground colours of the chip.
    var colours: (text: String, ground: String) {
        switch self {
        case .satisfied: ("#1c6b3c", "#e9f5ee")
        case .violated: ("#b42318", "#fdeeec")
        case .waived: ("#5f3dab", "#f2eefb")
        case .awaitingEvidence: ("#855600", "#fdf5e2")
        case .notYetDue: ("#3f5068", "#eef2f6")
        case .overdue: ("#ffffff", "#b42318")
        case .notApplicable: ("#5d6974", "#ffffff")
        }
    }
}

extension Strength {
    /// The word on the tag.
    var word: BilingualText {
        switch self {
        case .must: BilingualText(zh: "必须", en: "must")
        case .inPrinciple: BilingualText(zh: "原则", en: "in principle")
        case .should: BilingualText(zh: "应当", en: "should")
        case .may: BilingualText(zh: "可以", en: "may")
        case .mustNot: BilingualText(zh: "不得", en: "must not")
        }
    }
}

extension ThreeWayClass {
    /// The official name.
    var name: BilingualText {
        switch self {
        case .agricultural: BilingualText(zh: "农用地", en: "Agricultural")
        case .construction: BilingualText(zh: "建设用地", en: "Construction")
        case .unused: BilingualText(zh: "未利用地", en: "Unused")
        }
    }
}

extension ThreeSpace {
    /// The official name.
    var name: BilingualText {
        switch self {
        case .production: BilingualText(zh: "生产空间", en: "Production space")
        case .living: BilingualText(zh: "生活空间", en: "Living space")
        case .ecological: BilingualText(zh: "生态空间", en: "Ecological space")
        }
    }
}

extension LandClass {
    /// The name in both languages.
    var name: BilingualText { BilingualText(zh: chineseName, en: englishName) }
}
