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
    /// An act or a step of its chain was done (办结), and sent to some offices.
    case done(act: String, of: String, by: [String], to: [String])
    /// An act under way was returned with a reason (退回): its chain begins anew.
    case returned(act: String, of: String, by: String, reason: String)
    /// A term was set for what comes next (限期).
    case termSet(LifeTerm, of: String)
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
    /// The layers on which stated figures rest became known (依据图层).
    case layersStated(of: String, occasion: Occasion, layers: [String])
    /// The program measured a project on a survey and a plan (量算).
    case measured(LifeMeasurement)
    /// An approved project stays under a revision of a pack (规则包锁定); nil releases it.
    case packPinned(PackPin?, of: String)
    /// A change of an approved plan was requested (申请变更).
    case changeRequested(of: String, by: String, reason: String)
    /// Facts were proposed with a change under way.
    case changeProposed(of: String, facts: [String: Fact])
    /// The plan of a change under way was measured.
    case changeMeasured(LifeMeasurement)
    /// A change was approved, so that what was proposed is in force, or refused (变更审定).
    case changeDecided(of: String, approved: Bool, by: String, reason: String)
    /// A life was suspended (暂停).
    case suspended(of: String, by: String, reason: String)
    /// A suspended life goes on (恢复).
    case resumed(of: String, by: String, reason: String)
    /// An act done by mistake was corrected: it no longer counts (更正).
    case corrected(act: String, of: String, by: String, reason: String)
    /// Something happened around a meeting.
    case meeting(MeetingEvent, of: String)
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
