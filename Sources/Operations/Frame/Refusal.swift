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

        /// Makes a reason.
        public init(
            _ code: String, field: String? = nil, _ text: BilingualText, clause: Citation? = nil,
            finding: Finding? = nil
        ) {
            self.code = code
            self.field = field
            self.text = text
            self.clause = clause
            self.finding = finding
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
        _ code: String, field: String? = nil, zh: String, en: String, clause: Citation? = nil
    ) {
        self.init([Item(code, field: field, BilingualText(zh: zh, en: en), clause: clause)])
    }

    /// All reasons as a list.
    public var explanation: BilingualText {
        func list(_ text: (BilingualText) -> String) -> String {
            items.map { "\n  [\($0.code)] \(text($0.text))" }.joined()
        }
        return BilingualText(
            zh: "不予办理（\(items.count) 条）：" + list(\.zh),
            en: "Refused (\(items.count)):" + list(\.en))
    }
}
