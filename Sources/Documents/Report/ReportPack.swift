public import LandModel

/// The policy pack a report was judged by, as its reader sees it.
public struct ReportPack: Sendable {
    /// Code of the pack, such as `liuzhou-2020`.
    public var code: String
    /// Revision of the pack.
    public var revision: Int
    /// SHA-256 of the pack's content, lower-case hex.
    public var digest: String
    /// Title of the document.
    public var title: BilingualText
    /// Whether the document is a draft (征求意见稿), which judges but never blocks.
    public var isDraft: Bool
    /// Numbers and titles of the documents it rests on (依据文件).
    public var basis: [String]
    /// Number of clauses in the pack.
    public var clauseCount: Int

    /// Makes a pack's description.
    public init(
        code: String, revision: Int, digest: String, title: BilingualText, isDraft: Bool,
        basis: [String] = [], clauseCount: Int
    ) {
        self.code = code
        self.revision = revision
        self.digest = digest
        self.title = title
        self.isDraft = isDraft
        self.basis = basis
        self.clauseCount = clauseCount
    }
}
