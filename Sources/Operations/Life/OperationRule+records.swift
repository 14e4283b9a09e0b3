public import Access
import LandModel

extension OperationRule {
    /// The acts by which the life of subjects comes onto the record, whatever the pack.
    ///
    /// Who states the facts of a plan does not review it; supervision alone upholds
    /// breaches. These are defaults of the program; what a pack's own acts ask stands in the pack.
    public static let records: [OperationRule] = [
        rule("listSubject", "建档", "open a file", keepers),
        rule("stateFacts", "填报事实", "state facts", keepers, duties: ["prepare"]),
        rule("fileDocument", "材料入卷", "put a paper on file", everyOffice),
        rule("fillPost", "落实责任人", "record who is responsible", keepers),
        rule("openAccount", "开立账户", "open an account", keepers),
        rule("returnAct", "退回", "return an act", everyOffice),
        rule("waiveClause", "说明理由", "waive a clause", everyOffice, duties: ["approve"]),
        rule("attestProhibition", "承诺确认", "attest a prohibition", everyOffice),
        rule("upholdBreach", "查实问题", "uphold a breach", supervisors),
        rule("closeBreach", "问题销号", "close a breach", supervisors),
        rule("adoptPack", "采用征求意见稿", "adopt a draft pack", adopters, duties: ["approve"]),
        rule("measurePlan", "量算方案", "measure a plan", keepers, duties: ["prepare"]),
        rule("measurePotential", "潜力测算", "measure potentials", keepers, duties: ["prepare"]),
        rule("requestChange", "申请变更", "request a change", keepers, duties: ["prepare"]),
        rule("decideChange", "变更审定", "decide a change", everyOffice, duties: ["approve"]),
        rule("suspendLife", "暂停", "suspend", keepers + supervisors),
        rule("resumeLife", "恢复", "resume", keepers + supervisors),
        rule("correctAct", "更正", "correct an act", everyOffice),
        rule("repinPack", "改按新版规则包", "move to a new revision", everyOffice, duties: ["approve"]),
        rule("proposeTopic", "提出议题", "propose a topic", everyOffice),
        rule("recordAttendance", "签到", "record attendance", secretariats),
        rule("giveOpinion", "发表意见", "give an opinion", everyOffice),
        rule("countersign", "会签纪要", "countersign minutes", everyOffice),
        rule("recordResolution", "记录议定事项", "record a resolution", secretariats),
        rule("reportResolution", "议定事项办结", "report a resolution done", everyOffice),
        rule("remindDuty", "催办", "remind of a time limit", supervisors),
        rule("keepPackText", "收存文件原文", "keep the text of a document", keepers),
    ]

    /// Who prepares meetings and keeps what comes of them.
    private static let secretariats: [Role] = [
        .jointMeetingOffice, .leadingGroup, .leadingGroupOffice, .coordinationBody, .taskForce,
        .projectHeadquarters,
    ]

    private static let adopters: [Role] = [
        .ministry, .provinceNaturalResources, .cityGovernment, .cityNaturalResources,
        .countyGovernment,
    ]

    private static func rule(
        _ id: OperationRule.ID, _ zh: String, _ en: String, _ roles: [Role],
        duties: Set<Duty> = []
    ) -> OperationRule {
        OperationRule(
            id: id, title: BilingualText(zh: zh, en: en),
            performers: Set(roles.map(Performer.role)), duties: duties)
    }

    private static let supervisors: [Role] = [
        .ministry, .provinceNaturalResources, .cityGovernment, .cityNaturalResources,
        .jointMeetingOffice, .leadingGroupOffice, .supervisingAuthority, .auditor,
    ]

    private static let keepers: [Role] = [
        .provinceNaturalResources, .cityNaturalResources, .countyGovernment,
        .countyNaturalResources, .jointMeetingOffice, .leadingGroupOffice, .projectHeadquarters,
        .taskForce, .township,
    ]

    private static let everyOffice = Role.allCases.filter {
        ![.administrator, .generalPublic].contains($0)
    }
}

extension AccessPolicy {
    /// The rules of administration and of the record.
    public static let standard = AccessPolicy(
        operations: OperationRule.administration + OperationRule.records)
}
