extension RoleTable {
    /// The rows for the offices and posts that the five policy packs name, and for the offices that
    /// take part without being named in an office list: firms, auditors and village committees.
    ///
    /// An installation that names others adds rows; a kind of office without a row has no role and
    /// so no rights by role.
    public static let standard = RoleTable(standardOffices + jointMeetingPosts + postsAnywhere)

    private static let standardOffices: [Row] = [
        rows(.ministry, ["ministry"]),
        rows(.provinceGovernment, ["provinceGovernment", "regionGovernment"]),
        rows(.provinceNaturalResources, ["provinceNaturalResources", "regionNaturalResources"]),
        rows(.provinceSectorDepartment, ["regionAgriculture", "regionSectorDepartments"]),
        rows(.cityGovernment, ["cityGovernment"]),
        rows(.cityNaturalResources, ["cityNaturalResources"]),
        rows(
            .citySectorDepartment,
            [
                "cityAgriculture", "cityFinance", "cityDevelopmentReform", "cityWater",
                "cityEcology", "cityForestry", "cityHousing", "cityTransport",
                "cityCultureTourism", "cityCommerce", "citySectorDepartments", "sectorDepartments",
            ]),
        rows(.countyGovernment, ["countyGovernment"]),
        rows(.countyNaturalResources, ["countyNaturalResources"]),
        rows(
            .countySectorDepartment,
            [
                "countyAgriculture", "countyFinance", "countyDevelopmentReform", "countyWater",
                "countyEcology", "countyForestry", "countyRuralRevitalisation",
                "otherDepartments", "concernedDepartments",
            ]),
        rows(.jointMeetingOffice, ["jointMeetingOffice"]),
        rows(
            .leadingGroup,
            ["leadingGroup", "provinceLeadingGroup", "cityLeadingGroup", "countyLeadingGroup"]),
        rows(.leadingGroupOffice, ["leadingGroupOffice"]),
        rows(
            .coordinationBody,
            ["coordinationMechanism", "countyCoordinationBody", "countyWorkingBody"]),
        rows(.taskForce, ["cityTaskForce", "townshipTaskForce"]),
        rows(.projectHeadquarters, ["projectHeadquarters"]),
        rows(.township, ["township", "townshipGovernment"]),
        rows(.villageCommittee, ["villageCommittee"]),
        rows(.villageCollective, ["villageCollective"]),
        rows(.statutoryAuthority, ["statutoryAuthority"]),
        rows(.supervisingAuthority, ["supervisingAuthority"]),
        rows(.expert, ["experts"]),
        rows(.financialInstitution, ["financialInstitutions"]),
        rows(.contractor, ["contractor"]),
        rows(.worksSupervisor, ["worksSupervisor"]),
        rows(.auditor, ["auditOffice"]),
    ].flatMap { $0 }

    private static let jointMeetingPosts: [Row] = [
        Row(kind: "jointMeeting", post: "generalConvener", role: .generalConvener),
        Row(kind: "jointMeeting", post: "deputyConvener", role: .deputyConvener),
        Row(kind: "jointMeeting", post: "member", role: .jointMeetingMember),
        // Members of the office are the liaison officers of the units (办公室成员兼联络员), so there,
        // and only there, a liaison officer works for the office.
        Row(kind: "jointMeetingOffice", post: "liaison", role: .jointMeetingOffice),
        Row(kind: "jointMeetingOffice", post: "liaison", role: .liaisonOfficer),
    ]

    private static let postsAnywhere: [Row] = [
        Row(post: "liaison", role: .liaisonOfficer, actsForOffice: false),
        Row(post: "auditor", role: .auditor, actsForOffice: false),
        Row(post: .administrator, role: .administrator, actsForOffice: false),
    ]

    private static func rows(_ role: Role, _ kinds: [OfficeKind]) -> [Row] {
        kinds.map { Row(kind: $0, role: role) }
    }
}
