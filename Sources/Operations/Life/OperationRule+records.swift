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
