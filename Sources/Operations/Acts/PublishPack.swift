import Access
import Digest
import LandModel
import Policy
import Store

/// Puts a revision of a policy pack in force in this office (发布规则包).
///
/// A published revision is immutable: its files go into the vault under their digest. Its own cases
/// must hold, for a pack that fails them judges otherwise than its authors meant.
struct PublishPack: RegisterOperation {
    static let id: OperationRule.ID = "publishPack"
    static let form = InputForm(folder, area)

    private static let folder = InputField.file(
        "folder", BilingualText(zh: "规则包文件夹", en: "folder of the pack"),
        help: BilingualText(
            zh: "上级文件夹须有 vocabulary.yaml", en: "vocabulary.yaml stands in the folder above"))
    private static let area = InputField.area(
        "area", BilingualText(zh: "适用行政区", en: "area it is for")
    ).from(.register(.areas))

    private let input: ActInput

    init(_ input: ActInput) { self.input = input }

    func target(in register: AccessRegister, for person: Person.ID) -> AccessTarget {
        AccessTarget(areas: .area(input[Self.area]))
    }

    /// A pack that loads, its files in the vault, and what was published of it before.
    struct Candidate: Sendable {
        let pack: Pack
        let files: VaultID
        let vocabulary: VaultID
        let failedCases: [CaseOutcome]
        let earlier: PackPublished?
        let version: Int
    }

    /// Only reading the files can tell.
    func foresee(
        _ workplace: Workplace, _ scene: Void, _ act: ActContext
    ) async throws -> ActOutcome? { nil }

    func ground(_ workplace: Workplace) async throws -> Candidate {
        let folder = try workplace.path(of: input[Self.folder], field: "folder")
        let pack: Pack
        let content: [UInt8]
        let words: [UInt8]
        do throws(PackErrors) {
            let vocabulary = try Vocabulary.load(folder + "/../vocabulary.yaml")
            pack = try Pack.load(folder, vocabulary: vocabulary)
            content = try Pack.content(of: folder)
            words = try Vocabulary.content(of: folder + "/../vocabulary.yaml")
        } catch {
            throw Refusal(
                error.problems.map {
                    Refusal.Item("PAC-\($0.code.rawValue)", field: "folder", $0.text)
                })
        }
        guard let id = PackID(pack.code) else {
            throw Refusal(
                "PAC-CODE", field: "folder", zh: "规则包代号 \(pack.code) 不能用作代号。",
                en: "The code \(pack.code) of the pack is no identifier.")
        }
        return Candidate(
            pack: pack, files: try await workplace.keep(text: content, named: "\(pack.code).pack"),
            vocabulary: try await workplace.keep(text: words, named: "vocabulary.yaml"),
            failedCases: pack.runCases().filter { !$0.isPassed },
            earlier: try await workplace.published(id),
            version: try await workplace.version(of: PackPublished.stream(of: id)))
    }

    func decide(_ candidate: Candidate, _ act: ActContext) throws(Refusal) -> ActOutcome {
        let pack = candidate.pack
        var items = candidate.failedCases.map {
            Refusal.Item(
                "PAC-CASE", field: "folder",
                BilingualText(
                    zh: "案例“\($0.name)”（\($0.file):\($0.line)）应为 \($0.expected)，得 \($0.got)。",
                    en:
                        "The case “\($0.name)” (\($0.file):\($0.line)) expects \($0.expected) and gets "
                        + "\($0.got)."))
        }
        if let earlier = candidate.earlier, pack.revision <= earlier.revision {
            items.append(
                Refusal.Item(
                    "PAC-REVISION", field: "folder",
                    BilingualText(
                        zh: "\(pack.code) 已发布第 \(earlier.revision) 版，第 \(pack.revision) 版不晚于它。请把 "
                            + "revision 加一。",
                        en: "Revision \(earlier.revision) of \(pack.code) is published already and "
                            + "\(pack.revision) is not later. Raise revision by one.")))
        }
        items += outside(pack)
        guard items.isEmpty else { throw Refusal(items) }
        guard let id = PackID(pack.code), let digest = HashValue(hex: pack.digest) else {
            preconditionFailure("a loaded pack has a code and a digest")
        }
        let area = input[Self.area]
        let published = PackPublished(
            id: id, name: pack.title.zh, revision: pack.revision, digest: digest,
            isDraft: pack.isDraft, from: pack.inForceFrom, area: area, files: candidate.files,
            vocabulary: candidate.vocabulary)
        return ActOutcome(
            [published.entry],
            message: BilingualText(
                zh: "已发布规则包 \(pack.code) 第 \(pack.revision) 版（\(pack.clauses.count) 条"
                    + "\(pack.isDraft ? "，征求意见稿，只提示不拦阻" : "")）。",
                en: "Revision \(pack.revision) of \(pack.code) is published (\(pack.clauses.count) "
                    + "clauses\(pack.isDraft ? ", a draft: it warns and never blocks" : ""))."),
            notifying: act.people(of: Self.readers, in: area),
            expecting: [PackPublished.stream(of: id): candidate.version])
    }

    /// What is wrong with an area that does not lie inside the territory the pack is written for.
    private func outside(_ pack: Pack) -> [Refusal.Item] {
        let area = input[Self.area]
        guard let territory = AdministrativeCode(pack.territory), !territory.contains(area) else {
            return []
        }
        return [
            Refusal.Item(
                "PAC-TERRITORY", field: "area",
                BilingualText(
                    zh: "\(pack.code) 适用于 \(territory.digits)，不适用于 \(area.digits)。请改填其内的行政区。",
                    en:
                        "\(pack.code) is for \(territory.digits), not for \(area.digits). Name an area "
                        + "inside it."))
        ]
    }

    /// Who works by the pack.
    private static let readers: Set<Role> = [
        .cityNaturalResources, .countyNaturalResources, .jointMeetingOffice, .leadingGroupOffice,
        .liaisonOfficer, .township,
    ]
}
