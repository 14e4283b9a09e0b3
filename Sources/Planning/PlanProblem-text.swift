public import LandModel

extension PlanProblem {
    /// What is wrong, naming the parcel.
    public var text: BilingualText {
        let fault = fault
        return BilingualText(zh: "地块 \(parcel)：\(fault.zh)", en: "parcel \(parcel): \(fault.en)")
    }

    private var fault: BilingualText {
        switch kind {
        case .duplicateNumber, .unknownAction, .missingTarget, .unknownTarget, .unknownProvenance,
            .unknownWorksKind, .unreadableGrade, .unreadableRidge, .subprojectOfTwoTypes,
            .unknownCode:
            attributeFault
        case .targetNotCultivated, .targetNotNature, .targetNotConstruction,
            .targetStillConstruction:
            targetFault
        default: spatialFault
        }
    }

    private var attributeFault: BilingualText {
        switch kind {
        case .unknownAction(let word):
            BilingualText(zh: "整治类型 ZZLX“\(word)”不认识", en: "unknown action ZZLX \"\(word)\"")
        case .missingTarget:
            BilingualText(zh: "缺目标地类 MBDL", en: "no target class MBDL")
        case .unknownTarget(let code):
            BilingualText(zh: "目标地类“\(code)”不是有效地类", en: "target \"\(code)\" is no land class")
        case .unknownProvenance(let word):
            BilingualText(
                zh: "面积来源 MJLY“\(word)”不认识，按申报处理",
                en: "unknown provenance MJLY \"\(word)\", taken as declared")
        case .unknownWorksKind(let word):
            BilingualText(
                zh: "工程类型 GCLX“\(word)”不认识，视为未说明",
                en: "unknown works GCLX \"\(word)\", taken as not stated")
        case .unreadableGrade(let text):
            BilingualText(
                zh: "质量等别 ZLDB“\(text)”不是 1-15", en: "grade ZLDB \"\(text)\" is not 1 to 15")
        case .unreadableRidge(let text):
            BilingualText(
                zh: "田坎系数 KCXS“\(text)”不在 0（含）至 1 之间",
                en: "ridge coefficient KCXS \"\(text)\" is not from 0 to less than 1")
        case .unknownCode(let field, let code):
            BilingualText(
                zh: "\(field)“\(code)”不在政策词表中", en: "\(field) \"\(code)\" is not in the vocabulary")
        case .subprojectOfTwoTypes(let subproject, let one, let other):
            BilingualText(
                zh: "子项目 \(subproject) 有两种类型：\(one)、\(other)",
                en: "sub-project \(subproject) has two types: \(one), \(other)")
        default: BilingualText(zh: "地块编号 DKBH 重复", en: "the number DKBH is used twice")
        }
    }

    private var targetFault: BilingualText {
        switch kind {
        case .targetNotCultivated(let action, let code):
            BilingualText(
                zh: "\(action.name.zh)的目标地类 \(code) 不是耕地",
                en: "target \(code) of \(action.name.en) is not cultivated land")
        case .targetNotNature(let code):
            BilingualText(
                zh: "生态退耕的目标地类 \(code) 是耕地或建设用地",
                en: "target \(code) of a withdrawal is cultivated or construction land")
        case .targetNotConstruction(let code):
            BilingualText(
                zh: "建新的目标地类 \(code) 不是建设用地", en: "target \(code) is no construction land")
        case .targetStillConstruction(let code):
            BilingualText(
                zh: "腾退后的地类 \(code) 仍是建设用地", en: "vacated land stays construction land: \(code)")
        default: BilingualText(zh: "", en: "")
        }
    }

