import Access
import Digest
import Journal
import LandModel
import Policy
import Store

/// Adopts a draft document by a decision of the office's own (采用征求意见稿): its clauses then block.
struct AdoptPack: RegisterOperation {
    static let id: OperationRule.ID = "adoptPack"
    static let form = InputForm(pack, area, number)
    static let eventType: EventType = "packAdopted"

    private static let pack = InputField.identifier(
        "pack", BilingualText(zh: "规则包", en: "pack"), of: PackSubject.self
    ).from(.home(.packs))
    private static let area = InputField.area(
        "area", BilingualText(zh: "适用行政区", en: "area it is for")
    ).from(.register(.areas))
    private static let number = InputField.text(
        "number", BilingualText(zh: "采用决定文号", en: "number of the decision"), longest: 60)

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(in register: AccessRegister, for person: Person.ID) -> AccessTarget {
        AccessTarget(areas: .area(input[Self.area]))
    }

    /// The published revision and the version of its stream.
    struct Draft: Sendable {
        let published: PackPublished?
        let version: Int
    }

    func ground(_ workplace: Workplace) async throws -> Draft {
        let id = input[Self.pack]
        return Draft(
            published: try await workplace.published(id),
            version: try await workplace.version(of: PackPublished.stream(of: id)))
    }

    func decide(_ draft: Draft, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let id = input[Self.pack]
        guard let published = draft.published else {
            throw Refusal(
                "PAC-UNKNOWN", field: "pack", zh: "\(id) 没有发布，请先发布。",
                en: "\(id) is not published. Publish it first.",
                remedies: [Refusal.Remedy("publishPack")])
        }
        guard published.isDraft else {
            throw Refusal(
                "PAC-NOT-DRAFT", field: "pack", zh: "\(id) 是正式文件，不需要采用。",
                en: "\(id) is no draft and needs no adoption.")
        }
        guard published.area == input[Self.area] else {
            throw Refusal(
                "PAC-AREA", field: "area", zh: "\(id) 是为 \(published.area.digits) 发布的。",
                en: "\(id) is published for \(published.area.digits).")
        }
        let stream = PackPublished.stream(of: id)
        let number = input[Self.number]
        return ActOutcome(
            [
                Batch.Entry(
                    stream: stream, type: Self.eventType,
                    payload: [
                        "id": .text(id.text), "revision": .integer(published.revision),
                        "digest": .text(published.digest.hex), "number": .text(number),
                    ])
            ], remark: number,
            message: BilingualText(
                zh: "已采用 \(id) 第 \(published.revision) 版（\(number)），此后其条款约束办理事项。",
                en:
                    "Revision \(published.revision) of \(id) is adopted (\(number)); its clauses bind "
                    + "from now on."),
            expecting: [stream: draft.version])
    }
}
