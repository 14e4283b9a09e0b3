import Access
import LandModel

/// Registers a person (人员登记); a registered person has no rights before an appointment.
struct RegisterPerson: RegisterOperation {
    static let id: OperationRule.ID = "registerPerson"
    static let form = InputForm(personID, name, office)

    private static let personID = InputField.identifier(
        "id", BilingualText(zh: "人员代号", en: "identifier"), of: Person.self,
        help: BilingualText(zh: "如工号；不用身份证号", en: "such as a staff number; no identity number"))
    private static let name = InputField.text(
        "name", BilingualText(zh: "姓名", en: "name"), longest: 50)
    private static let office = InputField.identifier(
        "office", BilingualText(zh: "所在机构", en: "office"), of: Office.self,
        help: BilingualText(
            zh: "由管辖该机构的管理员登记", en: "whose administrator registers the person")
    ).from(.register(.offices))

    private let person: Person
    private let office: Office.ID

    init(_ input: ActInput) {
        person = Person(id: input[Self.personID], name: input[Self.name])
        office = input[Self.office]
    }

    func target(
        in register: AccessRegister, for person: Person.ID
    ) throws(Refusal) -> AccessTarget {
        AccessTarget(areas: try register.territory(ofOffice: office, field: "office").areas)
    }

    func decide(_ ground: Void, _ act: ActContext) throws(Refusal) -> ActOutcome {
        // Eighteen digits are an identity number, which the record keeps for life and shows widely.
        guard !PersonalNumber.isIdentity(person.id.text) else {
            throw Refusal(
                "REG-PERSONAL", field: "id", zh: "人员代号不得使用身份证号码，请改用工号。",
                en: "An identity number must not serve as identifier; use a staff number.")
        }
        return ActOutcome(
            try act.entering([.personRegistered(person)]),
            message: BilingualText(
                zh: "已登记人员“\(person.name)”（\(person.id)）；任命后方有权限。",
                en:
                    "“\(person.name)” (\(person.id)) is registered; rights come with an appointment."
            ))
    }
}

/// Numbers that identify a person outside this program.
enum PersonalNumber {
    /// Whether a text has the form of a citizen identity number (GB 11643-1999): 17 digits and a
    /// digit or X.
    static func isIdentity(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return bytes.count == 18 && bytes.dropLast().allSatisfy(digits.contains)
            && (digits.contains(bytes[17]) || bytes[17] | 0x20 == UInt8(ascii: "x"))
    }
}
