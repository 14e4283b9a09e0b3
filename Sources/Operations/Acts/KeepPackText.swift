import Access
import Journal
import LandModel
import Policy
import Store

/// Keeps the office's own copy of a governing document with its pack (收存文件原文).
///
/// Packs quote a phrase of each clause and no more; the whole text is the office's to load. It goes into the
/// vault, and the pages find the passage of a clause in it.
struct KeepPackText: RegisterOperation {
    static let id: OperationRule.ID = "keepPackText"
    static let form = InputForm(pack, area, file)
    static let eventType: EventType = "packTextKept"

    private static let pack = InputField.identifier(
        "pack", BilingualText(zh: "规则包", en: "pack"), of: PackSubject.self)
    private static let area = InputField.area(
        "area", BilingualText(zh: "适用行政区", en: "area it is for"))
    private static let file = InputField.file(
        "file", BilingualText(zh: "文件原文", en: "text of the document"),
        help: BilingualText(zh: "UTF-8 文本文件", en: "a text file in UTF-8"))

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(in register: AccessRegister, for person: Person.ID) -> AccessTarget {
        AccessTarget(areas: .area(input[Self.area]))
    }

    /// The text in the vault and how much of the pack is in it.
    struct Copy: Sendable {
        let published: PackPublished
        let version: Int
        let file: VaultID
        let phrases: (found: Int, all: Int)
    }

    func ground(_ workplace: Workplace) async throws -> Copy {
        let id = input[Self.pack]
        guard let published = try await workplace.published(id), let files = published.files,
            let words = published.vocabulary
        else {
            throw Refusal(
                "PAC-UNKNOWN", field: "pack", zh: "\(id) 没有发布，请先发布。",
                en: "\(id) is not published. Publish it first.",
                remedies: [Refusal.Remedy("publishPack")])
        }
        let path = try workplace.path(of: input[Self.file], field: "file")
        let kept = try await workplace.keep(path, named: "\(id.text).txt")
        let bytes = try workplace.home.vault.bytes(of: kept)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(
                "PAC-TEXT", field: "file", zh: "文件不是 UTF-8 文本。请另存为 UTF-8 纯文本后再收存。",
                en: "The file is no UTF-8 text. Save it as plain text in UTF-8 first.")
        }
        let vault = workplace.home.vault
        let vocabulary = try Vocabulary.load(
            content: try vault.bytes(of: words), named: "vocabulary.yaml")
        let pack = try Pack.load(
            content: try vault.bytes(of: files), named: id.text, vocabulary: vocabulary)
        return Copy(
            published: published,
            version: try await workplace.version(of: PackPublished.stream(of: id)), file: kept,
            phrases: pack.phrases(in: text))
    }

    func decide(_ copy: Copy, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let (id, area) = (input[Self.pack], input[Self.area])
        guard copy.published.area == area else {
            throw Refusal(
                "PAC-AREA", field: "area", zh: "\(id) 是为 \(copy.published.area.digits) 发布的。",
                en: "\(id) is published for \(copy.published.area.digits).")
        }
        let (found, all) = copy.phrases
        // A copy may differ in a word here and there; another document shares next to nothing.
        guard found * 2 > all else {
            throw Refusal(
                "PAC-TEXT", field: "file",
                zh: "\(id) 的 \(all) 条关键语句，文本中只有 \(found) 条。请核对是否为该文件。",
                en: "Of the \(all) key phrases of \(id) the text has \(found). Is it that document?"
            )
        }
        let stream = PackPublished.stream(of: id)
        return ActOutcome(
            [
                Batch.Entry(
                    stream: stream, type: Self.eventType,
                    payload: [
                        "id": .text(id.text), "file": .text(copy.file.description),
                        "found": .integer(found), "phrases": .integer(all),
                    ])
            ],
            message: BilingualText(
                zh: "已收存 \(id) 的文件原文，\(all) 条关键语句找到 \(found) 条。",
                en: "The text of \(id) is kept; \(found) of \(all) key phrases are in it."),
            expecting: [stream: copy.version])
    }
}
