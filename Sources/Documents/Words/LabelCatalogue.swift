import LandModel

/// The words of the report, the same on every surface: page, print and workbook.
enum LabelCatalogue {
    private static func label(_ zh: String, _ en: String) -> BilingualText {
        BilingualText(zh: zh, en: en)
    }

    // MARK: Title and head

    static let titlePlan = label("全域土地综合整治实施方案", "Comprehensive land consolidation plan")
    static let titleReport = label("合规审查报告", "Compliance report")
    static let draftMark = label("征求意见稿", "Draft for comment")
    static let draftNote = label(
        "本规则包为征求意见稿，判定结果供参考，不构成阻断依据。",
        "The policy pack is a draft for comment: its verdicts are for information and block nothing."
    )
    static let projectName = label("项目名称", "Project")
    static let projectCode = label("项目编号", "Project number")
    static let applicant = label("申报单位", "Submitted by")
    static let basis = label("审查依据", "Judged by")
    static let moment = label("核验时间", "Made at")
    static let asOf = label("判定日", "As of")
    static let areaBasis = label("面积口径", "Area")
    static let reportNumber = label("报告编号", "Report number")

    // MARK: Sections

    static let verdict = label("审查结论", "Verdict")
    static let shortfalls = label("不符合事项及修改要求", "Violations and remedies")
    static let clauses = label("条款逐条审查", "Clause by clause")
    static let areas = label("面积核算", "Areas")
    static let maps = label("图件", "Maps")
    static let closure = label("闭合核验", "Closure certificate")
    static let readings = label("口径说明", "Readings")
    static let sources = label("数据来源", "Sources")
    static let quality = label("质量检查汇总", "Data quality")
    static let verification = label("核验说明与签署", "Verification and signatures")

    // MARK: Tables

    static let clauseTable = label("条款审查表", "Clauses")
    static let landUseTable = label("整治前后土地利用结构变化表", "Land use before and after")
    static let transitionTable = label("地类转移矩阵", "Land-class transition matrix")
    static let transitionList = label("地类转移明细表", "Land-class transitions")
    static let spaceTable = label("三生空间变化表", "Production, living and ecological space")
    static let villageTable = label("分村整治任务表", "Tasks by village")
    static let farmlandTable = label("永久基本农田调整表", "Adjustment of permanent basic farmland")
    static let fragmentationTable = label("耕地破碎化指标", "Fragmentation of cultivated land")
    static let closureTable = label("面积闭合核验表", "Closure of areas")
    static let sourceTable = label("数据来源表", "Sources")
    static let qualityTable = label("质量检查汇总表", "Data quality")

    // MARK: Heads of columns

    static let number = label("序号", "No.")
    static let clause = label("条款", "Clause")
    static let rule = label("规定", "Rule")
    static let strength = label("强度", "Strength")
    static let measured = label("实测", "Measured")
    static let measuredOrRecorded = label("实测或记录", "Measured or recorded")
    static let required = label("要求", "Required")
    static let remedy = label("修改要求", "Remedy")
    static let conclusion = label("结论", "Verdict")
    static let gap = label("差额", "Shortfall")
    static let margin = label("余量", "Margin")
    static let subject = label("对象", "Subject")
    static let citation = label("依据", "Source")
    static let layer = label("图层", "Layer")
    static let edition = label("时点", "Edition")
    static let features = label("图斑数", "Features")
    static let threeWay = label("三大类", "Group")
    static let code = label("编码", "Code")
    static let landClass = label("地类", "Land class")
    static let before = label("整治前", "Before")
    static let after = label("整治后", "After")
    static let change = label("增减", "Change")
    static let changeMu = label("增减（亩）", "Change (mu)")
    static let subtotal = label("小计", "Subtotal")
    static let total = label("合计", "Total")
    static let space = label("空间", "Space")
    static let village = label("村", "Village")
    static let parcels = label("块", "Parcels")
    static let parcelCount = label("块数", "Parcels")
    static let area = label("面积", "Area")
    static let newCultivated = label("新增耕地", "New cultivated")
    static let newConstruction = label("建新安置", "Newly built")
    static let item = label("项目", "Item")
    static let hectare = label("公顷", "ha")
    static let mu = label("亩", "mu")
    static let remark = label("说明", "Remark")
    static let beforeAdjustment = label("调整前", "Before")
    static let takenOut = label("调出", "Taken out")
    static let putIn = label("调入", "Put in")
    static let netIncrease = label("净增", "Net increase")
    static let afterAdjustment = label("调整后", "After")
    static let index = label("指标", "Index")
    static let unit = label("单位", "Unit")
    static let better = label("变化", "Trend")
    static let improved = label("改善", "improved")
    static let worsened = label("变差", "worse")
    static let unchanged = label("不变", "unchanged")
    static let scope = label("核验范围", "Added up")
    static let members = label("个数", "Members")
    static let sum = label("分项之和", "Sum")
    static let control = label("控制面积", "Control area")
    static let residual = label("闭合差", "Residual")
    static let severity = label("级别", "Severity")
    static let count = label("数量", "Count")
    static let error = label("错误", "Error")
    static let warning = label("提示", "Warning")
    static let from = label("整治前地类", "Class before")
    static let to = label("整治后地类", "Class after")
}
