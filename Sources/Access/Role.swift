/// The part a person plays in consolidation work (角色), told from the kind of office and the post.
///
/// The order is that of the access matrix: from the nation down to the public.
public enum Role: String, Sendable, CaseIterable, Comparable {
    /// 自然资源部.
    case ministry
    /// 省（自治区）人民政府.
    case provinceGovernment
    /// 省级自然资源主管部门.
    case provinceNaturalResources
    /// 省级行业主管部门.
    case provinceSectorDepartment
    /// 市人民政府.
    case cityGovernment
    /// 市级自然资源主管部门.
    case cityNaturalResources
    /// 市级行业主管部门.
    case citySectorDepartment
    /// 县（区）人民政府、新区管委会.
    case countyGovernment
    /// 县级自然资源主管部门.
    case countyNaturalResources
    /// 县级行业主管部门.
    case countySectorDepartment
    /// 联席会议总召集人.
    case generalConvener
    /// 联席会议副召集人.
    case deputyConvener
    /// 联席会议成员.
    case jointMeetingMember
    /// 联络员.
    case liaisonOfficer
    /// 联席会议办公室.
    case jointMeetingOffice
    /// 领导小组.
    case leadingGroup
    /// 领导小组办公室.
    case leadingGroupOffice
    /// 议事协调机构.
    case coordinationBody
    /// 工作专班.
    case taskForce
    /// 项目指挥部.
    case projectHeadquarters
    /// 乡镇人民政府（街道办事处）.
    case township
    /// 村民委员会.
    case villageCommittee
    /// 农村集体经济组织.
    case villageCollective
    /// 法定审批机关.
    case statutoryAuthority
    /// 督导部门.
    case supervisingAuthority
    /// 专家.
    case expert
    /// 金融机构.
    case financialInstitution
    /// 施工单位.
    case contractor
    /// 监理单位.
    case worksSupervisor
    /// 审计人员.
    case auditor
    /// 系统管理员.
    case administrator
    /// 社会公众.
    case generalPublic

    /// Whether the left role comes first in the matrix.
    public static func < (left: Role, right: Role) -> Bool { left.order < right.order }

    private var order: Int { Role.allCases.firstIndex(of: self) ?? Role.allCases.count }
}
