public import LandModel

extension Role {
    /// What the role is called.
    public var title: BilingualText {
        let words = Role.words[self] ?? (rawValue, rawValue)
        return BilingualText(zh: words.0, en: words.1)
    }

    private static let words: [Role: (String, String)] = [
        .ministry: ("自然资源部", "Ministry of Natural Resources"),
        .provinceGovernment: ("省（自治区）人民政府", "provincial government"),
        .provinceNaturalResources: ("省级自然资源主管部门", "provincial natural-resources department"),
        .provinceSectorDepartment: ("省级行业主管部门", "provincial sector department"),
        .cityGovernment: ("市人民政府", "city government"),
        .cityNaturalResources: ("市级自然资源主管部门", "city natural-resources bureau"),
        .citySectorDepartment: ("市级行业主管部门", "city sector department"),
        .countyGovernment: ("县（区）人民政府", "county government"),
        .countyNaturalResources: ("县级自然资源主管部门", "county natural-resources bureau"),
        .countySectorDepartment: ("县级行业主管部门", "county sector department"),
        .generalConvener: ("联席会议总召集人", "convener of the joint meeting"),
        .deputyConvener: ("联席会议副召集人", "deputy convener of the joint meeting"),
        .jointMeetingMember: ("联席会议成员", "member of the joint meeting"),
        .liaisonOfficer: ("联络员", "liaison officer"),
        .jointMeetingOffice: ("联席会议办公室", "office of the joint meeting"),
        .leadingGroup: ("领导小组", "leading group"),
        .leadingGroupOffice: ("领导小组办公室", "office of the leading group"),
        .coordinationBody: ("议事协调机构", "coordination body"),
        .taskForce: ("工作专班", "task force"),
        .projectHeadquarters: ("项目指挥部", "project headquarters"),
        .township: ("乡镇人民政府（街道办事处）", "township government"),
        .villageCommittee: ("村民委员会", "village committee"),
        .villageCollective: ("农村集体经济组织", "village collective"),
        .statutoryAuthority: ("法定审批机关", "authority that approves by statute"),
        .supervisingAuthority: ("督导部门", "supervising authority"),
        .expert: ("专家", "expert"),
        .financialInstitution: ("金融机构", "financial institution"),
        .contractor: ("施工单位", "contractor"),
        .worksSupervisor: ("监理单位", "works supervisor"),
        .auditor: ("审计人员", "auditor"),
        .administrator: ("系统管理员", "administrator"),
        .generalPublic: ("社会公众", "general public"),
    ]
}

extension Post {
    /// Every post that has a name, staff first: those to choose from at an appointment (职务名录).
    public static let known: [Post] = catalogue.map(\.post)

    /// What the post is called; its identifier when the catalogue does not know it.
    public var title: BilingualText {
        Post.catalogue.first { $0.post == self }?.title ?? BilingualText(zh: text, en: text)
    }

    private static let catalogue: [(post: Post, title: BilingualText)] = [
        (.staff, BilingualText(zh: "工作人员", en: "staff")),
        (.administrator, BilingualText(zh: "系统管理员", en: "administrator")),
        ("generalConvener", BilingualText(zh: "总召集人", en: "convener")),
        ("deputyConvener", BilingualText(zh: "副召集人", en: "deputy convener")),
        ("member", BilingualText(zh: "成员", en: "member")),
        ("liaison", BilingualText(zh: "联络员", en: "liaison officer")),
        ("liaisonLeader", BilingualText(zh: "联系项目领导", en: "leader in charge of a project")),
        ("director", BilingualText(zh: "主任", en: "director")),
        ("officeDirector", BilingualText(zh: "办公室主任", en: "director of the office")),
        ("head", BilingualText(zh: "主要负责人", en: "head")),
        ("deputyHead", BilingualText(zh: "副职负责人", en: "deputy head")),
        ("mainLeader", BilingualText(zh: "主要领导", en: "main leader")),
        ("implementingUnit", BilingualText(zh: "实施单位", en: "implementing unit")),
        ("auditor", BilingualText(zh: "审计人员", en: "auditor")),
    ]
}

extension AreaLevel {
    /// What the level is called.
    public var title: BilingualText {
        switch self {
        case .nation: BilingualText(zh: "国家", en: "nation")
        case .province: BilingualText(zh: "省级", en: "province")
        case .city: BilingualText(zh: "市级", en: "city")
        case .county: BilingualText(zh: "县级", en: "county")
        case .township: BilingualText(zh: "乡镇级", en: "township")
        case .village: BilingualText(zh: "村级", en: "village")
        }
    }
}
