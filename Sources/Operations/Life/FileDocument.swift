import Access
import LandModel
import Lifecycle
import Policy
import Store

/// Puts a paper on a subject's file (材料入卷).
struct FileDocument: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "fileDocument"
    static let form = InputForm(
        LifeForm.subject, document, sections, recipients, attachment, number)

    private static let document = InputField.text(
        "document", BilingualText(zh: "材料类型", en: "type of document"), longest: 60,
        help: BilingualText(
            zh: "如 feasibilityStudy，见规则包词汇表", en: "such as feasibilityStudy, see the vocabulary"))
    private static let sections = InputField.texts(
        "sections", BilingualText(zh: "所含章节", en: "sections it has"), longest: 100)
    private static let recipients = InputField.texts(
        "to", BilingualText(zh: "报送单位", en: "offices it is sent to"), longest: 50)
    private static let attachment = InputField.file(
        "file", BilingualText(zh: "附件", en: "attachment")
    ).optional()
    private static let number = InputField.text(
        "number", BilingualText(zh: "文号", en: "document number"), longest: 60
    ).optional()

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    /// The file and the attachment in the vault.
    struct Papers: Sendable {
        let file: LifeFile
        let attachment: VaultID?
    }

    func ground(_ workplace: Workplace, _ file: LifeFile) async throws -> Papers {
        var kept: VaultID?
        if let name = input[Self.attachment] {
            let path = try workplace.path(of: name, field: "file")
            kept = try await workplace.keep(
                path, named: String(name.split(separator: "/").last ?? ""))
        }
        return Papers(file: file, attachment: kept)
    }

    func decide(_ papers: Papers, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let file = papers.file
        let document = input[Self.document]
        guard let title = file.pack.vocabulary.documents[document] else {
            throw Refusal(
                "LIF-DOCUMENT", field: "document", zh: "没有材料类型 \(document)，见规则包词汇表。",
                en: "There is no document type \(document); see the vocabulary.")
        }
        let paper = LifePaper(
            document: document, sections: input[Self.sections] ?? [],
            to: input[Self.recipients] ?? [], digest: papers.attachment?.description ?? "")
        return try file.outcome(
            [.filed(paper, of: subject, by: act.officeKind)], of: subject,
            remark: input[Self.number],
            message: BilingualText(
                zh: "“\(title)”已入“\(file.name(of: subject))”卷。",
                en: "\(document) is on the file of “\(file.name(of: subject))”."))
    }
}
