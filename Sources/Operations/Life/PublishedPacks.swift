import Access
import Digest
import Journal
import LandModel
import Lifecycle
import Policy
import Store
import Synchronization

/// The packs that are published in a home, loaded from its vault and kept, with the files that were read under them.
final class PublishedPacks: Sendable {
    private let vault: Vault
    private let loaded = Mutex<[HashValue: Pack]>([:])
    private let listed = Mutex<(mark: Int, packs: [Published])?>(nil)
    /// The files that were read under the packs as they stand.
    let shelf = LifeShelf()

    /// A published revision with the pack as it binds, which is loaded when it is asked for.
    private struct Published {
        let pack: PackPublished
        /// The number of the decision by which a draft was adopted.
        let adoption: String?
    }

    init(_ vault: Vault) { self.vault = vault }

    /// The pack that governs an area: the one published for it, else for the nearest area around it;
    /// of several revisions the last.
    ///
    /// - Throws: ``Refusal`` when there is none.
    func pack(for area: AdministrativeCode, _ view: RecordView) throws -> Pack {
        let published = try published(view).filter { $0.pack.area.contains(area) }
        let nearest = published.map { $0.pack.area.digits.count }.max()
        guard let chosen = published.last(where: { $0.pack.area.digits.count == nearest }) else {
            throw Refusal(
                "LIF-PACK", zh: "\(area.digits) 没有已发布的规则包，请先发布。",
                en: "No policy pack is published for \(area.digits). Publish one first.",
                remedies: [Refusal.Remedy("publishPack")])
        }
        return try load(chosen)
    }

    /// The place of the last event about a pack; what is made by packs holds as long as it stays.
    func mark(_ view: RecordView) throws(StoreError) -> Int {
        try view.lastEvent(ofStreamsWith: "pack/")
    }

    /// What is published at a moment, read once for as long as nothing happens to packs.
    private func published(_ view: RecordView) throws -> [Published] {
        let mark = try mark(view)
        if let known = listed.withLock(\.self), known.mark == mark { return known.packs }
        let packs = try view.packs().map { recorded in
            Published(
                pack: recorded.pack, adoption: try Self.adoption(of: recorded.pack, view))
        }
        listed.withLock { $0 = (mark, packs) }
        return packs
    }

    /// The revision that a project stays under.
    ///
    /// - Throws: ``Refusal`` when its files are not in the vault.
    func pack(pinned pin: PackPin, _ view: RecordView) throws -> Pack {
        guard
            let published = try published(view).last(where: {
                $0.pack.id.text == pin.code && $0.pack.digest.hex == pin.digest
            })
        else {
            throw Refusal(
                "LIF-PACK", zh: "项目所按的 \(pin.code) 第 \(pin.revision) 版不在本办公目录。",
                en:
                    "Revision \(pin.revision) of \(pin.code), under which the project is, is not here."
            )
        }
        return try load(published)
    }

    /// A published revision; a draft that was adopted binds.
    ///
    /// - Throws: ``Refusal`` when its files are not in the vault.
    func pack(of published: PackPublished, _ view: RecordView) throws -> Pack {
        let known = try self.published(view).last { $0.pack == published }
        return try load(
            known ?? Published(pack: published, adoption: try Self.adoption(of: published, view)))
    }

    /// Loads a revision; a draft that was adopted binds.
    private func load(_ published: Published) throws -> Pack {
        let pack = try files(of: published.pack)
        guard pack.isDraft, let number = published.adoption else { return pack }
        return pack.adopted(by: number)
    }

    /// The number of the decision by which a revision was adopted; nil when it was not.
    private static func adoption(
        of published: PackPublished, _ view: RecordView
    ) throws -> String? {
        try view.events(of: PackPublished.stream(of: published.id)).map { try $0.event() }
            .last { event in
                event.type == AdoptPack.eventType
                    && event.payload["digest"]?.text == published.digest.hex
            }?.payload["number"]?.text
    }

    private func files(of published: PackPublished) throws -> Pack {
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
