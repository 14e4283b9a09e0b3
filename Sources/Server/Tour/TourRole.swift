import Access

/// Who is led through the pages: what is told depends on what a person does here (导览对象).
enum TourRole: String, Sendable, CaseIterable {
    /// 县级经办.
    case county
    /// 乡镇与项目专班.
    case township
    /// 村集体.
    case village
    /// 联席会议办公室及成员.
    case meeting
    /// 会签部门.
    case department
    /// 省级评审、专家与审计.
    case review
    /// 系统管理员.
    case administration

    /// By the roles of the posts a person holds: who decides about projects comes before who runs them.
    init(_ roles: Set<Role>, isAdministrator: Bool) {
        func has(_ wanted: Set<Role>) -> Bool { !roles.isDisjoint(with: wanted) }
        if roles.isEmpty, isAdministrator {
            self = .administration
        } else if has([
            .ministry, .provinceGovernment, .provinceNaturalResources, .provinceSectorDepartment,
            .supervisingAuthority, .auditor, .expert,
        ]) {
            self = .review
        } else if has([
            .jointMeetingOffice, .jointMeetingMember, .generalConvener, .deputyConvener,
            .liaisonOfficer,
        ]) {
            self = .meeting
        } else if has([
            .cityGovernment, .cityNaturalResources, .citySectorDepartment, .countySectorDepartment,
        ]) {
            self = .department
        } else if has([.villageCommittee, .villageCollective]) {
            self = .village
        } else if has([.township, .taskForce, .projectHeadquarters, .contractor, .worksSupervisor])
        {
            self = .township
        } else {
            self = .county
        }
    }
}
