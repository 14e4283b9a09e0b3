import Documents
public import LandModel
public import Policy

/// How pages call the kinds, strengths and bounds of clauses (条款用语).
enum ClauseWords {
    /// A strength as the tag of a row.
    static func tag(_ strength: Strength?, _ language: DisplayLanguage) -> JSONValue {
        let kind =
            switch strength {
            case .must, .mustNot: "must"
            case .inPrinciple: "prin"
            case .should, .may, nil: "may"
            }
        return .members([
            "kind": .string(kind), "word": .string(word(strength ?? .may)[language]),
        ])
    }

    static func word(_ strength: Strength) -> BilingualText {
        switch strength {
        case .must: BilingualText(zh: "必须", en: "must")
        case .mustNot: BilingualText(zh: "不得", en: "must not")
        case .inPrinciple: BilingualText(zh: "原则上", en: "in principle")
        case .should: BilingualText(zh: "应当", en: "should")
        case .may: BilingualText(zh: "可以", en: "may")
        }
    }

    static func word(_ kind: ClauseKind) -> BilingualText {
        switch kind {
        case .metric: BilingualText(zh: "指标", en: "figure")
        case .spatial: BilingualText(zh: "空间", en: "on the map")
        case .gate: BilingualText(zh: "前置", en: "gate")
        case .document: BilingualText(zh: "材料", en: "paper")
        case .role: BilingualText(zh: "职责", en: "post")
        case .deadline: BilingualText(zh: "期限", en: "time limit")
        case .report: BilingualText(zh: "报送", en: "report")
        case .ledger: BilingualText(zh: "台账", en: "ledger")
        case .prohibition: BilingualText(zh: "禁止", en: "prohibition")
        case .guidance: BilingualText(zh: "指引", en: "guidance")
        }
    }

    static func word(_ kind: Lifecycle.Step.Kind) -> BilingualText {
        switch kind {
        case .review: BilingualText(zh: "审核", en: "review")
        case .argue: BilingualText(zh: "论证", en: "argument")
        case .hear: BilingualText(zh: "听证", en: "hearing")
        case .countersign: BilingualText(zh: "会签", en: "countersignature")
        case .consult: BilingualText(zh: "征求意见", en: "consultation")
        case .approve: BilingualText(zh: "批准", en: "approval")
        case .accept: BilingualText(zh: "验收", en: "acceptance")
        }
    }

    static func word(_ role: ClauseSheet.Condition.Role) -> BilingualText {
        switch role {
        case .applies: BilingualText(zh: "适用条件", en: "It applies when")
        case .check: BilingualText(zh: "指标要求", en: "The figure")
        case .require: BilingualText(zh: "应当成立", en: "What must hold")
        case .forbid: BilingualText(zh: "不得出现", en: "What must not be")
        }
    }
}

extension Finding {
    /// Measured over required, such as `（3.00% ≥ 5.00%）`; empty for a clause without a bound.
    public func boundText(_ language: DisplayLanguage) -> String {
        guard let required, let bound else { return "" }
        let writer = ValueWriter(language)
        let measured = measured.map { writer.text($0, unit: unit) } ?? "?"
        return "（\(measured) \(bound.sign) \(writer.text(required, unit: unit))）"
    }
}
