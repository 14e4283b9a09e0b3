public import Policy

/// Something that happened in the life of a subject (事件).
///
/// Events are what the journal keeps; ``LifeRecord`` is their fold.
public enum LifeEvent: Hashable, Sendable {
    /// A subject came under management (建档).
    case listed(LifeSubject)
    /// Facts became known (事实填报): measured, recorded or balanced, each with its evidence.
    case factsStated(of: String, facts: [String: Fact])
    /// An office did its part of an act that several offices do jointly (会同).
    case signed(act: String, of: String, by: String)
    /// An act or a step of its chain was done (办结).
    case done(act: String, of: String, by: [String])
    /// An act under way was returned with a reason (退回): its chain begins anew.
    case returned(act: String, of: String, by: String, reason: String)
    /// A paper was put on file (材料入卷).
    case filed(LifePaper, of: String?, by: String)
    /// A post was filled (责任人到岗).
    case postFilled(post: String, office: String?, of: String?)
    /// An in-principle clause was waived in writing (说明理由).
    case waived(clause: String, of: String, by: String, reason: String)
    /// An office attested that a prohibition is kept (承诺确认).
    case attested(clause: String, of: String, by: String)
    /// Supervision upheld a breach (查实问题).
    case breachUpheld(clause: String, of: String, by: String)
    /// A breach was put right and closed (销号).
    case breachClosed(clause: String, of: String, by: String)
    /// A ledger account was opened (开户).
    case accountOpened(String, of: String?)
}

/// A paper on file (材料).
public struct LifePaper: Hashable, Sendable {
    /// The document type, as in the vocabulary of the packs.
    public let document: String
    /// The sections it has, or marks as not concerned.
    public let sections: [String]
    /// The offices it was sent to.
    public let to: [String]
    /// Its digest in the vault, empty when only its existence is recorded.
    public let digest: String

    /// Describes a paper.
    public init(
        document: String, sections: [String] = [], to: [String] = [], digest: String = ""
    ) {
        self.document = document
        self.sections = sections
        self.to = to
        self.digest = digest
    }
}
