import Access
import LandModel

/// Registers an office (机构登记): a government, a bureau, a meeting's office, a village, a firm.
struct RegisterOffice: RegisterOperation {
    static let id: OperationRule.ID = "registerOffice"
    static let form = InputForm(officeID, kind, name, areas, projects)

    private static let officeID = InputField.identifier(
        "id", BilingualText(zh: "机构代号", en: "identifier"), of: Office.self)
    private static let kind = InputField.identifier(
        "kind", BilingualText(zh: "机构类别", en: "kind of office"), of: AccessSubject.OfficeKind.self,
        help: BilingualText(
            zh: "规则包机构表中的代号，如 countyNaturalResources",
            en: "as in the packs' office lists, such as countyNaturalResources")
    ).from(.register(.officeKinds))
    private static let name = InputField.text(
        "name", BilingualText(zh: "机构全称", en: "official name"))
    private static let areas = InputField.areas(
        "areas", BilingualText(zh: "辖区", en: "territory")
    ).from(.register(.areas))
    private static let projects = InputField.identifiers(
        "projects", BilingualText(zh: "仅限项目", en: "only these projects"),
        of: AccessSubject.Project.self, longest: 1000)

    private let office: Office

    init(_ input: ActInput) {
        office = Office(
            id: input[Self.officeID], kind: input[Self.kind], name: input[Self.name],
            territory: Territory(input[Self.areas], projects: input[Self.projects]))
    }

    func target(in register: AccessRegister, for person: Person.ID) -> AccessTarget {
        AccessTarget(areas: office.territory.areas)
    }

    func decide(_ ground: Void, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let known = Set(act.policy.roles.rows.compactMap(\.kind))
        guard known.contains(office.kind) else {
            throw Refusal(
                "REG-KIND", field: "kind",
                zh: "没有机构类别 \(office.kind)，此类机构不会有任何权限。请用规则包机构表中的类别，"
                    + "如 countyNaturalResources、townshipGovernment、villageCommittee。",
                en:
                    "There is no kind of office \(office.kind), so it would have no rights. Use a kind "
                    + "from the packs' office lists, such as countyNaturalResources, "
                    + "townshipGovernment or villageCommittee.")
        }
        return ActOutcome(
            try act.entering([.officeRegistered(office)]),
            message: BilingualText(
                zh: "已登记机构“\(office.name)”（\(office.id)）。",
                en: "Office “\(office.name)” (\(office.id)) is registered."))
    }
}
