import Access
import LandModel
import Lifecycle
import Policy

/// Records who is responsible for a part of the work (责任人到岗): a unit for a task, a head of an office.
struct FillPost: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "fillPost"
    static let form = InputForm(LifeForm.subject, post, office, holder)

    private static let post = InputField.text(
        "post", BilingualText(zh: "岗位", en: "post"), longest: 60
    ).from(.pack(.posts))
    private static let office = InputField.text(
        "office", BilingualText(zh: "机构类别", en: "kind of office"), longest: 60
    ).from(.pack(.offices)).optional()
    private static let holder = InputField.text(
        "holder", BilingualText(zh: "责任人或责任单位", en: "who holds it"), longest: 100)

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        try file.outcome(
            [
                .postFilled(
                    post: input[Self.post], office: input[Self.office], of: subject)
            ], of: subject, remark: input[Self.holder],
            message: BilingualText(
                zh: "“\(file.name(of: subject))”：\(post(file))为\(input[Self.holder])。",
                en: "“\(file.name(of: subject))”: \(input[Self.post]) is \(input[Self.holder])."))
    }

    private func post(_ file: LifeFile) -> String {
        file.pack.vocabulary.terms[input[Self.post]] ?? input[Self.post]
    }
}
