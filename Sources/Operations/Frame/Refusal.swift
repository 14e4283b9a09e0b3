public import Access
public import LandModel
public import Policy

/// A refusal: every reason at once, never one after the other (一次性告知).
public struct Refusal: ExplainedError, Hashable {
    /// One reason: fact, limit, remedy (不予办理的理由).
    public struct Item: Hashable, Sendable {
        /// A stable code for records and programs; never reused.
        public let code: String
        /// The field of the input it is about, if one.
        public let field: String?
        /// What is wrong and how to mend it, in sentences.
        public let text: BilingualText
        /// The clause it rests on, if one.
        public let clause: Citation?
        /// What was judged, where a clause stands in the way: measured, required, what would mend it.
        public let finding: Finding?
        /// The acts that come first, or take its place.
        public let remedies: [Remedy]

        /// Makes a reason.
        public init(
            _ code: String, field: String? = nil, _ text: BilingualText, clause: Citation? = nil,
            finding: Finding? = nil, remedies: [Remedy] = []
        ) {
            self.code = code
            self.field = field
            self.text = text
            self.clause = clause
            self.finding = finding
            self.remedies = remedies
        }
    }

    /// An act that would take a reason away (可先办理的事项).
    public struct Remedy: Hashable, Sendable {
        /// The operation.
        public let operation: String
        /// What it is called.
        public let title: BilingualText
        /// What it is done on.
        public let subject: String

        /// Makes a remedy.
        public init(_ operation: String, _ title: BilingualText, on subject: String) {
            self.operation = operation
            self.title = title
            self.subject = subject
        }

        /// An act of the program; `subject` is left out where the act makes what is missing.
        public init(_ operation: OperationRule.ID, on subject: String = "") {
            let rule = AccessPolicy.standard.operations[operation]
            precondition(rule != nil, "\(operation) is no act of the program")
            self.init(operation.text, rule?.title ?? BilingualText(zh: "", en: ""), on: subject)
        }
    }

    /// The reasons, the governing one first; never empty.
    public let items: [Item]

    /// Makes a refusal.
    public init(_ items: [Item]) {
        precondition(!items.isEmpty, "a refusal tells why")
        self.items = items
    }

    /// A refusal for one reason.
    init(
        _ code: String, field: String? = nil, zh: String, en: String, clause: Citation? = nil,
        remedies: [Remedy] = []
    ) {
        self.init([
            Item(
                code, field: field, BilingualText(zh: zh, en: en), clause: clause,
                remedies: remedies)
        ])
    }

    /// All reasons as a list.
    public var explanation: BilingualText {
        func list(_ text: (BilingualText) -> String) -> String {
            items.map { item in
                "\n  [\(item.code)] \(text(item.text))"
                    + item.remedies.map { "\n    → \($0.operation)  \(text($0.title))" }.joined()
            }.joined()
        }
        return BilingualText(
            zh: "不予办理（\(items.count) 条）：" + list(\.zh),
            en: "Refused (\(items.count)):" + list(\.en))
    }
}
