public import LandModel
public import Lifecycle
public import Policy

/// All that is on record about a project, or another subject with a life, read at one moment (项目视图).
///
/// Plain values for pages and papers: nothing in it is computed again by who shows it, and every figure can name
/// the record it came from.
public struct ProjectView: Sendable {
    /// Something that contains the subject.
    public struct Place: Hashable, Sendable {
        /// Its identifier.
        public let id: String
        /// Its name.
        public let name: String
        /// Its entity, as in the vocabulary.
        public let entity: String
        /// Where it lies.
        public let area: AdministrativeCode
    }

    /// A record of the journal.
    public struct Mark: Hashable, Sendable {
        /// Its place in the journal.
        public let sequence: Int
        /// The day.
        public let day: CalendarDay
    }

    /// A legal or set time limit of a stage (期限).
    public struct Limit: Hashable, Sendable {
        /// The last day.
        public let last: CalendarDay
        /// The clause; nil for a term that an office set.
        public let clause: String?
    }

    /// A stage of a track (阶段).
    public struct Stage: Hashable, Sendable {
        /// The identifier.
        public let id: String
        /// The Chinese name.
        public let zh: String
        /// The act that led to it the last time; nil when it was never reached.
        public let act: String?
        /// The record by which it was reached the last time.
        public let reached: Mark?
        /// How often it was reached.
        public let times: Int
        /// Whether the subject is in it now.
        public let isCurrent: Bool
        /// Whether the subject was in it and went on.
        public let isPassed: Bool
        /// What limits the act that leads to it.
        public let limit: Limit?

        /// Days from the limit to the day it was reached: positive when late; nil without either.
        public var delay: Int? {
            guard let reached, let limit else { return nil }
            return reached.day.daysSinceEpoch - limit.last.daysSinceEpoch
        }
    }

    /// One course of life (进程).
    public struct Track: Hashable, Sendable {
        /// The name in the pack.
        public let name: String
        /// The stages in order; those by which a life is given up only when they were reached.
        public let stages: [Stage]
        /// Acts under way with the steps done and the number of steps.
        public let underWay: [UnderWay]
        /// Acts that change no stage, done so far, the last of each.
        public let others: [DoneAct]
    }

    /// An act whose chain of steps has begun.
    public struct UnderWay: Hashable, Sendable {
        /// The act.
        public let act: String
        /// The steps done.
        public let done: Int
        /// How many steps it has.
        public let steps: Int
    }

    /// An act that was done.
    public struct DoneAct: Hashable, Sendable {
        /// The act.
        public let act: String
        /// The record.
        public let mark: Mark
        /// How often it was done.
        public let times: Int
    }

    /// Something inside the subject: a sub-project, a village, a lot (子项目等).
    public struct Part: Hashable, Sendable {
        /// The identifier.
        public let id: String
        /// The name.
        public let name: String
        /// The entity.
        public let entity: String
        /// What contains it.
        public let parent: String
        /// The stage it is in; nil where it has none.
        public let stage: String?
        /// The code of its type; nil where it has none.
        public let type: String?
        /// How many clauses on it block.
        public let blocking: Int
        /// What is known of it by fact name.
        public let facts: [String: Fact]
    }

    /// A fact with what it rests on (事实).
    public struct FactLine: Hashable, Sendable {
        /// The name in the vocabulary.
        public let name: String
        /// The definition.
        public let definition: Vocabulary.FactDefinition
        /// The value and its evidence.
        public let fact: Fact
        /// Whether the program measured it.
        public let isMeasured: Bool
        /// The record that made it known; nil when the record counts it itself.
        public let mark: Mark?
    }

    /// A paper on file (材料).
    public struct Paper: Hashable, Sendable {
        /// The document type.
        public let document: String
        /// Its Chinese name.
        public let zh: String
        /// The sections it has.
        public let sections: [String]
        /// The offices it was sent to, by kind.
        public let to: [String]
        /// The kind of the office that filed it.
        public let by: String
        /// Its name in the vault as `vault:…`; empty when only its existence is recorded.
        public let digest: String
        /// Whose file it is in.
        public let of: String
        /// The record.
        public let mark: Mark
    }

