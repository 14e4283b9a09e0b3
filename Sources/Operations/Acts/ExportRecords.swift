import Access
import Digest
import Journal
import LandModel

/// Takes records out of the office (导出记录): for whom and what for is itself on the record.
///
/// The act comes first; the file that is written after it holds everything up to the act.
struct ExportRecords: RegisterOperation {
    static let id: OperationRule.ID = "exportRecords"
    static let form = InputForm(recipient, purpose, areas)

    private static let recipient = InputField.text(
        "recipient", BilingualText(zh: "接收单位", en: "recipient"))
    private static let purpose = InputField.text(
        "purpose", BilingualText(zh: "用途", en: "purpose"), longest: 500)
    private static let areas = InputField.areas(
        "areas", BilingualText(zh: "所涉区域", en: "areas concerned")
    ).from(.register(.areas))

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(in register: AccessRegister, for person: Person.ID) -> AccessTarget {
        AccessTarget(areas: input[Self.areas])
    }

    func ground(_ workplace: Workplace) async throws -> JournalHead {
        try await workplace.head()
    }

    func decide(_ head: JournalHead, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let recipient = input[Self.recipient]
        return ActOutcome(
            [
                Batch.Entry(
                    stream: "exports", type: "recordsExported",
                    payload: [
                        "after": .integer(head.sequence), "head": .text(head.hash.hex),
                        "recipient": .text(recipient),
                    ])
            ], remark: input[Self.purpose],
            message: BilingualText(
                zh: "已登记向“\(recipient)”导出第 \(head.sequence) 号及以前的记录。",
                en: "The export of all records up to \(head.sequence) to “\(recipient)” is on the "
                    + "record."))
    }
}
