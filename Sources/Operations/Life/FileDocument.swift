import Access
import LandModel
import Lifecycle
import Policy
import Store

/// Puts a paper on a subject's file (材料入卷).
struct FileDocument: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "fileDocument"
    static let form = InputForm(
        LifeForm.subject, document, sections, LifeForm.recipients, LifeForm.attachment,
        LifeForm.number)

    private static let document = InputField.text(
        "document", BilingualText(zh: "材料类型", en: "type of document"), longest: 60,
        help: BilingualText(
            zh: "如 feasibilityStudy，见规则包词汇表", en: "such as feasibilityStudy, see the vocabulary")
    ).from(.pack(.documents))
    private static let sections = InputField.texts(
        "sections", BilingualText(zh: "所含章节", en: "sections it has"), longest: 100)

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    func ground(_ workplace: Workplace, _ file: LifeFile) async throws -> LifePapers {
        try await LifePapers(input[LifeForm.attachment], workplace, file)
    }

    func decide(_ papers: LifePapers, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let file = papers.file
        let document = input[Self.document]
        guard let title = file.pack.vocabulary.documents[document] else {
            throw Refusal(
                "LIF-DOCUMENT", field: "document", zh: "没有材料类型 \(document)，见规则包词汇表。",
                en: "There is no document type \(document); see the vocabulary.")
        }
        let paper = LifePaper(
            document: document, sections: input[Self.sections] ?? [],
            to: input[LifeForm.recipients] ?? [], digest: papers.attachment?.description ?? "")
        return try file.outcome(
            [.filed(paper, of: subject, by: act.officeKind)], of: subject,
            remark: input[LifeForm.number],
            message: BilingualText(
                zh: "“\(title)”已入“\(file.name(of: subject))”卷。",
                en: "\(document) is on the file of “\(file.name(of: subject))”."))
    }
}