    /// A post that was filled (岗位).
    public struct Post: Hashable, Sendable {
        /// The post.
        public let post: String
        /// The kind of office; nil when the post is the subject's own.
        public let office: String?
        /// Whose post it is.
        public let of: String
        /// The record.
        public let mark: Mark
    }

    /// Something out of the ordinary (特殊事项).
    public struct Matter: Hashable, Sendable {
        /// What kind.
        public enum Kind: String, Sendable, CaseIterable {
            /// 豁免
            case waiver
            /// 退回
            case returned
            /// 暂停
            case suspension
            /// 变更
            case change
            /// 更正
            case correction
            /// 查实问题
            case breach
        }

        /// What kind.
        public let kind: Kind
        /// The clause or act it is about; empty when it is the whole.
        public let about: String
        /// Whose matter it is.
        public let of: String
        /// The kind of office that decided it.
        public let by: String
        /// Why.
        public let reason: String
        /// Whether it is still open.
        public internal(set) var isOpen: Bool
        /// The record.
        public let mark: Mark
    }

    /// The subject.
    public let subject: SubjectReference
    /// The Chinese name of its entity.
    public let entityName: String
    /// Where it lies.
    public let area: AdministrativeCode
    /// What contains it, innermost first.
    public let parents: [Place]
    /// The pack it is under.
    public let pack: Pack
    /// The revision now published for its area, when that is another.
    public let offered: Pack?
    /// Whether its plan is approved, so that it stays under its revision.
    public let isPinned: Bool
    /// The day it is judged on: that asked for, or the last day on record where that is later.
    public let day: CalendarDay
    /// The courses of its life.
    public let tracks: [Track]
    /// What it contains, in the order listed.
    public let parts: [Part]
    /// How every clause stands on it and on what it stands in, in the order of the pack.
    public let findings: [Finding]
    /// The acts and steps whose stage and order fit now.
    public let possible: Set<String>
    /// What is known of it, in the order of the names.
    public let facts: [FactLine]
    /// The papers on file, latest first.
    public let papers: [Paper]
    /// The posts filled.
    public let posts: [Post]
    /// What was out of the ordinary, latest first.
    public let matters: [Matter]
    /// The terms that offices set.
    public let terms: [LifeTerm]
    /// Why it stands still; nil when it goes on.
    public let suspension: LifeSuspension?
    /// What contains it and stands still, so that it stands still as well; nil when the suspension is its own.
    public let suspendedAbove: Place?
    /// The change of its plan that is under way; nil when none is.
    public let change: LifeChange?
    /// Its duties with a time limit, those without a day last.
    public let duties: [CalendarEntry]
    /// The plan in force as measured; nil when none was.
    public let measurement: Measured?
    /// The acts on record, latest first.
    public let acts: [ProjectAct]
    /// Whether every record of it has the hash of its content.
    public let isWhole: Bool

    /// A measurement of a plan on a survey (量算).
    public struct Measured: Hashable, Sendable {
        /// Which snapshot "after" speaks of.
        public let occasion: Occasion
        /// The dataset.
        public let dataset: String
        /// Its edition; nil when it is not told.
        public let edition: Int?
        /// The layers that were there.
        public let layers: [String]
        /// The digest of the plan in the vault.
        public let plan: String
        /// How many things inside the plan were measured.
        public let items: Int
        /// The record.
        public let mark: Mark
        /// Which measurement of the project it is, from 1.
        public let number: Int
    }

    /// The track by which its life is told: the first that has stages.
    public var mainTrack: Track? { tracks.first { !$0.stages.isEmpty } }

    /// The stage of its main track it is in; nil before the first.
    public var stage: Stage? { mainTrack?.stages.first(where: \.isCurrent) }

    /// The findings that stand before acts that are possible now.
    public var standing: [Finding] {
        findings.filter { $0.isBlocking && !possible.isDisjoint(with: $0.blocks) }
    }
}