    private var spatialFault: BilingualText {
        switch kind {
        case .overlap(let other, let area):
            BilingualText(
                zh: "与地块 \(other) 重叠 \(area.squareMetresText) 平方米",
                en: "overlaps parcel \(other) by \(area.squareMetresText) m²")
        case .outsideArea(let area):
            BilingualText(
                zh: "有 \(area.squareMetresText) 平方米在整治区域外，该部分不计",
                en:
                    "\(area.squareMetresText) m² lie outside the consolidation area and are left out"
            )
        case .outsideSurvey(let area):
            BilingualText(
                zh: "有 \(area.squareMetresText) 平方米没有地类图斑",
                en: "\(area.squareMetresText) m² lie on no surveyed patch")
        case .declaredAreaDiffers(let declared, let measured):
            BilingualText(
                zh: "申报面积 \(declared.squareMetresText)，图形椭球面积 \(measured.squareMetresText) 平方米",
                en: "declared \(declared.squareMetresText) m², the shape has "
                    + "\(measured.squareMetresText) m²")
        case .outNotBasicFarmland(let area):
            BilingualText(
                zh: "调出范围有 \(area.squareMetresText) 平方米不是永久基本农田，该部分不计",
                en: "\(area.squareMetresText) m² to take out are no permanent basic farmland and "
                    + "are left out")
        case .inNotCultivated(let area):
            BilingualText(
                zh: "补划范围有 \(area.squareMetresText) 平方米整治后不是耕地",
                en: "\(area.squareMetresText) m² to add are not cultivated afterwards")
        case .inAlreadyBasicFarmland(let area):
            BilingualText(
                zh: "补划范围有 \(area.squareMetresText) 平方米已是永久基本农田，该部分不计",
                en: "\(area.squareMetresText) m² to add are permanent basic farmland already and "
                    + "are left out")
        case .basicFarmlandLost(let area):
            BilingualText(
                zh: "有 \(area.squareMetresText) 平方米永久基本农田未调出却不再是耕地",
                en: "\(area.squareMetresText) m² of permanent basic farmland are not taken out but "
                    + "cease to be cultivated")
        case .actionDoesNotFitLand(let action, let area):
            BilingualText(
                zh: "\(action.name.zh)与现状不符的面积 \(area.squareMetresText) 平方米",
                en: "\(area.squareMetresText) m² do not fit the action \(action.name.en)")
        default: BilingualText(zh: "", en: "")
        }
    }

    /// What to do about it.
    public var remedy: BilingualText {
        switch kind {
        case .duplicateNumber:
            BilingualText(zh: "给每个地块一个不同的编号", en: "Give every parcel its own number")
        case .unknownAction:
            BilingualText(
                zh: "改为：" + PlanAction.allCases.map(\.name.zh).joined(separator: "、"),
                en: "Use one of: " + PlanAction.allCases.map(\.rawValue).joined(separator: ", "))
        case .missingTarget, .unknownTarget, .targetNotCultivated, .targetNotNature,
            .targetNotConstruction, .targetStillConstruction:
            BilingualText(zh: "更正目标地类 MBDL 或整治类型 ZZLX", en: "Correct MBDL or ZZLX")
        case .unknownProvenance:
            BilingualText(zh: "填写 实测、计算 或 申报", en: "Use measured, computed or declared")
        case .unknownWorksKind:
            BilingualText(
                zh: "改为：" + WorksKind.allCases.map(\.name.zh).joined(separator: "、"),
                en: "Use one of: " + WorksKind.allCases.map(\.rawValue).joined(separator: ", "))
        case .unreadableGrade:
            BilingualText(zh: "填写 1 至 15 的整数", en: "Enter a whole number 1 to 15")
        case .unreadableRidge:
            BilingualText(zh: "填写小数，如 0.0412；不扣除则留空", en: "Enter a fraction such as 0.0412")
        case .unknownCode:
            BilingualText(zh: "改用政策词表中的代码", en: "Use a code of the policy vocabulary")
        case .subprojectOfTwoTypes:
            BilingualText(
                zh: "统一子项目类型 ZXMLX，或分成两个子项目", en: "Make ZXMLX agree or split the sub-project")
        case .overlap:
            BilingualText(zh: "删去重叠部分；同一块地只能有一种整治类型", en: "Remove the overlap; land has one action")
        case .outsideArea: BilingualText(zh: "裁去区域外部分或扩大整治区域", en: "Cut it off or enlarge the area")
        case .outsideSurvey:
            BilingualText(
                zh: "核对地块坐标系与底图范围", en: "Check the coordinates and the extent of the survey")
        case .declaredAreaDiffers:
            BilingualText(zh: "以图形面积为准更正 SBMJ，或更正图形", en: "Correct SBMJ to the shape, or the shape")
        case .outNotBasicFarmland, .inAlreadyBasicFarmland:
            BilingualText(
                zh: "对照永久基本农田图层修改地块", en: "Draw the parcel along the basic farmland layer")
        case .basicFarmlandLost:
            BilingualText(
                zh: "先办理永农调出并补划，或避让永久基本农田", en: "Take it out with replacement, or keep clear")
        case .inNotCultivated:
            BilingualText(zh: "补划地块应为整治后的耕地", en: "Add only land that is cultivated afterwards")
        case .actionDoesNotFitLand:
            BilingualText(zh: "核对现状地类与整治类型", en: "Check the present land class and the action")
        }
    }
}
