import Access
import Digest
import LandModel
import Policy
import Store
import Synchronization

/// The packs that are published in a home, loaded from its vault and kept.
final class PublishedPacks: Sendable {
    private let vault: Vault
    private let loaded = Mutex<[HashValue: Pack]>([:])

    init(_ vault: Vault) { self.vault = vault }

    /// The pack that governs an area: the one published for it, else for the nearest area around it;
    /// of several revisions the last.
    ///
    /// - Throws: ``Refusal`` when there is none.
    func pack(for area: AdministrativeCode, _ view: RecordView) throws -> Pack {
        let published = try view.packs().filter { $0.pack.area.contains(area) }
        let nearest = published.map { $0.pack.area.digits.count }.max()
        guard
            let chosen = published.last(where: { $0.pack.area.digits.count == nearest })?.pack
        else {
            throw Refusal(
                "LIF-PACK", zh: "\(area.digits) 没有已发布的规则包。请先办理发布规则包（publishPack）。",
                en:
                    "No policy pack is published for \(area.digits). Publish one first (publishPack)."
            )
        }
        return try load(chosen)
    }

    private func load(_ published: PackPublished) throws -> Pack {
        if let known = loaded.withLock({ $0[published.digest] }) { return known }
        guard let files = published.files, let words = published.vocabulary else {
            throw Refusal(
                "LIF-PACK", zh: "规则包 \(published.id) 的文件未入库，请重新发布。",
                en: "The files of pack \(published.id) are not in the vault; publish it again.")
        }
        let vocabulary = try Vocabulary.load(
            content: try vault.bytes(of: words), named: "vocabulary.yaml")
        let pack = try Pack.load(
            content: try vault.bytes(of: files), named: published.id.text, vocabulary: vocabulary)
        loaded.withLock { $0[published.digest] = pack }
        return pack
    }
}
