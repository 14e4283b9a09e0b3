import Access
import Digest
import Journal
import LandModel
import Lifecycle
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
        return try load(chosen, view)
    }

    /// The revision that a project stays under.
    ///
    /// - Throws: ``Refusal`` when its files are not in the vault.
    func pack(pinned pin: PackPin, _ view: RecordView) throws -> Pack {
        guard
            let published = try view.packs().last(where: {
                $0.pack.id.text == pin.code && $0.pack.digest.hex == pin.digest
            })?.pack
        else {
            throw Refusal(
                "LIF-PACK", zh: "项目所按的 \(pin.code) 第 \(pin.revision) 版不在本办公目录。",
                en:
                    "Revision \(pin.revision) of \(pin.code), under which the project is, is not here."
            )
        }
        return try load(published, view)
    }

    /// A published revision; a draft that was adopted binds.
    ///
    /// - Throws: ``Refusal`` when its files are not in the vault.
    func pack(of published: PackPublished, _ view: RecordView) throws -> Pack {
        try load(published, view)
    }

    /// Loads a revision; a draft that was adopted binds.
    private func load(_ published: PackPublished, _ view: RecordView) throws -> Pack {
        let pack = try files(of: published)
        guard pack.isDraft else { return pack }
        let adoption = try view.events(of: PackPublished.stream(of: published.id)).map {
            try $0.event()
        }.last { $0.type == AdoptPack.eventType && $0.payload["digest"]?.text == pack.digest }
        guard let number = adoption?.payload["number"]?.text else { return pack }
        return pack.adopted(by: number)
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
