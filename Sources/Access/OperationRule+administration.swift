import LandModel

extension OperationRule {
    /// The acts of administration, in the order of the access matrix.
    ///
    /// The acts of the life cycle come from the policy packs. An administrator runs the register and
    /// the installation and has no right in the business itself; who works in the business has none
    /// in the administration. Members and liaison officers of a joint meeting are confirmed by its
    /// office on the proposal of their unit (liuzhou-2020 annex 二), not appointed by the
    /// administrator; for the same reason they do not delegate, and the convener does
    /// (召集人委托副召集人主持, annex 四).
    public static let administration: [OperationRule] = [
        OperationRule(
            id: "registerOffice", title: BilingualText(zh: "登记机构", en: "register an office"),
            performers: [.role(.administrator)], isDelegable: false),
        OperationRule(
            id: "registerPerson", title: BilingualText(zh: "登记人员", en: "register a person"),
            performers: [.role(.administrator)], isDelegable: false),
        OperationRule(
            id: "appoint", title: BilingualText(zh: "任命", en: "appoint"),
            performers: [.role(.administrator)], isDelegable: false, mayConcernOneself: false),
        OperationRule(
            id: "confirmMember",
            title: BilingualText(
                zh: "确定成员或联络员", en: "confirm a member or liaison officer"),
            performers: [.role(.jointMeetingOffice), .role(.leadingGroupOffice)],
            isDelegable: false, mayConcernOneself: false),
        OperationRule(
            id: "replaceMember",
            title: BilingualText(
                zh: "更换成员或联络员", en: "replace a member or liaison officer"),
            performers: [.role(.jointMeetingOffice), .role(.leadingGroupOffice)],
            isDelegable: false, mayConcernOneself: false),
        OperationRule(
            id: "endAppointment", title: BilingualText(zh: "免职", en: "end an appointment"),
            performers: [.role(.administrator)], isDelegable: false),
        OperationRule(
            id: "delegate", title: BilingualText(zh: "委托", en: "delegate"),
            performers: Set(delegators.map(Performer.role)), isDelegable: false,
            mayConcernOneself: false),
        OperationRule(
            id: "revokeDelegation",
            title: BilingualText(zh: "撤销委托", en: "revoke a delegation"),
            performers: Set((delegators + [.administrator]).map(Performer.role)),
            isDelegable: false),
        OperationRule(
            id: "importDataset", title: BilingualText(zh: "导入数据集", en: "import a dataset"),
            performers: Set(bureaus.map(Performer.role)),
            areaLevels: [.province, .city, .county, .township, .village]),
        OperationRule(
            id: "publishPack", title: BilingualText(zh: "发布规则包", en: "publish a policy pack"),
            performers: Set(
                (bureaus + [.jointMeetingOffice, .leadingGroupOffice]).map(Performer.role)),
            areaLevels: [.province, .city, .county], isDelegable: false),
        OperationRule(
            id: "acknowledgeNotices",
            title: BilingualText(zh: "签收通知", en: "acknowledge notices"),
            // Who is dismissed confirms having been told, and holds no post any more.
            performers: [.role(.generalPublic)], isDelegable: false),
        OperationRule(
            id: "verifyJournal",
            title: BilingualText(zh: "核验记录", en: "verify the journal"),
            performers: [.role(.generalPublic)]),
        OperationRule(
            id: "exportRecords", title: BilingualText(zh: "导出记录", en: "export records"),
            performers: Set(
                (bureaus + [.jointMeetingOffice, .leadingGroupOffice, .auditor, .administrator])
                    .map(Performer.role)), isDelegable: false),
        OperationRule(
            id: "backUp", title: BilingualText(zh: "备份", en: "back up"),
            performers: [.role(.administrator)], isDelegable: false),
        OperationRule(
            id: "restore", title: BilingualText(zh: "恢复", en: "restore"),
            performers: [.role(.administrator)], isDelegable: false),
    ]

    private static let bureaus: [Role] = [
        .provinceNaturalResources, .cityNaturalResources, .countyNaturalResources,
    ]

    /// Who may lend rights: offices that decide in their own name.
    ///
    /// An expert, a firm, an auditor and
    /// an administrator are trusted in person.
    private static let delegators: [Role] = [
        .ministry, .provinceGovernment, .provinceNaturalResources, .provinceSectorDepartment,
        .cityGovernment, .cityNaturalResources, .citySectorDepartment, .countyGovernment,
        .countyNaturalResources, .countySectorDepartment, .generalConvener, .jointMeetingOffice,
        .leadingGroup, .leadingGroupOffice, .coordinationBody, .taskForce, .projectHeadquarters,
        .township, .villageCommittee, .villageCollective, .statutoryAuthority,
        .supervisingAuthority,
    ]
}
