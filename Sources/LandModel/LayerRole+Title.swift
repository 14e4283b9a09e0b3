extension LayerRole {
    /// What a layer of the role is called.
    public var title: BilingualText {
        switch self {
        case .landUse: BilingualText(zh: "地类图斑", en: "land use")
        case .permanentBasicFarmland: BilingualText(zh: "永久基本农田", en: "permanent basic farmland")
        case .ecologicalRedLine: BilingualText(zh: "生态保护红线", en: "ecological red line")
        case .urbanDevelopmentBoundary:
            BilingualText(zh: "城镇开发边界", en: "urban development boundary")
        case .village: BilingualText(zh: "村级调查区", en: "villages")
        case .township: BilingualText(zh: "行政区（乡镇）", en: "townships")
        case .slope: BilingualText(zh: "坡度图", en: "slope classes")
        case .settlement: BilingualText(zh: "城镇村等用地", en: "settlements")
        case .cultivatedTarget: BilingualText(zh: "耕地保护目标", en: "cultivated land target")
        case .cultivatedGrade: BilingualText(zh: "耕地等别", en: "cultivated land grades")
        case .functionalZone: BilingualText(zh: "功能分区", en: "functional zones")
        case .waterManagementRange: BilingualText(zh: "河湖管理范围", en: "water management range")
        case .consolidationArea: BilingualText(zh: "整治区域", en: "consolidation area")
        case .planParcel: BilingualText(zh: "整治地块", en: "plan parcels")
        case .boundaryParcel: BilingualText(zh: "界址点坐标地块", en: "boundary-coordinate parcels")
        case .surveyBoundary: BilingualText(zh: "调查范围", en: "survey boundary")
        case .other: BilingualText(zh: "其他", en: "other")
        default: titleOfControl
        }
    }

    /// What a layer is called that a single clause asks for.
    private var titleOfControl: BilingualText {
        switch self {
        case .priorityArea: BilingualText(zh: "重点区域", en: "priority areas")
        case .farmlandVerification:
            BilingualText(zh: "永久基本农田核实成果", en: "verification of basic farmland")
        case .protectedTree: BilingualText(zh: "古树名木", en: "protected trees")
        case .nativeVegetation: BilingualText(zh: "原生植被", en: "native vegetation")
        case .historicProtection: BilingualText(zh: "历史文化保护范围", en: "historic protection")
        case .terrace: BilingualText(zh: "梯田与共生耕地", en: "terraces and symbiotic land")
        case .hill: BilingualText(zh: "山体", en: "hills")
        case .lake: BilingualText(zh: "湖泊", en: "lakes")
        case .redLineAfter: BilingualText(zh: "调整后生态保护红线", en: "adjusted red line")
        case .urbanBoundaryAfter:
            BilingualText(zh: "调整后城镇开发边界", en: "adjusted urban boundary")
        case .tenureBefore: BilingualText(zh: "调整前权属", en: "tenure before")
        case .tenureAfter: BilingualText(zh: "调整后权属", en: "tenure after")
        default: BilingualText(zh: rawValue, en: rawValue)
        }
    }
}
