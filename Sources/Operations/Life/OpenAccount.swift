import Access
import LandModel
import Lifecycle
import Policy

/// Opens a ledger account that a clause asks for (开户).
struct OpenAccount: LifeOperation, NamedOperation {
    static let id: OperationRule.ID = "openAccount"
    static let form = InputForm(LifeForm.subject, account)

    private static let account = InputField.text(
        "account", BilingualText(zh: "台账账户", en: "account"), longest: 60
    ).from(.pack(.accounts))

    let subject: String
    private let input: ActInput

    init(_ input: ActInput) {
        self.input = input
        subject = input[LifeForm.subject]
    }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let account = input[Self.account]
        let isOpen = file.record.journal.contains {
            $0.kind == .open && $0.name == account && $0.of == subject
        }
        guard !isOpen else {
            throw Refusal(
                "LIF-OPEN", field: "account", zh: "账户 \(account) 已开立。",
                en: "The account \(account) is open already.")
        }
        return try file.outcome(
            [.accountOpened(account, of: subject)], of: subject,
            message: BilingualText(
                zh: "“\(file.name(of: subject))”已开立账户 \(account)。",
                en: "The account \(account) of “\(file.name(of: subject))” is open."))
    }
}
