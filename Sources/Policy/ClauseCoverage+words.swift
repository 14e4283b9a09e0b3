public import LandModel

extension ClauseCoverage.Source {
    /// What it is called.
    public var words: BilingualText {
        switch self {
        case .stated: BilingualText(zh: "规则包载明", en: "stated by the pack")
        case .measured: BilingualText(zh: "图斑量算", en: "measured")
        case .fact: BilingualText(zh: "填报事实", en: "fact stated")
        case .act: BilingualText(zh: "办理行为", en: "act")
        case .paper: BilingualText(zh: "归档材料", en: "paper")
        case .appointment: BilingualText(zh: "任职", en: "appointment")
        case .attestation: BilingualText(zh: "承诺确认", en: "attestation")
        case .time: BilingualText(zh: "期限", en: "deadline")
        case .ledger: BilingualText(zh: "台账", en: "ledger")
        }
    }
}

extension LaterPart {
    /// What it is called.
    public var words: BilingualText {
        switch self {
        case .ledger: BilingualText(zh: "台账", en: "ledger")
        case .participation: BilingualText(zh: "群众参与", en: "participation")
        case .supervision: BilingualText(zh: "监管", en: "supervision")
        }
    }
}

extension WorstStatus {
    /// What it is called.
    public var words: BilingualText {
        switch self {
        case .broken: BilingualText(zh: "违反", en: "violated")
        case .overdue: BilingualText(zh: "逾期", en: "overdue")
        case .asked: BilingualText(zh: "催补", en: "asked for")
        case .nextSpan: BilingualText(zh: "转入下期", en: "passed on to the next span")
        case .unused: BilingualText(zh: "未用", en: "unused")
        case .stated: BilingualText(zh: "载明", en: "stated")
        }
    }
}
