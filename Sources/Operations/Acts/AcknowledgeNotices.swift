import Access
import Journal
import LandModel
import Store

/// Confirms having read one's notices (签收通知).
struct AcknowledgeNotices: RegisterOperation {
    static let id: OperationRule.ID = "acknowledgeNotices"
    static let form = InputForm(through)

    private static let through = InputField.integer(
        "through", BilingualText(zh: "签收至第几号记录", en: "up to this record"),
        1...9_007_199_254_740_991)

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    /// One's own notices, wherever one works: the place does not matter, so it is one's own.
    func target(in register: AccessRegister, for person: Person.ID) -> AccessTarget {
        let areas = register.appointments(of: person).compactMap {
            register.territory(of: $0)?.areas
        }
        return AccessTarget(areas: areas.first ?? .areas([]), concerns: person)
    }

    func ground(_ workplace: Workplace) async throws -> [RecordedNotice] {
        try await workplace.notices()
    }

    func decide(_ notices: [RecordedNotice], _ act: ActContext) throws(Refusal) -> ActOutcome {
        let through = input[Self.through]
        let meant = notices.filter { $0.act.event.sequence <= through && !$0.isAcknowledged }
        guard !meant.isEmpty else {
            throw Refusal(
                "INB-NOTHING", field: "through", zh: "第 \(through) 号记录及以前没有待签收的通知。",
                en: "There is no notice to acknowledge up to record \(through).")
        }
        return ActOutcome(
            [NoticesAcknowledged(person: act.person, through: through).entry],
            message: BilingualText(
                zh: "已签收 \(meant.count) 件通知。", en: "\(meant.count) notices are acknowledged."))
    }
}
