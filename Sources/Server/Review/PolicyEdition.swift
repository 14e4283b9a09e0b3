import LandModel
import Operations
import Policy
import Store

/// A revision of a pack that can be looked at: published in this office, or only installed (规则包版本).
struct PolicyEdition: Sendable {
    let pack: Pack
    /// When and for which area it was published; nil when it only is installed.
    let published: RecordedPack?

    /// What names it in an address: `liuzhou-2020@1`, or the code of one that is not published.
    var key: String { published == nil ? pack.code : "\(pack.code)@\(pack.revision)" }

    /// Every edition, by code and revision; of one revision the published one.
    static func all(_ call: Call) async throws -> [PolicyEdition] {
        let office = try call.office()
        let published = try await office.library.revisions()
        let digests = Set(published.map(\.pack.digest))
        let shelf = office.packs
        let installed = try await Offload.run { try shelf.all() }
            .filter { !digests.contains($0.digest) }
        let all =
            published.map { PolicyEdition(pack: $0.pack, published: $0.recorded) }
            + installed.map { PolicyEdition(pack: $0, published: nil) }
        return all.sorted { ($0.pack.code, $0.pack.revision) < ($1.pack.code, $1.pack.revision) }
    }

    /// The edition of a pack that binds: of those published the last, else the one installed.
    static func usual(_ code: String, among all: [PolicyEdition]) -> PolicyEdition? {
        let own = all.filter { $0.pack.code == code }
        return own.last { $0.published != nil } ?? own.last
    }

    /// The edition that the address of a page names.
    ///
    /// - Throws: ``Problem`` when there is none.
    static func asked(_ call: Call, among all: [PolicyEdition]) throws -> PolicyEdition {
        let code = try call.value("pack")
        let usual = usual(code, among: all)
        guard let revision = call.values["revision"].flatMap({ Int($0) }) else {
            if let usual { return usual }
            throw Problem.missing()
        }
        guard
            let edition = all.first(where: { $0.pack.code == code && $0.pack.revision == revision })
        else { throw Problem.missing() }
        return edition
    }

    /// Whether it is a draft, and whether an office adopted it.
    func state(_ call: Call) -> FindingMark {
        if let number = pack.adoption {
            return .good("征求意见稿，已采用（\(number)）", "draft, adopted (\(number))")
        }
        if pack.isDraft { return .awaiting("征求意见稿，只提示", "draft, warns only") }
        return published == nil ? .without("未发布", "not published") : .good("已发布", "published")
    }

    /// Revision, day and area in a line.
    func line(_ call: Call) -> String {
        guard let published else {
            return "r\(pack.revision) " + call.said("（已安装，未发布）", "(installed, not published)")
        }
        let day = ChinaTime.day(of: published.time)
        return "r\(pack.revision) · \(day) · \(published.pack.area.digits)"
    }

    /// The address of its page, or of one of its clauses.
    func href(_ clause: String? = nil, in all: [PolicyEdition]) -> String {
        let base = "/policy/\(pack.code)" + (clause.map { "/\($0)" } ?? "")
        let usual = Self.usual(pack.code, among: all)
        return usual?.pack.digest == pack.digest ? base : base + "?revision=\(pack.revision)"
    }
}

extension Pack {
    /// Offices, acts, papers and other things of the pack in a line.
    func terms(_ ids: [String], _ language: DisplayLanguage) -> String {
        ids.map { term($0)[language] }.joined(separator: language == .zh ? "、" : ", ")
    }

}
